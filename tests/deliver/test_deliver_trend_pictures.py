"""Trends as pictures: geometry and the sentence that says the same."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chartside.deliver.trend_pictures import BOTTOM, LEFT, RIGHT, TOP, chart

FLEXION = [(date(2026, 2, 3), 82.0), (date(2026, 2, 10), 94.0), (date(2026, 3, 3), 105.0)]


def test_the_picture_is_also_a_sentence() -> None:
    drawn = chart("R knee flexion", FLEXION, unit="°", goal=120, norm=135)
    assert drawn is not None
    assert drawn.summary == "R knee flexion rose from 82° to 105° over 3 measurements; goal 120°, normal 135°."


def test_a_loss_and_a_standstill_are_said_as_they_are() -> None:
    fell, still = chart("Pain", [(None, 6), (None, 4)], unit="/10"), chart("Pain", [(None, 4), (None, 4)])
    assert fell is not None
    assert still is not None
    assert "fell from 6/10 to 4/10" in fell.summary
    assert "stayed at 4" in still.summary


def test_extension_below_zero_is_spoken() -> None:
    drawn = chart("Extension", [(None, -8), (None, -2)], unit="°")
    assert drawn is not None
    assert "from minus 8° to minus 2°" in drawn.summary


def test_days_set_the_distance_between_dots() -> None:
    drawn = chart("R knee flexion", FLEXION)
    assert drawn is not None
    assert [dot.x for dot in drawn.dots] == [LEFT, LEFT + (RIGHT - LEFT) / 4, RIGHT]
    assert drawn.dots[0].y > drawn.dots[-1].y


def test_one_value_is_no_trend() -> None:
    assert chart("Pain", [(None, 4)]) is None


@given(
    st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=2, max_size=40),
    st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False)),
)
def test_everything_stays_inside_the_picture(values: list[float], goal: float | None) -> None:
    drawn = chart("x", [(None, v) for v in values], goal=goal)
    assert drawn is not None
    assert all(TOP <= dot.y <= BOTTOM and LEFT <= dot.x <= RIGHT + 0.1 for dot in drawn.dots)
    assert drawn.goal is None or TOP <= drawn.goal.y <= BOTTOM
