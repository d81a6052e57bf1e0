"""Corrections in the store: every one is kept, none is changed, and older databases gain the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from chartside.domain.chart import Clinician, Episode, Patient, Role, Visit
from chartside.domain.corrections import correction_of
from chartside.domain.facts import Measure, Measurement
from chartside.domain.source import Source, SourceKind
from chartside.store import Store, Work
from chartside.store.database import _config, connect, migrate, open_engine
from chartside.store.repositories.canvases import KeptSource
from chartside.store.repositories.corrections import KeptCorrection, in_force
from chartside.store.repositories.users import Account

NOTE = Source("S1", "note.txt", SourceKind.SESSION_NOTE, "pain 3/10, flexion 105\n", "0" * 64)
PAIN = Measurement(evidence=(NOTE.span(0, 9),), measure=Measure.PAIN, value=3.0)
FLEXION = Measurement(evidence=(NOTE.span(11, 22),), measure=Measure.ROM, motion="flexion", value=105.0)


def canvas(work: Work) -> None:
    """A visit with one source."""
    clinician = Clinician("u1", "Ana Reyes", frozenset({Role.PT}), "PT")
    work.users.add(Account(clinician, "ana@clinic.example", "hash"))
    work.charts.add_patient(Patient("p1", "Rosa Imre"))
    work.charts.add_episode(Episode("e1", "p1", "R TKA"))
    work.charts.add_visit(Visit("v1", "e1", date(2026, 3, 4), 1, "u1"))
    work.canvases.add(
        KeptSource(
            id="s1", visit="v1", key="S1", name="note.txt", sha256=NOTE.sha256, source=NOTE, problem=None,
            facts=(PAIN,), blob=None,
        ),
        "1",
    )  # fmt: skip


def kept(number: int, original: Measurement, value: float | None, *, undone: bool = False) -> KeptCorrection:
    corrected = None if value is None else replace(original, value=value)
    said = correction_of(original, corrected, by="u1", at=f"2026-03-04T15:30:0{number}+00:00", beside=(FLEXION,))
    return KeptCorrection(id=f"c{number}", visit="v1", source="s1", correction=said, undone=undone)


def test_corrections_come_back_as_they_were_kept_and_the_last_holds(store: Store) -> None:
    made = [kept(1, PAIN, 4.0), kept(2, FLEXION, None), kept(3, PAIN, 5.0), kept(4, FLEXION, None, undone=True)]
    with store.work() as work:
        canvas(work)
        for item in made:
            work.corrections.add(item)
    with store.work() as work:
        found = work.corrections.of_episode("e1")
        assert work.corrections.of_episode("e2") == ()
    assert list(found) == made
    assert in_force(found) == (made[2],)
    assert in_force(found[:2]) == tuple(made[:2])


@pytest.mark.parametrize("change", ["UPDATE fact_corrections SET corrected = NULL", "DELETE FROM fact_corrections"])
def test_the_database_refuses_to_change_a_correction(store: Store, change: str) -> None:
    with store.work() as work:
        canvas(work)
        work.corrections.add(kept(1, PAIN, 4.0))
    connection = connect(store.path, store.keys.database)
    with pytest.raises(Exception, match="a correction cannot be changed"):
        connection.execute(change)
    connection.close()


def made_by_the_first_version(path: Path) -> None:
    """A database with the tables of revision 0001 and a patient in it."""
    engine = open_engine(path, bytes(32))
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO patients (id, name) VALUES ('p1', 'Rosa Imre')")
    assert "fact_corrections" not in inspect(engine).get_table_names()
    engine.dispose()


def test_an_older_database_is_opened_and_keeps_what_it_holds(tmp_path: Path) -> None:
    made_by_the_first_version(tmp_path / "m.db")
    engine = open_engine(tmp_path / "m.db", bytes(32))
    migrate(engine)
    assert "fact_corrections" in inspect(engine).get_table_names()
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT name FROM patients").scalar() == "Rosa Imre"
        triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'fact_corrections'"
        assert connection.exec_driver_sql(triggers).scalar() == 2
    engine.dispose()


def test_going_back_leaves_the_corrections_as_a_note_the_older_program_reads(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "m.db", bytes(32))
    migrate(engine)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO patients (id, name) VALUES ('p1', 'Rosa Imre')",
            "INSERT INTO episodes (id, patient_id, title, payer_name, payer_type, unit_rule) "
            "VALUES ('e1', 'p1', 'R TKA', 'x', 'commercial', 'cms')",
            "INSERT INTO visits (id, episode_id, date) VALUES ('v1', 'e1', '2026-03-04')",
            "INSERT INTO sources (id, visit_id, key, name, kind, sha256, text, position, removed) "
            "VALUES ('s1', 'v1', 'S1', 'Corrections', 'corrections', 'x', 'y', 0, 0)",
        ):
            connection.exec_driver_sql(statement)
    migrate(engine, "0001")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT kind FROM sources").scalar() == "session_note"
    migrate(engine)
    engine.dispose()
