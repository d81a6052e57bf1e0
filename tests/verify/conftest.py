"""A visit after knee replacement: the note, its facts and a document true to it, for lies to be told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from chartside.domain.billing import ServiceCode, UnitAllotment, UnitLine, UnitRule
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile, Payer
from chartside.domain.documents import Basis, Column, Document, Header, Section, SourceRef, Statement, Table
from chartside.domain.facts import (
    Assertion,
    Event,
    EventOf,
    Fact,
    Function,
    Goal,
    Intervention,
    Measure,
    Measurement,
    Mode,
    PlanItem,
    PlanOf,
    Score,
    Side,
    Symptom,
    TimeEntry,
    TimeOf,
    When,
)
from chartside.domain.flags import Flag
from chartside.domain.source import Source, SourceKind, Span
from chartside.verify import Verification, verify

NOTE = """Visit 6, 05/04/2026, R TKA
S: Knee pain 3/10 now, was 5/10 last visit. Denies numbness or tingling in the foot. Slept 6 hours.
O: R knee flexion AROM 105 (was 95), extension -5. Quad strength 4-/5. TUG 12.4 s.
TE 23 min: leg press 3x10 at 20 kg, heel slides 2x15, verbal cues for slow lowering.
MT 15 min: patellar mobilization grade III, R knee. Extension -3 after treatment.
A: Stairs one step at a time with rail. Extension loss limits stance.
P: Next visit add step-downs. 2x/week for 4 weeks. Goal: climb 12 stairs reciprocally in 4 weeks.
PMH: left hip replacement 2019. Mother had rheumatoid arthritis. Possible meniscal tear on MRI.
Total treatment 45 min, timed 38 min.
"""
LAST = """Visit 5, 04/29/2026, R TKA
Knee pain 5/10. R knee flexion AROM 95, extension -8. Quad strength 3+/5. TUG 14.0 s. Leg press 3x10 at 15 kg.
Goal: climb 12 stairs reciprocally in 4 weeks.
"""
CODES = {
    "97110": ServiceCode("97110", "Therapeutic exercise", "therapeutic_exercise", True, 15),
    "97140": ServiceCode("97140", "Manual therapy", "manual_therapy", True, 15),
    "97112": ServiceCode("97112", "Neuromuscular re-education", "neuromuscular_reeducation", True, 15),
    "97016": ServiceCode("97016", "Vasopneumatic compression", "modality_supervised", False),
}


def source_of(text: str, source_id: str = "S1", *, day: date | None = date(2026, 5, 4)) -> Source:
    """A note as a source."""
    return Source(source_id, f"{source_id}.txt", SourceKind.SESSION_NOTE, text, source_id.ljust(64, "0"), date=day)


def span_of(source: Source, quote: str) -> Span:
    """The first place of the words in a source."""
    start = source.text.index(quote)
    return source.span(start, start + len(quote))


@dataclass
class Case:
    """A visit that tests change: facts are added by the words that say them, statements by what they cite."""

    note: Source = field(default_factory=lambda: source_of(NOTE))
    last: Source = field(default_factory=lambda: source_of(LAST, "S2", day=date(2026, 4, 29)))
    facts: dict[str, Fact] = field(default_factory=dict)
    sections: dict[str, list[Statement]] = field(default_factory=dict)
    header: Header = field(
        default_factory=lambda: Header(
            visit_date=date(2026, 5, 4), visit_number=6, visits_planned=12, episode="R TKA", birth_date=date(1958, 2, 1)
        )
    )
    payer: Payer = field(default_factory=Payer)
    profile: ClinicProfile = field(default_factory=ClinicProfile)
    units: dict[UnitRule, UnitAllotment] = field(default_factory=dict)
    more_sources: tuple[Source, ...] = ()
    past_sources: tuple[Source, ...] = ()
    count: int = 0

    def fact(self, kind: type[Fact], quote: str, *, of: Source | None = None, **values: Any) -> str:
        """Add a fact said by `quote` in the note (or another source) and return its id."""
        self.count += 1
        key = f"F{self.count}"
        self.facts[key] = kind(id=key, evidence=(span_of(of or self.note, quote),), **values)
        return key

    def say(
        self,
        text: str,
        *facts: str,
        section: str = "objective",
        basis: Basis = Basis.RESTATED,
        spans: Sequence[Span] = (),
        cells: dict[str, str] | None = None,
        computed_by: str | None = None,
    ) -> str:
        """Add a statement citing facts and return its id."""
        evidence = [*spans, *(span for fact in facts for span in self.facts[fact].evidence)]
        number = sum(len(s) for s in self.sections.values()) + 1
        statement = Statement(
            id=f"s{number}",
            text=text,
            basis=basis,
            evidence=tuple(dict.fromkeys(evidence)),
            facts=facts,
            table="measures" if cells else None,
            cells=tuple(cells.items()) if cells else None,
            computed_by=computed_by or ("rule" if basis is Basis.COMPUTED else None),
        )
        self.sections.setdefault(section, []).append(statement)
        return statement.id

    def change(self, statement_id: str, **values: Any) -> None:
        """Change a statement, as an edit or a faulty writer would."""
        for statements in self.sections.values():
            for n, statement in enumerate(statements):
                if statement.id == statement_id:
                    statements[n] = replace(statement, **values)

    @property
    def canvas(self) -> Canvas:
        sources = (self.note, self.last, *self.past_sources, *self.more_sources)
        return Canvas(
            header=self.header,
            sources=sources,
            facts=tuple(self.facts.values()),
            current=frozenset({self.note.id, *(s.id for s in self.more_sources)}),
            payer=self.payer,
            profile=self.profile,
            codes=CODES,
            units=self.units,
        )

    @property
    def document(self) -> Document:
        columns = tuple(Column(key, key.title()) for key in ("measure", "side", "was", "now", "change"))
        return Document(
            kind="soap_note",
            title="SOAP note",
            header=self.header,
            sources=tuple(SourceRef(s.id, s.name, s.kind, s.sha256) for s in (self.note, self.last)),
            sections=tuple(
                Section(
                    key=key,
                    heading=key.title(),
                    statements=tuple(statements),
                    tables=(Table("measures", "Measures", columns),),
                )
                for key, statements in self.sections.items()
            ),
        )

    def verified(self) -> Verification:
        return verify(self.document, self.canvas)

    def rules(self, statement_id: str | None = None) -> list[str]:
        """Rules of the flags, of one statement or of all."""
        return [f.rule for f in self.flags(statement_id)]

    def flags(self, statement_id: str | None = None) -> list[Flag]:
        found = self.verified().flags
        return [f for f in found if statement_id is None or f.where.statement == statement_id]


@pytest.fixture
def bare() -> Case:
    """The note without facts or statements."""
    return Case()


@pytest.fixture
def case() -> Case:
    """The note, all its facts and a document that is true to it."""
    c = Case()
    rom: dict[str, Any] = {"measure": Measure.ROM, "joint": "knee", "side": Side.RIGHT, "unit": "deg"}
    c.sections = {key: [] for key in ("subjective", "objective", "assessment", "plan")}
    pain = c.fact(Measurement, "pain 3/10 now", measure=Measure.PAIN, value=3.0, unit="/10", context="current")
    was = c.fact(Measurement, "5/10 last visit", measure=Measure.PAIN, value=5.0, unit="/10", when=When.PRIOR)
    numb = c.fact(Symptom, "numbness or tingling in the foot", text="numbness or tingling", assertion=Assertion.ABSENT)
    sleep = c.fact(Function, "Slept 6 hours", task="sleep", level="6 hours")
    flexion = c.fact(Measurement, "flexion AROM 105", motion="flexion", value=105.0, mode=Mode.ACTIVE, **rom)
    flexion_was = c.fact(Measurement, "was 95", motion="flexion", value=95.0, when=When.PRIOR, **rom)
    extension = c.fact(Measurement, "extension -5", motion="extension", value=-5.0, mode=Mode.ACTIVE, **rom)
    extension_last = c.fact(
        Measurement, "extension -8", of=c.last, motion="extension", value=-8.0, mode=Mode.ACTIVE, **rom
    )
    quad = c.fact(
        Measurement, "Quad strength 4-/5", measure=Measure.STRENGTH, joint="quadriceps", value=3.7, grade="4-/5"
    )
    tug = c.fact(Score, "TUG 12.4 s", instrument="tug", value=12.4, unit="s")
    te = c.fact(TimeEntry, "TE 23 min", what=TimeOf.CODE, code="97110", minutes=23.0)
    press = c.fact(
        Intervention,
        "leg press 3x10 at 20 kg",
        name="leg press",
        category="therapeutic_exercise",
        sets=3.0,
        reps=10.0,
        load=20.0,
        load_unit="kg",
    )
    slides = c.fact(
        Intervention,
        "heel slides 2x15, verbal cues for slow lowering",
        name="heel slides",
        category="therapeutic_exercise",
        sets=2.0,
        reps=15.0,
        cues="verbal cues for slow lowering",
    )
    mt = c.fact(TimeEntry, "MT 15 min", what=TimeOf.CODE, code="97140", minutes=15.0)
    mobs = c.fact(
        Intervention,
        "patellar mobilization grade III, R knee",
        name="patellar mobilization grade III",
        category="manual_therapy",
        side=Side.RIGHT,
    )
    post = c.fact(
        Measurement, "Extension -3 after treatment", motion="extension", value=-3.0, context="after treatment", **rom
    )
    stairs = c.fact(Function, "Stairs one step at a time with rail", task="stairs", level="one step at a time")
    limits = c.fact(Symptom, "Extension loss limits stance", text="extension loss limits stance")
    add = c.fact(
        Intervention,
        "Next visit add step-downs",
        name="step-downs",
        category="therapeutic_exercise",
        assertion=Assertion.PLANNED,
    )
    often = c.fact(
        PlanItem, "2x/week for 4 weeks", what=PlanOf.FREQUENCY, text="2x/week for 4 weeks", per_week=2.0, weeks=4.0
    )
    goal = c.fact(
        Goal,
        "climb 12 stairs reciprocally in 4 weeks",
        text="climb 12 stairs reciprocally",
        due="4 weeks",
        target_value=12.0,
    )
    hip = c.fact(
        Event,
        "left hip replacement 2019",
        what=EventOf.SURGERY,
        text="left hip replacement 2019",
        assertion=Assertion.HISTORICAL,
    )
    mother = c.fact(Symptom, "rheumatoid arthritis", text="rheumatoid arthritis", assertion=Assertion.FAMILY)
    tear = c.fact(Symptom, "Possible meniscal tear on MRI", text="meniscal tear", assertion=Assertion.POSSIBLE)
    total = c.fact(TimeEntry, "Total treatment 45 min", what=TimeOf.TOTAL_TREATMENT, minutes=45.0)
    timed = c.fact(TimeEntry, "timed 38 min", what=TimeOf.TIMED_TOTAL, minutes=38.0)

    c.say("Pain is 3/10 in the knee now, 5/10 at the last visit.", pain, was, section="subjective")
    c.say("Patient denies numbness and tingling in the foot.", numb, section="subjective")
    c.say("Slept 6 hours.", sleep, section="subjective")
    c.say("History: left hip replacement in 2019.", hip, section="subjective")
    c.say("Family history of rheumatoid arthritis (mother).", mother, section="subjective")
    c.say("MRI: possible meniscal tear.", tear, section="subjective")
    c.say(
        "Right knee flexion AROM is 105°, was 95°, a gain of 10°.",
        flexion,
        flexion_was,
        basis=Basis.COMPUTED,
        cells={"measure": "Knee flexion AROM", "side": "R", "was": "95°", "now": "105°", "change": "+10°"},
    )
    c.say(
        "Right knee extension AROM is -5°, was -8° on 04/29/2026.",
        extension,
        extension_last,
        cells={"measure": "Knee extension AROM", "side": "R", "was": "-8°", "now": "-5°", "change": ""},
    )
    c.say("Quadriceps strength 4-/5.", quad)
    c.say("Timed Up and Go 12.4 s.", tug)
    c.say("Therapeutic exercise (97110), 23 min: leg press 3x10 at 20 kg.", te, press)
    c.say("Heel slides 2x15 with verbal cues for slow lowering.", slides)
    c.say("Manual therapy (97140), 15 min: patellar mobilization grade III, right knee.", mt, mobs)
    c.say("After treatment right knee extension was -3°.", post)
    c.say("Total treatment 45 min, of which 38 min timed.", total, timed)
    c.say("38 timed minutes are 3 units (38 to 52).", te, mt, basis=Basis.COMPUTED, computed_by="units.cms")
    c.say("Climbs stairs one step at a time with a rail.", stairs, section="assessment")
    c.say("Loss of extension limits stance.", limits, section="assessment")
    c.say("Next visit add step-downs.", add, section="plan")
    c.say("Continue 2x/week for 4 weeks.", often, section="plan")
    c.say("Goal: climb 12 stairs reciprocally in 4 weeks.", goal, section="plan")
    lines = (UnitLine("97110", 2, 23.0, True), UnitLine("97140", 1, 15.0, True))
    why = ("38 timed minutes are 3 units (38 to 52).",)
    c.units = {rule: UnitAllotment(rule, 38.0, lines, why, "Pub. 100-04 ch. 5 §20.2") for rule in UnitRule}
    return c
