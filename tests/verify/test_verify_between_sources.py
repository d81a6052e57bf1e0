"""Checks that look across the sources: contradictions, minutes, copied notes, omissions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chartside.domain import facts as f
from chartside.domain.billing import UnitAllotment, UnitLine, UnitRule
from chartside.domain.documents import Header, Review
from chartside.domain.flags import Severity
from chartside.domain.source import Source, SourceKind

if TYPE_CHECKING:
    from tests.verify.conftest import Case

KNEE: dict[str, Any] = {
    "measure": f.Measure.ROM,
    "joint": "knee",
    "motion": "flexion",
    "side": f.Side.RIGHT,
    "mode": f.Mode.ACTIVE,
}


def heard(text: str) -> Source:
    return Source("S3", "recording.vtt", SourceKind.TRANSCRIPT, text, "3".ljust(64, "0"), date=date(2026, 5, 4))


def test_two_sources_of_today_differ(case: Case) -> None:
    case.more_sources = (heard("Knee bends to one hundred and eleven, 111."),)
    case.fact(f.Measurement, "111", of=case.more_sources[0], value=111.0, unit="deg", **KNEE)
    flags = [x for x in case.flags() if x.rule == "note.contradiction"]
    assert [x.severity for x in flags] == [Severity.BLOCK]
    assert "flexion AROM 105" in flags[0].message
    assert "111" in flags[0].message


def test_two_sources_that_agree_are_silent(case: Case) -> None:
    case.more_sources = (heard("Knee bends to 105."),)
    case.fact(f.Measurement, "105", of=case.more_sources[0], value=105.0, unit="deg", **KNEE)
    assert case.flags() == []


def test_pain_in_two_sources_may_vary(case: Case) -> None:
    case.more_sources = (heard("Pain 5 out of 10 now."),)
    pain: dict[str, Any] = {"measure": f.Measure.PAIN, "unit": "/10", "context": "current"}
    case.fact(f.Measurement, "5 out of 10", of=case.more_sources[0], value=5.0, **pain)
    assert [x.severity for x in case.flags() if x.rule == "note.contradiction"] == [Severity.WARN]


def test_a_range_that_holds_the_other_value_is_no_contradiction(case: Case) -> None:
    case.more_sources = (heard("Pain two to four, 2-4 out of 10 now."),)
    pain: dict[str, Any] = {"measure": f.Measure.PAIN, "unit": "/10", "context": "current"}
    case.fact(f.Measurement, "2-4 out of 10", of=case.more_sources[0], value=2.0, value_high=4.0, **pain)
    assert "note.contradiction" not in case.rules()


def test_a_second_trial_in_the_same_note_is_no_contradiction(bare: Case) -> None:
    bare.fact(f.Score, "TUG 12.4 s", instrument="tug", value=12.4)
    bare.fact(f.Score, "05/04", instrument="tug", value=11.9)
    assert "note.contradiction" not in bare.rules()


def test_an_earlier_value_quoted_otherwise_than_the_visit_recorded_it(case: Case) -> None:
    case.last = replace(case.last, text=case.last.text.replace("flexion AROM 95", "flexion AROM 90"))
    case.fact(f.Measurement, "flexion AROM 90", of=case.last, value=90.0, unit="deg", **KNEE)
    flags = [x for x in case.flags() if x.rule == "note.contradiction"]
    assert [x.severity for x in flags] == [Severity.WARN]
    assert flags[0].message == (
        "Today gives “was 95” as the earlier value; the note of 2026-04-29 has “flexion AROM 90”."
    )
    assert flags[0].where.span is not None
    assert flags[0].where.span.quote == "was 95"


def test_an_earlier_value_quoted_as_one_of_the_visits_recorded_it(case: Case) -> None:
    before = Source(
        "S4", "visit 4.txt", SourceKind.PRIOR_NOTE, "Flexion 95.", "4".ljust(64, "0"), date=date(2026, 4, 22)
    )
    case.last = replace(case.last, text=case.last.text.replace("flexion AROM 95", "flexion AROM 90"))
    case.fact(f.Measurement, "flexion AROM 90", of=case.last, value=90.0, unit="deg", **KNEE)
    case.past_sources = (before,)
    case.fact(f.Measurement, "Flexion 95", of=before, value=95.0, unit="deg", **KNEE)
    assert "note.contradiction" not in case.rules()


def test_an_earlier_value_of_a_named_day_is_compared_with_that_day(bare: Case) -> None:
    bare.fact(f.Score, "TUG 14.0 s", of=bare.last, instrument="tug", value=14.0, unit="s")
    quoted: dict[str, Any] = {"instrument": "tug", "unit": "s", "when": f.When.PRIOR, "date": date(2026, 4, 29)}
    bare.fact(f.Score, "TUG", value=14.0, **quoted)
    assert "note.contradiction" not in bare.rules()
    bare.fact(f.Score, "12.4 s", value=12.4, **(quoted | {"date": date(2026, 4, 22)}))
    assert "note.contradiction" not in bare.rules(), "that day is not on the canvas"
    bare.fact(f.Score, "TUG 12.4 s", value=12.9, **quoted)
    assert [x.severity for x in bare.flags() if x.rule == "note.contradiction"] == [Severity.WARN]


def test_earlier_pain_of_no_named_place_may_be_that_of_the_knee(bare: Case) -> None:
    pain: dict[str, Any] = {"measure": f.Measure.PAIN, "unit": "/10"}
    bare.fact(f.Measurement, "Knee pain 5/10", of=bare.last, value=5.0, **pain)
    bare.fact(f.Measurement, "5/10 last visit", value=5.0, when=f.When.PRIOR, joint="knee", **pain)
    assert "note.contradiction" not in bare.rules()
    bare.fact(f.Measurement, "3/10 now", value=3.0, when=f.When.PRIOR, joint="knee", **pain)
    assert "note.contradiction" in bare.rules()


def test_earlier_vital_signs_may_be_of_the_same_visit(bare: Case) -> None:
    pulse: dict[str, Any] = {"measure": f.Measure.VITAL, "motion": "heart rate", "unit": "bpm"}
    bare.fact(f.Measurement, "95", of=bare.last, value=95.0, **pulse)
    bare.fact(f.Measurement, "105", value=105.0, when=f.When.PRIOR, **pulse)
    assert "note.contradiction" not in bare.rules()


def test_the_side_of_the_episode(bare: Case) -> None:
    bare.header = Header(visit_date=date(2026, 5, 4), episode="Left total knee arthroplasty")
    bare.fact(f.Measurement, "flexion AROM 105", value=105.0, **KNEE)
    assert "note.contradiction" not in bare.rules(), "one value of the other side may be the comparison"
    bare.fact(f.Measurement, "extension -5", value=-5.0, **(KNEE | {"motion": "extension"}))
    assert [x.severity for x in bare.flags() if x.rule == "note.contradiction"] == [Severity.BLOCK]


def minutes(case: Case, timed: float | None, total: float | None, codes: dict[str, float], clock: str = "") -> None:
    """Replace the visit's minutes."""
    text = f"timed {timed} total {total} " + " ".join(f"{c} {m:g} min" for c, m in codes.items()) + " " + clock
    case.note = replace(case.note, text=text)
    case.facts.clear()
    case.sections = {"objective": []}
    for code, spent in codes.items():
        case.fact(f.TimeEntry, f"{code} {spent:g} min", what=f.TimeOf.CODE, code=code, minutes=spent)
    if timed is not None:
        case.fact(f.TimeEntry, f"timed {timed}", what=f.TimeOf.TIMED_TOTAL, minutes=timed)
    if total is not None:
        case.fact(f.TimeEntry, f"total {total}", what=f.TimeOf.TOTAL_TREATMENT, minutes=total)
    if clock:
        start, end = clock.split("-")
        case.fact(f.TimeEntry, start, what=f.TimeOf.START, clock=start)
        case.fact(f.TimeEntry, end, what=f.TimeOf.END, clock=end)
    timed_codes = {c: m for c, m in codes.items() if c != "97016"}
    lines = tuple(UnitLine(c, 1, m, True) for c, m in timed_codes.items())
    lines += tuple(UnitLine(c, 1, None, False) for c in codes if c == "97016")
    case.units = {UnitRule.CMS: UnitAllotment(UnitRule.CMS, sum(timed_codes.values()), lines, ("why",), "source")}


