"""The one place where a clinic is wired: settings, clock, store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from chartside.settings import Settings
from chartside.store import Store, Work


@dataclass(frozen=True, slots=True)
class App:
    """An opened clinic."""

    settings: Settings
    clock: Callable[[], datetime]
    store: Store

    def work(self) -> AbstractContextManager[Work]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        return self.store.work()

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def open_clinic(settings: Settings, clock: Callable[[], datetime] = now) -> App:
    """Open the clinic in the settings' data folder, making it on the first run.

    Raises:
        StoreError: The store cannot be opened; the message says what to do.
    """
    return App(settings, clock, Store(settings.data_dir, settings.key_file, clock))
