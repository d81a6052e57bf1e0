"""Signing: the states of a document and who may do what.

A signature is the recorded act of a licensed clinician on exact bytes (who, when, meaning, hash); 42 CFR 424.22 and
Medicare Program Integrity Manual ch. 3 §3.3.2.4 want author and credentials legible.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chartside.domain.chart import Clinician, Role
from chartside.domain.documents import Document


class State(StrEnum):
    """State of a document."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    AMENDED = "amended"


class Action(StrEnum):
    """What can be done to a document."""

    REVIEW = "review"
    EDIT = "edit"
    REDRAFT = "redraft"
    SIGN = "sign"
    ADD_ADDENDUM = "add_addendum"


_MOVES: dict[tuple[State, Action], State] = {
    (State.DRAFT, Action.REVIEW): State.IN_REVIEW,
    (State.DRAFT, Action.EDIT): State.IN_REVIEW,
    (State.DRAFT, Action.REDRAFT): State.DRAFT,
    (State.DRAFT, Action.SIGN): State.SIGNED,
    (State.IN_REVIEW, Action.REVIEW): State.IN_REVIEW,
    (State.IN_REVIEW, Action.EDIT): State.IN_REVIEW,
    (State.IN_REVIEW, Action.REDRAFT): State.IN_REVIEW,
    (State.IN_REVIEW, Action.SIGN): State.SIGNED,
    (State.SIGNED, Action.ADD_ADDENDUM): State.AMENDED,
    (State.AMENDED, Action.ADD_ADDENDUM): State.AMENDED,
}

_CLINICAL = frozenset({Role.PT, Role.PTA})


class NotAllowedError(Exception):
    """The action is not allowed in this state or for this person; the message says why and what to do."""


def after(state: State, action: Action) -> State:
    """State of a document after an action.

    Raises:
        NotAllowedError: The action is not allowed in this state; a signed text never changes.
    """
    try:
        return _MOVES[state, action]
    except KeyError:
        hint = "add an addendum instead" if state in (State.SIGNED, State.AMENDED) else "sign it first"
        raise NotAllowedError(
            f"a {state.replace('_', ' ')} document cannot {action.replace('_', ' ')}: {hint}"
        ) from None


def may(clinician: Clinician, action: Action) -> bool:
    """Whether this person may do this to a clinical document.

    Signing and addenda need a PT or PTA with credentials; the front desk and an owner without a licence read only.
    """
    licensed = bool(clinician.roles & _CLINICAL)
    if action in (Action.SIGN, Action.ADD_ADDENDUM):
        return licensed and bool(clinician.credentials.strip())
    return licensed


def blockers(document: Document) -> tuple[str, ...]:
    """What still stands before signing, one sentence each: blocking flags, unanswered required questions, no text."""
    found = [f"{flag.message} {flag.remedy}".strip() for flag in document.blocking()]
    found += [f"Unanswered: {q.text}" for q in document.questions if q.required]
    if not any(True for section in document.sections for _ in section.blocks()):
        found.append("The document has no statements.")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Signature:
    """The recorded act of signing one revision.

    Attributes:
        clinician: Id of who signed.
        name: Printed name at the time.
        credentials: Printed credentials at the time.
        signed_at: Moment, with time zone.
        sha256: Hash of the exact bytes signed, hexadecimal.
        meaning: What the signature means.
    """

    clinician: str
    name: str
    credentials: str
    signed_at: datetime
    sha256: str
    meaning: str = "I have reviewed this document and it is my record of the visit."


@dataclass(frozen=True, slots=True)
class Addendum:
    """A signed later addition to a signed document."""

    text: str
    signature: Signature


def digest(content: bytes) -> str:
    """SHA-256 of the exact bytes, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
