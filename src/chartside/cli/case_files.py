"""Files named on the command line; a folder stands for the files in it, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chartside.cli.ending import fail

if TYPE_CHECKING:
    from chartside.services.draft_files import CaseFile


def case_files(paths: list[Path]) -> list[CaseFile]:
    """The bytes of each file; ends the command with one line where one cannot be opened."""
    from chartside.services.draft_files import CaseFile

    found: list[CaseFile] = []
    for path in paths:
        members = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
        if not members:
            fail(f"{path}: no files in this folder; name a note")
        for member in members:
            try:
                found.append(CaseFile(member.name, member.read_bytes()))
            except OSError as problem:
                fail(f"{member}: {problem.strerror or problem}; check the path")
    return found