@pytest.mark.parametrize(
    ("timed", "total", "codes", "clock"),
    [
        (38, 45, {"97110": 23, "97140": 15}, ""),
        (38, 38, {"97110": 23, "97140": 15}, "4:00p-4:45p"),
        (None, 45, {"97110": 23, "97140": 15}, "11:40-12:25"),
        (38, None, {"97110": 23, "97140": 15}, ""),
        (38, 48, {"97110": 23, "97140": 15, "97016": 10}, "16:00-16:50"),
        (38, 45, {}, "12:30 PM-1:15 PM"),
    ],
)
def test_minutes_that_agree(
    case: Case, timed: float | None, total: float | None, codes: dict[str, float], clock: str
) -> None:
    minutes(case, timed, total, codes, clock)
    assert "time.minutes_inconsistent" not in case.rules()


@pytest.mark.parametrize(
    ("timed", "total", "codes", "clock", "words"),
    [
        (40, 45, {"97110": 23, "97140": 15}, "", "= 38) are not the timed total (40)"),
        (35, 45, {"97110": 23, "97140": 15}, "", "= 38) are not the timed total (35)"),
        (45, 38, {}, "", "Timed minutes (45) are more than total treatment (38)"),
        (None, 30, {"97110": 23, "97140": 15}, "", "38 minutes, more than total treatment (30)"),
        (38, 40, {"97110": 23, "97140": 15, "97016": 10}, "", "48 minutes, more than total treatment (40)"),
        (38, 60, {"97110": 23, "97140": 15}, "4:10p-4:55p", "longer than the visit by the clock (45)"),
    ],
)
def test_minutes_that_contradict_each_other_block(
    case: Case, timed: float | None, total: float | None, codes: dict[str, float], clock: str, words: str
) -> None:
    minutes(case, timed, total, codes, clock)
    [flag] = [x for x in case.flags() if x.rule == "time.minutes_inconsistent"]
    assert flag.severity is Severity.BLOCK
    assert words in flag.message


