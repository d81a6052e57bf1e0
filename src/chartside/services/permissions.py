"""What each role may do, as one table.

| | owner | PT, PTA | front desk |
|---|---|---|---|
| see patients, episodes, visits and their status | yes | yes | yes |
| add patients, episodes, visits | yes | yes | yes |
| read canvases and drafts | no | yes | no |
| draft, review, answer, correct readings | no | yes | no |
| sign, add addenda (with credentials) | no | yes | no |
| export signed documents | yes | yes | yes |
| export drafts (watermarked) | no | yes | no |
| adapt prompts | yes | yes | no |
| set the clinic profile, add users | yes | no | no |

A person may have several roles: an owner who treats is owner and PT.
"""

from __future__ import annotations

from enum import StrEnum

from chartside.domain.chart import Clinician, Role
from chartside.services.errors import NotAllowed


class Permission(StrEnum):
    """Something a role may do."""

    SCHEDULE = "work with patients and visits"
    READ_CHART = "read canvases and drafts"
    WRITE = "draft and review documents"
    EXPORT_SIGNED = "export signed documents"
    ADAPT_PROMPTS = "see and adapt the clinic's prompts"
    ADMINISTER = "change the clinic's settings and users"


_CLINICAL = frozenset(
    {
        Permission.SCHEDULE,
        Permission.READ_CHART,
        Permission.WRITE,
        Permission.EXPORT_SIGNED,
        Permission.ADAPT_PROMPTS,
    }
)

_TABLE: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(
        {Permission.SCHEDULE, Permission.EXPORT_SIGNED, Permission.ADAPT_PROMPTS, Permission.ADMINISTER}
    ),
    Role.PT: _CLINICAL,
    Role.PTA: _CLINICAL,
    Role.FRONT_DESK: frozenset({Permission.SCHEDULE, Permission.EXPORT_SIGNED}),
}


def allowed(actor: Clinician, permission: Permission) -> bool:
    """Whether one of this person's roles allows it."""
    return any(permission in _TABLE[role] for role in actor.roles)


def require(actor: Clinician, permission: Permission) -> None:
    """Go on only if this person may.

    Raises:
        NotAllowed: None of the person's roles allows it.
    """
    if not allowed(actor, permission):
        raise NotAllowed(f"Your role may not {permission}; ask the owner of the clinic.")
