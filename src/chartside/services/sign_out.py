"""End a session."""

from __future__ import annotations

from chartside.services.passwords import token_hash
from chartside.store import Work


def sign_out(work: Work, *, token: str) -> None:
    """End the session with this token; nothing happens when there is none."""
    key = token_hash(token)
    session = work.users.session(key)
    if session is not None:
        work.users.close_session(key)
        work.note(session.user, "signed_out", session.user)
