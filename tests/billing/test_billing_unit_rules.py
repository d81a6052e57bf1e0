"""The unit rules against published vectors and against a statement of the rule made from its table."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from chartside.billing import allot, allot_total, service_codes
from chartside.domain.billing import UnitAllotment, UnitRule

CODES = service_codes(date(2026, 5, 4))
VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "unit_vectors.toml").read_text("utf-8")
)["vector"]
TIMED = ["97110", "97112", "97116", "97140", "97530", "97035"]

# The table of Pub. 100-04 ch. 5 §20.2.C as printed, and its "and so on" for longer days.
TABLE = {0: (0, 7), 1: (8, 22), 2: (23, 37), 3: (38, 52), 4: (53, 67), 5: (68, 82), 6: (83, 97), 7: (98, 112)}
TABLE |= {n: (15 * n - 7, 15 * n + 7) for n in range(8, 60)}


def earned(allotment: UnitAllotment) -> dict[str, int]:
    return {line.code: line.units for line in allotment.lines if line.units and line.timed}


def name(vector: Mapping[str, Any]) -> str:
    return str(vector["id"])


@pytest.mark.parametrize("vector", VECTORS, ids=name)
def test_published_vectors(vector: dict[str, Any]) -> None:
    minutes = vector["minutes"] | dict.fromkeys(vector.get("untimed", []), 0)
    cms, ama = allot(minutes, UnitRule.CMS, CODES), allot(minutes, UnitRule.AMA, CODES)
    assert cms.timed_minutes == vector["timed_minutes"]
    allowed = [vector["cms"], *vector.get("cms_alternatives", [])]
    assert earned(cms) in allowed
    offered = [earned(cms), *(dict(other) for other in cms.alternatives)]
    assert sorted(map(sorted, (o.items() for o in offered))) == sorted(map(sorted, (a.items() for a in allowed)))
    assert earned(ama) == vector["ama"]
    assert {line.code: line.units for line in cms.lines if not line.timed} == dict.fromkeys(
        vector.get("untimed", []), 1
    )


days = st.dictionaries(st.sampled_from(TIMED), st.integers(0, 90), min_size=1)


@given(days)
def test_cms_total_is_the_row_of_the_table(minutes: dict[str, int]) -> None:
    low, high = TABLE[allot(minutes, UnitRule.CMS, CODES).timed_units]
    assert low <= sum(minutes.values()) <= high


@given(days)
def test_cms_gives_every_full_block_and_at_most_one_unit_more(minutes: dict[str, int]) -> None:
    allotment = allot(minutes, UnitRule.CMS, CODES)
    for line in allotment.lines:
        assert line.minutes == minutes[line.code]
        assert minutes[line.code] // 15 <= line.units <= minutes[line.code] // 15 + 1
        if minutes[line.code] % 15 == 0:
            assert line.units == minutes[line.code] // 15


@given(days)
def test_cms_leaves_no_larger_rest_without_a_unit(minutes: dict[str, int]) -> None:
    allotment = allot(minutes, UnitRule.CMS, CODES)
    with_unit = [minutes[x.code] % 15 for x in allotment.lines if x.units > minutes[x.code] // 15]
    without = [minutes[x.code] % 15 for x in allotment.lines if x.units == minutes[x.code] // 15]
    assert not with_unit or not without or min(with_unit) >= max(without)


@given(days)
def test_every_alternative_is_as_good(minutes: dict[str, int]) -> None:
    allotment = allot(minutes, UnitRule.CMS, CODES)
    assert len(set(allotment.alternatives)) == len(allotment.alternatives)
    for other in allotment.alternatives:
        units = dict(other)
        assert sum(units.values()) == allotment.timed_units
        assert units != earned(allotment)
        gained = sorted(minutes[c] % 15 for c in minutes if units.get(c, 0) > minutes[c] // 15)
        mine = sorted(minutes[x.code] % 15 for x in allotment.lines if x.units > minutes[x.code] // 15)
        assert gained == mine


@given(days)
def test_ama_counts_each_code_by_its_own_table_row(minutes: dict[str, int]) -> None:
    for line in allot(minutes, UnitRule.AMA, CODES).lines:
        low, high = TABLE[line.units]
        assert low <= minutes[line.code] <= high


@given(days, st.sampled_from(TIMED), st.integers(1, 30), st.sampled_from(list(UnitRule)))
def test_more_minutes_never_earn_fewer_units(minutes: dict[str, int], code: str, more: int, rule: UnitRule) -> None:
    longer = minutes | {code: minutes.get(code, 0) + more}
    assert allot(longer, rule, CODES).timed_units >= allot(minutes, rule, CODES).timed_units


@given(days, st.randoms())
def test_the_order_of_the_codes_changes_no_total(minutes: dict[str, int], random: Any) -> None:
    shuffled = list(minutes.items())
    random.shuffle(shuffled)
    assert allot(dict(shuffled), UnitRule.CMS, CODES).timed_units == allot(minutes, UnitRule.CMS, CODES).timed_units


@given(days, st.sampled_from(list(UnitRule)))
def test_every_allotment_says_why(minutes: dict[str, int], rule: UnitRule) -> None:
    allotment = allot(minutes, rule, CODES)
    assert allotment.why
    assert allotment.authority
    assert all(sentence.endswith(".") for sentence in allotment.why)


def test_one_code_every_minute_of_two_hours() -> None:
    for minutes, rule in product(range(121), UnitRule):
        low, high = TABLE[allot({"97110": minutes}, rule, CODES).timed_units]
        assert low <= minutes <= high


def test_the_reason_reads_like_a_sum_on_paper() -> None:
    assert allot({"97110": 23, "97140": 21}, UnitRule.CMS, CODES).why == snapshot(
        (
            "97110 23 + 97140 21 = 44 min timed.",
            "44 timed minutes are 3 units (38 to 52).",
            "97110: one full 15, 8 left over; 97140: one full 15, 6 left over.",
            "The unit left over goes to 97110 (8), with most minutes left over.",
        )
    )
    assert allot({"97110": 23, "97140": 21}, UnitRule.AMA, CODES).why == snapshot(
        (
            "97110 alone: 23 min is one full 15 and 8 left over (8 or more): 2 units.",
            "97140 alone: 21 min is one full 15 and 6 left over (under 8): 1 unit.",
        )
    )


def test_a_tie_is_the_therapists_choice() -> None:
    allotment = allot({"97112": 20, "97110": 20, "97161": 0}, UnitRule.CMS, CODES)
    assert allotment.alternatives == ((("97112", 1), ("97110", 2)),)
    assert allotment.why == snapshot(
        (
            "97112 20 + 97110 20 = 40 min timed.",
            "40 timed minutes are 3 units (38 to 52).",
            "97112: one full 15, 5 left over; 97110: one full 15, 5 left over.",
            "97112 and 97110 have 5 left over each for one unit: the therapist may choose, here 97112 gets it.",
            "97161 is not timed: one unit, whatever its minutes.",
        )
    )


def test_a_tie_after_a_clear_unit() -> None:
    assert allot({"97110": 13, "97140": 20, "97112": 20}, UnitRule.CMS, CODES).why[2:] == snapshot(
        (
            "97110: no full 15, 13 left over; 97140: one full 15, 5 left over; 97112: one full 15, 5 left over.",
            "One of the two units left over goes to 97110 (13), with most minutes left over.",
            "97140 and 97112 have 5 left over each for one unit: the therapist may choose, here 97140 gets it.",
        )
    )


def test_a_short_code_keeps_its_minutes_in_the_total() -> None:
    allotment = allot({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, UnitRule.CMS, CODES)
    assert [(x.code, x.units) for x in allotment.lines] == [("97110", 1), ("97140", 1), ("97116", 1), ("97035", 0)]
    assert "97035 keeps its 8 min in the total and earns no unit itself." in allotment.why


def test_many_ties_do_not_explode() -> None:
    timed = {code: 8.0 for code, service in CODES.items() if service.minutes_per_unit == 15}
    allotment = allot(timed, UnitRule.CMS, CODES)
    assert len(allotment.alternatives) <= 12


def test_medicare_differences_are_said_under_its_rule_only() -> None:
    note = "Medicare takes G0283 in place of 97014."
    assert note in allot({"97014": 0}, UnitRule.CMS, CODES).why
    assert note not in allot({"97014": 0}, UnitRule.AMA, CODES).why


def test_codes_with_blocks_of_their_own_do_not_pool() -> None:
    caregiver = allot({"97550": 50, "97110": 15}, UnitRule.CMS, CODES)
    assert [(x.code, x.units) for x in caregiver.lines] == [("97110", 1), ("97550", 1), ("97551", 1)]
    assert [x.units for x in allot({"97550": 15}, UnitRule.CMS, CODES).lines] == [0]
    assert [x.units for x in allot({"98980": 19}, UnitRule.CMS, CODES).lines] == [0]
    assert [(x.code, x.units) for x in allot({"97129": 15, "97130": 23}, UnitRule.CMS, CODES).lines] == [
        ("97129", 1),
        ("97130", 2),
    ]
    assert [(x.code, x.units) for x in allot({"97139": 40}, UnitRule.CMS, CODES).lines] == [("97139", 1)]


def test_a_timed_total_alone_says_how_many_but_not_which() -> None:
    assert allot_total(44, UnitRule.CMS).lines == ()
    assert "44 timed minutes are 3 units (38 to 52)" in allot_total(44, UnitRule.CMS).why[0]
    assert "each code alone" in allot_total(44, UnitRule.AMA).why[0]


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf"), 1441])
def test_impossible_minutes_are_refused(minutes: float) -> None:
    with pytest.raises(ValueError, match="97110"):
        allot({"97110": minutes}, UnitRule.CMS, CODES)


def test_a_day_has_an_end_and_codes_must_exist() -> None:
    with pytest.raises(ValueError, match="more than a day"):
        allot({"97110": 800, "97140": 800}, UnitRule.CMS, CODES)
    with pytest.raises(ValueError, match="99999"):
        allot({"99999": 15}, UnitRule.CMS, CODES)


def test_fractions_of_a_minute_neither_gain_nor_lose() -> None:
    assert allot({"97110": 7.9}, UnitRule.CMS, CODES).timed_units == 0
    assert allot({"97110": 22.9}, UnitRule.CMS, CODES).timed_units == 1
    assert allot({"97110": 0.1, "97140": 0.2, "97112": 7.7}, UnitRule.CMS, CODES).timed_units == 1