def test_nonsense_on_the_clock_is_left_alone(case: Case) -> None:
    minutes(case, 38, 45, {"97110": 38}, "99:99-later")
    assert "time.minutes_inconsistent" not in case.rules()


def test_a_fact_that_no_statement_tells(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "Fell in the garden on Sunday.\n")
    fell = case.fact(f.Event, "Fell in the garden on Sunday", what=f.EventOf.INJURY, text="fell in the garden")
    [flag] = case.flags()
    assert (flag.rule, flag.severity, flag.where.fact) == ("fact.omitted", Severity.WARN, fell)
    assert "Fell in the garden on Sunday" in flag.message


def test_a_rejected_sentence_is_a_decision_not_an_omission(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "Fell in the garden on Sunday.\n")
    fell = case.fact(f.Event, "Fell in the garden on Sunday", what=f.EventOf.INJURY, text="fell in the garden")
    said = case.say("Fell in the garden on Sunday.", fell, section="subjective")
    case.change(said, review=Review.REJECTED, reason="told last time")
    assert case.flags() == []


def test_what_two_sources_say_alike_is_told_once(case: Case) -> None:
    case.more_sources = (heard("TUG 12.4 s"),)
    case.fact(f.Score, "TUG 12.4 s", of=case.more_sources[0], instrument="tug", value=12.4, unit="s")
    assert case.flags() == []


