"""Users, their sessions, sign-in links and failed attempts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from chartside.domain.chart import Clinician, Role
from chartside.store.tables import sessions, sign_in_attempts, sign_in_links, users


@dataclass(frozen=True, slots=True)
class Account:
    """A user with what signing in needs."""

    clinician: Clinician
    email: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class Session:
    """An open session: whose, since when, and when it was last used."""

    user: str
    created_at: datetime
    last_seen: datetime


class Users:
    """Accounts and everything about signing in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def any(self) -> bool:
        """Whether there is at least one account."""
        return bool(self._connection.scalar(select(func.count()).select_from(users)))

    def add(self, account: Account) -> None:
        """Keep a new account."""
        person = account.clinician
        self._connection.execute(
            insert(users).values(
                id=person.id,
                email=account.email,
                name=person.name,
                password_hash=account.password_hash,
                roles=" ".join(sorted(person.roles)),
                credentials=person.credentials,
                license_number=person.license_number,
            )
        )

    def all(self) -> tuple[Account, ...]:
        """All accounts by name."""
        return tuple(_account(row) for row in self._connection.execute(select(users).order_by(users.c.name)))

    def by_id(self, user_id: str) -> Account | None:
        """The account with this id."""
        row = self._connection.execute(select(users).where(users.c.id == user_id)).one_or_none()
        return _account(row) if row else None

    def by_email(self, email: str) -> Account | None:
        """The account with this address, whatever its case."""
        row = self._connection.execute(select(users).where(users.c.email == email.strip().lower())).one_or_none()
        return _account(row) if row else None

    def set_password(self, user_id: str, password_hash: str) -> None:
        """Replace the password's hash."""
        self._connection.execute(update(users).where(users.c.id == user_id).values(password_hash=password_hash))

    def failures(self, key: str) -> tuple[int, datetime] | None:
        """Failed attempts in a row for an account and address, and when the last was."""
        row = self._connection.execute(select(sign_in_attempts).where(sign_in_attempts.c.key == key)).one_or_none()
        return (row.failures, datetime.fromisoformat(row.last_at)) if row else None

    def note_failure(self, key: str, at: datetime) -> None:
        """Count a failed attempt."""
        known = self.failures(key)
        if known is None:
            self._connection.execute(insert(sign_in_attempts).values(key=key, failures=1, last_at=at.isoformat()))
        else:
            self._connection.execute(
                update(sign_in_attempts)
                .where(sign_in_attempts.c.key == key)
                .values(failures=known[0] + 1, last_at=at.isoformat())
            )

    def forget_failures(self, key: str) -> None:
        """Start counting anew after a success."""
        self._connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.key == key))

    def add_link(self, token_hash: str, user_id: str, expires_at: datetime) -> None:
        """Keep a one-time link."""
        self._connection.execute(
            insert(sign_in_links).values(token_hash=token_hash, user_id=user_id, expires_at=expires_at.isoformat())
        )

    def use_link(self, token_hash: str) -> tuple[str, datetime] | None:
        """Take a one-time link out: whose it is and when it expires; None when there is none (any more)."""
        row = self._connection.execute(
            select(sign_in_links).where(sign_in_links.c.token_hash == token_hash)
        ).one_or_none()
        if row is None:
            return None
        self._connection.execute(delete(sign_in_links).where(sign_in_links.c.token_hash == token_hash))
        return row.user_id, datetime.fromisoformat(row.expires_at)

    def open_session(self, token_hash: str, user_id: str, at: datetime) -> None:
        """Keep a new session."""
        self._connection.execute(
            insert(sessions).values(
                token_hash=token_hash, user_id=user_id, created_at=at.isoformat(), last_seen=at.isoformat()
            )
        )

    def session(self, token_hash: str) -> Session | None:
        """The session with this token."""
        row = self._connection.execute(select(sessions).where(sessions.c.token_hash == token_hash)).one_or_none()
        if row is None:
            return None
        return Session(row.user_id, datetime.fromisoformat(row.created_at), datetime.fromisoformat(row.last_seen))

    def touch_session(self, token_hash: str, at: datetime) -> None:
        """Note that a session was used."""
        self._connection.execute(
            update(sessions).where(sessions.c.token_hash == token_hash).values(last_seen=at.isoformat())
        )

    def close_session(self, token_hash: str) -> None:
        """End a session."""
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def _account(row: Row[tuple[str, ...]]) -> Account:
    roles = frozenset(Role(role) for role in row.roles.split())
    return Account(
        Clinician(row.id, row.name, roles, row.credentials, row.license_number), row.email, row.password_hash
    )
