"""Special tests with their results: "Lachman neg L", "(+) Neer, Hawkins R", "Cozens + R, Mills +, L all neg"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from chartside.domain.facts import Side, SpecialTest, TestResult, When
from chartside.domain.source import Speaker
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.result_signs import Sign, signs
from chartside.extract.shared_work import once_per_source
from chartside.extract.spoken_tests import spoken_tests
from chartside.extract.vocabulary import Mention, Term, Vocabulary, found_in, rows

_REACH = 90
"""Characters behind a test in which its result stands."""

_MOST_LISTED = 12
_MOMENT_REACH = 14
_HEAD_REACH = 160
_LINK = re.compile(r"[\s,/&+]*(?:(?:and|or|tests?|signs?)\b[\s,]*)*")
_CUT = re.compile(
    r"(?=[;|•.]|\s{4})(?:[;|•]|\s{4,}|\.(?=\s*$|\s+(?!(?:right|left|[rl]|(?:negative|positive|neg|pos) on)\b)(?-i:[A-Z(\"“])|\s+[-+(]))",
    re.I,
)
_NEAR = re.compile(
    r"(?:'s|’s)?[\s:=]*(?:(?:tests?|sign|testing|stress|for)\b[\s:]*)?(?:\(?(?:b|r|l|bilat\w*|right|left)\)?[\s:]+)?"
    r"(?:(?:is|was|were|are|both|all|still|also|remains?|mildly|slightly|mild|min|grossly|b|r|l)\b[\s:]*){0,3}",
    re.I,
)
_BEHIND = re.compile(
    r"[\s,]*(?:(?:at|@)\s*\d{1,3}\s*(?:deg\w*|°)?\s*)?(?:(?:on|to|at|in|for|side|the|her|his|pt's)\b\s*){0,3}", re.I
)
_PREFIX = re.compile(r"\s*(?:(?:for|test|tests|sign|including|with|in)\b\s*)?(?:(?:an?|the)\s+)?", re.I)
_LEADS = re.compile(r"\(\s?[-−–+]+\s?\)|[1-4]?\++|⊕|⊖|∅|[-+]ve|neg\w*|pos\w*|abnormal|normal|equivocal|painful", re.I)
_ENDS = re.compile(
    r"\s*(?:$|[,;.()|\n]|(?:b|l|r|bilat\w*|left|right|on|to|for|at|@|today|w/|with|but|and|mild\w*|slight\w*)(?![a-z]))",
    re.I,
)
_NONE = re.compile(r"(?:\bno|\bwithout|\bw/o|\bø|∅|\bnegative for|\bdenies)\s+(?:\(?[rlb]\)?\s+)?$", re.I)
_HEADED = re.compile(r"(?:^|[.;|(•]\s*|:\s+)\(?(?P<side>r|l|right|left|b|bilat\w*)\)?(?:\s+[a-z/]{2,12})?\s*:", re.I)
_CHANGED = re.compile(r"[^,;.|\n]{0,24}(?:→|->)")
_OPEN = re.compile(r"\s*(?:test)?\s*:?\s*(?:\(?[rlb]\)?\s*:?\s*)?(?:\d|→|->|x\s?\d|×|>)", re.I)
_RATED = re.compile(r"\s*:?\s*\d{1,2}(?:\s?/\s?\d{1,2}){2,3}(?!\d)")
_IS_THERE = re.compile(r"\s*(?:\)|$|[.,;]|from\b|between\b|at\b|@|\d{2,3}|b/t|btwn|~)", re.I)
_SKIPPED = frozenset({Zone.INTERVENTIONS, Zone.PLAN, Zone.GOALS, Zone.BILLING})
_SIDES = {"l": Side.LEFT, "r": Side.RIGHT, "b": Side.BILATERAL}


@cache
def _tests() -> Vocabulary:
    return Vocabulary(
        Term(word.lower(), str(row["region"]), str(row["name"]), row, inflects=False)
        for row in rows("special_tests.toml", "test")
        for word in row["words"]
    )


@dataclass(slots=True)
class _Named:
    """A test of a clause with the signs that belong to it."""

    mention: Mention
    before: list[Sign] = field(default_factory=list)
    behind: list[Sign] = field(default_factory=list)


@once_per_source
def examined_tests(reading: Reading) -> tuple[SpecialTest, ...]:
    """One fact a test, side and result; tests named in a list share the result behind or before it."""
    by_line: dict[int, tuple[Line, list[Mention]]] = {}
    for mention in found_in(reading, _tests()):
        line = reading.line_at(mention.start)
        if line.speaker in (None, Speaker.CLINICIAN) and line.zone not in _SKIPPED and _in_case(reading, mention):
            by_line.setdefault(line.number, (line, []))[1].append(mention)
    found = [
        fact
        for line, mentions in by_line.values()
        for low, high, inside in _clauses(reading, line, mentions)
        for fact in _read(reading, low, high, inside)
    ]
    if reading.is_dialogue and by_line:
        every = [m for _, mentions in by_line.values() for m in mentions]
        found.extend(spoken_tests(reading, every, [fact.start for fact in found]))
    return tuple(found)


def names_test(text: str) -> bool:
    """Whether words in lower case name a special test."""
    return bool(_tests().find(text))


def in_test(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch lies over the words of a test with its result."""
    places = _places(reading)
    index = bisect_right(places, (end, -1)) - 1
    return index >= 0 and places[index][1] > start


