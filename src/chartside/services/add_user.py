"""Give somebody an account."""

from __future__ import annotations

import re

from chartside.domain.chart import Clinician, Role
from chartside.services.errors import Invalid
from chartside.services.passwords import hash_password, new_id
from chartside.services.permissions import Permission, require
from chartside.store import Work
from chartside.store.repositories.users import Account

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_LICENSED = frozenset({Role.PT, Role.PTA})


def add_user(
    work: Work,
    actor: Clinician,
    *,
    name: str,
    email: str,
    password: str,
    roles: frozenset[Role],
    credentials: str = "",
    license_number: str = "",
) -> Clinician:
    """A new account.

    Raises:
        NotAllowed: The actor is not the owner.
        Invalid: Name, address, password or roles are not usable, or the address has an account.
    """
    require(actor, Permission.ADMINISTER)
    user = keep_user(
        work, name=name, email=email, password=password, roles=roles, credentials=credentials,
        license_number=license_number,
    )  # fmt: skip
    work.note(actor.id, "user_added", user.id, roles=sorted(roles))
    return user


def keep_user(
    work: Work,
    *,
    name: str,
    email: str,
    password: str,
    roles: frozenset[Role],
    credentials: str,
    license_number: str,
) -> Clinician:
    """Check and keep an account.

    Raises:
        Invalid: Something is not usable; the message says what.
    """
    name, email, credentials = name.strip(), email.strip().lower(), credentials.strip()
    if not name:
        raise Invalid("Write the name as it should stand under a note.")
    if not _ADDRESS.fullmatch(email):
        raise Invalid("Write a whole e-mail address, such as ana@clinic.example.")
    if work.users.by_email(email) is not None:
        raise Invalid("This e-mail address has an account already; use another.")
    if not roles:
        raise Invalid("Choose at least one role.")
    if roles & _LICENSED and not credentials:
        raise Invalid("A PT or PTA needs credentials, such as PT, DPT; they stand in the signature.")
    user = Clinician(new_id(), name, roles, credentials, license_number.strip())
    work.users.add(Account(user, email, hash_password(password)))
    return user
