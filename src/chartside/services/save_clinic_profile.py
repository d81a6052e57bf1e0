"""Change what the clinic has set."""

from __future__ import annotations

from chartside.domain.chart import Clinician, ClinicProfile
from chartside.services.errors import Invalid
from chartside.services.permissions import Permission, require
from chartside.store import Work


def save_clinic_profile(work: Work, actor: Clinician, *, profile: ClinicProfile) -> None:
    """Keep a new profile.

    Raises:
        NotAllowed: The actor is not the owner.
        Invalid: The clinic has no name, or a session would end at once or never.
    """
    require(actor, Permission.ADMINISTER)
    if not profile.name.strip():
        raise Invalid("Write the clinic's name; it stands on every document.")
    if not 1 <= profile.session_minutes <= 240:
        raise Invalid("A session ends after 1 to 240 minutes without activity; choose a number between.")
    work.charts.save_profile(profile)
    work.note(actor.id, "profile_saved", "profile")
