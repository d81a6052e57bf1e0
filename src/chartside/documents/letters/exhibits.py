"""Exhibits: the sources of a letter by letter, and where in them a fact stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.passages import opening_of
from chartside.documents.phrasing import on_day
from chartside.domain.canvas import Canvas
from chartside.domain.source import Source, SourceKind, Span

_LEFT_OUT = frozenset({SourceKind.STANDARD, SourceKind.CLAIM, SourceKind.CORRECTIONS})


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A source that goes with a letter, under a letter of the alphabet."""

    letter: str
    source: Source

    @property
    def title(self) -> str:
        """What it is, with its day ("Evaluation, 03/09/26")."""
        name = knowledge("letters")["exhibit"].get(str(self.source.kind), "Record")
        return f"{name}, {on_day(self.source.date)}" if self.source.date else str(name)

    @property
    def pages(self) -> int:
        """Number of pages; 0 where the source has none."""
        return max((s.page or 0 for s in self.source.segments), default=0)


def exhibits_of(canvas: Canvas) -> tuple[Exhibit, ...]:
    """The sources that carry a letter's claims, oldest first, letters of the payer last."""
    kept = [s for s in canvas.sources if s.kind not in _LEFT_OUT and s.text.strip() and s.name != "Answers"]
    kept.sort(key=lambda s: (s.kind is SourceKind.PAYER_LETTER, s.date or date.min))
    return tuple(Exhibit(_letter(number), source) for number, source in enumerate(kept))


def _letter(number: int) -> str:
    """Letters of the alphabet, then pairs of them (A, B … Z, AA, AB)."""
    tens, ones = divmod(number, len(ascii_uppercase))
    return (ascii_uppercase[tens - 1] if tens else "") + ascii_uppercase[ones]


def places(spans: Iterable[Span], exhibits: Iterable[Exhibit], most: int = 4) -> str:
    """Where spans stand ("Exhibit A, page 2; Exhibit B, line 4"), each place once, at most so many."""
    known = {exhibit.source.id: exhibit for exhibit in exhibits}
    found: list[str] = []
    for span in spans:
        exhibit = known.get(span.source)
        if exhibit is None:
            continue
        segment = exhibit.source.segment_at(span.start)
        page = segment.page if segment is not None else None
        spot = f"page {page}" if page else f"line {exhibit.source.line_of(span.start)}"
        found.append(f"Exhibit {exhibit.letter}, {spot}")
    return "; ".join(list(dict.fromkeys(found))[:most])


def write_exhibits(
    notebook: Notebook, canvas: Canvas, section: str = "enclosures", *, with_notices: bool = False
) -> None:
    """List the exhibits, a line each; notices of the payer go only `with_notices`, for they answer another request."""
    for exhibit in exhibits_of(canvas):
        opening = opening_of(exhibit.source)
        if opening is None or (exhibit.source.kind is SourceKind.PAYER_LETTER and not with_notices):
            continue
        extent = f" ({exhibit.pages} pages)" if exhibit.pages > 1 else ""
        text = f"Exhibit {exhibit.letter}: {exhibit.title}{extent}."
        notebook.say(section, ("exhibit", exhibit.source.id), text, spans=(opening,), computed_by="exhibit.list")
