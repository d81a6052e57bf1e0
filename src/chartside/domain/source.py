"""Sources and the spans of text in them: whose words, and where."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class SourceKind(StrEnum):
    """What a file or pasted text on a canvas is."""

    SESSION_NOTE = "session_note"
    TRANSCRIPT = "transcript"
    INTAKE = "intake"
    EVALUATION = "evaluation"
    PRIOR_NOTE = "prior_note"
    REFERRAL = "referral"
    STANDARD = "standard"
    CLAIM = "claim"
    PAYER_LETTER = "payer_letter"
    CORRECTIONS = "corrections"


TELLS_OF_VISIT = frozenset(
    {SourceKind.SESSION_NOTE, SourceKind.TRANSCRIPT, SourceKind.EVALUATION, SourceKind.PRIOR_NOTE}
)
"""Kinds of sources that are the record of a treatment day."""


class Speaker(StrEnum):
    """Who says a segment of a transcript, as far as it matters to what the words prove."""

    CLINICIAN = "clinician"
    PATIENT = "patient"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """A range of one source's text together with the words that stand there.

    Attributes:
        source: Id of the source.
        start: Offset of the first character in `Source.text`.
        end: Offset after the last character.
        quote: The text between them, verbatim.
    """

    source: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}..{self.end}")
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"quote {self.quote!r} does not fill the span {self.start}..{self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether both spans share at least one character of the same source."""
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a source's text of which more is known than its characters.

    Attributes:
        start: Offset of the first character in `Source.text`.
        end: Offset after the last character.
        page: Page number from 1, for paged sources.
        box: Where the stretch stands on its page.
        label: The speaker's label as written ("PT", "Dana"), for transcripts.
        speaker: Who that is, when the label says so.
        seconds: Time of the start in the recording.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    label: str | None = None
    speaker: Speaker | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file or pasted text as received, and as text with positions.

    Attributes:
        id: "S1", "S2" … within one canvas.
        name: File name, or a name for pasted text.
        kind: What it is.
        text: The text shown to the PT; every span is an offset into it.
        sha256: Hash of the bytes received, hexadecimal.
        media_type: Of the bytes received.
        date: Day the source is about (visit date), when known.
        segments: Pages, speakers and times, in order of `start`.
    """

    id: str
    name: str
    kind: SourceKind
    text: str
    sha256: str
    media_type: str = "text/plain"
    date: date | None = None
    segments: tuple[Segment, ...] = ()
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]
        object.__setattr__(self, "_line_starts", tuple(starts))

    def span(self, start: int, end: int) -> Span:
        """The span from `start` to `end`, with its quote.

        Raises:
            ValueError: The range is empty or outside the text.
        """
        if end > len(self.text):
            raise ValueError(f"span {start}..{end} ends after the text of {self.id} ({len(self.text)} characters)")
        return Span(self.id, start, end, self.text[start:end])

    def line_of(self, offset: int) -> int:
        """Number of the line, from 1, in which the character at `offset` stands."""
        return bisect_right(self._line_starts, offset)

    def segment_at(self, offset: int) -> Segment | None:
        """The first segment that covers `offset`, if any."""
        index = bisect_right(self.segments, offset, key=lambda s: s.start) - 1
        if index >= 0 and self.segments[index].end > offset:
            return self.segments[index]
        return None
