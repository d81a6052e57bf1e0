"""The store of one clinic, and its unit of work: one transaction with every repository in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from chartside.store.audit_trail import AuditTrail
from chartside.store.blobs import Blobs
from chartside.store.database import migrate, open_engine
from chartside.store.keys import Keys, load_keys
from chartside.store.repositories.canvases import Canvases
from chartside.store.repositories.charts import Charts
from chartside.store.repositories.corrections import Corrections
from chartside.store.repositories.documents import Documents
from chartside.store.repositories.prompts import Prompts
from chartside.store.repositories.users import Users

DATABASE = "chartside.db"
KEY = "chartside.key"


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction: what happens in it happens together or not at all."""

    now: datetime
    users: Users
    charts: Charts
    canvases: Canvases
    corrections: Corrections
    documents: Documents
    prompts: Prompts
    blobs: Blobs
    trail: AuditTrail

    def note(self, actor: str, action: str, subject: str, **detail: object) -> None:
        """Write what was done to the audit trail; ids and counts only."""
        self.trail.add(self.now, actor, action, subject, detail)


class Store:
    """The opened store of one clinic."""

    def __init__(self, folder: Path, key_file: Path | None, clock: Callable[[], datetime]) -> None:
        """Open the store in `folder`, making it on the first run.

        Raises:
            StoreError: The key is missing, wrong or readable by others, or the database is newer than the program.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / DATABASE
        self.key_path = key_file or folder / KEY
        self.keys: Keys = load_keys(self.key_path, may_make=not self.path.exists())
        self._clock = clock
        self._engine = open_engine(self.path, self.keys.database)
        try:
            migrate(self._engine)
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        with self._engine.begin() as connection:
            yield self._work(connection)

    def _work(self, connection: Connection) -> Work:
        return Work(
            now=self._clock(),
            users=Users(connection),
            charts=Charts(connection),
            canvases=Canvases(connection),
            corrections=Corrections(connection),
            documents=Documents(connection),
            prompts=Prompts(connection),
            blobs=Blobs(connection, self.keys),
            trail=AuditTrail(connection, self.keys),
        )

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
