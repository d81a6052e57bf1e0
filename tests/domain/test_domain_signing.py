"""Who may sign, when, and what never changes again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartside.domain.chart import Clinician, Role
from chartside.domain.documents import AnswerType, Basis, Document, Header, Question, Section, Statement
from chartside.domain.flags import Flag, Severity, Where
from chartside.domain.signing import Action, NotAllowedError, State, after, blockers, may

PT = Clinician("u1", "Ana Reyes", frozenset({Role.PT}), "PT, DPT")
PTA = Clinician("u2", "Bo Lind", frozenset({Role.PTA}), "PTA")
DESK = Clinician("u3", "Cy Ott", frozenset({Role.FRONT_DESK}))
OWNER = Clinician("u4", "Di Fox", frozenset({Role.OWNER}))

NOTE = Document(
    kind="soap_note",
    title="SOAP note",
    header=Header(),
    sources=(),
    sections=(
        Section(key="plan", heading="Plan", statements=(Statement(id="s1", text="Continue.", basis=Basis.CLINICIAN),)),
    ),
)


@given(st.lists(st.sampled_from(list(Action)), max_size=12))
def test_once_signed_a_document_only_gains_addenda(actions: list[Action]) -> None:
    state = State.DRAFT
    for action in actions:
        try:
            following = after(state, action)
        except NotAllowedError:
            following = state
        if state in (State.SIGNED, State.AMENDED):
            assert following in (State.SIGNED, State.AMENDED)
            assert (following is not state or action is Action.ADD_ADDENDUM) or following is state
        state = following


@pytest.mark.parametrize("action", [Action.EDIT, Action.REVIEW, Action.REDRAFT, Action.SIGN])
def test_a_signed_document_says_what_to_do_instead(action: Action) -> None:
    with pytest.raises(NotAllowedError, match="add an addendum instead"):
        after(State.SIGNED, action)


def test_an_addendum_needs_a_signature_first() -> None:
    with pytest.raises(NotAllowedError, match="sign it first"):
        after(State.DRAFT, Action.ADD_ADDENDUM)


def test_only_a_licensed_clinician_with_credentials_signs() -> None:
    assert may(PT, Action.SIGN)
    assert may(PTA, Action.SIGN)
    assert not may(DESK, Action.SIGN)
    assert not may(OWNER, Action.SIGN)
    assert not may(replace(PT, credentials=" "), Action.SIGN)
    assert not may(DESK, Action.EDIT)


def test_blocking_flags_and_required_questions_stand_before_signing() -> None:
    assert blockers(NOTE) == ()
    flag = Flag(
        "number.unsupported", Severity.BLOCK, "112° is in no source.", Where(statement="s1"), "Correct it.", "x"
    )
    question = Question(
        id="q", text="Total treatment minutes?", rule="r", authority="a", answer=AnswerType.NUMBER, section="plan",
        phrase="{answer}", required=True,
    )  # fmt: skip
    found = blockers(replace(NOTE, flags=(flag, replace(flag, dismissed="checked")), questions=(question,)))
    assert found == ("112° is in no source. Correct it.", "Unanswered: Total treatment minutes?")


def test_an_empty_document_cannot_be_signed() -> None:
    assert blockers(replace(NOTE, sections=())) == ("The document has no statements.",)
