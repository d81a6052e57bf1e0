"""Goals and their status."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.facts import Goal
from chartside.extract import facts_of
from chartside.extract.extractors.goals import EXTRACTOR
from chartside.extract.reading import read
from chartside.ingest import receive_text


def goals(note: str) -> list[str]:
    """Goals of a note: term, words, target, due, status."""
    source = receive_text(note).source
    assert source is not None
    found = []
    for fact in facts_of(source).facts:
        if isinstance(fact, Goal):
            target = (
                f"-> {fact.target_value:g} {fact.target_unit or ''}".rstrip() if fact.target_value is not None else ""
            )
            parts = (
                fact.term,
                fact.text,
                target,
                f"({fact.due})" if fact.due else "",
                f"[{fact.status}]" if fact.status else "",
            )
            found.append(" ".join(str(p) for p in parts if p))
    return found


def test_numbered_goals_of_a_line() -> None:
    note = "STG (3 wks): 1. R hip flexion 110 deg to tie shoes. 2. Walk 600 ft with cane.\nLTG (10 wks): 3. LEFS >= 55/80.\n"
    assert goals(note) == [
        "short R hip flexion 110 deg to tie shoes -> 110 deg (3 wks)",
        "short Walk 600 ft with cane -> 600 ft (3 wks)",
        "long LEFS >= 55/80 -> 55 points (10 wks)",
    ]


def test_a_goal_a_line() -> None:
    note = "Goals\n- STG 1 (4 wk): Sleep through the night\n- LTG 1 (12 wk): SPADI <= 20/100\nSTG2: 4 wks: TUG <= 11s\n"
    assert goals(note) == [
        "short Sleep through the night (4 wk)",
        "long SPADI <= 20/100 -> 20 points (12 wk)",
        "short TUG <= 11s -> 11 s (4 wks)",
    ]


def test_goals_in_prose() -> None:
    note = "Long term goals, 8 weeks: She will climb 12 stairs without a rail. The Oswestry will be 20% or less.\n"
    assert goals(note) == [
        "long climb 12 stairs without a rail -> 12 (8 weeks)",
        "long Oswestry will be 20% or less -> 20 % (8 weeks)",
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "GOALS: STG2 met (DGI 18). LTG1 ongoing",
            ["short STG2 met (DGI 18) -> 18 [met]", "long LTG1 ongoing [ongoing]"],
        ),
        ("STG 1: stand 10 min at sink. Partially met - 8 min", ["short stand 10 min at sink -> 10 min [progressing]"]),
        ("All goals are met except balance.", ["All goals are met [met]"]),
        ("New LTG 3 (6 wk): run 2 miles", ["long run 2 miles -> 2 (6 wk) [new]"]),
        ('Goal: "back to my bowling league by next fall"', ["back to my bowling league by next fall (next fall)"]),
    ],
)
def test_status_and_whole_goals(note: str, expected: list[str]) -> None:
    assert [g.replace("  ", " ") for g in goals(note)] == expected


def test_inline_lists_and_dates() -> None:
    note = "STG (by 3/14/27): 1. Indep HEP  2. R rot >= 60 deg\nLTG (by 4/30/27): 1. NDI <= 12%  2. Return to rowing\n"
    assert goals(note) == [
        "short Indep HEP (3/14/27)",
        "short R rot >= 60 deg -> 60 deg (3/14/27)",
        "long NDI <= 12% -> 12 % (4/30/27)",
        "long Return to rowing (4/30/27)",
    ]


def test_numbers_within_goals_do_not_break_their_list() -> None:
    note = "Goals by d/c: 1. roll SBA 2. amb 90 ft RW 3. 4 steps w/ rail 4. state 2/2 prec - all ongoing"
    assert [g.split(" (")[0] for g in goals(note)] == [
        "roll SBA",
        "amb 90 ft RW -> 90 ft",
        "4 steps w/ rail -> 4",
        "state 2/2 prec -> 2 points",
    ]
    assert all(g.endswith("[ongoing]") for g in goals(note))


def test_states_behind_dots_and_dashes() -> None:
    note = (
        "GOALS\n1. ABC >= 80% in 6 wks ......... MET\n2. Tandem 20 sec ........ NOT MET (12)\n"
        "3. Stairs w/o rail -- PARTIALLY MET, uses rail down\n"
    )
    assert goals(note) == [
        "ABC >= 80% in 6 wks -> 80 % (6 wks) [met]",
        "Tandem 20 sec -> 20 s [not_met]",
        "Stairs w/o rail [progressing]",
    ]


def test_goals_without_a_colon() -> None:
    assert goals("STG flex 110 by 5/20 prog, LTG recip stairs s rail in 5 wks ongoing") == [
        "short flex 110 by 5/20 -> 110 (5/20) [progressing]",
        "long recip stairs s rail in 5 wks (5 wks) [ongoing]",
    ]
    assert goals("A/P: good effort. Goal 2MWT >= 120 m by session 9; goal step up 8 in w/o rail.") == [
        "2MWT >= 120 m by session 9 -> 120 m (session 9)",
        "step up 8 in w/o rail -> 8 in",
    ]


def test_goals_of_a_sentence() -> None:
    assert goals("LTG (10 wk): no brace w/ cutting, return to run 3 mi, IKDC >80.") == [
        "long no brace w/ cutting (10 wk)",
        "long return to run 3 mi -> 3 (10 wk)",
        "long IKDC >80 -> 80 (10 wk)",
    ]
    assert goals("By 2 months: walk 8 steps alone. In 5 weeks she will cruise 4 feet, and stand 6 seconds.") == [
        "walk 8 steps alone -> 8 (2 months)",
        "cruise 4 feet -> 4 ft (5 weeks)",
        "stand 6 seconds -> 6 s (5 weeks)",
    ]


def test_a_table_of_goals() -> None:
    note = (
        "Goal | Baseline | Current | Status\nAbduction 150 deg | 90 | 132 | Progressing\nIndep HEP | no | yes | Met\n"
    )
    assert goals(note) == ["Abduction 150 deg -> 150 deg [progressing]", "Indep HEP [met]"]


def test_what_patients_want() -> None:
    assert goals('Pt goals per pt: "dance at the reunion"') == ["dance at the reunion"]
    assert goals("Q: What do you want to get back to?  A: bake bread, and quilting with friends") == [
        "bake bread",
        "quilting with friends",
    ]
    talk = "PT: So what is your main goal?\nPatient: I want to be able to row again.\nPT: Good.\nPatient: Yes.\n"
    assert goals(talk) == ["be able to row again"]


@pytest.mark.parametrize(
    "note", ["Secondary lymphedema, stg II, w/ ulcer x 2 mo", "Goals: same. Goals: not addressed today."]
)
def test_stages_and_empty_labels_are_no_goals(note: str) -> None:
    assert goals(note) == []


@pytest.mark.parametrize(
    "note", ["P: continue per goals", "Patient: My goal? I dunno.", "Goals reviewed with patient."]
)
def test_no_goal_is_made_of_talk_about_goals(note: str) -> None:
    assert goals(note) == []


@pytest.mark.parametrize(
    "said", [". ", "......", ": - ", "STG 1 ", "1. ", "(met, ", "goal is ", "by 2 wks, walk ", "- [ ] "]
)
def test_long_repetitions_cost_little(said: str) -> None:
    start = time.perf_counter()
    goals("Goals: walk 5 ft " + said * 400 + "end")
    assert time.perf_counter() - start < 5


@given(st.text(alphabet="STG LTG goal 1.(4 wk): met walk 10 ft\n|;", max_size=160))
def test_never_raises(text: str) -> None:
    source = receive_text("Goals: " + text).source
    assert source is not None
    assert all(isinstance(fact, Goal) for fact in EXTRACTOR.extract(read(source)))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("S: Less sore. Wants to walk her son down the aisle in May.\n", ["walk her son down the aisle in May (May)"]),
        ("A: improving. I want her to be able to stand one hour within five weeks.\n", ["stand one hour within five weeks -> 1 hr (five weeks)"]),
        ("P: 2x/wk. Aim BBS 48, falls <1/mo by 6 wks. Aim for TKE.\n", ["BBS 48 -> 48", "falls <1/mo by 6 wks -> 1 (6 wks)"]),
        ("A: RTS criteria: quad LSI >90%, no effusion, hop LSI > 90%\n", ["quad LSI >90% -> 90 %", "no effusion", "hop LSI > 90% -> 90 %"]),
        ("P: target HR 120-130, target tissue load.\n", []),
        ("goal is 60 throws by Apr 4, n goal 2 ER to 85 in 3 wks\n", ["60 throws by Apr 4 -> 60 (Apr 4)", "ER to 85 in 3 wks -> 85 (3 wks)"]),
        ("Goal DHI under 28 in 5 wk; shop alone for 20 min.\n", ["DHI under 28 in 5 wk -> 28 (5 wk)", "shop alone for 20 min -> 20 min"]),
        ("Pt goals \"carry my own tray\" and dance at the party in June.\n", ["carry my own tray", "dance at the party in June (June)"]),
    ],
)  # fmt: skip
def test_wishes_aims_and_criteria(note: str, expected: list[str]) -> None:
    assert goals(note) == expected


def test_a_state_with_todays_value_behind_it_is_a_state() -> None:
    assert goals("Goals: 1 flexion 120 MET. 2 QuickDASH 25 progressing 41. 3 reach shelf not met.\n") == [
        "flexion 120 -> 120 [met]",
        "QuickDASH 25 -> 25 [progressing]",
        "reach shelf [not_met]",
    ]


def test_a_number_in_the_name_of_a_measure_is_no_target() -> None:
    assert goals("STG (4 wks): perform five times sit to stand in 16 seconds or less.\n")[0].startswith(
        "short perform five times sit to stand in 16 seconds or less -> 16 s"
    )
    assert "-> 400 m" in goals("LTG (8 wks): 6 minute walk 400 m.\n")[0]
