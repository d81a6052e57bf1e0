"""Columns of wide tables."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartside.deliver.column_widths import LINE, column_widths


def test_a_table_that_fits_is_left_alone() -> None:
    assert column_widths(("Measure", "Now"), (("Knee flexion", "105°"),)) is None


def test_long_texts_get_the_room_and_no_word_is_broken() -> None:
    verdict = "improved beyond the clinically important change (MCID 9, lower limb); plateau since 06/01/26"
    widths = column_widths(
        ("Measure", "First", "Latest", "Verdict"),
        (("Lower Extremity Functional Scale", "18/80 (05/22/26)", "44/80 (06/15/26)", verdict),) * 3,
    )
    assert widths is not None
    assert widths[3] == max(widths)
    assert widths[3] > 2 * widths[1]
    assert all(width >= len("(05/22/26)") for width in widths[1:3])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # tables are large to draw
@given(
    st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(st.text(max_size=60), min_size=n, max_size=n), max_size=8))
)
def test_any_table_has_widths(rows: list[list[str]]) -> None:
    labels = [str(n) for n in range(len(rows[0]) if rows else 1)]
    widths = column_widths(labels, rows)
    assert widths is None or (len(widths) == len(labels) and all(width > 0 for width in widths))
    longest = [max((len(w) for row in rows for w in row[i].split()), default=1) for i in range(len(labels))]
    assert widths is None or sum(widths) <= max(LINE, sum(longest) + 3 * len(labels))
