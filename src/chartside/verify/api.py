"""The protocol of a check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.flags import Flag


@runtime_checkable
class Check(Protocol):
    """Looks for one kind of fault; one file in `verify/checks/` defines it as `CHECK`.

    A check reads values and returns flags; it is silent on a good document. A `block` is a real reason not to sign.
    """

    @property
    def name(self) -> str:
        """Name, unique among checks ("sides")."""
        ...

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Faults found in the document or between its sources."""
        ...
