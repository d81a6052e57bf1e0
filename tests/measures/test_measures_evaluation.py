"""What an evaluation counts and compares: factors, elements, codes, readings, deficits, due days, plans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import (
    Assertion,
    AssistLevel,
    Function,
    Goal,
    History,
    Measure,
    Measurement,
    Mode,
    PlanItem,
    PlanOf,
    Score,
    Side,
    Social,
)
from chartside.domain.source import Source, SourceKind, Span
from chartside.measures import Short, deficits_of, reading_of
from chartside.plan_of_care import (
    certification_term,
    due_day,
    elements_in,
    evaluation_levels,
    factors_in,
    is_limited,
    is_wish,
    plan_end,
    plan_weeks,
    planned_visits,
    presentation_in,
    reevaluation_code,
    supported_level,
)

DAY = date(2026, 5, 4)


def said(words: str = "x") -> tuple[Span, ...]:
    return (Span("S1", 0, len(words), words),)


def note(text: str) -> Source:
    return Source("S1", "note.txt", SourceKind.EVALUATION, text, "0" * 64)


def rom(value: float, side: Side, joint: str = "knee", motion: str = "flexion") -> Measurement:
    return Measurement(
        evidence=said(), measure=Measure.ROM, joint=joint, motion=motion, side=side, value=value, unit="deg",
        mode=Mode.ACTIVE,
    )  # fmt: skip


def often(per_week: float | None, weeks: float | None) -> PlanItem:
    return PlanItem(evidence=said(), what=PlanOf.FREQUENCY, text="", per_week=per_week, weeks=weeks)


def test_a_condition_counts_once_whatever_its_spelling() -> None:
    facts = [History(evidence=said(t), text=t) for t in ("HTN", "high blood pressure", "T2DM (A1c 7.1)")]
    assert [item.name for item in factors_in(facts)] == ["hypertension", "diabetes"]


def test_denied_and_family_conditions_do_not_count() -> None:
    denied = History(evidence=said("no diabetes"), text="diabetes", assertion=Assertion.ABSENT)
    family = History(evidence=said("father: stroke"), text="stroke", assertion=Assertion.FAMILY)
    assert factors_in([denied, family]) == ()


def test_living_alone_is_a_personal_factor() -> None:
    found = factors_in([Social(evidence=said("lives alone"), text="lives alone")])
    assert [(item.name, item.component) for item in found] == [("lives alone", "personal factor")]


def test_elements_are_functions_activities_and_participation() -> None:
    facts = [
        rom(90, Side.LEFT),
        Score(evidence=said(), instrument="berg", value=40),
        Function(evidence=said("stairs step-to"), task="stairs", level="step-to"),
        Function(evidence=said("not driving"), task="driving", level="not driving"),
    ]
    found = {item.name: item.component for item in elements_in(facts)}
    assert found == {"joint motion": "body", "balance": "body", "stairs": "activity", "driving": "participation"}


@pytest.mark.parametrize(
    ("factors", "elements", "presentation", "code"),
    [
        (0, 2, "stable", "97161"),
        (4, 9, "stable", "97161"),  # the lowest of the three decides
        (1, 3, "evolving", "97162"),
        (3, 4, "evolving", "97162"),
        (3, 4, "unstable", "97163"),
        (3, 2, "unstable", "97161"),
        (0, 8, "unstable", "97161"),
        (3, 4, None, "97163"),  # at most
    ],
)
def test_the_code_is_the_highest_all_three_reach(
    factors: int, elements: int, presentation: str | None, code: str
) -> None:
    level = supported_level(factors, elements, presentation, DAY)
    assert level is not None
    assert level.code == code


def test_nothing_examined_supports_no_code() -> None:
    assert supported_level(3, 0, "stable", DAY) is None


def test_codes_have_a_first_day() -> None:
    assert evaluation_levels(date(2016, 12, 31)) == ()
    assert reevaluation_code(date(2016, 12, 31)) is None
    assert reevaluation_code(DAY) == "97164"


@given(st.integers(0, 9), st.integers(1, 20), st.sampled_from(["stable", "evolving", "unstable"]))
def test_more_found_never_lowers_the_code(factors: int, elements: int, presentation: str) -> None:
    one = supported_level(factors, elements, presentation, DAY)
    more = supported_level(factors + 1, elements + 1, presentation, DAY)
    assert one is not None
    assert more is not None
    assert more.code >= one.code


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Moderate complexity, evolving presentation.", "evolving"),
        ("97163: 3 factors, unstable with new falls", "unstable"),
        ("Clinical presentation is stable.", "stable"),
        ("Gait stable on level ground. Low complexity.", None),
        ("Ligaments stable. He walks with a cane.", None),
    ],
)
def test_the_presentation_is_read_only_beside_complexity(text: str, word: str | None) -> None:
    found = presentation_in(note(text))
    assert (found[0] if found else None) == word


@pytest.mark.parametrize(
    ("instrument", "value", "at", "worse"),
    [
        ("tug", 13.0, "≥12", True),
        ("berg", 40.0, "<45", True),
        ("odi", 46.0, "41-60", True),
        ("odi", 12.0, "0-20", False),
    ],
)
def test_a_published_reading_holds_for_a_score(instrument: str, value: float, at: str, worse: bool) -> None:
    reading = reading_of(Score(evidence=said(), instrument=instrument, value=value))
    assert reading is not None
    assert (reading.at, reading.worse) == (at, worse)


def test_a_score_beyond_every_cutoff_has_no_reading() -> None:
    assert reading_of(Score(evidence=said(), instrument="tug", value=8.0)) is None


def test_motion_is_short_of_the_other_side_and_that_side_is_no_problem() -> None:
    left, right = rom(95, Side.LEFT), rom(130, Side.RIGHT)
    found = deficits_of([left, right])
    assert [(d.value, d.short, d.target) for d in found] == [(left, Short.OTHER_SIDE, 130)]


def test_motion_of_one_side_is_short_of_the_norm() -> None:
    value = rom(95, Side.LEFT)
    (found,) = deficits_of([value])
    assert found.short is Short.NORM


def test_full_strength_is_no_deficit() -> None:
    grade = {"measure": Measure.STRENGTH, "joint": "hip", "motion": "abduction", "unit": "/5"}
    weak = Measurement(evidence=said(), side=Side.LEFT, value=4.0, grade="4/5", **grade)  # type: ignore[arg-type]
    full = Measurement(evidence=said(), side=Side.RIGHT, value=5.0, grade="5/5", **grade)  # type: ignore[arg-type]
    (found,) = deficits_of([weak, full])
    assert (found.value, found.other) == (weak, full)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("4 wks", date(2026, 6, 1)),
        ("in 6-8 weeks", date(2026, 6, 29)),
        ("10 days", date(2026, 5, 14)),
        ("2 months", date(2026, 7, 4)),
        ("six weeks", date(2026, 6, 15)),
        ("12 wks post-op", None),  # counted from surgery
        ("next spring", None),
        (None, None),
    ],
)
def test_the_day_a_goal_is_due(due: str | None, day: date | None) -> None:
    assert due_day(due, DAY) == day


@given(st.integers(1, 52), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_weeks_are_seven_days(weeks: int, start: date) -> None:
    assert due_day(f"{weeks} wk", start) == start + timedelta(weeks=weeks)


def test_a_month_ends_on_its_last_day() -> None:
    assert due_day("1 month", date(2026, 1, 31)) == date(2026, 2, 28)


def test_phases_of_a_plan_add_up() -> None:
    items = (often(2, 6), often(1, 4))
    assert (plan_weeks(items), planned_visits(items), plan_end(items, DAY)) == (10, 16, date(2026, 7, 13))


def test_a_frequency_and_a_duration_said_apart() -> None:
    items = (often(3, None), often(None, 4))
    assert (plan_weeks(items), planned_visits(items)) == (4, 12)


def test_a_plan_without_duration_has_no_end() -> None:
    items = (often(2, None),)
    assert (plan_weeks(items), planned_visits(items), plan_end(items, DAY)) == (None, None, None)


def test_the_order_on_file_stands_for_the_signature_since_2025() -> None:
    assert certification_term("sent_within", date(2024, 12, 31)) is None
    term = certification_term("sent_within", date(2025, 1, 1))
    assert term is not None
    assert term.days == 30


@pytest.mark.parametrize(
    ("words", "assist", "limited"),
    [
        ("cannot reach top shelf", None, True),
        ("stairs with rail", AssistLevel.CGA, True),
        ("stands 5 minutes before he has to sit", None, True),
        ("independent with ADLs", AssistLevel.INDEPENDENT, False),
    ],
)
def test_what_is_a_limit(words: str, assist: AssistLevel | None, limited: bool) -> None:
    assert is_limited(Function(evidence=said(words), task="task", level=words, assist=assist)) is limited


def test_a_wish_is_no_goal_of_the_plan() -> None:
    source = note("She wants to run a 10K. Goal in 6 weeks: walk 1 mile.")
    wish = Goal(evidence=(source.span(13, 22),), text="run a 10K", target_value=10.0)
    goal = Goal(evidence=(source.span(41, 52),), text="walk 1 mile", target_value=1.0, due="6 weeks")
    assert is_wish(wish, source)
    assert not is_wish(goal, source)
