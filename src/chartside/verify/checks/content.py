"""Content: findings and treatments that a statement names are named by its source."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Document
from chartside.domain.facts import Measurement, Score
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import instrument_of, reading_of
from chartside.plan_of_care import elements_in, factors_in
from chartside.verify.evidence import Support, supports
from chartside.verify.vocabulary import clinical_terms

_PROMISE = "Chartside promise: what the sources do not say is not in the note"


class ContentCheck:
    """Looks for symptoms, findings and treatments that no source mentions."""

    name = "content"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Clinical words of a statement that its source does not have in any of their forms."""
        terms = clinical_terms()
        episode = terms.found(document.header.episode)
        named = document.header.patient  # whose letters may look like a finding's ("Achebe")
        anywhere: frozenset[str] | None = None
        for support in supports(document, canvas):
            said = terms.found(support.text.replace(named, " ") if named else support.text) - episode
            if not said:
                continue
            missing = said - terms.found(f"{support.quotes}\n{support.around}\n{support.said}\n{_by_rule(support)}")
            if missing and anywhere is None:
                anywhere = frozenset().union(*(terms.found(source.text) for source in canvas.sources))
            for term in sorted(missing):
                yield from _flagged(support, term, term in (anywhere or ()))


def _by_rule(support: Support) -> str:
    """Words that a computed sentence takes from a rule's row: the published reading of a value, the names counted."""
    if not support.computed:
        return ""
    values = [fact for fact in support.facts if isinstance(fact, Measurement | Score)]
    words = [reading.meaning for value in values if (reading := reading_of(value)) is not None]
    known = [instrument for value in values if (instrument := instrument_of(value)) is not None]
    words += [change.population for one in known for change in (*one.mdc, *one.mcid)]
    if (support.statement.computed_by or "").startswith("complexity."):
        words += [item.name for item in (*factors_in(support.facts), *elements_in(support.facts))]
    return "\n".join(words)


def _flagged(support: Support, term: str, elsewhere: bool) -> Iterable[Flag]:
    place = Where(statement=support.statement.id)
    if support.by_clinician:
        if not elsewhere:
            yield Flag(
                "content.own_word",
                Severity.INFO,
                f"No source mentions {term}; it rests on your word.",
                place,
                "Nothing to do if it is what you saw or did.",
                _PROMISE,
            )
    elif elsewhere:
        yield Flag(
            "content.cited_elsewhere",
            Severity.WARN,
            f"This sentence mentions {term}; the words it cites do not, though a source does.",
            place,
            "Check it against the sources.",
            _PROMISE,
        )
    else:
        yield Flag(
            "content.unsupported",
            Severity.BLOCK,
            f"This sentence mentions {term}; no source does.",
            place,
            "Correct the sentence, or reject it.",
            _PROMISE,
        )


CHECK = ContentCheck()
