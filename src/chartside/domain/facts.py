"""Facts: single things that a source says, each with the span that says it.

The keys of each kind are the contract of `chartside facts --json` (docs/reference/facts.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from chartside.domain.fact_values import (
    Assertion,
    AssistLevel,
    EventOf,
    GoalStatus,
    GoalTerm,
    Measure,
    Mode,
    PlanOf,
    Side,
    TestResult,
    TimeOf,
    Trend,
    When,
)
from chartside.domain.source import Span

__all__ = [
    "FACT_TYPES",
    "Assertion",
    "AssistLevel",
    "BilledLine",
    "Diagnosis",
    "Equipment",
    "Event",
    "EventOf",
    "Fact",
    "Function",
    "Goal",
    "GoalStatus",
    "GoalTerm",
    "History",
    "Intervention",
    "Measure",
    "Measurement",
    "Medication",
    "Mode",
    "PlanItem",
    "PlanOf",
    "Precaution",
    "Score",
    "Side",
    "Social",
    "SpecialTest",
    "Symptom",
    "TestResult",
    "TimeEntry",
    "TimeOf",
    "Trend",
    "When",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a source says.

    Attributes:
        evidence: The spans that say it; the first is the shortest stretch that carries the value. Never empty. Where a
            clinician corrected the reading, her correction stands first and the words it corrects after it.
        id: "F1", "F2" … within one canvas; empty until extraction numbers the facts.
        when: Moment the value belongs to.
        assertion: How the source stands to it.
        date: Day said of it in the source, else None (then the source's own date holds).
    """

    kind: ClassVar[str] = ""

    evidence: tuple[Span, ...]
    id: str = ""
    when: When = When.CURRENT
    assertion: Assertion = Assertion.PRESENT
    date: date | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a {self.kind or 'fact'} needs at least one span of evidence")

    @property
    def source(self) -> str:
        """Id of the source it was read from; a correction of the reading does not change that."""
        return self.evidence[-1].source

    @property
    def place(self) -> Span:
        """The words it was read from: the first span in its source."""
        if len(self.evidence) == 1:
            return self.evidence[0]
        home = self.source
        return next(span for span in self.evidence if span.source == home)

    @property
    def start(self) -> int:
        """Offset in its source at which those words begin."""
        return self.place.start

    @property
    def is_corrected(self) -> bool:
        """Whether a clinician corrected the reading: then what says the value stands in another source."""
        return self.evidence[0].source != self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Fact):
    """A measured or rated value.

    Attributes:
        joint: Joint, region or muscle group in full ("knee", "lumbar", "quadriceps"); None where not said.
        motion: Motion in full ("flexion", "internal rotation"); for vitals what is measured ("systolic").
        value: The number; for strength the 0-5 decimal scale (4- is 3.7, 4+ is 4.3); None for findings in words.
        value_high: Upper end of a range.
        unit: "deg", "/10", "cm", "in", "lb", "kg", "s", "m/s", "mmHg", "bpm", "%", "reps" …
        context: For pain "current", "best", "worst", "rest", "activity"; else free ("after treatment").
        grade: Strength or finding as written ("4-/5", "2+").
    """

    kind: ClassVar[str] = "measurement"

    measure: Measure
    joint: str | None = None
    motion: str | None = None
    side: Side | None = None
    value: float | None = None
    value_high: float | None = None
    unit: str | None = None
    mode: Mode | None = None
    context: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Fact):
    """A result of a standardized outcome measure or performance test; `instrument` is its catalogue id."""

    kind: ClassVar[str] = "score"

    instrument: str
    value: float
    unit: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialTest(Fact):
    """A clinical test with a result in words."""

    kind: ClassVar[str] = "special_test"

    name: str
    side: Side | None = None
    result: TestResult = TestResult.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention(Fact):
    """An exercise, technique or modality, with what is said of its dose.

    Attributes:
        category: CPT family ("therapeutic_exercise", "manual_therapy", "neuromuscular_reeducation",
            "therapeutic_activities", "gait_training", "modality", "education", "home_program" …) or None.
        load: A number, or a band colour as written.
    """

    kind: ClassVar[str] = "intervention"

    name: str
    category: str | None = None
    code: str | None = None
    minutes: float | None = None
    sets: float | None = None
    reps: float | None = None
    hold_seconds: float | None = None
    load: float | str | None = None
    load_unit: str | None = None
    side: Side | None = None
    cues: str | None = None
    assist: AssistLevel | None = None
    response: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry(Fact):
    """Minutes or a clock time of the visit; `clock` as written."""

    kind: ClassVar[str] = "time"

    what: TimeOf
    code: str | None = None
    minutes: float | None = None
    clock: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledLine(Fact):
    """A charge that the note states."""

    kind: ClassVar[str] = "billed"

    code: str
    units: float | None = None
    minutes: float | None = None
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis(Fact):
    """A diagnosis in words, as an ICD-10-CM code, or both."""

    kind: ClassVar[str] = "diagnosis"

    text: str
    icd10: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Fact):
    """What the patient can or cannot do, with which help; `level` is the limitation or ability in words."""

    kind: ClassVar[str] = "function"

    task: str
    level: str | None = None
    assist: AssistLevel | None = None
    device: str | None = None
    distance: float | None = None
    distance_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Fact):
    """A treatment goal; `due` as written ("4 wks", "by 20 April")."""

    kind: ClassVar[str] = "goal"

    text: str
    term: GoalTerm | None = None
    target_value: float | None = None
    target_unit: str | None = None
    due: str | None = None
    status: GoalStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem(Fact):
    """Something planned."""

    kind: ClassVar[str] = "plan"

    what: PlanOf
    text: str
    per_week: float | None = None
    weeks: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Fact):
    """A symptom reported, or a finding observed in words."""

    kind: ClassVar[str] = "symptom"

    text: str
    region: str | None = None
    side: Side | None = None
    trend: Trend | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precaution(Fact):
    """Something to heed in treatment (weight bearing, range limits, fall risk)."""

    kind: ClassVar[str] = "precaution"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """Something that happened on a day: onset, surgery, injury, visit, referral."""

    kind: ClassVar[str] = "event"

    what: EventOf
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Fact):
    """A medication."""

    kind: ClassVar[str] = "medication"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Fact):
    """Medical or surgical history, comorbidities, prior level of function."""

    kind: ClassVar[str] = "history"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Social(Fact):
    """Home, work, hobbies, habits."""

    kind: ClassVar[str] = "social"

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(Fact):
    """A device or aid the patient has, uses or needs."""

    kind: ClassVar[str] = "equipment"

    text: str


FACT_TYPES: dict[str, type[Fact]] = {
    cls.kind: cls
    for cls in (
        Measurement,
        Score,
        SpecialTest,
        Intervention,
        TimeEntry,
        BilledLine,
        Diagnosis,
        Function,
        Goal,
        PlanItem,
        Symptom,
        Precaution,
        Event,
        Medication,
        History,
        Social,
        Equipment,
    )
}
