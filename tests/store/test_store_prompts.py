"""Versions of prompts in the store: added to, never changed, and gained by older databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from chartside.domain.chart import Clinician, Role
from chartside.domain.prompts import PromptVersion
from chartside.store import Store, Work
from chartside.store.database import _config, connect, migrate, open_engine
from chartside.store.repositories.users import Account

AT = "2026-03-04T15:30:00+00:00"


def version(number: int, text: str = "Write plainly.\n", kind: str = "soap_note", **more: int) -> PromptVersion:
    return PromptVersion(kind=kind, number=number, text=text, by="u1", at=AT, note="shorter", restores=more.get("back"))


def somebody(work: Work) -> None:
    work.users.add(Account(Clinician("u1", "Ana Reyes", frozenset({Role.OWNER})), "ana@clinic.example", "hash"))


def test_versions_come_back_in_their_order(store: Store) -> None:
    made = [version(1), version(2, "Write.\n"), version(3, "Write plainly.\n", back=1)]
    with store.work() as work:
        somebody(work)
        for each in [*made, version(1, "A letter.\n", "appeal_letter")]:
            work.prompts.add(each)
    with store.work() as work:
        assert list(work.prompts.of_kind("soap_note")) == made
        assert work.prompts.of_kind("evaluation") == ()
        assert {kind: each.number for kind, each in work.prompts.newest().items()} == {
            "soap_note": 3,
            "appeal_letter": 1,
        }


def test_the_built_in_text_is_never_stored(store: Store) -> None:
    with store.work() as work:
        somebody(work)
        work.prompts.add(version(1, "The program's own.\n", back=0))
        [kept] = work.prompts.of_kind("soap_note")
    assert (kept.text, kept.restores, kept.is_built_in) == ("", 0, True)


@pytest.mark.parametrize("change", ["UPDATE prompts SET text = 'x'", "DELETE FROM prompts"])
def test_the_database_refuses_to_change_a_version(store: Store, change: str) -> None:
    with store.work() as work:
        somebody(work)
        work.prompts.add(version(1))
    connection = connect(store.path, store.keys.database)
    with pytest.raises(Exception, match="a saved prompt cannot be changed"):
        connection.execute(change)
    connection.close()


def test_two_cannot_save_the_same_version(store: Store) -> None:
    with store.work() as work:
        somebody(work)
        work.prompts.add(version(1))
    with pytest.raises(Exception, match="UNIQUE"), store.work() as work:
        work.prompts.add(version(1, "Another.\n"))


def test_an_older_database_gains_the_table_and_can_go_back(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "m.db", bytes(32))
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql("INSERT INTO patients (id, name) VALUES ('p1', 'Rosa Imre')")
    migrate(engine)
    assert "prompts" in inspect(engine).get_table_names()
    migrate(engine, "0002")
    assert "prompts" not in inspect(engine).get_table_names()
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT name FROM patients").scalar() == "Rosa Imre"
    migrate(engine)
    engine.dispose()
