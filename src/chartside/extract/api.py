"""The protocol of an extractor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from chartside.domain.facts import Fact
from chartside.extract.reading import Reading


@runtime_checkable
class Extractor(Protocol):
    """Reads one kind of fact; one file in `extract/extractors/` defines it as `EXTRACTOR`.

    `extract` never raises on any text, and every span's quote stands in the source.
    """

    @property
    def name(self) -> str:
        """Name, unique among extractors ("strength")."""
        ...

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Facts of this kind, in any order, without ids."""
        ...
