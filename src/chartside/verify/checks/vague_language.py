"""Vague language: stock phrases that show neither skill nor response."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Scope
from chartside.domain.flags import Flag, Severity, Where
from chartside.verify.evidence import supports
from chartside.verify.vocabulary import knowledge


@dataclass(frozen=True, slots=True)
class _Phrase:
    rule: str
    severity: Severity
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    why: str
    stronger: str
    authority: str
    sections: tuple[str, ...]


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(
            row["rule"],
            Severity(row["severity"]),
            tuple(row["hints"]),
            re.compile(row["pattern"], re.I),
            row["why"],
            row["stronger"],
            row["source"],
            tuple(row.get("sections", ())),
        )
        for row in knowledge("weak_phrases")["phrase"]
    )


class VagueLanguageCheck:
    """Matches each sentence with the phrases of verify/knowledge/weak_phrases.toml."""

    name = "vague_language"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Sentences with a phrase that reviewers count as no documentation."""
        for support in supports(document, canvas):
            if support.computed and document.scope is Scope.EPISODE:
                continue  # reckoned by a rule; the notes it tells of were read when they were written
            lower = support.statement.text.lower()
            for phrase in _phrases():
                if not any(hint in lower for hint in phrase.hints):
                    continue
                if phrase.sections and not any(s in support.section.key for s in phrase.sections):
                    continue
                hit = phrase.pattern.search(support.statement.text)
                if hit is not None:
                    yield Flag(
                        phrase.rule,
                        phrase.severity,
                        f"“{hit.group().strip()[:60]}”: {phrase.why}.",
                        Where(statement=support.statement.id),
                        f"Stronger: {phrase.stronger}.",
                        phrase.authority,
                    )


CHECK = VagueLanguageCheck()
