"""Triggers that make the record unchangeable: signed revisions, signatures, addenda, the trail, corrections,
prompts.

They hold for every connection, whatever program opens it with the key.
"""

from __future__ import annotations

_FROZEN: tuple[tuple[str, str, str], ...] = (
    ("revisions", "OLD.signed", "a signed revision cannot be changed; add an addendum"),
    ("signatures", "1", "a signature cannot be changed"),
    ("addenda", "1", "an addendum cannot be changed; add another"),
    ("trail", "1", "the audit trail is append-only"),
)


def correction_triggers() -> dict[str, str]:
    """Name and SQL of the triggers of corrections: a later one supersedes, and none is ever changed (SQLite)."""
    return _frozen("fact_corrections", "1", "a correction cannot be changed; add another")


def prompt_triggers() -> dict[str, str]:
    """Name and SQL of the triggers of prompts: a new version follows, and none is ever changed (SQLite)."""
    return _frozen("prompts", "1", "a saved prompt cannot be changed; save a new version")


def _frozen(table: str, condition: str, message: str) -> dict[str, str]:
    made: dict[str, str] = {}
    for change in ("UPDATE", "DELETE"):
        name = f"keep_{table}_{change.lower()}"
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    return made


def triggers() -> dict[str, str]:
    """Name and SQL of every trigger of the first tables (SQLite)."""
    made: dict[str, str] = {}
    for table, condition, message in _FROZEN:
        made |= _frozen(table, condition, message)
    made["keep_signed_document"] = (
        "CREATE TRIGGER keep_signed_document BEFORE INSERT ON revisions "
        "WHEN EXISTS (SELECT 1 FROM signatures WHERE document_id = NEW.document_id) "
        "BEGIN SELECT RAISE(ABORT, 'a signed document takes no new revision; add an addendum'); END"
    )
    made["keep_signed_state"] = (
        "CREATE TRIGGER keep_signed_state BEFORE UPDATE ON documents "
        "WHEN EXISTS (SELECT 1 FROM signatures WHERE document_id = OLD.id) AND "
        "(NEW.state NOT IN ('signed', 'amended') OR NEW.revision <> OLD.revision OR NEW.visit_id <> OLD.visit_id) "
        "BEGIN SELECT RAISE(ABORT, 'a signed document stays signed'); END"
    )
    made["keep_documents_delete"] = (
        "CREATE TRIGGER keep_documents_delete BEFORE DELETE ON documents "
        "WHEN EXISTS (SELECT 1 FROM signatures WHERE document_id = OLD.id) "
        "BEGIN SELECT RAISE(ABORT, 'a signed document cannot be deleted'); END"
    )
    return made
