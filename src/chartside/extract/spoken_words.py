"""Words around a number called out in a session: what calls it out, what makes it an earlier value or a count."""

from __future__ import annotations

import re
from functools import cache

from chartside.extract.numerals import Numeral
from chartside.extract.spoken_targets import spoken_words

ARTICLES = re.compile(
    r"(?:\b(?:about|around|like|a|an|just|almost|maybe|roughly|right|only|still|solid|good|full|looks?|your|the)|[\s,.…-])+$"
)
NEUTRAL = re.compile(
    r"(?:\b(?:ok|okay|mkay|alright|all|right|left|and|so|again|good|great|nice|other|one|side|sides|side's|one's|arm's|leg's|knee's|on|the|now|both|uh|um|yep|yeah|perfect|then|there"
    r"|better|try|more|time|this|same|thing|too|that's|your|with|here|we|go|leg|arm|knee|hand|foot|shoulder|hip|ankle|wrist|elbow|ready|hold|lacking|you're|you are|you|minus|negative|average|back|front|behind|forward|second|third|first|trial|awesome|excellent|oh)\b|[\s,.…!-])*"
)
TREATS = re.compile(
    r"\b(?:sets? of|reps?|rounds of|(?:two|three|four|\d) by \w+|band|laps|pounders?|minutes?|at home|every day|a day|a week)\b"
)
ASKS_BEFORE = re.compile(
    r"\b(?:what|where|how (?:far|much|high|many|long|fast)) (?:was|were|did) (?:i|it|that|we)\b|\bwhat was i\b|\b(?:before|last (?:time|week|visit))\s*\?|\bup from (?:what|last)"
)
DOSES = re.compile(
    r"\b(?:sets? of|reps|rounds? of|(?:two|three|four|\d) (?:times|rounds)|(?:two|three|four|\d) by (?:five|six|eight|ten|twelve|fifteen|twenty|\d+)|pounders?|laps|level (?:one|two|three|four|five|six|\d))\b"
)
SHORT_OF = re.compile(r"\s*(?:degrees?\s*)?(?:short|shy|lacking|from (?:straight|zero|full)|off (?:straight|zero))\b")

_ASKED_ANEW = re.compile(r"\b(?:other|now|then|next|straighten|bend|push|pull|lift|raise)\b")
_COUNTED = re.compile(r"(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b[\s,.]*){3,}")
_JOINTS = "knee|shoulder|hip|ankle|elbow|wrist|hand|foot|heel|thumb|calf|achilles|quad|groin|arm|leg"
_BAD_SIDES = (
    re.compile(
        rf"\b(?P<side>left|right)(?= (?:one |side |(?:{_JOINTS}) )?(?:is|'s) the (?:bad|sore|problem|hurt|trouble|worse|one that))|\b(?P<one>left|right)(?:(?: one| side)?(?:'s| is) (?:still )?(?:the|my) (?:bad|sore|problem|trouble|worse|one that))"
    ),
    re.compile(
        r"\b(?:which|left or right|what side|remind me)\b[^\n]{0,40}\n[^\n]{0,34}?\b(?P<side>left|right)\b(?! (?:now|there|here|away))"
    ),
    re.compile(rf"\b(?:my|your|the|his|her|that) (?P<side>left|right)(?= (?:{_JOINTS})\b)"),
    re.compile(
        r"\b(?:it's|it is|yeah|yep|which one|just|only|mostly|it was)[\s,.]+(?:the |my |on the |in the )?(?P<side>left|right)"
        rf"(?= one\b| side\b|[,.\n]|\s(?:{_JOINTS})\b|$)"
    ),
    re.compile(
        r"\b(?:the|my) (?P<side>left|right) (?:one|side)\b(?!(?:'s| is| was)? (?:always|my good|fine|okay|ok|good|better|never))"
    ),
    re.compile(rf"\b(?P<side>left|right)(?= (?:{_JOINTS})\b(?! (?:lead|first)))"),
)


def is_pronoun(folded: str, numeral: Numeral) -> bool:
    """Whether "one" is no number: "the other one", "one more", "that one's hard"."""
    if (
        not numeral.said
        or numeral.value != 1
        or numeral.grade
        or numeral.of
        or folded[numeral.start : numeral.first_end] != "one"
    ):
        return False
    if numeral.unit not in (None, "deg"):
        return False
    return _pronoun_before().search(folded, max(numeral.start - 14, 0), numeral.start) is not None or (
        _ONE_OF.match(folded, numeral.end) is not None
    )


