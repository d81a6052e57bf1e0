"""Change what the clinic has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from chartside.domain.chart import Clinician, ClinicProfile
from chartside.services.check_clinic_profile import profile_problems
from chartside.services.clinic_files import keep_files
from chartside.services.errors import Invalid
from chartside.services.permissions import Permission, require
from chartside.store import Work


def save_clinic_profile(
    work: Work, actor: Clinician, *, profile: ClinicProfile, files: Mapping[str, bytes] | None = None
) -> None:
    """Keep a new profile.

    Args:
        work: The transaction.
        actor: Who changes it.
        profile: As it will be.
        files: Bytes of files that are new in it, by hash.

    Raises:
        NotAllowed: The actor is not the owner.
        Invalid: Something in it cannot be; the message says what.
    """
    require(actor, Permission.ADMINISTER)
    keep_profile(work, actor.id, profile, files or {})


def keep_profile(work: Work, by: str, profile: ClinicProfile, files: Mapping[str, bytes]) -> None:
    """Check a profile, keep it with its new files, and note which parts changed.

    Raises:
        Invalid: Something in it cannot be; the message says what.
    """
    for problem in profile_problems(profile, work.now.date()):
        raise Invalid(problem)
    before = work.charts.profile()
    changed = [f.name for f in fields(profile) if getattr(profile, f.name) != getattr(before, f.name)]
    keep_files(work, files)
    work.charts.save_profile(profile)
    work.note(by, "profile_saved", "profile", changed=changed)
