"""The key file: one 256-bit key, made on first run, from which every other key is derived."""

from __future__ import annotations

import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chartside.store.errors import StoreError

_HEX = re.compile(r"[0-9a-f]{64}\s*")


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Keys derived from the master key, one a purpose, 32 bytes each."""

    database: bytes
    blobs: bytes
    trail: bytes


def keys_of(master: bytes) -> Keys:
    """The keys for each purpose (HKDF-SHA256, RFC 5869)."""

    def derived(purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=f"chartside {purpose} v1".encode()).derive(master)

    return Keys(derived("database"), derived("blobs"), derived("trail"))


def load_keys(path: Path, *, may_make: bool) -> Keys:
    """Read the key file; make it when there is none and `may_make`.

    Args:
        path: The key file.
        may_make: True while there is no database yet; a new key could not open an existing one.

    Raises:
        StoreError: The file is missing, not a key, or readable by others.
    """
    if not path.exists():
        if not may_make:
            raise StoreError(
                f"{path}: the key file is missing, and without it this clinic's data cannot be opened; "
                "put it back from where you keep its copy"
            )
        _make(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise StoreError(f"{path}: others can read the key (mode {mode:03o}); run: chmod 600 {path}")
    text = path.read_text("ascii", "replace")
    if not _HEX.fullmatch(text):
        raise StoreError(f"{path}: not a key file (64 hexadecimal digits); put the right one back")
    return keys_of(bytes.fromhex(text.strip()))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
