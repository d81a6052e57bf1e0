"""Who a letter is to, and about whom: addressee and reference line."""

from __future__ import annotations

import re

from chartside.documents.abbreviations import Style
from chartside.documents.heard import said_alike
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import sentence, tidied
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Assertion, Diagnosis, Event, EventOf
from chartside.domain.source import SourceKind, Span

_DOCTOR = re.compile(
    r"\bDr\.? ?(?:[A-Z]\.? ?)?[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?|\b[A-Z][\w'’\-]+, (?:MD|DO|NP|PA(?:-C)?|DPM)\b"
)


def write_payer(notebook: Notebook, canvas: Canvas) -> None:
    """Address the payer of the episode, where the clinic keeps its address; what the chart does not know is asked."""
    if not canvas.header.payer:
        return
    notebook.standing("addressee", ("payer",), standing("payer").format(payer=canvas.header.payer))
    payer = canvas.payer
    if payer.name.casefold() != canvas.header.payer.casefold():
        return
    for number, line in enumerate((*payer.address, f"Fax {payer.fax}" if payer.fax else ""), 1):
        notebook.standing("addressee", ("payer", number), line)


def write_physician(notebook: Notebook, canvas: Canvas) -> None:
    """Address the referring physician by the words of the newest referral that names one."""
    for fact in reversed(referrals(canvas)):
        hit = _DOCTOR.search(around(fact.place, canvas).quote)
        if hit is not None:
            notebook.say("addressee", ("physician",), f"To: {hit.group()}", [fact], spans=(around(fact.place, canvas),))
            return


def referrals(canvas: Canvas) -> list[Event]:
    """Referrals said in the episode, oldest source first."""
    facts = [f for f in (*canvas.history(), *canvas.today()) if isinstance(f, Event)]
    return [f for f in facts if f.what is EventOf.REFERRAL and f.assertion is not Assertion.ABSENT]


def around(span: Span, canvas: Canvas) -> Span:
    """The line in which a span stands."""
    source = canvas.source(span.source)
    start = source.text.rfind("\n", 0, span.start) + 1
    end = source.text.find("\n", span.end)
    return source.span(start, end if end >= 0 else len(source.text))


def diagnoses(canvas: Canvas) -> list[Diagnosis]:
    """Diagnoses of the episode, each once, in the order of the chart."""
    found: dict[object, Diagnosis] = {}
    for fact in (*canvas.history(), *canvas.today()):
        if isinstance(fact, Diagnosis) and fact.assertion is Assertion.PRESENT:
            found.setdefault(fact.icd10 or said_alike(fact), fact)
    coded = any(fact.icd10 for fact in found.values())
    return [f for f in found.values() if not coded or f.icd10 or canvas.source(f.source).kind in _ESTABLISHING]


_ESTABLISHING = frozenset({SourceKind.EVALUATION, SourceKind.REFERRAL, SourceKind.INTAKE})
"""Sources whose diagnosis is one without a code too; what a later note names beside coded ones may be a finding."""


def write_patient(notebook: Notebook, canvas: Canvas) -> None:
    """The reference line with the patient alone, for a reader who is told no diagnosis."""
    if who := _patient(canvas):
        notebook.standing("reference", ("reference",), sentence(f"Re: {who}"))


def write_reference(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    """The reference line: the patient, and the diagnoses with their codes; then the member number where it is said."""
    facts = diagnoses(canvas)
    if facts:
        named = "; ".join(with_code(fact, style) for fact in facts)
        who = _patient(canvas)
        notebook.say("reference", ("reference",), sentence(f"Re: {who}; {named}" if who else f"Re: {named}"), facts)
    else:
        write_patient(notebook, canvas)
    if canvas.member is not None:
        notebook.say("reference", ("member",), sentence(tidied(canvas.member.quote)), spans=(canvas.member,))


def _patient(canvas: Canvas) -> str:
    born = canvas.header.birth_date
    return ", ".join(part for part in (canvas.header.patient, f"born {born:%m/%d/%Y}" if born else "") if part)


def with_code(fact: Diagnosis, style: Style) -> str:
    """A diagnosis in words with its code."""
    text = style.words(tidied(fact.text)).strip(" .;,")
    return f"{text} ({fact.icd10})" if fact.icd10 and fact.icd10 not in text else text


def standing(key: str) -> str:
    """A standing sentence of letters."""
    return str(knowledge("letters")["standing"][key])
