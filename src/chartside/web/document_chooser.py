"""The chooser of documents on a canvas: those drafted, and all kinds there are, by group."""

from __future__ import annotations

from dataclasses import dataclass

from chartside.documents import Group
from chartside.domain.signing import State
from chartside.services.views import CanvasView, KindOnCanvas
from chartside.web.addresses import canvas_address

STATES = {
    State.DRAFT: ("draft", "● Draft"),
    State.IN_REVIEW: ("draft", "● In review"),
    State.SIGNED: ("signed", "✓ Signed"),
    State.AMENDED: ("signed", "✓ Signed, amended"),
}
_NOUNS = {Group.VISIT: "note", Group.LETTERS: "letter"}


@dataclass(frozen=True, slots=True)
class ChosenKind:
    """A kind as a link; `state` is empty where none was drafted."""

    url: str
    title: str
    state: str
    state_class: str
    current: bool


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds under one heading."""

    key: str
    heading: str
    kinds: tuple[ChosenKind, ...]


@dataclass(frozen=True, slots=True)
class DocumentChooser:
    """What is drafted, for quick change, and all of it."""

    drafted: tuple[ChosenKind, ...]
    groups: tuple[KindGroup, ...]


def chooser_of(view: CanvasView) -> DocumentChooser:
    """The chooser of a canvas."""
    links = {kind.name: _link(view, kind) for kind in view.kinds}
    groups = tuple(
        KindGroup(group.name.lower(), group.value, tuple(links[k.name] for k in view.kinds if k.group is group))
        for group in Group
    )
    drafted = tuple(links[k.name] for k in view.kinds if k.state is not None or k.name == view.kind)
    return DocumentChooser(drafted if len(drafted) > 1 else (), tuple(group for group in groups if group.kinds))


def noun_of(kind: KindOnCanvas) -> str:
    """What a document of this kind is called in a sentence."""
    return _NOUNS.get(kind.group, "document")


def said_in_text(title: str) -> str:
    """A title inside of a sentence ("Progress report" → "progress report"; "SOAP note" as it is)."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _link(view: CanvasView, kind: KindOnCanvas) -> ChosenKind:
    state_class, state = STATES[kind.state] if kind.state is not None else ("", "")
    url = canvas_address(view.visit.id, kind.name, view.opens_with)
    return ChosenKind(url, kind.title, state, state_class, kind.name == view.kind)
