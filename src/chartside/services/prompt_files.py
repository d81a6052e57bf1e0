"""Prompts as files: a folder with one `KIND.md` for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chartside.documents.prompts import built_in_prompts
from chartside.domain.chart import Clinician
from chartside.domain.prompts import LONGEST_PROMPT, prompt_problem, tidied_prompt
from chartside.services.errors import Invalid
from chartside.services.read_prompts import read_prompts
from chartside.services.save_prompt import save_prompt
from chartside.store import Work

SUFFIX = ".md"
MOST_BYTES = 4 * LONGEST_PROMPT


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the files of a folder: kinds saved as a new version, and kinds that were the same already."""

    saved: tuple[str, ...]
    same: tuple[str, ...]


def read_prompt_folder(folder: Path) -> Mapping[str, str]:
    """The prompts of a folder by kind, each checked.

    Raises:
        Invalid: The folder or a file cannot be read, a file names no kind, or holds no prompt; names the file.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
    except OSError as problem:
        raise Invalid(f"{folder}: {problem.strerror or problem}; name a folder with KIND.md files") from None
    if not found:
        raise Invalid(f"{folder}: no KIND.md file in this folder; name them after kinds, such as soap_note.md")
    known = built_in_prompts()
    return {path.stem: _read(path, known) for path in found}


def _read(path: Path, known: Mapping[str, str]) -> str:
    if path.stem not in known:
        raise Invalid(f"{path}: no document kind {path.stem!r}; there is: {', '.join(known)}")
    try:
        with path.open("rb") as file:
            return prompt_text(str(path), file.read(MOST_BYTES + 1))
    except OSError as problem:
        raise Invalid(f"{path}: {problem.strerror or problem}; check the file") from None


def prompt_text(name: str, content: bytes) -> str:
    """The prompt in a file.

    Raises:
        Invalid: It is too large, not UTF-8 text, or no prompt; the message names it.
    """
    if len(content) > MOST_BYTES:
        raise Invalid(f"{name}: larger than a prompt of {LONGEST_PROMPT:,} characters can be; shorten it")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{name}: not UTF-8 text; save it as UTF-8") from None
    problem = prompt_problem(text)
    if problem:
        raise Invalid(f"{name}: {problem}")
    return tidied_prompt(text)


def write_prompt_folder(folder: Path, prompts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write each prompt to `KIND.md`; nothing is written where one of the files exists with another text.

    Raises:
        Invalid: A file is there already, or the folder cannot be written.
    """
    paths = {kind: folder / f"{kind}{SUFFIX}" for kind in sorted(prompts)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, path in paths.items():
            if path.exists() and path.read_bytes() != prompts[kind].encode():
                raise Invalid(f"{path}: there already, with another text; export into an empty folder")
        for kind, path in paths.items():
            path.write_bytes(prompts[kind].encode())
    except OSError as problem:
        raise Invalid(f"{folder}: {problem.strerror or problem}; choose a folder you may write to") from None
    return tuple(paths.values())


def export_prompts(work: Work, actor: Clinician, *, folder: Path) -> tuple[Path, ...]:
    """Write the clinic's prompts as they hold into a folder.

    Raises:
        NotAllowed: This person does not work with prompts.
        Invalid: A file is there already, or the folder cannot be written.
    """
    prompts = {each.kind: each.version.text for each in read_prompts(work, actor)}
    written = write_prompt_folder(folder, prompts)
    work.note(actor.id, "prompts_exported", "prompt", count=len(written))
    return written


def import_prompts(work: Work, actor: Clinician, *, folder: Path) -> Imported:
    """Save each prompt of a folder that differs from the one that holds as a new version; all of them or none.

    Raises:
        NotAllowed: This person does not work with prompts.
        Invalid: A file is no prompt; the message names it.
    """
    texts = read_prompt_folder(folder)
    now = {each.kind: tidied_prompt(each.version.text) for each in read_prompts(work, actor)}
    changed = tuple(kind for kind, text in texts.items() if text != now[kind])
    for kind in changed:
        save_prompt(work, actor, kind=kind, text=texts[kind], note=f"Imported from {kind}{SUFFIX}")
    return Imported(changed, tuple(kind for kind in texts if kind not in changed))
