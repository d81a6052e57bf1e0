"""In whose name somebody at the clinic's own computer works with prompts."""

from __future__ import annotations

from chartside.domain.chart import Clinician, Role
from chartside.services.errors import Invalid, NotFound
from chartside.store import Work


def prompt_account(work: Work, *, email: str | None) -> Clinician:
    """The account of an address; without one the owner's.

    Raises:
        NotFound: No account has this address, or the clinic has none yet.
        Invalid: The clinic has several owners, and none is named.
    """
    if email is not None:
        account = work.users.by_email(email)
        if account is None:
            raise NotFound(f"{email}: no account has this e-mail address; check it")
        return account.clinician
    owners = [account for account in work.users.all() if Role.OWNER in account.clinician.roles]
    if not owners:
        raise NotFound("The clinic has no account yet; open it with chartside serve and make the owner's first.")
    if len(owners) > 1:
        raise Invalid("The clinic has several owners; say in whose name with --by EMAIL.")
    return owners[0].clinician