@once_per_source
def _places(reading: Reading) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for fact in examined_tests(reading) for span in fact.evidence)


def _in_case(reading: Reading, mention: Mention) -> bool:
    if mention.term.phrase not in mention.term.row.get("capitals", ()):
        return True
    return reading.text[mention.start : mention.end].isupper()


def _clauses(reading: Reading, line: Line, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, list[Mention]]]:
    """Parts of a line between full stops and semicolons, with the tests in each."""
    low, first = line.body, 0
    for left, right in [*(c.span() for c in _CUT.finditer(reading.text, line.start, line.end)), (line.end, line.end)]:
        inside: list[Mention] = []
        while first < len(mentions) and mentions[first].start < left:
            inside.append(mentions[first])
            first += 1
        if inside and inside[-1].end > left:
            first -= len(inside)
            continue
        if inside:
            yield low, left, inside
        low = right


def _read(reading: Reading, low: int, high: int, mentions: Sequence[Mention]) -> Iterator[SpecialTest]:
    text = reading.text
    named = _assigned(text, low, high, mentions)
    closing = _closing(text, named)
    prefix: Sign | None = None
    for number, test in enumerate(named):
        prefix = next((s for s in reversed(test.before) if s.kind == "result"), prefix)
        row = test.mention.term.row
        own = test.behind
        if not any(s.kind in ("result", "void") for s in own):
            shared = None if prefix else _shared(text, named, number)
            if shared is not None:
                own = [*own, *shared]
        found = list(
            _results(
                text,
                test,
                own,
                prefix,
                _headed(text, max(low - 3, test.mention.start - _HEAD_REACH, 0), test.mention.start),
            )
        )
        if not found and _NONE.search(text, max(low, test.mention.start - 16), test.mention.start):
            if row.get("sign") or test.mention.term.phrase not in row.get("near", ()):
                found = [(test.mention.start, test.mention.end, None, TestResult.NEGATIVE, When.CURRENT)]
        elif not found and row.get("rated") and (rated := _RATED.match(text, test.mention.end, high)) is not None:
            found = [(test.mention.start, rated.end(), None, TestResult.OTHER, When.CURRENT)]
        elif not found and row["name"] == "painful arc" and _IS_THERE.match(text, test.mention.end):
            found = [(test.mention.start, test.mention.end, None, TestResult.POSITIVE, When.CURRENT)]
        elif (
            not found
            and row.get("open")
            and (_CHANGED if row["region"] == "lumbar" else _OPEN).match(text, test.mention.end, high)
        ):
            end = min(high, test.mention.end + 40, *(t.mention.start for t in named[number + 1 : number + 2]))
            stop = re.compile(r",|\(").search(text, test.mention.end, end)
            found = [(test.mention.start, stop.start() if stop else end, None, TestResult.OTHER, When.CURRENT)]
        for start, end, side, result, when in found:
            end = start + len(text[start:end].rstrip(" ,"))
            yield SpecialTest(
                evidence=(reading.span(start, end),), name=test.mention.term.name, side=side, result=result, when=when
            )
        if closing is not None and found and number < closing[0]:
            _, start, end, side, result = closing
            yield SpecialTest(
                evidence=(reading.span(start, end),), name=test.mention.term.name, side=side, result=result
            )


