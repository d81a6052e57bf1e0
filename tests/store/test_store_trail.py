"""The audit trail: whatever is done to it behind Chartside's back is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chartside.store import Store
from chartside.store.database import connect

Tamper = Callable[[Any], None]


def fill(store: Store, rows: int = 5) -> None:
    for number in range(rows):
        with store.work() as work:
            work.note(f"user{number}", "source_added", f"source{number}", bytes=number)


def rewrite(store: Store, change: Tamper) -> None:
    """Change the file as somebody with the key could: the triggers are dropped first."""
    connection = connect(store.path, store.keys.database)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    change(connection)
    connection.close()


def problems(store: Store) -> tuple[str, ...]:
    with store.work() as work:
        return work.trail.verify().problems


def test_an_untouched_trail_is_whole(store: Store) -> None:
    fill(store)
    with store.work() as work:
        report = work.trail.verify()
    assert (report.rows, report.problems) == (5, ())


def test_an_empty_trail_is_whole(store: Store) -> None:
    assert problems(store) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE trail SET actor = 'nobody' WHERE number = 2", "row 2 was changed"),
        ("UPDATE trail SET detail = '{}' WHERE number = 5", "row 5 was changed"),
        ("DELETE FROM trail WHERE number = 3", "row 3 is missing"),
        ("DELETE FROM trail WHERE number = 1", "row 1 is missing"),
        ("DELETE FROM trail WHERE number >= 4", "should end with row 5"),
        ("DELETE FROM trail", "should end with row 5"),
        ("INSERT INTO trail SELECT 6, at, actor, action, subject, detail, hash, hash FROM trail WHERE number = 5",
         "should end with row 5"),
        ("UPDATE trail SET number = number + 100 WHERE number = 2; UPDATE trail SET number = 2 WHERE number = 3; "
         "UPDATE trail SET number = 3 WHERE number = 102", "does not follow"),
        ("UPDATE trail_head SET rows = 4", "head of the trail was changed"),
        ("DELETE FROM trail_head", "head of the trail is missing"),
    ],
)  # fmt: skip
def test_tampering_is_found(store: Store, change: str, found: str) -> None:
    fill(store)
    rewrite(store, lambda connection: connection.executescript(change))
    assert any(found in problem for problem in problems(store)), problems(store)


def test_a_cut_off_trail_with_its_head_rewritten_is_found(store: Store) -> None:
    """Somebody who cuts the tail off and repairs the head lacks the key of the MAC."""
    fill(store)
    rewrite(
        store,
        lambda connection: connection.executescript(
            "DELETE FROM trail WHERE number > 3;"
            "UPDATE trail_head SET rows = 3, hash = (SELECT hash FROM trail WHERE number = 3)"
        ),
    )
    assert problems(store) == ("The head of the trail was changed.",)


@pytest.mark.parametrize("statement", ["UPDATE trail SET actor = 'x'", "DELETE FROM trail"])
def test_the_database_refuses_to_change_the_trail(store: Store, statement: str) -> None:
    fill(store, 2)
    connection = connect(store.path, store.keys.database)
    with pytest.raises(Exception, match="append-only"):
        connection.execute(statement)
    connection.close()
