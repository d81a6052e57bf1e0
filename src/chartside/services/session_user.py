"""Who a session belongs to, as long as it is fresh."""

from __future__ import annotations

from datetime import timedelta

from chartside.domain.chart import Clinician
from chartside.services.passwords import token_hash
from chartside.store import Work

LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(seconds=20)


def session_user(work: Work, *, token: str) -> Clinician | None:
    """The user, noting the use; None when the session is unknown, idle too long, or older than 12 hours."""
    key = token_hash(token)
    session = work.users.session(key) if token else None
    if session is None:
        return None
    idle = timedelta(minutes=work.charts.profile().session_minutes)
    if work.now - session.last_seen > idle or work.now - session.created_at > LONGEST:
        work.users.close_session(key)
        return None
    if work.now - session.last_seen > TOUCH_EVERY:
        work.users.touch_session(key, work.now)
    account = work.users.by_id(session.user)
    return account.clinician if account else None
