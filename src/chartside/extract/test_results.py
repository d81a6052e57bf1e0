"""Results of special tests as written: "+", "(-)", "mildly pos", with the sides and moments around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from chartside.domain.facts import Side, TestResult, When
from chartside.extract.vocabulary import rows

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


@cache
def _pattern() -> re.Pattern[str]:
    def words(kind: str) -> str:
        found = [w for row in rows("special_tests.toml", "result") if row["kind"] == kind for w in row["words"]]
        return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(found, key=len, reverse=True))

    moments = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(_moments(), key=len, reverse=True))
    named = "|".join(rf"(?P<{kind}>{words(kind)})" for kind in ("void", "neg", "pos", "other"))
    return re.compile(
        rf"{_SYMBOLS}|{_SIDE}|(?<![\w'])(?:{named}|(?P<moment>{moments})|(?P<all>all|both|each)(?!\s+others?))(?!\w)",
        re.I,
    )


@cache
def _moments() -> dict[str, When]:
    return {w: When(row["when"]) for row in rows("special_tests.toml", "moment") for w in row["words"]}


def signs(text: str, start: int, end: int) -> Iterator[Sign]:
    """Signs of a stretch in order of place."""
    for found in _pattern().finditer(text, start, end):
        sign = _sign(found)
        if sign is not None:
            yield sign


def _sign(found: re.Match[str]) -> Sign | None:
    start, end, group = found.start(), found.end(), found.lastgroup
    if group in ("b", "r", "l"):
        return Sign(start, end, "side", side={"b": Side.BILATERAL, "r": Side.RIGHT, "l": Side.LEFT}[group])
    if group == "moment":
        return Sign(start, end, "moment", when=_moments()[" ".join(found.group().lower().split())])
    if group in ("all", "void"):
        return Sign(start, end, group)
    name = {"minus": "neg", "dash": "neg", "plus": "pos", "unsure": "other"}.get(group or "", group or "")
    return Sign(start, end, "result", result=_RESULTS[name])
