"""What is printed, the protocol of a renderer, and where renderers are found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import Document
from chartside.domain.signing import Addendum, Signature, State
from chartside.plugins import discover


@dataclass(frozen=True, slots=True)
class Printed:
    """A document with all that stands on its pages.

    Attributes:
        document: The revision to print.
        profile: The clinic's, for the letterhead.
        signature: Who signed it; None while it is a draft, whatever `state` says.
        addenda: Signed later additions, oldest first.
        state: Of the document.
        logo: Bytes of the profile's logo (PNG or JPEG); None prints the letterhead without it.
    """

    document: Document
    profile: ClinicProfile
    signature: Signature | None
    addenda: tuple[Addendum, ...]
    state: State
    logo: bytes | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it carries no signature; every format then says so."""
        return self.signature is None


@runtime_checkable
class Renderer(Protocol):
    """Prints one format; one file in `deliver/renderers/` defines it as `RENDERER`.

    Rejected statements are never printed; an unsigned document is marked on every page or at its top.
    """

    @property
    def name(self) -> str:
        """Name of the format ("pdf")."""
        ...

    @property
    def media_type(self) -> str:
        """Media type of the bytes."""
        ...

    @property
    def suffix(self) -> str:
        """Ending of a file name, with its dot."""
        ...

    def render(self, printed: Printed) -> bytes:
        """The bytes; the same for the same input."""
        ...


@cache
def all_renderers() -> dict[str, Renderer]:
    """All renderers by name."""
    return discover("chartside.deliver.renderers", "RENDERER", Renderer)  # type: ignore[type-abstract]  # a protocol serves as the runtime check
