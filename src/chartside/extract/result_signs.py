"""Results of special tests as written: "+", "(-)", "mildly pos", with the sides and moments around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chartside.domain.facts import Side, TestResult, When
from chartside.extract.folding import fold
from chartside.extract.vocabulary import Mention, Term, Vocabulary, rows

_SIDE = (
    r"(?<![\w/'’.])\(?(?:(?P<b>(?:r|l|right|left)\s?(?:/|&|and|,)\s?(?:r|l|right|left)(?=\b(?!\s?[+(]))"
    r"|[rl]\s?\+\s?[rl](?=\s*(?:neg|pos|\([+-]))|bilat\w*|both(?: sides)?|bil|bl|b)"
    r"|(?P<r>right|rt|r)|(?P<l>left|lt|l))\)?(?![\w'’]|\s\d/|-\w)"
)
_SYMBOLS = (
    r"(?P<unsure>\+\s?/\s?[-−])|(?P<minus>\(\s?[-−–]\s?\)|⊖|∅"
    r"|(?<![\w-])[-−–](?=\s*(?:$|[,;)\]|/.]|ve\b|(?:b|l|r|bl|bilat\w*)\s*(?:$|[,;.)|+−–-]|and\b)|(?:for|at|@|today|now|bilat\w*)\b)))"
    r"|(?P<dash>(?<=\b[rlb])[-−](?=\s*(?:$|[,;.)/]|[rlb]\b)))"
    r"|(?P<plus>\(\s?\+{1,3}\s?\)|⊕|(?<!\d)\+{1,3}(?!\d)|\b[1-4]\+)"
)
_KINDS = ("void", "neg", "pos", "other")
_RESULTS = {"neg": TestResult.NEGATIVE, "pos": TestResult.POSITIVE, "other": TestResult.OTHER}


@dataclass(frozen=True, slots=True)
class Sign:
    """A result, side, moment or "all" among the words of a test.

    Attributes:
        kind: "result", "void" (not tested), "side", "moment" or "all".
    """

    start: int
    end: int
    kind: str
    result: TestResult | None = None
    side: Side | None = None
    when: When | None = None


_BEGIN = r"(?=[-−–+(⊖∅⊕1-4]|(?<![\w/'’.])[rlb])"
"""What may stand where a mark begins, so that most places are passed over at one look."""

_MARKS = re.compile(rf"{_BEGIN}(?:{_SYMBOLS}|{_SIDE})", re.I)
_OTHERS = re.compile(r"\s+others?(?!\w)")


@cache
def _words() -> Vocabulary:
    """Words of results, moments and "all"; where two kinds share a word, the first counts."""
    results = {kind: [row for row in rows("special_tests.toml", "result") if row["kind"] == kind] for kind in _KINDS}
    named = [(w, kind) for kind, found in results.items() for row in found for w in row["words"]]
    named += [(w, "moment") for w in _moments()] + [(w, "all") for w in ("all", "both", "each")]
    return Vocabulary(Term(word.lower(), kind, word, {}, inflects=False) for word, kind in named)


@cache
def _moments() -> dict[str, When]:
    return {w: When(row["when"]) for row in rows("special_tests.toml", "moment") for w in row["words"]}


def signs(text: str, start: int, end: int) -> Iterator[Sign]:
    """Signs of a stretch in order of place."""
    low = fold(text[start:end])
    marks = [(m.start(), 0, -m.end(), _mark(m)) for m in _MARKS.finditer(text, start, end)]
    words = [(start + m.start, 1, -start - m.end, _word(m, start)) for m in _words().find(low) if _stands(low, m)]
    at = start
    for begin, _, stop, sign in sorted([*marks, *words], key=lambda found: found[:3]):
        if begin >= at:
            at = -stop
            yield sign


def _stands(low: str, mention: Mention) -> bool:
    """Whether a word is a sign by itself: not within "it's", and no "all others"."""
    if low[mention.start - 1 : mention.start] in ("_", "'") or low[mention.end : mention.end + 1] == "_":
        return False
    return mention.kind != "all" or _OTHERS.match(low, mention.end) is None


def _word(mention: Mention, offset: int) -> Sign:
    start, end, kind = offset + mention.start, offset + mention.end, mention.kind
    if kind == "moment":
        return Sign(start, end, kind, when=_moments()[mention.term.name])
    if kind in ("all", "void"):
        return Sign(start, end, kind)
    return Sign(start, end, "result", result=_RESULTS[kind])


def _mark(found: re.Match[str]) -> Sign:
    start, end, group = found.start(), found.end(), found.lastgroup
    if group in ("b", "r", "l"):
        return Sign(start, end, "side", side={"b": Side.BILATERAL, "r": Side.RIGHT, "l": Side.LEFT}[group])
    name = {"minus": "neg", "dash": "neg", "plus": "pos", "unsure": "other"}[group or "unsure"]
    return Sign(start, end, "result", result=_RESULTS[name])
