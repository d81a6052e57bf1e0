"""Sign in with a link that works once."""

from __future__ import annotations

from chartside.services.errors import NotAllowed
from chartside.services.passwords import token_hash
from chartside.services.sign_in import open_session
from chartside.services.views import SessionToken
from chartside.store import Work


def sign_in_once(work: Work, *, token: str) -> SessionToken:
    """Start a session and use the link up.

    Raises:
        NotAllowed: The link is unknown, used or expired.
    """
    found = work.users.use_link(token_hash(token))
    if found is None or found[1] <= work.now:
        raise NotAllowed("This sign-in link was used or has expired; sign in with your password or ask for a new link.")
    return open_session(work, found[0])
