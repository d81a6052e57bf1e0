"""The SOAP note of a visit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Document, Section, SourceRef, Statement
from chartside.domain.facts import Assertion, Fact, When

_SECTIONS = MappingProxyType(
    {"subjective": "Subjective", "objective": "Objective", "assessment": "Assessment", "plan": "Plan"}
)
_HOME = {"symptom": "subjective", "function": "subjective", "goal": "assessment", "plan": "plan"}


class SoapNote:
    """Composes the daily note of a visit."""

    name = "soap_note"
    title = "SOAP note"
    sections: Mapping[str, str] = _SECTIONS

    def compose(self, canvas: Canvas) -> Document:
        """The note of the canvas's visit."""
        by_section: dict[str, dict[str, Statement]] = {key: {} for key in _SECTIONS}
        for fact in canvas.today():
            if fact.when is not When.CURRENT or fact.assertion in (Assertion.FAMILY, Assertion.HISTORICAL):
                continue
            home = _HOME.get(fact.kind, "objective")
            statement = _said(home, fact)
            by_section[home].setdefault(statement.id, statement)
        return Document(
            kind=self.name,
            title=self.title,
            header=canvas.header,
            sources=tuple(SourceRef(s.id, s.name, str(s.kind), s.sha256) for s in canvas.sources),
            sections=tuple(
                Section(key=key, heading=heading, statements=tuple(by_section[key].values()))
                for key, heading in _SECTIONS.items()
            ),
        )


def _said(section: str, fact: Fact) -> Statement:
    words = " ".join(" … ".join(span.quote for span in fact.evidence).split())
    token = hashlib.sha256(f"{section}|{fact.kind}|{words}".encode()).hexdigest()[:8]
    return Statement(
        id=f"s-{token}",
        text=f"{words[:1].upper()}{words[1:].rstrip('.')}.",
        basis=Basis.RESTATED,
        evidence=fact.evidence,
        facts=(fact.id,) if fact.id else (),
    )


KIND = SoapNote()
