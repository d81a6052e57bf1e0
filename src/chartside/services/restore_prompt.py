"""Bring an earlier version of a prompt back, or the built-in one."""

from __future__ import annotations

from chartside.domain.chart import Clinician
from chartside.domain.prompts import BUILT_IN
from chartside.services.errors import Invalid
from chartside.services.permissions import Permission, require
from chartside.services.read_prompts import PromptHistory, history_of
from chartside.services.save_prompt import keep, unchanged_since
from chartside.store import Work


def restore_prompt(work: Work, actor: Clinician, *, kind: str, number: int, seen: int | None = None) -> PromptHistory:
    """Make an earlier version the newest one; those between stay.

    Raises:
        NotAllowed: This person does not work with prompts.
        NotFound: There is no such kind or version.
        Invalid: It holds already.
        Stale: Somebody saved another version since.
    """
    require(actor, Permission.ADAPT_PROMPTS)
    history = unchanged_since(history_of(work, kind), seen)
    version = history.version(number)
    current = history.current
    if version.number == current.number or version.text == current.text:
        raise Invalid("This text holds already; there is nothing to restore.")
    restores = BUILT_IN if version.is_built_in else version.number
    said = "Back to the built-in prompt" if restores == BUILT_IN else f"Back to version {restores}"
    keep(work, actor, history, version.text, said, restores)
    return history_of(work, kind)
