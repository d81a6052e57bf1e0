"""Backup and restore: a consistent, encrypted copy of the whole database in one file.

The copy is encrypted with the clinic's own key, which is not in it: keep the key file apart, as the backup needs it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from chartside.store.database import connect
from chartside.store.errors import StoreError
from chartside.store.keys import load_keys
from chartside.store.work import DATABASE, KEY


def back_up(folder: Path, key_file: Path | None, target: Path) -> int:
    """Copy the database, in use or not, to `target`.

    Returns:
        Size of the copy in bytes.

    Raises:
        StoreError: There is no clinic in the folder, or the target exists.
    """
    path = folder / DATABASE
    if not path.exists():
        raise StoreError(f"{folder}: there is no clinic here to back up; check the data folder")
    if target.exists():
        raise StoreError(f"{target}: already exists; choose a new name, so that no backup is overwritten")
    keys = load_keys(key_file or folder / KEY, may_make=False)
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    source, copy = connect(path, keys.database), None
    try:
        copy = connect(partial, keys.database)
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        _check(copy, target)
        copy.close()
        copy = None
        _settle(partial, target)
    finally:
        source.close()
        if copy is not None:
            copy.close()
        partial.unlink(missing_ok=True)
    return target.stat().st_size


def restore_from(backup: Path, folder: Path, key_file: Path | None, *, force: bool = False) -> None:
    """Put a backup in place of a clinic's database.

    Args:
        backup: File made by `back_up`.
        folder: Data folder to restore into.
        key_file: The key the backup was made with; in the folder when None.
        force: Replace a clinic that is there; it is kept beside as `chartside.db.before-restore`.

    Raises:
        StoreError: The backup is missing or damaged, the key is not its key, or a clinic is there without `force`.
    """
    if not backup.is_file():
        raise StoreError(f"{backup}: no such backup; check the path")
    path = folder / DATABASE
    if path.exists() and not force:
        raise StoreError(f"{folder}: there is a clinic here; add --force to replace it (it is kept beside)")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = load_keys(key_file or folder / KEY, may_make=False)
    partial = folder / f".{DATABASE}.{secrets.token_hex(4)}"
    partial.write_bytes(backup.read_bytes())
    try:
        connection = connect(partial, keys.database)
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
            _check(connection, backup)
        finally:
            connection.close()
        if path.exists():
            path.replace(path.with_name(f"{DATABASE}.before-restore"))
        for extra in ("-wal", "-shm"):
            path.with_name(DATABASE + extra).unlink(missing_ok=True)
        _settle(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _check(connection: Any, named: Path) -> None:
    try:
        result = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlcipher.DatabaseError as problem:
        result = str(problem)
    if result != "ok":
        raise StoreError(f"{named}: the database is damaged ({result}); use another backup")


def _settle(partial: Path, target: Path) -> None:
    """Put a finished file in its place in one step, durably."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
