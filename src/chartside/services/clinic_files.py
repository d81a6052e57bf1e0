"""Files of the clinic itself, the logo and the documentation standards: checked, sealed, and read as background."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from chartside import ingest
from chartside.deliver.logo import LogoError, logo_type
from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import ClinicFile
from chartside.domain.source import Source, SourceKind
from chartside.ingest.receiving import shown_name
from chartside.services.errors import Invalid

if TYPE_CHECKING:
    from chartside.store import Work

MOST_BYTES = 2 * 1024 * 1024
_READ: dict[tuple[str, str], Source] = {}
"""Standards read since the program started, by hash and name; they say nothing of patients."""


def clinic_file(name: str, content: bytes) -> ClinicFile:
    """A file by its content."""
    return ClinicFile(shown_name(name), hashlib.sha256(content).hexdigest())


def checked_logo(content: bytes) -> bytes:
    """The picture, if a letterhead can show it.

    Raises:
        Invalid: It cannot; the message says why.
    """
    try:
        logo_type(content)
    except LogoError as problem:
        raise Invalid(str(problem)) from None
    return content


def checked_standard(name: str, content: bytes, sha256: str = "") -> Source:
    """A documentation standard as read; without a day, since it is of none.

    Raises:
        Invalid: It is too large or cannot be read; the message says why.
    """
    key = (sha256 or hashlib.sha256(content).hexdigest(), name)
    if key in _READ:
        return _READ[key]
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise Invalid(f"{name} is larger than {most} MB; a documentation standard is a few pages.")
    received = ingest.receive(name, content, source_id="C1", kind=SourceKind.STANDARD)
    if received.source is None:
        problem = received.problem
        raise Invalid(f"{problem.message} {problem.remedy}" if problem else f"{name} could not be read.")
    _READ[key] = replace(received.source, date=None)
    return _READ[key]


def keep_files(work: Work, files: Mapping[str, bytes]) -> None:
    """Keep the bytes of files by their hashes, each once."""
    for sha256, content in files.items():
        if not work.blobs.has(_key(sha256)):
            work.blobs.put(_key(sha256), content)


def file_content(work: Work, file: ClinicFile) -> bytes:
    """The bytes of a file of the clinic."""
    return work.blobs.get(_key(file.sha256))


def logo_content(work: Work, profile: ClinicProfile) -> bytes | None:
    """The bytes of the clinic's logo."""
    return file_content(work, profile.logo.file) if profile.logo else None


def standards_of(work: Work, profile: ClinicProfile) -> tuple[Source, ...]:
    """The clinic's documentation standards as sources, named "C1", "C2" and so on."""
    return standard_sources(
        profile,
        {f.sha256: b"" if (f.sha256, f.name) in _READ else file_content(work, f) for f in profile.standards},
    )


def standard_sources(profile: ClinicProfile, files: Mapping[str, bytes]) -> tuple[Source, ...]:
    """Documentation standards of a profile whose files are at hand; one that cannot be read any more is left out."""
    read: list[Source] = []
    for file in profile.standards:
        try:
            read.append(checked_standard(file.name, files[file.sha256], file.sha256))
        except Invalid:
            continue
    return tuple(replace(source, id=f"C{number}") for number, source in enumerate(read, 1))


def _key(sha256: str) -> str:
    return f"clinic-{sha256}"
