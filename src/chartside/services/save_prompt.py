"""Save a new version of a prompt."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.domain.prompts import LONGEST_NOTE, PromptVersion, prompt_problem, tidied_prompt
from chartside.services.errors import Invalid, Stale
from chartside.services.permissions import Permission, require
from chartside.services.read_prompts import PromptHistory, history_of
from chartside.store import Work


def save_prompt(
    work: Work, actor: Clinician, *, kind: str, text: str, note: str, seen: int | None = None
) -> PromptHistory:
    """Keep a text as the newest version of a kind's prompt; earlier versions stay.

    Args:
        work: The transaction.
        actor: Who saves it.
        kind: Kind of document.
        text: The prompt.
        note: What was changed.
        seen: Number of the version it was made from; None to leave that out of account.

    Raises:
        NotAllowed: This person does not work with prompts.
        NotFound: There is no such kind.
        Invalid: It is no prompt, or nothing was changed.
        Stale: Somebody saved another version since.
    """
    require(actor, Permission.ADAPT_PROMPTS)
    history = unchanged_since(history_of(work, kind), seen)
    problem = prompt_problem(text)
    if problem:
        raise Invalid(problem)
    if tidied_prompt(text) == tidied_prompt(history.current.text):
        raise Invalid("Nothing was changed; change the text, then save it.")
    keep(work, actor, history, tidied_prompt(text), note)
    return history_of(work, kind)


def unchanged_since(history: PromptHistory, seen: int | None) -> PromptHistory:
    """The history, if its newest version is still the one that was looked at.

    Raises:
        Stale: Somebody saved another version since.
    """
    if seen is not None and seen != history.current.number:
        raise Stale("Somebody saved another version since you opened this prompt; look at it and do it again.")
    return history


def keep(
    work: Work, actor: Clinician, history: PromptHistory, text: str, note: str, restores: int | None = None
) -> None:
    """Add a version and note it.

    Raises:
        Invalid: The note is too long or holds a line break or control.
    """
    said = " ".join(note.split())
    if len(said) > LONGEST_NOTE or (said and prompt_problem(said)):
        raise Invalid(f"Say in at most {LONGEST_NOTE} plain characters what was changed.")
    number = history.current.number + 1
    version = PromptVersion(
        kind=history.kind, number=number, text=text, by=actor.id, at=work.now.isoformat(), note=said, restores=restores
    )
    work.prompts.add(version)
    action = "prompt_saved" if restores is None else "prompt_restored"
    more = {} if restores is None else {"restores": restores}
    work.note(actor.id, action, "prompt", kind=history.kind, version=number, **more)
