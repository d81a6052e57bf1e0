"""Sign in with e-mail address and password; repeated failures have to wait longer and longer."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from chartside.services.errors import NotAllowed
from chartside.services.passwords import is_password, new_token, token_hash
from chartside.services.views import SessionToken
from chartside.store import Work

FREE_ATTEMPTS = 5
LONGEST_WAIT = timedelta(minutes=15)


def sign_in(work: Work, *, email: str, password: str, address: str) -> SessionToken:
    """Start a session.

    Args:
        work: The transaction; the caller commits it also when this raises, so that failures are counted.
        email: Of the account.
        password: Of the account.
        address: Network address the attempt comes from; failures are counted per account and address.

    Raises:
        NotAllowed: Wrong address or password (the same answer for both), or too many attempts.
    """
    key = hashlib.sha256(f"{email.strip().lower()}|{address}".encode()).hexdigest()
    check_wait(work, key)
    account = work.users.by_email(email)
    if not is_password(account.password_hash if account else None, password) or account is None:
        work.users.note_failure(key, work.now)
        work.note("", "sign_in_failed", account.clinician.id if account else "")
        raise NotAllowed("E-mail address or password is wrong; try again, or ask the owner for a sign-in link.")
    work.users.forget_failures(key)
    return open_session(work, account.clinician.id)


def check_wait(work: Work, key: str) -> None:
    """Refuse an attempt that comes too soon after several failures.

    Raises:
        NotAllowed: There is time to wait; the message says how long.
    """
    known = work.users.failures(key)
    if known is None or known[0] < FREE_ATTEMPTS:
        return
    failures, last = known
    wait = min(timedelta(seconds=2.0 ** min(failures - FREE_ATTEMPTS + 1, 12)), LONGEST_WAIT)
    left = (last + wait - work.now).total_seconds()
    if left > 0:
        raise NotAllowed(f"Too many attempts; wait {max(int(left), 1)} seconds and try again.")


def open_session(work: Work, user: str) -> SessionToken:
    """A new session of a user."""
    account = work.users.by_id(user)
    if account is None:
        raise NotAllowed("This account is no more; ask the owner of the clinic.")
    token = new_token()
    work.users.open_session(token_hash(token), user, work.now)
    work.note(user, "signed_in", user)
    return SessionToken(token, account.clinician)
