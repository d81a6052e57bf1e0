"""Precautions: weight bearing, named precautions, limits, advice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Precautions: WBAT L LE, fall risk", ["WBAT L LE", "fall risk"]),
        (
            "Precautions: No AROM R shoulder x 6 wks, no ext past neutral, no IR behind back. Sling x 4 wks.",
            ["No AROM R shoulder x 6 wks", "no ext past neutral", "no IR behind back", "Sling x 4 wks"],
        ),
        ("P: Avoid ER past 30 deg until 6 wks per surgeon.", ["Avoid ER past 30 deg until 6 wks per surgeon"]),
        ("TTWB R until 9/1, posterior hip precautions", ["TTWB R until 9/1", "posterior hip precautions"]),
        ("Not cleared for contact.", ["Not cleared for contact"]),
        ("P: No PE or sports until cleared by MD.", ["No PE or sports until cleared by MD"]),
        ("He was advised to keep the walker indoors.", ["advised to keep the walker indoors"]),
        ("S: light duty, no lift >5# per MD.", ["no lift >5# per MD"]),
        ("Balance work to reduce fall risk.", []),
        ("S: He avoids stairs at work.", []),
        ("Goals: no jogging pain", []),
        ("Not a fall risk.", []),
    ],
)
def test_precautions(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "precaution") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "Prec: NWB L LE x 6 wks, sling at all times, no active ER, fall risk",
            ["NWB L LE x 6 wks", "sling at all times", "no active ER", "fall risk"],
        ),
        (
            "Precautions: no lifting >10 lb, pushing, or pulling x 6 wks",
            ["no lifting >10 lb, pushing, or pulling x 6 wks"],
        ),
        (
            "Posterior hip prec: no flexion >90, no add past midline",
            ["Posterior hip prec: no flexion >90, no add past midline"],
        ),
        ("PWB 50% until 5/2.", ["PWB 50% until 5/2"]),
        ("Allergic to adhesive tape.", ["Allergic to adhesive tape"]),
        ("P: progress to WBAT next wk per MD. Wean brace.", []),
        ("Precautions: sling d/c'd per MD", []),
    ],
)
def test_precautions_in_shorthand(told: Told, note: str, expected: list[str]) -> None:
    assert told(note, "precaution") == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("P: No header drills, hold plyos.", ["No header drills", "hold plyos"]),
        ("WB as tol in boot since wk 6.", ["WB as tol in boot since wk 6"]),
        ("Precautions: R shldr sublux - no pulling on RUE, nectar liquids (thick)", None),
        ("Precautions: osteopenia, hx of ACDF C5-6, no manipulation", ["no manipulation"]),
        ("Tx: recalls 2/3 hip precautions w/ cue, log roll L", []),
        ("A: still high fall risk", []),
    ],
)
def test_limits_in_few_words(told: Told, note: str, expected: list[str] | None) -> None:
    lines = told(note, "precaution")
    if expected is None:
        assert lines[0] == "R shldr sublux - no pulling on RUE"
    else:
        assert lines == expected
