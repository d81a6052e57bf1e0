"""Special tests in shorthand, lists, prose and dialogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("(-) Homans", ["Homans negative"]),
        ("(+) Hawkins, Neer R; (-) drop arm", ["Hawkins-Kennedy positive", "right Neer positive", "drop arm negative"]),
        (
            "SLR + at 48 L, slump L + R -",
            ["left straight leg raise positive", "left slump positive", "right slump negative"],
        ),
        ("Lachman R+ L-, pivot shift not tested", ["right Lachman positive", "left Lachman negative"]),
        (
            "Cozens + R, Mills +, L all neg",
            [
                "right Cozen's positive",
                "Mill's positive",
                "left Cozen's negative",
                "left Mill's negative",
            ],
        ),
        ("Neer R: (+) at eval, neg today", ["right Neer positive (baseline)", "Neer negative"]),
        ("Slump R ⊖ (was ⊕)", ["right slump negative", "slump positive (prior)"]),
        (
            "Windlass is positive on the left and negative on the right.",
            ["left windlass positive", "right windlass negative"],
        ),
        (
            "The McMurray, Thessaly, and Apley tests were negative on the left.",
            ["left McMurray negative", "left Thessaly negative", "left Apley's negative"],
        ),
        (
            "FRT: R 20 deg +, L 41 deg neg",
            ["right cervical flexion-rotation positive", "left cervical flexion-rotation negative"],
        ),
        ("R shoulder: Neer +, empty can -", ["right Neer positive", "right empty can negative"]),
        (
            "Finger to nose dysmetric L, heel to shin intact B",
            ["left finger to nose positive", "bilateral heel to shin negative"],
        ),
        ("Supine roll: neg B. Smooth pursuit WNL", ["bilateral supine roll negative", "smooth pursuit negative"]),
    ],
)
def test_results(said: Said, note: str, expected: list[str]) -> None:
    assert sorted(said("O: " + note, "special_test")) == sorted(expected)


@pytest.mark.parametrize(
    "note",
    [
        "- VORx1 standing 3 x 30 s",
        "hx of stroke, neg for HTN",
        "Log roll to EOB min A",
        "P: recheck Dix-Hallpike first",
        "Tandem walk + head turns 20 ft",
        "slow speed treadmill",
    ],
)
def test_no_result(said: Said, note: str) -> None:
    assert said(note, "special_test") == []


def test_a_result_said_after_the_answer(told: Said) -> None:
    note = (
        "THERAPIST: Hawkins, does that pinch?\nPATIENT: A tiny bit, yeah.\n"
        "THERAPIST: So that's still positive.\nPATIENT: ok\n"
    )
    assert len(told(note, "special_test")) == 1


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("O: McM (+) R, Thess (-) at 20", 2),
        ("Exam: Wright's R + w/ tingle", 1),
        ("o: ober + on r. hip abd r 3+ l 4+. hip er r 4", 1),
        ("O: abd 100 (painful arc), ER 50", 1),
        ("VOMS\nhoriz saccades 2/2/0/1\nvert saccades 2/3/0/1", 2),
    ],
)
def test_short_names_and_graded_tests(told: Said, note: str, count: int) -> None:
    assert len(told(note, "special_test")) == count
