"""What is read at each place of a source: facts as read, as corrected, and places that hold none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from chartside.domain.corrections import reading_key
from chartside.domain.facts import Fact
from chartside.services.errors import NotFound, Stale
from chartside.services.views import Reading
from chartside.services.visit_canvas import VisitCanvas
from chartside.store.repositories.canvases import KeptSource
from chartside.store.repositories.corrections import KeptCorrection

_MOST_QUOTED = 80  # characters of the words read that a correction repeats


@dataclass(frozen=True, slots=True)
class FoundReading:
    """A reading on a canvas: the row of its source, the fact as read, and the correction in force, if any."""

    item: KeptSource
    original: Fact
    kept: KeptCorrection | None

    @property
    def holds(self) -> Fact | None:
        """The fact as it holds; None where a clinician said that there is none."""
        return self.original if self.kept is None else self.kept.correction.corrected

    @property
    def place(self) -> str:
        """Where it was read, in words ("note.txt line 4")."""
        line = self.item.source.line_of(self.original.start) if self.item.source else 1
        return f"{' '.join(self.item.name.split())} line {line}"

    @property
    def quote(self) -> str:
        """The words it was read from, on one line."""
        return shorten(self.original.place.quote, _MOST_QUOTED, placeholder="…")


def readings_of(key: str, facts: Iterable[Fact], corrections: Sequence[KeptCorrection]) -> tuple[Reading, ...]:
    """The readings of one source, in the order of its words.

    Args:
        key: Id of the source as in evidence.
        facts: Those read from it, and those whose correction stands in it.
        corrections: Those in force on the canvas.
    """
    by_fact = {c.correction.corrected: c for c in corrections if c.correction.corrected is not None}
    found: list[Reading] = []
    for fact in facts:
        span = fact.place if fact.source == key else fact.evidence[0]
        kept = by_fact.get(replace(fact, id="")) if by_fact else None
        original = fact if kept is None else kept.correction.original
        found.append(Reading(source=fact.source, span=span, fact=fact, original=original, correction=_id(kept)))
    for kept in corrections:
        said = kept.correction
        if said.corrected is None and said.source == key:
            place = said.original.place
            found.append(Reading(source=key, span=place, fact=None, original=said.original, correction=kept.id))
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end)))


def found_reading(at: VisitCanvas, source: str, reading: str, seen: str | None = None) -> FoundReading:
    """The reading of this name in a source of the canvas.

    Args:
        at: The canvas.
        source: Id of the source's row, or its id in evidence.
        reading: Name of the reading.
        seen: Id of the correction the person saw in force, empty for none; None when she saw nothing.

    Raises:
        NotFound: It is not there (any more).
        Stale: Somebody corrected it since it was shown.
    """
    item = next((i for i in (*at.kept, *at.history) if source in (i.id, i.key)), None)
    if item is None or item.source is None:
        raise NotFound("There is no such source on this canvas, or it could not be read.")
    kept = next((c for c in at.corrections if c.correction.key == reading and c.correction.source == item.key), None)
    original = kept.correction.original if kept else _read(at.read, item.key, reading)
    if original is None:
        raise NotFound("Nothing is read there any more as you saw it; look at the source again.")
    if seen is not None and seen != _id(kept):
        raise Stale("Somebody corrected this reading since you opened it; look at it again.")
    return FoundReading(item, original, kept)


def _read(facts: Iterable[Fact], key: str, reading: str) -> Fact | None:
    return next((fact for fact in facts if fact.source == key and reading_key(fact) == reading), None)


def _id(kept: KeptCorrection | None) -> str:
    return kept.id if kept else ""
