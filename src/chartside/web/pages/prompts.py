"""The clinic's prompts: one a kind of document, with its versions; and its practice case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from chartside.domain.documents import TableBlock
from chartside.domain.prompts import (
    BUILT_IN,
    LONGEST_NOTE,
    LONGEST_PROMPT,
    LineDifference,
    PromptVersion,
    prompt_differences,
)
from chartside.services.errors import Invalid, Stale
from chartside.services.permissions import Permission, require
from chartside.services.practice_prompt import practice_prompt, practiced_kinds
from chartside.services.prompt_files import MOST_BYTES, prompt_text
from chartside.services.read_prompts import PromptHistory, read_prompt, read_prompts
from chartside.services.restore_prompt import restore_prompt
from chartside.services.save_prompt import save_prompt
from chartside.web.rendering import moment, render
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk

PAGE = Routes("prompts")

SAVED = {"saved": "Saved as a new version.", "restored": "Restored as a new version."}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version in the history, with what it changed against the one before it."""

    number: int
    name: str
    said: str
    note: str
    current: bool
    restorable: bool
    differences: tuple[LineDifference, ...]


@PAGE.router.get("/prompts")
def show(request: Request) -> Response:
    """Every kind with the version of its prompt that holds."""
    with desk(request) as at:
        rows = [
            {"kind": each.kind, "title": each.title, "version": name_of(each.version), "said": _said(each.version)}
            for each in read_prompts(at.work, at.actor)
        ]
        return render(request, "prompts.html", rows=rows, practiced=practiced_kinds())


@PAGE.router.get("/prompts/{kind}")
def one(request: Request, kind: str, saved: str = "") -> Response:
    """One prompt: its text to change, and its versions."""
    with desk(request) as at:
        return _page(request, at, read_prompt(at.work, at.actor, kind=kind), saved=SAVED.get(saved, ""))


@PAGE.router.post("/prompts/{kind}")
def save(
    request: Request,
    kind: str,
    text: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    seen: Annotated[int, Form()] = BUILT_IN,
) -> Response:
    """Saves a new version; a text that cannot be saved stays in its field."""
    with desk(request) as at:
        try:
            save_prompt(at.work, at.actor, kind=kind, text=text, note=note, seen=seen)
        except (Invalid, Stale) as problem:
            return _refused(request, at, kind, problem, text=text, note=note)
    return RedirectResponse(f"/prompts/{kind}?saved=saved", status_code=303)


@PAGE.router.post("/prompts/{kind}/restore")
def restore(
    request: Request, kind: str, number: Annotated[int, Form()], seen: Annotated[int, Form()] = BUILT_IN
) -> Response:
    """Brings a version back."""
    with desk(request) as at:
        try:
            restore_prompt(at.work, at.actor, kind=kind, number=number, seen=seen)
        except (Invalid, Stale) as problem:
            return _refused(request, at, kind, problem)
    return RedirectResponse(f"/prompts/{kind}?saved=restored", status_code=303)


@PAGE.router.get("/prompts/{kind}/file")
def file(request: Request, kind: str) -> Response:
    """The prompt that holds, as a file."""
    with desk(request) as at:
        text = read_prompt(at.work, at.actor, kind=kind).current.text
    headers = {"Content-Disposition": f'attachment; filename="{kind}.md"'}
    return Response(text, media_type="text/markdown; charset=utf-8", headers=headers)


@PAGE.router.post("/prompts/{kind}/file")
def upload(
    request: Request, kind: str, file: Annotated[UploadFile, File()], seen: Annotated[int, Form()] = BUILT_IN
) -> Response:
    """Saves the text of a file as a new version."""
    name = shown_name(file.filename or f"{kind}.md")
    with desk(request) as at:
        try:
            text = prompt_text(name, file.file.read(MOST_BYTES + 1))
            save_prompt(at.work, at.actor, kind=kind, text=text, note=f"From the file {name}", seen=seen)
        except (Invalid, Stale) as problem:
            return _refused(request, at, kind, problem)
    return RedirectResponse(f"/prompts/{kind}?saved=saved", status_code=303)


def shown_name(name: str) -> str:
    """A file's name as it can stand in a sentence."""
    return "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())[:80]


@PAGE.router.get("/prompts/{kind}/practice")
def practice(request: Request, kind: str) -> Response:
    """The practice case of a kind, drafted now, beside what a good draft holds."""
    with desk(request) as at:
        require(at.actor, Permission.ADAPT_PROMPTS)
        done = practice_prompt(kind, at.profile)
        groups = [
            ("It holds", "Holds", "Missing", done.holds),
            ("It does not hold", "Not there", "There", done.lacks),
            ("It asks", "Asked", "Not asked", done.asks),
        ]
        sections = [(s.heading, [(isinstance(b, TableBlock), b) for b in s.blocks()]) for s in done.document.sections]
        return render(
            request,
            "practice.html",
            practice=done,
            sections=[(heading, blocks) for heading, blocks in sections if blocks],
            groups=[group for group in groups if group[3]],
        )


def name_of(version: PromptVersion) -> str:
    """A version as the page calls it."""
    return "Built-in" if version.number == BUILT_IN else f"Version {version.number}"


def _said(version: PromptVersion) -> str:
    if version.number == BUILT_IN:
        return ""
    return f"{moment(datetime.fromisoformat(version.at))}"


def _rows(history: PromptHistory) -> list[VersionRow]:
    rows: list[VersionRow] = []
    for version, before in zip(history.versions, [*history.versions[1:], None], strict=True):
        by = history.names.get(version.by, "")
        rows.append(
            VersionRow(
                number=version.number,
                name=name_of(version),
                said=", ".join(part for part in (by, _said(version)) if part) or "Comes with Chartside",
                note=version.note,
                current=version is history.current,
                restorable=version.text != history.current.text,
                differences=prompt_differences(before.text, version.text) if before else (),
            )
        )
    return rows


def _refused(
    request: Request, at: Desk, kind: str, problem: Invalid | Stale, *, text: str | None = None, note: str = ""
) -> Response:
    """The page with what could not be saved still in its fields."""
    history = read_prompt(at.work, at.actor, kind=kind)
    status = 409 if isinstance(problem, Stale) else 422
    return _page(request, at, history, text=text, note=note, problem=str(problem), status=status)


def _page(
    request: Request,
    at: Desk,
    history: PromptHistory,
    *,
    text: str | None = None,
    note: str = "",
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    return render(
        request,
        "prompt.html",
        status=status,
        kind=history.kind,
        title=history.title,
        text=history.current.text if text is None else text,
        note=note,
        seen=history.current.number,
        rows=_rows(history),
        against_built_in=prompt_differences(history.versions[-1].text, history.current.text),
        practiced=history.kind in practiced_kinds(),
        longest=LONGEST_PROMPT,
        longest_note=LONGEST_NOTE,
        saved=saved,
        problem=problem,
    )
