"""Read a clinic profile from its TOML file (docs/how-to/clinic-profile.md shows every key)."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ValidationError

from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import ClinicFile
from chartside.services.check_clinic_profile import profile_problems
from chartside.services.clinic_files import checked_logo, checked_standard
from chartside.services.errors import Invalid
from chartside.services.profile_file import ProfileTable
from chartside.services.prompt_files import read_prompt_folder


class ProfileError(Exception):
    """The file is no clinic profile; the message names the file, the key and the remedy."""


@dataclass(frozen=True, slots=True)
class ReadProfile:
    """A profile with the bytes of its files, by hash."""

    profile: ClinicProfile
    files: Mapping[str, bytes]

    @property
    def logo(self) -> bytes | None:
        """Bytes of the logo."""
        return self.files[self.profile.logo.file.sha256] if self.profile.logo else None


def read_clinic_profile(path: Path) -> ClinicProfile:
    """The clinic profile in a TOML file.

    Raises:
        ProfileError: As `read_profile_file`.
    """
    return read_profile_file(path).profile


def read_profile_file(path: Path, today: date | None = None) -> ReadProfile:
    """The clinic profile in a TOML file, with the files it names; their paths start where it lies.

    Args:
        path: Of the TOML file.
        today: Decides which service codes are in force; this day when none is given.

    Raises:
        ProfileError: A file cannot be read, is not TOML, has an unknown key or a wrong value, or names what is unknown.
    """
    try:
        table = ProfileTable.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as problem:
        raise ProfileError(f"{path}: {problem.strerror or problem}; check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ProfileError(f"{path}: not a TOML file ({problem}); correct it there") from None
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        why = first["msg"][:1].lower() + first["msg"][1:]
        raise ProfileError(f"{path}: {key}: {why}; correct or remove this key") from None
    if table.prompts:
        try:
            read_prompt_folder(path.parent / table.prompts)
        except Invalid as problem:
            raise ProfileError(str(problem)) from None
    found: dict[str, bytes] = {}
    logo = _file(path, "logo.file", table.logo.file, found) if table.logo else None
    standards = [_file(path, "standards", name, found) for name in table.standards]
    try:
        profile = table.profile(logo, standards)
    except ValueError as problem:
        raise ProfileError(f"{path}: {problem}; correct this row") from None
    for wrong in profile_problems(profile, today or datetime.now(UTC).date()):
        raise ProfileError(f"{path}: {wrong}")
    try:
        if logo:
            checked_logo(found[logo.sha256])
        for file in standards:
            checked_standard(file.name, found[file.sha256])
    except Invalid as problem:
        raise ProfileError(f"{path}: {problem}") from None
    return ReadProfile(profile, found)


def _file(path: Path, key: str, name: str, found: dict[str, bytes]) -> ClinicFile:
    place = path.parent / name
    try:
        content = place.read_bytes()
    except OSError as problem:
        raise ProfileError(f"{path}: {key}: {place}: {problem.strerror or problem}; check the path") from None
    sha256 = hashlib.sha256(content).hexdigest()
    found[sha256] = content
    return ClinicFile(place.name, sha256)
