"""What the patient wrote on an intake form, and a referral says, as background of an evaluation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.documents.abbreviations import Style
from chartside.documents.heard import said_alike
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis
from chartside.domain.facts import (
    Assertion,
    Diagnosis,
    Equipment,
    Event,
    EventOf,
    Fact,
    Function,
    Goal,
    History,
    Medication,
    Precaution,
    Social,
    Symptom,
    When,
)
from chartside.domain.source import Source, SourceKind

_LEADS = {SourceKind.INTAKE: "Patient’s intake form", SourceKind.REFERRAL: "Referral"}
_COMPLAINT = re.compile(r"\b(?:problem|brings? you|complaint|reason for)\b", re.I)
_SIDE = {"r": "right", "l": "left"}
_SIDES = re.compile(r"\b[rl]\b")
_SCALE = re.compile(r"[^\n]{0,20}\(?0\s?[-–]\s?10\b")
_LETTERS = re.compile(r"[^a-z0-9]+")


def write_background(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    """Put down what intake forms and referrals say and the visit's own sources do not."""
    known = {said_alike(fact) for fact in canvas.today()}
    said = {_folded(words) for fact in canvas.today() if (words := _words(fact))}
    for source in canvas.sources:
        lead = _LEADS.get(source.kind)
        if lead is None or source.id in canvas.current:
            continue
        facts = [f for f in canvas.facts if f.source == source.id and said_alike(f) not in known]
        _write_source(notebook, source, lead, [f for f in facts if _folded(_words(f)) not in said], style)


def _write_source(notebook: Notebook, source: Source, lead: str, facts: Iterable[Fact], style: Style) -> None:
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        home = _home(fact)
        if home is None or (isinstance(fact, Symptom) and _SCALE.match(source.text, fact.place.end)):
            continue
        if isinstance(fact, Goal):
            words = " ".join(fact.place.quote.split()).strip(' ."“”')
            notebook.say(
                "patient_goals", ("intake", words), f"{lead}: “{words}.”", [fact], basis=Basis.QUOTED
            )  # fmt: skip
            continue
        complaint = isinstance(fact, Symptom) and _COMPLAINT.search(_line(source, fact))
        groups.setdefault((home[0], "complaint") if complaint else home, []).append(fact)
    sections: dict[str, list[str]] = {}
    for (section, what), told in groups.items():
        parts = in_a_row(_told(fact, style, quoted=what == "complaint") for fact in told)
        sections.setdefault(section, []).append(f"{what}: {parts}")
    for section, said in sections.items():
        used = [fact for (home, _), told in groups.items() if home == section for fact in told]
        notebook.say(section, ("intake", source.kind), sentence(f"{lead} – {'; '.join(said)}"), used)


def _line(source: Source, fact: Fact) -> str:
    """The line of a form before an entry: what was asked."""
    return source.text[: fact.start].rpartition("\n")[2]


def _told(fact: Fact, style: Style, *, quoted: bool) -> str:
    text = style.words(tidied(fact.place.quote if quoted else _words(fact))).strip(' .,;:?"“”')
    if fact.assertion is Assertion.ABSENT:
        text = re.sub(r"^(?:no|any|denies)\s+", "", text, flags=re.I)
        return text[:1].lower() + text[1:] if text[1:2].islower() else text
    return text.replace('"', "") if text.count('"') % 2 else text


def _words(fact: Fact) -> str:
    words = getattr(fact, "text", None)
    if isinstance(fact, Function):
        words = fact.level or fact.task
    return str(words or "")


def _folded(text: str) -> str:
    return _SIDES.sub(lambda hit: _SIDE[hit.group()], _LETTERS.sub(" ", text.lower()).strip())


def _home(fact: Fact) -> tuple[str, str] | None:
    """Section and what the entry is; None for what an evaluation does not take from a form."""
    denied = fact.assertion is Assertion.ABSENT
    if isinstance(fact, Diagnosis):
        return "referral", "diagnosis"
    if isinstance(fact, Medication):
        return "history", "medications"
    if isinstance(fact, History | Symptom) and denied:
        return "history", "answered no"
    if isinstance(fact, History):
        return "history", "earlier" if fact.assertion is Assertion.HISTORICAL else "medical history"
    if isinstance(fact, Symptom):
        return "pain", "symptoms"
    if isinstance(fact, Social | Equipment):
        return "social", "home and work"
    if isinstance(fact, Precaution):
        return "precautions", "precautions"
    if isinstance(fact, Function):
        earlier = fact.when in (When.PRIOR, When.BASELINE)
        return ("prior_level", "earlier function") if earlier else ("function", "function")
    if isinstance(fact, Event) and fact.what is not EventOf.VISIT:
        return "history", "answered no" if denied else "onset"
    return ("patient_goals", "goals") if isinstance(fact, Goal) else None
