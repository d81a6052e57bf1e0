"""The key file and the encrypted database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect

from chartside.store import Store, StoreError
from chartside.store.database import migrate, open_engine
from chartside.store.keys import keys_of
from chartside.store.tables import metadata
from chartside.store.work import DATABASE, KEY


def open_store(folder: Path, key: Path | None = None) -> Store:
    return Store(folder, key, lambda: datetime(2026, 3, 4, tzinfo=UTC))


def test_the_first_run_makes_a_key_only_its_owner_reads(folder: Path, store: Store) -> None:
    assert (folder / KEY).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o077 == 0


def test_the_file_on_disk_is_ciphertext(folder: Path, store: Store) -> None:
    with store.work() as work:
        work.blobs.put("b1", b"pain 3/10 in the right knee")
    store.close()
    raw = b"".join(path.read_bytes() for path in folder.glob(f"{DATABASE}*"))
    assert not raw.startswith(b"SQLite format 3")
    assert b"right knee" not in raw
    assert b"CREATE TABLE" not in raw


def test_a_key_others_can_read_is_refused_with_the_remedy(folder: Path, store: Store) -> None:
    store.close()
    (folder / KEY).chmod(0o644)
    with pytest.raises(StoreError, match=r"others can read the key \(mode 644\); run: chmod 600"):
        open_store(folder)


def test_a_lost_key_is_said_and_no_new_one_is_made(folder: Path, store: Store) -> None:
    store.close()
    (folder / KEY).unlink()
    with pytest.raises(StoreError, match="key file is missing"):
        open_store(folder)
    assert not (folder / KEY).exists()


def test_another_key_does_not_open_the_database(folder: Path, store: Store) -> None:
    store.close()
    (folder / KEY).write_text("ab" * 32)
    with pytest.raises(StoreError, match="does not open this database"):
        open_store(folder)


def test_garbage_is_no_key(folder: Path, store: Store) -> None:
    store.close()
    (folder / KEY).write_text("not a key")
    with pytest.raises(StoreError, match="not a key file"):
        open_store(folder)


def test_the_key_may_lie_elsewhere(tmp_path: Path) -> None:
    key = tmp_path / "usb" / "clinic.key"
    opened = open_store(tmp_path / "data", key)
    opened.close()
    assert key.exists()
    assert not (tmp_path / "data" / KEY).exists()
    open_store(tmp_path / "data", key).close()


def test_keys_differ_by_purpose() -> None:
    keys = keys_of(bytes(32))
    assert len({keys.database, keys.blobs, keys.trail}) == 3


def test_a_sealed_file_comes_back_and_does_not_open_under_another_name(store: Store) -> None:
    with store.work() as work:
        work.blobs.put("b1", b"bytes as received")
        assert work.blobs.get("b1") == b"bytes as received"
        with pytest.raises(StoreError, match="not in the store"):
            work.blobs.get("b2")


def test_migrations_go_up_down_and_up_and_give_the_declared_tables(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "m.db", bytes(32))
    migrate(engine)
    migrate(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate(engine)
    tables = inspect(engine)
    for table in metadata.sorted_tables:
        have = {column["name"]: column["nullable"] for column in tables.get_columns(table.name)}
        assert have == {column.name: column.nullable for column in table.columns}, table.name
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused(folder: Path, store: Store) -> None:
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(StoreError, match="newer Chartside"):
        open_store(folder)


def note_and_fail(store: Store) -> float:
    with store.work() as work:
        work.note("u", "a", "s")
        return 1 / 0


def test_a_transaction_that_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        note_and_fail(store)
    with store.work() as work:
        assert work.trail.rows() == []
