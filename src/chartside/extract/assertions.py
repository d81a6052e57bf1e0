"""Negation, history, possibility, plan, goal and family: how a source stands to what it mentions.

After ConText (Chapman et al. 2011) with medspaCy's rule shape: cues in `lexicon/assertion_cues.toml` rule the words
behind or before them, up to a terminator, a number of words, or the end of the sentence. Two rules are ours, because
session notes are lists: a plain "no" passes a comma only to another bare item of its list ("No numbness, tingling"
but not "No swelling, mild tenderness"), and a question in a dialogue is ruled by its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from chartside.domain.facts import Assertion
from chartside.extract.mention_index import MentionIndex
from chartside.extract.questions_and_answers import Answer, exchange_at
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, Term, Vocabulary, folded_text, found_in, rows

_BEFORE, _AFTER = 260, 120
"""Characters looked at on either side: longer scopes are never meant, and the cost of a mention stays bounded."""

_LABEL_END = 3
"""A cue with the colon of the label before a sentence (": no") begins so far in front of it."""

_ORDER = (
    ("GOAL", Assertion.GOAL),
    ("NEGATED_EXISTENCE", Assertion.ABSENT),
    ("FAMILY", Assertion.FAMILY),
    ("CONDITIONAL_EXISTENCE", Assertion.POSSIBLE),
    ("POSSIBLE_EXISTENCE", Assertion.POSSIBLE),
    ("PLANNED", Assertion.PLANNED),
    ("HISTORICAL", Assertion.HISTORICAL),
)
_COMMA = re.compile(r",|\bcomma\b")
_OR = re.compile(r"\b(?:n?or)\b")
_BARE_BEFORE = re.compile(r"\s*(?:(?:and|or|nor|any|&)\s+)*")
_BARE_AFTER = re.compile(r"\s*(?:$|[,.;:|)/&\n]|(?:and|or|nor)\b|comma\b|period\b)")
_CLOSED = re.compile(r"\s*(?:$|[.,;|)\n!]|(?:and|but|or|comma|period)\b)")
_COLUMN = re.compile(r"\s{3,}|\t")
_NEUTRAL_LINK = re.compile(r"[,:?]|\b(?:and|or)\b")


@dataclass(frozen=True, slots=True)
class Stance:
    """How a source stands to one mention.

    Attributes:
        assertion: The stance.
        category: Category of the cue that rules it ("CONDITIONAL_EXISTENCE" …), "" where none does.
        cue: Start and end of that cue in the text, None where none was found.
        words: The cue as the lexicon has it.
    """

    assertion: Assertion
    category: str = ""
    cue: tuple[int, int] | None = None
    words: str = ""

    @property
    def conditional(self) -> bool:
        """Whether it is only said for the case that it happens ("if pain increases")."""
        return self.category == "CONDITIONAL_EXISTENCE"


def assertion_at(reading: Reading, start: int, end: int) -> Assertion:
    """How the sentence around `start`..`end` stands to what is said there.

    Under a goals heading all is a goal; where no cue rules it, a mention under a plan heading is planned, else present.
    """
    return stance_at(reading, start, end).assertion


def stance_at(reading: Reading, start: int, end: int) -> Stance:
    """Like `assertion_at`, with the cue that decides."""
    exchange = exchange_at(reading, start)
    if exchange is not None and start < exchange.question_end:
        if exchange.answer is Answer.NO:
            return Stance(Assertion.ABSENT, "NEGATED_EXISTENCE", (exchange.answer_start, exchange.answer_end))
        if exchange.answer is Answer.YES:
            return Stance(Assertion.PRESENT)
    zone = reading.line_at(start).zone
    if zone is Zone.GOALS:
        return Stance(Assertion.GOAL, "GOAL")
    low, high = bounds(reading, start, end)
    low, high = max(low, start - _BEFORE), min(high, end + _AFTER)
    found = _ruling(reading, low, high, start, end)
    for category, assertion in _ORDER:
        if category in found:
            cue = found[category]
            return Stance(assertion, category, (cue.start, cue.end), cue.term.phrase)
    if zone is Zone.PLAN:
        return Stance(Assertion.PLANNED)
    return Stance(Assertion.PRESENT)


@cache
def _cues() -> tuple[Vocabulary, dict[str, tuple[Term, ...]]]:
    by_literal: dict[str, list[Term]] = {}
    for row in rows("assertion_cues.toml", "cue"):
        literal = str(row["literal"]).lower()
        by_literal.setdefault(literal, []).append(Term(literal, str(row["category"]), literal, row))
    return Vocabulary(terms[0] for terms in by_literal.values()), {k: tuple(v) for k, v in by_literal.items()}


@once_per_source
def _cues_in(reading: Reading) -> MentionIndex:
    return MentionIndex(found_in(reading, _cues()[0]))


def _ruling(reading: Reading, low: int, high: int, start: int, end: int) -> dict[str, Mention]:
    """Cues between `low` and `high` that rule the mention at `start`..`end`, by category; of one category the nearest."""
    by_literal = _cues()[1]
    mentions = _cues_in(reading).within(low - _LABEL_END, high)
    if not mentions:
        return {}
    before = [m for m in reversed(mentions) if m.end <= start]
    after = [m for m in mentions if m.start >= end]
    folded = folded_text(reading)
    found: dict[str, Mention] = {}
    for near, direction in ((before, "FORWARD"), (after, "BACKWARD")):
        for mention in near:
            for term in by_literal[mention.term.phrase]:
                if term.row["direction"] != direction or term.kind in found:
                    continue
                cue = Mention(mention.start, mention.end, term)
                if direction == "FORWARD":
                    reaches = _reaches_forward(folded, cue, start, end, high, before)
                else:
                    reaches = _reaches_back(folded, cue, end, high, after)
                if reaches:
                    found[term.kind] = cue
    return found


def _reaches_forward(folded: str, cue: Mention, start: int, end: int, high: int, mentions: Sequence[Mention]) -> bool:
    gap = folded[cue.end : start]
    row = cue.term.row
    if "max_scope" in row and len(gap.split()) > row["max_scope"]:
        return False
    if _COLUMN.search(gap):
        return False
    stops = {"TERMINATE", *row.get("terminated_by", ())}
    if stops & {"PRESENCE", "SELF"}:
        stops.add("ASSERTS")
    between = [m for m in mentions if cue.end <= m.start and m.end <= start]
    if any(m.kind in stops for m in between):
        return False
    if "COMMA" not in stops:
        return True
    commas = list(_COMMA.finditer(gap))
    if not commas:
        return True
    item = gap[commas[-1].end() :]
    if any(m.kind == "AFTER_COMMA" and m.start >= cue.end + commas[0].end() for m in between):
        return False
    if any(c.isdigit() for c in gap):
        return False
    if any(len(part.split()) > 5 for part in _COMMA.split(gap)[:-1]):
        return False
    listed = _OR.search(item) or _OR.match(folded[end : min(end + 8, high)].lstrip(" ,"))
    bare = _BARE_BEFORE.fullmatch(item) and _BARE_AFTER.match(folded, end, high)
    return bool(listed or bare)


def _reaches_back(folded: str, cue: Mention, end: int, high: int, mentions: Sequence[Mention]) -> bool:
    gap = folded[end : cue.start]
    row = cue.term.row
    if row.get("ends") and not _CLOSED.match(folded, cue.end, high):
        return False
    if len(_NEUTRAL_LINK.sub(" ", gap).split()) > row.get("max_scope", 8):
        return False
    if _COLUMN.search(gap.rstrip(" ")) or (
        _COMMA.search(gap) and not re.search(r"[:?]\s*$", gap + cue.term.phrase[:1])
    ):
        return cue.kind == "HISTORICAL" and " but it " in gap and not _COLUMN.search(gap)
    return not any(m.kind == "TERMINATE" and end <= m.start < cue.start for m in mentions) or " but it " in gap