def test_background_left_out_is_an_info(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "Lives with spouse.\n")
    case.fact(f.Social, "Lives with spouse", text="lives with spouse")
    assert [x.severity for x in case.flags()] == [Severity.INFO]


def test_an_earlier_value_left_out_is_an_info(case: Case) -> None:
    case.note = replace(case.note, text=case.note.text + "TUG was 19 s at eval.\n")
    case.fact(f.Score, "was 19 s at eval", instrument="tug", value=19.0, unit="s", when=f.When.BASELINE)
    assert [x.severity for x in case.flags()] == [Severity.INFO]


def test_facts_of_earlier_visits_need_not_be_told(case: Case) -> None:
    case.fact(f.Score, "TUG 14.0 s", of=case.last, instrument="tug", value=14.0, unit="s")
    assert case.flags() == []


def copied(case: Case, flexion: float, tug: float, quad: tuple[float, str]) -> list[str]:
    """The last visit's values, then these as today's."""
    case.facts.clear()
    case.sections = {"objective": []}
    knee = KNEE | {"unit": "deg"}
    case.fact(f.Measurement, "flexion AROM 95", of=case.last, value=95.0, **knee)
    case.fact(f.Score, "TUG 14.0 s", of=case.last, instrument="tug", value=14.0)
    strength: dict[str, Any] = {"measure": f.Measure.STRENGTH, "joint": "quadriceps"}
    case.fact(f.Measurement, "3+/5", of=case.last, value=3.3, grade="3+/5", **strength)
    case.fact(f.Measurement, "flexion AROM 105", value=flexion, **knee)
    case.fact(f.Score, "TUG 12.4 s", instrument="tug", value=tug)
    case.fact(f.Measurement, "4-/5", value=quad[0], grade=quad[1], **strength)
    return [rule for rule in case.rules() if rule.startswith("note.")]


def test_every_value_as_last_time(case: Case) -> None:
    assert copied(case, 95.0, 14.0, (3.3, "3+/5")) == ["note.copied_forward_value"]


def test_one_new_value_shows_it_was_measured(case: Case) -> None:
    assert copied(case, 105.0, 14.0, (3.3, "3+/5")) == []
    assert copied(case, 95.0, 14.0, (3.7, "4-/5")) == []


def test_a_note_nearly_word_for_word(case: Case) -> None:
    words = " ".join(f"Set {n} of the exercise programme was done with good form and verbal cues." for n in range(12))
    case.last = replace(case.last, text=f"TUG 14.0 s\n{words}\nPain 5/10 today.")
    case.note = replace(case.note, text=f"TUG 12.4 s\n{words}\nPain 4/10 today.")
    case.facts.clear()
    case.sections = {"objective": []}
    case.fact(f.Score, "TUG 14.0 s", of=case.last, instrument="tug", value=14.0)
    assert "note.cloned" in case.rules()
    case.note = replace(case.note, text="TUG 12.4 s. " + words[: len(words) // 3])
    assert "note.cloned" not in case.rules()


@pytest.mark.parametrize(
    "said",
    [
        "same as last visit except pain 2/10",
        "OBJ: unchanged from 04/28 except as marked",
        "no change since last session",
        "see previous note",
    ],
)
def test_a_note_that_refers_to_an_earlier_one(case: Case, said: str) -> None:
    case.more_sources = (heard(f"Today: {said}."),)
    [flag] = [x for x in case.flags() if x.rule == "note.refers_back"]
    assert flag.severity is Severity.WARN
    assert flag.where.span is not None
    assert flag.where.span.quote in said


def test_values_of_the_last_visit_are_no_back_reference(case: Case) -> None:
    case.more_sources = (heard("Flexion 111, was 104 at the last visit. Same shoes as before."),)
    assert "note.refers_back" not in case.rules()
