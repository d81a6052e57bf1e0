"""The prompts of all kinds as they hold, and every version of one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chartside.documents import document_kinds
from chartside.documents.prompts import built_in_prompts
from chartside.domain.chart import Clinician
from chartside.domain.prompts import BUILT_IN, PromptVersion
from chartside.services.errors import NotFound
from chartside.services.permissions import Permission, require
from chartside.store import Work


@dataclass(frozen=True, slots=True)
class KindPrompt:
    """A kind with the version of its prompt that holds."""

    kind: str
    title: str
    version: PromptVersion


@dataclass(frozen=True, slots=True)
class PromptHistory:
    """Every version of a kind's prompt, newest first, the built-in text last; names of those who saved them by id."""

    kind: str
    title: str
    versions: tuple[PromptVersion, ...]
    names: dict[str, str]

    @property
    def current(self) -> PromptVersion:
        """The version that holds."""
        return self.versions[0]

    def version(self, number: int) -> PromptVersion:
        """One version.

        Raises:
            NotFound: There is none of this number.
        """
        for version in self.versions:
            if version.number == number:
                return version
        raise NotFound(f"This prompt has no version {number}; look at its list of versions.")


def read_prompts(work: Work, actor: Clinician) -> tuple[KindPrompt, ...]:
    """The prompt of each kind, by title.

    Raises:
        NotAllowed: This person does not work with prompts.
    """
    require(actor, Permission.ADAPT_PROMPTS)
    newest = work.prompts.newest()
    kinds = document_kinds()
    found = [KindPrompt(k, kinds[k].title, _filled(newest.get(k, _built_in(k)))) for k in built_in_prompts()]
    return tuple(sorted(found, key=lambda each: each.title.casefold()))


def read_prompt(work: Work, actor: Clinician, *, kind: str) -> PromptHistory:
    """Every version of a kind's prompt.

    Raises:
        NotAllowed: This person does not work with prompts.
        NotFound: There is no such kind, or it has no prompt.
    """
    require(actor, Permission.ADAPT_PROMPTS)
    return history_of(work, kind)


def history_of(work: Work, kind: str) -> PromptHistory:
    """Every version of a kind's prompt.

    Raises:
        NotFound: There is no such kind, or it has no prompt.
    """
    if kind not in built_in_prompts():
        raise NotFound(f"There is no prompt {kind!r}; there is: {', '.join(built_in_prompts())}.")
    kept = tuple(_filled(version) for version in reversed(work.prompts.of_kind(kind)))
    accounts = {version.by: work.users.by_id(version.by) for version in kept}
    names = {user: account.clinician.name if account else user for user, account in accounts.items()}
    return PromptHistory(kind, document_kinds()[kind].title, (*kept, _built_in(kind)), names)


def prompt_in_force(work: Work, kind: str) -> str:
    """The text that a language model is given for a kind.

    Raises:
        NotFound: There is no such kind, or it has no prompt.
    """
    return history_of(work, kind).current.text


def _built_in(kind: str) -> PromptVersion:
    return PromptVersion(kind=kind, number=BUILT_IN, text=built_in_prompts()[kind])


def _filled(version: PromptVersion) -> PromptVersion:
    """A version with its text, which for one that goes back to the built-in prompt is that of today's program."""
    return replace(version, text=built_in_prompts()[version.kind]) if version.is_built_in else version
