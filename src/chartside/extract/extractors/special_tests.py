"""Special tests with their results: "Lachman neg L", "R+ L-", "head impulse … still positive"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chartside.domain.facts import Fact, Side, SpecialTest, TestResult
from chartside.domain.source import Speaker
from chartside.extract.reading import Reading, Zone
from chartside.extract.vocabulary import Mention, Term, Vocabulary, folded_text, rows

_REACH = 90
_LINK = re.compile(r"[\s,/&]*(?:and\s+|test\s*,?\s*)?")
_END = re.compile(r"[;|\n]|\.(?=\s|$)")
_RESULT = re.compile(
    r"(?P<neg>\bneg(?:ative)?\b|\(-\)|(?<![\w-])[-−](?=\s|,|;|\)|$)|\bwnl\b|\bnormal\b|\bclean\b|\bclear\b|\bintact\b"
    r"|\bunremarkable\b|\babsent\b|\bno (?:pain|laxity|symptoms|nystagmus)\b)"
    r"|(?P<pos>\bpos(?:itive)?\b|\(\+\)|(?<!\d)\+(?!\d)|\b[1-4]\+|\breproduces?\b|\breproduced\b|\bprovokes?\b"
    r"|\bpainful\b|\bbeating\b|\brelieves?\b|\brelieved\b|\blines? (?:lost|loss)\b)"
    r"|(?P<other>\bunable\b|\bdeferred\b|\bnot tested\b|\bequivocal\b|\binconclusive\b)",
    re.I,
)
_SIDE = re.compile(
    r"(?<![\w/])(?:(?P<r>R|right|rt)|(?P<l>L|left|lt)|(?P<b>B|bilat\w*|both(?: sides)?|bil))(?![\w'’]|\s?\d)", re.I
)
_BEFORE = re.compile(
    r"(?:(?P<neg>negative|neg)|(?P<pos>positive|pos))\s+(?:for\s+)?(?:an?\s+|the\s+)?(?:(?P<side>left|right|l|r)\s+)?$",
    re.I,
)
_SKIPPED = frozenset({Zone.INTERVENTIONS, Zone.PLAN, Zone.GOALS})
_RESULTS = {"neg": TestResult.NEGATIVE, "pos": TestResult.POSITIVE, "other": TestResult.OTHER}


@cache
def _tests() -> Vocabulary:
    return Vocabulary(
        Term(word.lower(), str(row["region"]), str(row["name"]), row, inflects=False)
        for row in rows("special_tests.toml", "test")
        for word in row["words"]
    )


class SpecialTests:
    """Reads the tests of lexicon/special_tests.toml where a result is said."""

    name = "special_tests"

    def extract(self, reading: Reading) -> Iterator[Fact]:
        """One fact a side and result; tests named in a list share the result behind it."""
        mentions = [m for m in _tests().find(folded_text(reading)) if self._counts(reading, m)]
        for number, mention in enumerate(mentions):
            following = mentions[number + 1].start if number + 1 < len(mentions) else len(reading.text)
            yield from _results(reading, mention, following, mentions[number + 1 :])

    @staticmethod
    def _counts(reading: Reading, mention: Mention) -> bool:
        line = reading.line_at(mention.start)
        return line.speaker in (None, Speaker.CLINICIAN) and line.zone not in _SKIPPED


def _results(reading: Reading, mention: Mention, following: int, later: list[Mention]) -> Iterator[SpecialTest]:
    text = reading.text
    end = _end(text, mention.end, following)
    found = list(_RESULT.finditer(text, mention.end, end))
    if not found:
        before = _BEFORE.search(text, max(mention.start - 30, 0), mention.start)
        if before:
            result = _RESULTS["neg" if before["neg"] else "pos"]
            side = _side_of(before["side"]) or _side(text, mention.end, min(end, mention.end + 12))
            yield _test(reading, mention, before.start(), mention.end, side, result)
            return
        shared = _shared(text, mention, later)
        if shared is not None:
            yield _test(reading, mention, mention.start, shared[1], shared[0], shared[2])
        return
    begin = mention.end
    for number, hit in enumerate(found):
        if number and not _SIDE.search(text, found[number - 1].end(), hit.start()):
            continue
        limit = found[number + 1].start() if number + 1 < len(found) else end
        side = _side(text, begin, hit.start())
        stop = hit.end()
        if side is None:
            behind = _SIDE.match(text, stop + len(text[stop:limit]) - len(text[stop:limit].lstrip(" on:the")))
            if behind and behind.start() - stop <= 8 and behind.end() <= limit and len(found) == 1:
                side, stop = _side_of(behind.group()), behind.end()
        side = side or _side(text, max(mention.start - 9, reading.line_at(mention.start).start), mention.start)
        result = next(_RESULTS[key] for key, value in hit.groupdict().items() if value)
        start = mention.start if number == 0 else begin + len(text[begin:stop]) - len(text[begin:stop].lstrip(" ,;.:"))
        yield _test(reading, mention, start, stop, side, result)
        begin = hit.end()


def _end(text: str, start: int, following: int) -> int:
    stop = _END.search(text, start, min(start + _REACH, len(text)))
    end = min(stop.start() if stop else start + _REACH, following, len(text))
    if stop and stop.group() == "." and stop.start() < following:
        again = re.compile(r"\.\s+(?:Right|Left|R|L)\b[^.;|\n]{0,30}").match(text, stop.start())
        end = min(again.end(), following) if again else end
    return max(end, start)


def _shared(text: str, mention: Mention, later: list[Mention]) -> tuple[Side | None, int, TestResult] | None:
    """Result of a list of tests: "Lachman, anterior drawer neg"."""
    at = mention.end
    for other in later[:6]:
        if not _LINK.fullmatch(text, at, other.start):
            return None
        end = _end(text, other.end, other.end + _REACH)
        hit = _RESULT.search(text, other.end, end)
        if hit and hit.start() - other.end <= 14:
            result = next(_RESULTS[key] for key, value in hit.groupdict().items() if value)
            behind = _SIDE.match(text, hit.end() + len(text[hit.end() : end]) - len(text[hit.end() : end].lstrip()))
            side = _side(text, other.end, hit.start()) or (_side_of(behind.group()) if behind else None)
            return side, behind.end() if behind else hit.end(), result
        at = other.end
    return None


def _side(text: str, start: int, end: int) -> Side | None:
    sides = [m.group() for m in _SIDE.finditer(text, start, end)]
    return _side_of(sides[-1]) if sides else None


def _side_of(word: str | None) -> Side | None:
    if not word:
        return None
    letter = word[0].lower()
    return {"l": Side.LEFT, "r": Side.RIGHT, "b": Side.BILATERAL}[letter]


def _test(
    reading: Reading, mention: Mention, start: int, end: int, side: Side | None, result: TestResult
) -> SpecialTest:
    return SpecialTest(evidence=(reading.span(start, end),), name=mention.term.name, side=side, result=result)


EXTRACTOR = SpecialTests()
