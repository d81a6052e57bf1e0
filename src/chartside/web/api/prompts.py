"""Prompts: how a language model is told to word each kind of document, in versions."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from chartside.domain.prompts import LONGEST_NOTE, LONGEST_PROMPT, PromptVersion
from chartside.domain.records import document_record
from chartside.services.permissions import Permission, require
from chartside.services.practice_prompt import Mark, practice_prompt, practiced_kinds
from chartside.services.read_prompts import PromptHistory, read_prompt, read_prompts
from chartside.services.restore_prompt import restore_prompt
from chartside.services.save_prompt import save_prompt
from chartside.web.api.shapes import ERRORS, Given
from chartside.web.routes import Routes
from chartside.web.session import desk

RESOURCE = Routes("prompts", summary="How a language model is told to word each kind of document, in versions")


class VersionOut(BaseModel):
    """A version of a prompt."""

    number: int = Field(description="0 for the built-in text; send the newest back as `seen`")
    text: str
    by: str = Field(description="Name of who saved it; empty for the built-in text")
    at: str = Field(description="ISO moment; empty for the built-in text")
    note: str = Field(description="What was changed")
    restores: int | None = Field(description="Number of the version it brought back")

    @classmethod
    def of(cls, version: PromptVersion, names: dict[str, str]) -> VersionOut:
        """From the domain's."""
        by = names.get(version.by, "")
        return cls(
            number=version.number, text=version.text, by=by, at=version.at, note=version.note, restores=version.restores
        )


class KindOut(BaseModel):
    """A kind of document with the number of the version that holds."""

    kind: str
    title: str
    version: int
    practice: bool = Field(description="Whether it has a practice case")


class PromptOut(BaseModel):
    """A kind's prompt: every version, the one that holds first."""

    kind: str
    title: str
    versions: list[VersionOut]

    @classmethod
    def of(cls, history: PromptHistory) -> PromptOut:
        """From the services'."""
        versions = [VersionOut.of(version, history.names) for version in history.versions]
        return cls(kind=history.kind, title=history.title, versions=versions)


class PromptIn(Given):
    """A new version; its text is taken as it stands."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    text: str = Field(description=f"At most {LONGEST_PROMPT} characters")
    note: str = Field(default="", description=f"What was changed, at most {LONGEST_NOTE} characters")
    seen: int | None = Field(default=None, description="The newest version when you looked; 409 when it is another")


class RestorationIn(Given):
    """Which version is brought back."""

    number: int = Field(ge=0, description="0 for the built-in text")
    seen: int | None = Field(default=None, description="The newest version when you looked; 409 when it is another")


class MarkOut(BaseModel):
    """A line of the checklist of a practice case."""

    what: str
    good: bool
    found: str

    @classmethod
    def of(cls, mark: Mark) -> MarkOut:
        """From the services'."""
        return cls(what=mark.what, good=mark.good, found=mark.found)


class PracticeOut(BaseModel):
    """A practice case drafted now, and what a good draft has."""

    title: str
    sources: list[dict[str, str]]
    document: dict[str, Any]
    holds: list[MarkOut]
    lacks: list[MarkOut]
    asks: list[MarkOut]


@RESOURCE.router.get("/prompts", responses=ERRORS)
def kinds(request: Request) -> list[KindOut]:
    """Every kind of document that has a prompt."""
    with desk(request) as at:
        return [
            KindOut(
                kind=each.kind, title=each.title, version=each.version.number, practice=each.kind in practiced_kinds()
            )
            for each in read_prompts(at.work, at.actor)
        ]


@RESOURCE.router.get("/prompts/{kind}", responses=ERRORS)
def prompt(request: Request, kind: str) -> PromptOut:
    """Every version of a kind's prompt."""
    with desk(request) as at:
        return PromptOut.of(read_prompt(at.work, at.actor, kind=kind))


@RESOURCE.router.post("/prompts/{kind}", status_code=201, responses=ERRORS)
def save(request: Request, kind: str, given: PromptIn) -> PromptOut:
    """Saves a new version; earlier ones stay."""
    with desk(request) as at:
        done = save_prompt(at.work, at.actor, kind=kind, text=given.text, note=given.note, seen=given.seen)
        return PromptOut.of(done)


@RESOURCE.router.post("/prompts/{kind}/restoration", status_code=201, responses=ERRORS)
def restore(request: Request, kind: str, given: RestorationIn) -> PromptOut:
    """Brings an earlier version back, or the built-in text, as the newest version."""
    with desk(request) as at:
        return PromptOut.of(restore_prompt(at.work, at.actor, kind=kind, number=given.number, seen=given.seen))


@RESOURCE.router.get("/prompts/{kind}/practice", responses=ERRORS)
def practice(request: Request, kind: str) -> PracticeOut:
    """Drafts the practice case of a kind and goes through what a good draft has."""
    with desk(request) as at:
        require(at.actor, Permission.ADAPT_PROMPTS)
        done = practice_prompt(kind, at.profile)
    return PracticeOut(
        title=done.case.title,
        sources=[{"name": source.name, "text": source.text} for source in done.case.sources],
        document=document_record(done.document),
        holds=[MarkOut.of(mark) for mark in done.holds],
        lacks=[MarkOut.of(mark) for mark in done.lacks],
        asks=[MarkOut.of(mark) for mark in done.asks],
    )
