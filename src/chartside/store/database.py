"""The encrypted SQLite database (SQLCipher) and its migrations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from chartside.store.errors import StoreError

BUSY_SECONDS = 30


def connect(path: Path, key: bytes) -> Any:
    """A connection to the encrypted file; durable (WAL, full sync), with foreign keys.

    Raises:
        StoreError: The key does not open the file, or the file is no database.
    """
    connection = sqlcipher.connect(str(path), timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlcipher.DatabaseError as problem:
        connection.close()
        if "locked" in str(problem):
            raise StoreError(f"{path}: another program holds the database; close it and try again") from None
        raise StoreError(f"{path}: the key does not open this database; put the key file that belongs to it") from None
    return connection


def open_engine(path: Path, key: bytes) -> Engine:
    """An engine whose transactions take the write lock at their start, so that none has to be repeated."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, key), poolclass=QueuePool, module=sqlcipher, pool_size=8
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up (or down) to a revision, in one transaction.

    Raises:
        StoreError: The database was made by a newer Chartside.
    """
    config = _config()
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if current is not None and current not in known:
            raise StoreError(f"the database was made by a newer Chartside (revision {current}); install that version")
        config.attributes["connection"] = connection
        if revision == "head":
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config