_ONE_OF = re.compile(
    r"(?:'s|s)?\s+(?:leg|more|foot|arm|hand|side|at a|of|thing|time|last|is|was|bends|gets|goes|hurts|at|and|to|with)\b|'s\b"
)


def counts(folded: str, numeral: Numeral, before: str) -> bool:
    """Whether a number counts sets, minutes, weeks, steps or the like, or is counted aloud."""
    if _counts_behind().match(folded, numeral.first_end if numeral.said else numeral.end):
        return True
    if numeral.unit in ("min", "wk", "day", "month", "yr", "hr", "sets", "mg", "ft", "in", "visit"):
        return True
    if _counts_before().search(before):
        return True
    low = max(numeral.start - 24, 0)
    return any(m.start() <= numeral.start < m.end() for m in _COUNTED.finditer(folded, low, numeral.end + 24))


def asks_anew(text: str) -> bool:
    """Whether something else is asked for, so that a number behind replaces none."""
    return _ASKED_ANEW.search(text) is not None


def bad_side(folded: str) -> tuple[int, int] | None:
    """Where the side that is treated is said: "the left is the bad one", "my right knee"."""
    places = [found for pattern in _BAD_SIDES if (found := pattern.search(folded)) is not None]
    if not places:
        return None
    sure = [found for found in places if found.re in _BAD_SIDES[:2]]
    first = sure[0] if sure else min(places, key=lambda found: found.start())
    return next(first.span(name) for name, side in first.groupdict().items() if side)


_WAS = re.compile(r"(?P<who>[\w']+)\s+(?:was|were)\s+(?:(?:about|at|like|only|just|a|an|around)\s+)*$")
_SPOKEN_OF = frozenset({"it", "you", "they", "i", "he", "she", "we", "there", "what", "last", "before", "but", "and"})


def result_was(before: str) -> bool:
    """Whether "was" tells a result of today: "left was nineteen", "your Oswestry was thirty"; not "it was", "you were"."""
    found = _WAS.search(before)
    earlier = re.search(r"\b(?:last|yesterday|previous\w*|before|used to)\b", before)
    return found is not None and found["who"] not in _SPOKEN_OF and earlier is None


@cache
def just_now() -> re.Pattern[str]:
    """Finds words that say that a value is of today."""
    return re.compile(rf"\b(?:{any_of(spoken_words()['earlier']['just_now'])})\b")


@cache
def words_of(table: str, key: str) -> re.Pattern[str]:
    """Finds any of a list's words."""
    return re.compile(rf"\b(?:{any_of(spoken_words()[table][key])})\b")


@cache
def called() -> re.Pattern[str]:
    """Finds words that call a number out, at the end of a text."""
    return re.compile(rf"\b(?:{any_of(spoken_words()['called']['words'])})$")


@cache
def earlier_before() -> re.Pattern[str]:
    """Finds words of an earlier value before its number."""
    return re.compile(rf"\b(?:{any_of(spoken_words()['earlier']['before'])})\b")


@cache
def earlier_behind() -> re.Pattern[str]:
    """Matches words of an earlier value behind its number."""
    behind = any_of(spoken_words()["earlier"]["behind"])
    return re.compile(
        rf"\s*(?:degrees|seconds|pounds|(?:on|to|toward) (?:the |your )?(?:left|right)|on that|for that|side)?\s*(?:{behind})\b(?!\s+(?:it|you|that|the|your|pain|hurts|this)\b)"
    )


@cache
def baseline_behind() -> re.Pattern[str]:
    """Matches words of the first day behind a number."""
    behind = any_of(spoken_words()["earlier"]["baseline"])
    return re.compile(rf"\s*(?:degrees|seconds|pounds)?\s*(?:(?:on|at|the|your|back|was)\s+)*(?:{behind})\b")


@cache
def _counts_behind() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{any_of(spoken_words()['counts']['behind'])})(?!\w)")


@cache
def _counts_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(spoken_words()['counts']['before'])})\s*$")


@cache
def _pronoun_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(spoken_words()['counts']['pronoun'])})\s*$")


def any_of(words: list[str]) -> str:
    """Words as alternatives of a pattern, the longest first; "*" stands for an ending."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in ordered)
