"""What a finding is, and what the reader of a line keeps in mind while it looks for findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from chartside.domain.facts import When
from chartside.extract.note_joints import NoteJoints
from chartside.extract.numerals import Numeral
from chartside.extract.reading import Line


@dataclass(frozen=True, slots=True)
class Finding:
    """A number with what it measures.

    Attributes:
        kind: "rom", "strength", "dynamometry", "score", "pain", "girth", "grip", "gait_speed", "balance", "heart rate"
            and other vitals.
        name: Instrument id, or the words of a balance test.
        start: Where the stretch that says it begins.
        end: Where it ends.
        side_place: Where the side is said, when it is carried from elsewhere.
        joint_place: Where the joint is said, when it is carried from elsewhere.
        timing: "before treatment", "after treatment" …
        day: Day said of the value in a table's heading.
    """

    kind: str
    numeral: Numeral
    value: float
    start: int
    end: int
    joint: str | None = None
    motion: str | None = None
    name: str | None = None
    side: str | None = None
    side_place: tuple[int, int] | None = None
    joint_place: tuple[int, int] | None = None
    mode: str | None = None
    when: When = When.CURRENT
    timing: str | None = None
    day: date | None = None
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class LineState:
    """What the words so far have named."""

    kind: str | None = None
    joint: str | None = None
    motion: str | None = None
    name: str | None = None
    side: str | None = None
    pair: str | None = None
    mode: str | None = None
    moment: When | None = None
    lack: bool = False
    named_at: int = -1
    named_end: int = -1
    named_kind: str = ""
    unit: str | None = None
    joint_at: int = -1
    sentence_at: int = -1
    goal: bool = False
    begin: int | None = None
    depth: int = 0
    outer_side: str | None = None
    side_fresh: bool = False
    last: int | None = None
    series: When = When.PRIOR
    inside: When | None = None
    corrected: bool = False


@dataclass(slots=True)
class NoteContext:
    """What the note has named so far, for lines that leave it out."""

    joint: str | None = None
    sides: dict[str, tuple[str, tuple[int, int]]] = field(default_factory=dict)
    joint_place: tuple[int, int] | None = None
    joints: NoteJoints = field(default_factory=lambda: NoteJoints(()))
    measured: str | None = None
    own_day: date | None = None
    section_kind: str | None = None
    section_mode: str | None = None
    bracketed: When = When.PRIOR
    asked_on: int = -9
    pain_on: int = -9
