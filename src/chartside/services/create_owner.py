"""Make the first account of a clinic, its owner's."""

from __future__ import annotations

from chartside.domain.chart import Clinician, Role
from chartside.services.add_user import keep_user
from chartside.services.errors import NotAllowed
from chartside.store import Work


def create_owner(
    work: Work, *, name: str, email: str, password: str, credentials: str = "", license_number: str = ""
) -> Clinician:
    """The owner; also a PT when credentials are given, so that one person can do everything.

    Raises:
        NotAllowed: There is an account already.
        Invalid: Name, address or password is not usable.
    """
    if work.users.any():
        raise NotAllowed("This clinic has its owner already; sign in, or ask the owner for an account.")
    roles = frozenset({Role.OWNER, Role.PT}) if credentials.strip() else frozenset({Role.OWNER})
    owner = keep_user(
        work, name=name, email=email, password=password, roles=roles, credentials=credentials,
        license_number=license_number,
    )  # fmt: skip
    work.note(owner.id, "owner_created", owner.id)
    return owner
