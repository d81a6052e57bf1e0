"""The protocol of a document kind, and where kinds are found."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol, runtime_checkable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.plugins import discover


@runtime_checkable
class DocumentKind(Protocol):
    """Composes one kind of document; one file in `documents/kinds/` defines it as `KIND`.

    Composing is a function of the canvas: the same canvas gives the same document, statement ids included, so that
    what the PT decided on a statement survives a re-draft. Questions and flags are added by the verifier.
    """

    @property
    def name(self) -> str:
        """Name, unique among kinds ("soap_note")."""
        ...

    @property
    def title(self) -> str:
        """Title as printed ("SOAP note")."""
        ...

    @property
    def sections(self) -> Mapping[str, str]:
        """Keys of its sections with their headings, in the kind's own order."""
        ...

    def compose(self, canvas: Canvas) -> Document:
        """The document of a canvas; without facts a document without statements. Never raises."""
        ...


@cache
def document_kinds() -> dict[str, DocumentKind]:
    """All document kinds by name."""
    return discover("chartside.documents.kinds", "KIND", DocumentKind)  # type: ignore[type-abstract]  # a protocol serves as the runtime check
