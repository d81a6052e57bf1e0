"""Notes in other languages: Spanish is read by a glossary, others are said to be unread."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.extract.conftest import line

from chartside.domain.facts import Symptom
from chartside.extract import facts_of
from chartside.extract.languages import language_of
from chartside.ingest import receive_text

SPANISH = """Subjetivo: La paciente refiere dolor en el hombro izquierdo 5/10 hoy. Niega hormigueo.
Objetivo: Hombro izquierdo flexión activa 118 grados (antes 102), rotación externa 40. Fuerza deltoides izquierdo 4/5.
Tratamiento: terapia manual 12 minutos.
Plan: continuar 2 veces por semana durante 4 semanas.
"""


@pytest.fixture
def spanish() -> Callable[[str], list[str]]:
    """The facts of some kind that the Spanish note says."""
    received = receive_text(SPANISH)
    assert received.source is not None
    source = received.source
    extraction = facts_of(source)
    for fact in extraction.facts:
        assert all(source.text[s.start : s.end] == s.quote for s in fact.evidence)
    assert [(flag.rule, str(flag.severity)) for flag in extraction.flags] == [("extract.language", "info")]
    return lambda kind: [line(fact) for fact in extraction.facts if fact.kind == kind]


def test_values_sides_and_moments_of_a_spanish_note(spanish: Callable[[str], list[str]]) -> None:
    assert spanish("measurement") == [
        "left shoulder pain 5 /10 current",
        "left shoulder flexion rom active 118 deg",
        "left shoulder flexion rom active 102 deg (prior)",
        "left shoulder external rotation rom active 40 deg",
        "left shoulder abduction strength 4/5",
    ]


def test_texts_stay_in_the_words_of_the_note() -> None:
    received = receive_text(SPANISH)
    assert received.source is not None
    symptoms = [f for f in facts_of(received.source).facts if isinstance(f, Symptom)]
    assert [(f.text, str(f.assertion)) for f in symptoms] == [("hormigueo", "absent")]


def test_a_language_that_is_not_read_is_said_to_be() -> None:
    received = receive_text("La patiente marche avec une canne et elle dit que la douleur est mieux mais pas la nuit.")
    assert received.source is not None
    [flag] = facts_of(received.source).flags
    assert (flag.rule, str(flag.severity)) == ("extract.language", "warn")
    assert "French" in flag.message


@pytest.mark.parametrize(
    "note",
    [
        "R knee AROM 5-105, quad 4-/5, TE 23' MT 15",
        "con't HEP, no c/o pain, PROM WNL",
        "ISA*00*  *00*  *ZZ*SENDER~GS*HC~",
    ],
)
def test_shorthand_is_english(note: str) -> None:
    assert language_of(note).code == "en"
