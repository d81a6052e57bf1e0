"""Who has an account."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.services.permissions import Permission, require
from chartside.store import Work
from chartside.store.repositories.users import Account


def list_users(work: Work, actor: Clinician) -> tuple[Account, ...]:
    """All accounts by name.

    Raises:
        NotAllowed: The actor is not the owner.
    """
    require(actor, Permission.ADMINISTER)
    return work.users.all()
