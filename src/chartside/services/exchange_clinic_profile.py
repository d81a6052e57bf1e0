"""The clinic's profile to a TOML file with its files beside it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chartside.services.clinic_files import file_content
from chartside.services.profile_file import profile_toml
from chartside.services.read_clinic_profile import ReadProfile
from chartside.services.save_clinic_profile import keep_profile
from chartside.store import Work

AT_THE_KEYBOARD = "command line"
"""Who stands in the audit trail for what is done on the clinic's own machine, beside its key."""


@dataclass(frozen=True, slots=True)
class ExportedProfile:
    """The text of the TOML file, and what lies beside it by relative path."""

    text: str
    files: Mapping[str, bytes]


def export_clinic_profile(work: Work, *, stem: str) -> ExportedProfile:
    """The profile as files.

    Args:
        work: The transaction.
        stem: Name of the TOML file without its ending; the folder of the other files is named after it.
    """
    profile = work.charts.profile()
    wanted = [*((profile.logo.file,) if profile.logo else ()), *profile.standards]
    paths: dict[str, str] = {}
    for file in dict.fromkeys(wanted):
        name = PurePosixPath(file.name).name
        taken = f"{stem}-files/{name}" in paths.values()
        folder = f"{stem}-files/{file.sha256[:8]}" if taken else f"{stem}-files"
        paths.setdefault(file.sha256, f"{folder}/{name}")
    content = {paths[file.sha256]: file_content(work, file) for file in wanted}
    work.note(AT_THE_KEYBOARD, "profile_exported", "profile", files=len(content))
    return ExportedProfile(profile_toml(profile, paths), content)


def import_clinic_profile(work: Work, read: ReadProfile) -> None:
    """Put a profile in place of the clinic's.

    Raises:
        Invalid: Something in it cannot be.
    """
    keep_profile(work, AT_THE_KEYBOARD, read.profile, read.files)
