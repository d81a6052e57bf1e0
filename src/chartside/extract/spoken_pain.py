"""Pain ratings as patients say them: "about a five coming in", "it went up to an eight", "like a four"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from chartside.domain.facts import When
from chartside.domain.source import Speaker
from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import Token
from chartside.extract.numerals import Numeral
from chartside.extract.reading import Line, Reading
from chartside.extract.vocabulary import folded_text

_STOP = re.compile(r"[.!?;…](?=\s|$)|\.{2,}")
_RATED = re.compile(
    r"(?:\b(?:like|about|maybe|around|probably|only|just|at|it's|it is|it was|that's|that was|was|is|hit|hits|to|up to|down to|say|said|call it|still|gets|got|gives me|me|more like"
    r"|than|closer to|between|and|or|worst|best|pain's|pain is|now|today|almost|easily|solid|a good|good|feels like|felt like|reached|touched|stays|sitting|rest|then)[\s,]+)+(?:a|an)\s+$"
)
_ALONE = re.compile(
    r"\s*(?:\b(?:um|uh|oh|well|so|like|about|maybe|around|probably|only|just|at|it's|i'd say|i would say|right now|now|today|currently|sitting here|sitting|at rest|resting|yeah|eh+|hmm+|pretty much"
    r"|still|a|an|the|is|was|worst|best|at worst|at its worst|at its best|the worst|call it|honestly|like maybe|lying down|say|up to|down to|to|here|standing|walking|stairs|that's|gets|it|got|get|can|could|went|goes|go|jumped|jumps|hit|hits|climbs|climbed|reached|reaches|as high as|as low as|but|and|a bad day|bad days|a good day|good days|on|mornings?|nights?|evenings?)\b[\s,.-]*)*$"
)
_OCCASION = re.compile(
    r"\W*(?:(?:and|but|then|so)\s+)?(?:when|if|after|by|at|on|in|with|during|once|first thing)\b[^.?!\d]{3,70},\s*"
    r"(?:(?:it's|it is|maybe|about|like|more like|probably|closer to|up to|a|an)\s+)*"
)
_ENDS = re.compile(r"\s*(?:$|[.!?;\n]|, (?:and|but|maybe|or)\b)")
_FOLLOWS = re.compile(
    r"[ \t]*(?:$|[.,;!?…\n]|\b(?:on|when|with|after|at|coming|out of|for|in|today|right|now|sometimes|maybe|if|by|going|lifting|sitting|while|and|or|but|to|because|cause|last|this"
    r"|yesterday|before|usually|most|during|tops|until|the|then|i|it|walking|standing|reaching|sleeping|driving|probably|here|again|as|though|really|yeah|all|every|getting|first|just)\b)"
)
_THING = re.compile(
    r"\s*(?:or\s+\w+\s+)?(?:mile|minute|hour|day|week|month|year|pound|inch|foot|step|block|point|degree|time|hundred|thousand|k\b|o'clock|of (?:us|them)|story|way|am\b|pm\b|second)"
)
_ASKS = re.compile(
    r"\b(?:pain|hurt\w*|sore\w*|rate|number|scale|worst|best|zero to ten|0 to 10|how bad|out of ten|out of 10|how much|ache|aching|discomfort)\b"
)
_OTHER = re.compile(
    r"\b(?:dizz\w*|vertigo|spinning|nausea\w*|exertion|effort|how hard|tired|fatigue\w*|breath\w*|confiden\w*|stiff\w*|rpe|balance|anxi\w*|stress|difficult\w*)\b"
)
_AGAIN = re.compile(
    r"\b(?:it was|it's|it is|was|is|it hit|hit|hits|goes to|went to|went up to|goes up to|up to|down to|got to|gets to|more like|closer to|then|but)\s+(?:(?:like|about|maybe|only|just|at)\s+)*$"
)
_TOLD = r"you (?:told me|said|had|gave me|called it|rated it|were at|reported)"
_SPINS = re.compile(
    r"\b(?:dizz\w*|vertigo|spinning|nausea\w*|exertion|fatigue\w*|breath\w*|stiffness|stress|anxi\w*)\b"
)
_PRIOR = re.compile(
    r"\blast (?:time|visit|week|session|month|monday|tuesday|wednesday|thursday|friday)\b|\bbefore\b|\bwhen (?:i|you|we) (?:first|started)\b|\bused to be\b|\bweeks? ago\b"
)
_BASELINE = re.compile(r"\b(?:first (?:day|visit|time)|at (?:the )?eval\w*|when (?:i|you|we) (?:first )?started)\b")
_SPAN = re.compile(r"\s*(?:,?\s*(?:to|or|maybe|and)(?: (?:maybe|like|even))*)\s*(?:an?\s+)?$")
_HIGHEST = 10
_GREETING, _LONGEST = 12, 160
"""Characters of "Okay." and the like before the sentence that says a rating again."""


class PainTalk:
    """Reads pain ratings turn by turn; ratings of dizziness, effort and the like are none."""

    def __init__(self, reading: Reading, everything: Sequence[Token]) -> None:
        self._folded = folded_text(reading)
        self._asked = self._other = -9
        self._rated = -9
        self.of_other: set[int] = set()
        pains = sum(1 for t in everything if t.kind == "target" and t.value == "pain")
        self._about_other = len(_SPINS.findall(self._folded)) > pains

    def read(self, line: Line, numbers: Sequence[Numeral]) -> list[Finding]:
        """Ratings of one line."""
        text = self._folded[line.body : line.end]
        if line.speaker is Speaker.CLINICIAN:
            return self._restated(line, text, numbers)
        found: list[Finding] = []
        if line.number - self._other <= 2 and self._other >= self._asked:
            self.of_other.update(n.start for n in numbers)
            return found
        answers = line.number - self._asked <= 2
        stops = [line.body, *(m.end() for m in _STOP.finditer(self._folded, line.body, line.end))]
        for numeral in numbers:
            if not can_rate(self._folded, numeral):
                continue
            begin = stops[bisect_right(stops, numeral.start) - 1]
            before = self._folded[
                max(begin, found[-1].end if found else begin, numeral.start - _LONGEST) : numeral.start
            ]
            if found and found[-1].end <= numeral.start and _SPAN.fullmatch(self._folded, found[-1].end, numeral.start):
                if numeral.value > found[-1].value and "up" not in before:
                    found[-1] = _ranged(found[-1], numeral)
                continue
            again = bool(found) and found[-1].end > begin and _AGAIN.search(before) is not None
            if not (
                again
                or _RATED.search(before)
                or (before.strip() in ("a", "an"))
                or (answers and (_ALONE.fullmatch(before) or _rated_then(self._folded, before, numeral)))
            ):
                continue
            if self._about_other and not answers:
                continue
            found.append(self._finding(line, numeral, begin, stops))
        if found:
            self._rated = line.number
        return found

    def _restated(self, line: Line, text: str, numbers: Sequence[Numeral]) -> list[Finding]:
        """What the therapist says again: "and it was a seven last time for that?", and what she asks for."""
        sentences = _STOP.split(text)
        last = next((s for s in reversed(sentences) if s.strip()), "")
        if _OTHER.search(last) and not re.search(r"\bpain\b", last):
            self._other = line.number
        elif _ASKS.search(last):
            self._asked = line.number
        elif line.number - self._rated <= 1 and len(text.split()) <= 8 and not re.search(r"\d", text):
            self._asked = line.number if self._rated == line.number - 1 else self._asked
        found: list[Finding] = []
        if line.number - self._rated > 1:
            return found
        stops = [line.body, *(m.end() for m in _STOP.finditer(self._folded, line.body, line.end)), line.end]
        for numeral in numbers:
            if numeral.start >= line.body + _LONGEST:
                break
            if not can_rate(self._folded, numeral):
                continue
            following = bisect_right(stops, numeral.start)
            begin, end = stops[following - 1], stops[min(following, len(stops) - 1)]
            if begin > line.body + _GREETING and not re.search(
                rf"{_TOLD}|last|started|eval|was", self._folded[begin:end]
            ):
                break
            if not re.search(
                rf"\b(?:a|an)\s+$|\b(?:it was|at|you were|was|from|{_TOLD})\s+(?:at |like |about )?(?:a |an )?$",
                self._folded[begin : numeral.start],
            ):
                continue
            when = _moment(self._folded[begin:end])
            if when is not When.CURRENT:
                found.append(Finding("pain", numeral, numeral.value, begin, numeral.end, when=when, line=line))
                found[-1] = _trimmed(self._folded, found[-1])
        return found

    def _finding(self, line: Line, numeral: Numeral, begin: int, stops: Sequence[int]) -> Finding:
        following = bisect_right(stops, numeral.start)
        end = stops[following] if following < len(stops) else line.end
        end = min(end, numeral.end + _LONGEST)
        comma = self._folded.find(",", numeral.end, end)
        when = _moment(self._folded[numeral.start : comma if comma >= 0 else end])
        return _trimmed(self._folded, Finding("pain", numeral, numeral.value, begin, numeral.end, when=when, line=line))


def can_rate(folded: str, numeral: Numeral) -> bool:
    """Whether a number may be a rating of pain: in the scale, counting nothing, with what follows a rating behind it."""
    if numeral.unit is not None or numeral.of is not None or not 0 <= numeral.value <= _HIGHEST or numeral.grade:
        return False
    if _THING.match(folded, numeral.end):
        return False
    return _FOLLOWS.match(folded, numeral.end) is not None


def _rated_then(folded: str, before: str, numeral: Numeral) -> bool:
    """Whether a number rates the pain of an occasion told before it: "When I've been on my feet all day, seven"."""
    return _OCCASION.fullmatch(before) is not None and _ENDS.match(folded, numeral.end) is not None


def _moment(text: str) -> When:
    if _BASELINE.search(text):
        return When.BASELINE
    return When.PRIOR if _PRIOR.search(text) else When.CURRENT


def _ranged(finding: Finding, numeral: Numeral) -> Finding:
    return replace(finding, numeral=finding.numeral._replace(high=numeral.value), end=numeral.end)


def _trimmed(folded: str, finding: Finding) -> Finding:
    lead = len(folded[finding.start : finding.end]) - len(folded[finding.start : finding.end].lstrip(" ,.-"))
    return replace(finding, start=finding.start + lead)
