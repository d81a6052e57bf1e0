"""Prompts of a clinic that works with files: its profile names the folder they lie in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from chartside.documents.prompts import built_in_prompts
from chartside.services.errors import Invalid
from chartside.services.prompt_files import read_prompt_folder


def profile_prompts(profile: Path) -> Mapping[str, str]:
    """The prompt of every kind: that of the folder the profile names with `prompts`, else the built-in one.

    The folder is named as seen from the profile's own file.

    Raises:
        Invalid: The profile or the folder cannot be read, or a file in it is no prompt; the message names it.
    """
    try:
        named = tomllib.loads(profile.read_text("utf-8")).get("prompts", "")
    except OSError as problem:
        raise Invalid(f"{profile}: {problem.strerror or problem}; check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise Invalid(f"{profile}: not a TOML file ({problem}); correct it there") from None
    if not isinstance(named, str):
        raise Invalid(f'{profile}: prompts: name one folder, such as prompts = "prompts"')
    return {**built_in_prompts(), **(read_prompt_folder(profile.parent / named) if named else {})}
