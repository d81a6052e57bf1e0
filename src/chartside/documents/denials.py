"""What the patient denies, joined in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartside.documents.abbreviations import Style
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, tidied
from chartside.domain.facts import Assertion, Fact, Symptom

_MOST_WORDS = 8
_PARTS = re.compile(r"\s*/\s*|\s+(?:and|or)\s+|\s*,\s*")
_OPENING = re.compile(r"^(?:any|no|denies|denied|without|w/o|the|a|an)\s+", re.I)
_REST = re.compile(r"[a-z']{2,}|\d+")
_FEWEST_OTHER = 2
_WRITTEN = {"n/t": "numbness and tingling", "n&t": "numbness and tingling"}


def is_plain_denial(fact: Fact) -> bool:
    """Whether a fact is a short denial that the joined sentence tells."""
    return isinstance(fact, Symptom) and fact.assertion is Assertion.ABSENT and len(fact.text.split()) <= _MOST_WORDS


def stands_alone(clause: str, denied: Iterable[Fact]) -> bool:
    """Whether a clause says nothing but the denials in it."""
    idle = frozenset(knowledge("stances")["denial"]["words"])
    rest = clause.casefold()
    for fact in denied:
        rest = rest.replace(fact.place.quote.casefold(), " ")
    return len([w for w in _REST.findall(rest) if w not in idle]) < _FEWEST_OTHER


def write_denials(notebook: Notebook, facts: Iterable[Fact], style: Style) -> None:
    """Put down one sentence of all denials ("Denies numbness, tingling and giving way.")."""
    denied = [f for f in facts if isinstance(f, Symptom) and is_plain_denial(f) and f.id not in notebook.told]
    things: list[str] = []
    for fact in denied:
        text = _WRITTEN.get(fact.text.casefold().strip(), fact.text)
        for part in _PARTS.split(text):
            plain = _OPENING.sub("", tidied(part)).strip(" .;:")
            if plain:
                things.append(style.words(plain[:1].lower() + plain[1:] if plain[:2].istitle() else plain))
    if things:
        notebook.say("subjective", ("denials",), f"Denies {in_a_row(things)}.", denied)
