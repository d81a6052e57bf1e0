"""Back a clinic up, and restore it."""

from __future__ import annotations

from pathlib import Path

from chartside.settings import Settings
from chartside.store.backup import back_up, restore_from


def backup(settings: Settings, path: Path) -> int:
    """Copy the clinic's database to `path`, encrypted with the clinic's key; its size in bytes.

    Raises:
        StoreError: There is no clinic, or the file exists.
    """
    return back_up(settings.data_dir, settings.key_file, path)


def restore(settings: Settings, path: Path, *, force: bool = False) -> None:
    """Put a backup in place of the clinic's database.

    Raises:
        StoreError: The backup or its key is missing or damaged, or a clinic is there and `force` is not set.
    """
    restore_from(path, settings.data_dir, settings.key_file, force=force)
