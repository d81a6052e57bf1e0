"""Every document of every invented episode, kept as text beside its notes so that a therapist can read all of them.

Write the files anew after the writer has changed, then read what the difference says:

    python -m tests.golden.episode_documents --write
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tests.golden.conftest import EPISODES, files_of

from chartside.deliver import Printed, all_renderers
from chartside.documents import document_kinds
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import Document
from chartside.domain.flags import Flag
from chartside.domain.signing import State
from chartside.services.draft_files import draft_files

PROFILE = ClinicProfile()


@dataclass(frozen=True, slots=True)
class Course:
    """The days of an episode that its documents are about."""

    evaluated: date
    middle: date
    """A visit between: of the daily note and of the billing summary."""
    last: date

    def day_of(self, kind: str) -> date:
        """The day a kind of document is written."""
        if kind == "evaluation":
            return self.evaluated
        return self.middle if kind in {"soap_note", "billing_summary"} else self.last


COURSES = {
    "lung_rehab": Course(date(2026, 9, 8), date(2026, 10, 6), date(2026, 11, 10)),
    "neck_headache": Course(date(2026, 2, 3), date(2026, 2, 20), date(2026, 3, 24)),
    "pelvic_floor": Course(date(2026, 6, 3), date(2026, 7, 1), date(2026, 8, 19)),
    "stroke_gait": Course(date(2026, 5, 4), date(2026, 5, 22), date(2026, 6, 29)),
    "total_knee": Course(date(2026, 1, 8), date(2026, 1, 29), date(2026, 3, 5)),
    "wrist_fracture": Course(date(2026, 2, 9), date(2026, 2, 19), date(2026, 4, 2)),
}
DRAFTS = [(name, kind) for name in sorted(COURSES) for kind in sorted(document_kinds())]


@cache
def drafted(name: str, kind: str) -> tuple[Document, Canvas]:
    """A document drafted from all notes of an episode, as of the day it is written."""
    return draft_files(kind, files_of(name), visit_date=COURSES[name].day_of(kind), profile=PROFILE)


def printed(document: Document, form: str) -> bytes:
    """The unsigned draft in a format."""
    return all_renderers()[form].render(Printed(document, PROFILE, None, (), State.DRAFT, None))


def kept_file(name: str, kind: str) -> Path:
    """Where the text of a document is kept."""
    return EPISODES / name / "documents" / f"{kind}.txt"


def as_kept(document: Document) -> str:
    """What is kept of a document: its text with its questions, then its flags."""
    return "\n".join([printed(document, "text").decode(), *(_flag_line(document, flag) for flag in document.flags), ""])


def _flag_line(document: Document, flag: Flag) -> str:
    statement = document.statement(flag.where.statement) if flag.where.statement else None
    about = f" <{statement.text}>" if statement is not None else ""
    return f"! {flag.severity} {flag.rule}: {flag.message}{about}"


def write_all() -> list[Path]:
    """Write the texts that differ from what is kept.

    Returns:
        The files written.
    """
    changed = []
    for name, kind in DRAFTS:
        path, text = kept_file(name, kind), as_kept(drafted(name, kind)[0])
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


if __name__ == "__main__":
    if "--write" not in sys.argv:
        raise SystemExit("add --write to write the documents of the invented episodes anew")
    for changed_file in write_all():
        print(changed_file)
