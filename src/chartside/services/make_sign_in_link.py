"""Make a sign-in link that works once, for somebody at this computer."""

from __future__ import annotations

from datetime import timedelta

from chartside.services.errors import NotFound
from chartside.services.passwords import new_token, token_hash
from chartside.store import Work

VALID = timedelta(minutes=15)


def make_sign_in_link(work: Work, *, email: str) -> str:
    """The token of a new link; only its hash is kept.

    Raises:
        NotFound: No account has this address.
    """
    account = work.users.by_email(email)
    if account is None:
        raise NotFound("No account has this e-mail address; check it.")
    token = new_token()
    work.users.add_link(token_hash(token), account.clinician.id, work.now + VALID)
    work.note("", "sign_in_link_made", account.clinician.id)
    return token
