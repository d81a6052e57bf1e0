"""Evidence: every span stands in its source, every fact named exists."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document, Review
from chartside.domain.flags import Flag, Severity, Where

_PROMISE = "Chartside promise: no sentence about a patient without evidence"


class CitationCheck:
    """Compares each quote with its source, character for character."""

    name = "citations"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Spans whose source is missing or says something else there, and facts that are not on the canvas."""
        texts = {source.id: source.text for source in canvas.sources}
        facts = {fact.id for fact in canvas.facts}
        for statement in document.statements():
            if statement.review is Review.REJECTED:
                continue
            for span in statement.evidence:
                text = texts.get(span.source)
                if text is None or text[span.start : span.end] != span.quote:
                    problem = "is not on the canvas" if text is None else "does not say this at that place"
                    yield Flag(
                        "citation.wrong",
                        Severity.BLOCK,
                        f"The evidence of this sentence is not in its source: {span.source} {problem}.",
                        Where(statement=statement.id),
                        "Draft the note anew, or reject the sentence.",
                        _PROMISE,
                    )
            if any(fact not in facts for fact in statement.facts):
                yield Flag(
                    "citation.fact_missing",
                    Severity.BLOCK,
                    "This sentence names a fact that is no longer among the facts of the sources.",
                    Where(statement=statement.id),
                    "Draft the note anew, or reject the sentence.",
                    _PROMISE,
                )


CHECK = CitationCheck()
