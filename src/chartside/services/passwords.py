"""Passwords: argon2id hashes (RFC 9106), length instead of composition rules (NIST SP 800-63B §5.1.1)."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from chartside.services.errors import Invalid

LEAST_PASSWORD = 12
MOST_PASSWORD = 256


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash no password has, so that an unknown account takes as long as a wrong password."""
    return _hasher().hash(secrets.token_urlsafe(32))


def hash_password(password: str) -> str:
    """The hash to keep.

    Raises:
        Invalid: The password is too short or too long.
    """
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise Invalid(f"Choose a password of {LEAST_PASSWORD} to {MOST_PASSWORD} characters; a few words do well.")
    return _hasher().hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; takes as long when there is no hash."""
    try:
        _hasher().verify(password_hash or _nobody(), password[: MOST_PASSWORD + 1])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def new_token() -> str:
    """A random token of 256 bits, for sessions and links."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_id() -> str:
    """A new id of a record."""
    return secrets.token_hex(8)