def _assigned(text: str, low: int, high: int, mentions: Sequence[Mention]) -> list[_Named]:
    """The tests of a clause, each with the signs right before it and those behind it."""
    named = [_Named(m) for m in mentions]
    first = list(signs(text, max(low, mentions[0].start - 24), mentions[0].start))
    named[0].before = _leading(text, first, mentions[0].start)
    prefixed = any(s.kind == "result" for s in named[0].before)
    for number, mention in enumerate(mentions):
        following = mentions[number + 1].start if number + 1 < len(mentions) else high
        found = list(signs(text, mention.end, min(following, high, mention.end + _REACH)))
        if number + 1 < len(mentions):
            leading = _leading(text, found, following)
            results = [s for s in found if s.kind == "result"]
            if (
                any(s.kind == "result" for s in leading)
                and not prefixed
                and len(results) < 2
                and not _parted(text, leading)
            ):
                leading = []
            named[number + 1].before = leading
            found = [s for s in found if s not in leading]
        if any(s.kind == "result" and text[s.start].isdigit() and ". " in text[mention.end : s.start] for s in found):
            stop = text.index(". ", mention.end)
            found = [s for s in found if s.start < stop]
        named[number].behind = _near_enough(text, mention, found)
    return named


def _parted(text: str, leading: Sequence[Sign]) -> bool:
    """Whether a comma stands before the signs that lead into the next test: "Neer neg, + Hawkins"."""
    return text[: leading[0].start].rstrip()[-1:] == ","


def _leading(text: str, found: Sequence[Sign], start: int) -> list[Sign]:
    """The signs that stand right before a test: "(+) R Spurling", "negative for a left Lachman"."""
    kept: list[Sign] = []
    at = start
    for sign in reversed(found):
        if sign.kind not in ("result", "side") or not _PREFIX.fullmatch(text, sign.end, at):
            break
        if sign.kind == "result" and not _LEADS.fullmatch(text, sign.start, sign.end):
            break
        kept.insert(0, sign)
        at = sign.start
    return kept


def _near_enough(text: str, mention: Mention, found: list[Sign]) -> list[Sign]:
    """The signs of a test; of one named by an everyday word only where a result stands right behind it."""
    if mention.term.phrase not in mention.term.row.get("near", ()):
        return found
    first = next((s for s in found if s.kind == "result"), None)
    if first is None or not _NEAR.fullmatch(text, mention.end, first.start):
        return []
    return found if text[first.start] not in "+-" or _ENDS.match(text, first.end) else []


def _shared(text: str, named: Sequence[_Named], number: int) -> list[Sign] | None:
    """The signs of a list of tests: "Lachman, anterior drawer neg R"."""
    at = named[number].behind[-1].end if named[number].behind else named[number].mention.end
    for other in named[number + 1 : number + _MOST_LISTED]:
        start = min([other.mention.start, *(s.start for s in other.before)])
        if not _LINK.fullmatch(text, at, start) or any(s.kind == "result" for s in other.before):
            return None
        if any(s.kind in ("result", "void") for s in other.behind):
            return other.behind
        at = other.behind[-1].end if other.behind else other.mention.end
    return None


def _closing(text: str, named: Sequence[_Named]) -> tuple[int, int, int, Side | None, TestResult] | None:
    """The result of the other side for all tests of a list: "L all neg"."""
    behind = named[-1].behind
    word = next((n for n, s in enumerate(behind) if s.kind == "all"), None)
    if word is None or len(named) < 2 or not any(s.kind == "result" for s in behind[:word]):
        return None
    rest = behind[word:]
    result = next((s for s in rest if s.kind == "result"), None)
    side = behind[word - 1] if behind[word - 1].kind == "side" else next((s for s in rest if s.kind == "side"), None)
    if result is None or result.result is None or side is None:
        return None
    named[-1].behind = behind[: word - 1] if side is behind[word - 1] else behind[:word]
    return (
        len(named),
        side.start if side.start < result.start else behind[word].start,
        max(result.end, side.end),
        side.side,
        result.result,
    )


