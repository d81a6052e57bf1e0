"""Files as received, sealed: AES-256-GCM with a key of its own per file, wrapped by the clinic's blob key.

They lie in the database, so that one transaction holds a file and the row that names it, and a crash loses neither or
both; the database is encrypted as a whole, the envelope keeps a file sealed when its row is copied elsewhere.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select

from chartside.store.errors import StoreError
from chartside.store.keys import Keys
from chartside.store.tables import blobs

_NONCE = 12


class Blobs:
    """Sealed files by id."""

    def __init__(self, connection: Connection, keys: Keys) -> None:
        self._connection = connection
        self._wrap = AESGCM(keys.blobs)

    def put(self, blob_id: str, content: bytes) -> None:
        """Seal and keep a file under a new id."""
        key = secrets.token_bytes(32)
        wrap_nonce, nonce = secrets.token_bytes(_NONCE), secrets.token_bytes(_NONCE)
        name = blob_id.encode()
        self._connection.execute(
            insert(blobs).values(
                id=blob_id,
                sealed_key=wrap_nonce + self._wrap.encrypt(wrap_nonce, key, name),
                content=nonce + AESGCM(key).encrypt(nonce, content, name),
            )
        )

    def has(self, blob_id: str) -> bool:
        """Whether there is a file under an id."""
        return self._connection.scalar(select(blobs.c.id).where(blobs.c.id == blob_id)) is not None

    def get(self, blob_id: str) -> bytes:
        """The file under an id.

        Raises:
            StoreError: There is none, or it was tampered with.
        """
        row = self._connection.execute(select(blobs).where(blobs.c.id == blob_id)).one_or_none()
        if row is None:
            raise StoreError(f"file {blob_id} is not in the store")
        try:
            name = blob_id.encode()
            key = self._wrap.decrypt(row.sealed_key[:_NONCE], row.sealed_key[_NONCE:], name)
            return AESGCM(key).decrypt(row.content[:_NONCE], row.content[_NONCE:], name)
        except InvalidTag:
            raise StoreError(f"file {blob_id} was changed outside Chartside; restore it from a backup") from None
