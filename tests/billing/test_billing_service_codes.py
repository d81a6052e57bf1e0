"""The code table: every row complete, own short names, dates respected."""

from __future__ import annotations

from datetime import date

from chartside.billing import code_of_category, service_codes
from chartside.billing.service_codes import code_rows
from chartside.billing.unit_rules import own_blocks


def test_rows_are_complete_and_unique() -> None:
    rows = code_rows()
    assert len({row.service.code for row in rows}) == len(rows) == 103
    for row in rows:
        assert row.service.short
        assert len(row.service.short) < 60
        assert row.source
        if row.pooled:
            assert row.service.timed
            assert row.service.minutes_per_unit == 15


def test_pooled_codes_are_those_without_blocks_of_their_own() -> None:
    for row in code_rows():
        own = row.service.code in own_blocks()
        assert row.pooled == (row.service.timed and row.service.minutes_per_unit == 15 and not own), row.service.code


def test_a_code_holds_from_its_day() -> None:
    assert "97550" not in service_codes(date(2023, 12, 31))
    assert "97550" in service_codes(date(2024, 1, 1))
    assert "98985" not in service_codes(date(2025, 12, 31))
    assert "97110" in service_codes(date(1999, 1, 1))
    assert "98985" in service_codes()


def test_a_family_with_one_code_names_it() -> None:
    codes = service_codes()
    assert code_of_category("manual_therapy", codes) == "97140"
    assert code_of_category("therapeutic_exercise", codes) == "97110"
    assert code_of_category("neuromuscular_reeducation", codes) == "97112"
    assert code_of_category("therapeutic_activities", codes) == "97530"
    assert code_of_category("gait_training", codes) == "97116"
    assert code_of_category("evaluation", codes) is None
    assert code_of_category("modality_supervised", codes) is None
    assert code_of_category("home_program", codes) is None