def _headed(text: str, low: int, start: int) -> Side | None:
    """The side a clause is headed with ("R shoulder: Neer +")."""
    heads = list(_HEADED.finditer(text, low, start))
    return _SIDES[heads[-1]["side"][0].lower()] if heads else None


def _results(
    text: str, test: _Named, own: Sequence[Sign], prefix: Sign | None, headed: Side | None
) -> Iterator[tuple[int, int, Side | None, TestResult, When]]:
    """Start, end, side, result and moment of each result of a test."""
    results = [s for s in own if s.kind == "result"]
    front = next((s for s in reversed(test.before) if s.kind == "side"), None)
    if any(s.kind == "void" for s in own) and not results:
        return
    if prefix is not None and (test.before or not results) and prefix.result is not None:
        after = (
            own[0]
            if own and own[0].kind == "side" and _BEHIND.fullmatch(text, test.mention.end, own[0].start)
            else None
        )
        of = front or after
        yield (
            min([test.mention.start, *(s.start for s in test.before)]),
            after.end if after else test.mention.end,
            of.side if of else headed,
            prefix.result,
            When.CURRENT,
        )
        own = own[1:] if after else own
        results = [r for r in results if _told_apart(text, own, r)]
        own = [s for s in own if s.kind != "result" or s in results]
    used: set[int] = set()
    for number, hit in enumerate(results):
        place = next(n for n, s in enumerate(own) if s is hit)
        side, start, end = _side_of(text, own, place, used)
        when, told = _moment(text, own, place, used) if len(results) > 1 else (When.CURRENT, end)
        end = max(end, told)
        if number and side is None and when is None:
            continue
        side = side or (front.side if front else None) or headed
        begin = test.mention.start if number == 0 and prefix is None else min(start, hit.start)
        if not (test.mention.end <= hit.start <= test.mention.end + _REACH):
            begin = test.mention.start
        yield begin, end, side, hit.result or TestResult.OTHER, when or When.CURRENT


def _told_apart(text: str, own: Sequence[Sign], hit: Sign) -> bool:
    """Whether a further result has a side of its own behind or before it."""
    place = next(n for n, s in enumerate(own) if s is hit)
    return _side_of(text, own, place, set())[0] is not None


def _side_of(text: str, own: Sequence[Sign], place: int, used: set[int]) -> tuple[Side | None, int, int]:
    """Side of a result, and the stretch of both: the side before it, else the one right behind it."""
    hit = own[place]
    for number in range(place - 1, -1, -1):
        if own[number].kind == "result":
            break
        if own[number].kind == "side" and number not in used:
            used.add(number)
            return own[number].side, own[number].start, hit.end
    if place + 1 < len(own) and own[place + 1].kind == "side":
        side = own[place + 1]
        if _BEHIND.fullmatch(text, hit.end, side.start):
            used.add(place + 1)
            return side.side, hit.start, side.end
    return None, hit.start, hit.end


def _moment(text: str, own: Sequence[Sign], place: int, used: set[int]) -> tuple[When | None, int]:
    """Moment of one of several results, and where it ends: told right behind it, else before it."""
    hit = own[place]
    for number in (place + 1, place + 2):
        if number >= len(own) or own[number].kind not in ("moment", "side"):
            break
        sign = own[number]
        following = own[number + 1] if number + 1 < len(own) else None
        if sign.kind == "side" or number in used:
            continue
        leads = following is not None and following.kind == "result" and not text[sign.end : following.start].strip()
        if leads or re.search(r"[(,]", text[hit.end : sign.start]):
            break
        used.add(number)
        return sign.when, sign.end
    for number in (place - 1, place - 2):
        if number < 0 or own[number].kind == "result":
            break
        if own[number].kind == "moment" and number not in used and hit.start - own[number].end <= _MOMENT_REACH:
            used.add(number)
            return own[number].when, hit.end
    return None, hit.end
