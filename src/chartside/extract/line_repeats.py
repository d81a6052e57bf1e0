"""Whether a number of a line measures again what the one before it measures."""

from __future__ import annotations

import re

from chartside.domain.facts import When
from chartside.extract.finding_words import Token, is_hinge
from chartside.extract.line_values import DATED_AFTER, ValuesOfLine
from chartside.extract.line_words import REACH
from chartside.extract.numerals import Numeral
from chartside.extract.value_series import is_arrow

LEAST_HINGE_FLEXION = 60  # degrees: "Elbow: 10-130" is a range, "knee 4-5" is none
_NEXT_ITEM = re.compile(r"\s*[,;]\s*[a-z][a-z /'-]{2,40}[\s:=]+", re.I)
_FROM_LATER = re.compile(r"\s*(?:<-+|<=+|←|⇐)\s*")
_PAIRED = re.compile(r"\s*(?://?|\||,)\s*")
_SERIES = frozenset({"oxygen saturation", "heart rate", "respiratory rate"})
_RETURNED = re.compile(
    r"\b(?:recover\w*|return\w*|back up|rebound\w*|ris\w+|rose|dropp\w+|drops?|fell|down|up) (?:to|at)\s*$", re.I
)
_NEXT_PLACE = re.compile(r"[^.;,\d]{0,20}[,;]\s*(?:then |and )?")
"""Between two saturations at different moments: "94% RA at rest, 90% post gait"."""

RANGE_REACH = 24
_AND_THEN = re.compile(r"\s*(?:at )?(?:today|now|currently|this visit|rest|best|worst)?\s*(?:/|,|;|and|,? then)\s*")
_WITH = re.compile(r"\s*(?:c|w|w/|with|at|after|during|on|p|when)\s+[a-z]", re.I)
_REACHED = re.compile(
    r"\b(?:as (?:high|low|bad) as|(?:up|down) to|(?:gets?|got|goes|went|jumps?|jumped|climbs?|climbed|ris\w+|rose|drops?|dropped|spik\w+|ramps?|shoots?|shot)"
    r" (?:up |down )?to|(?:peak\w*|max\w*)(?: out)? at|(?:high|low) of|hits?|hit)\s+(?:a |an |about |around |maybe )?$",
    re.I,
)
_OTHER_SIDE = re.compile(
    r"\s*;\s*(?:the |his |her )?\(?(?:R|L|right|left|uninvolved|contralateral)\)?(?: side)?(?: both| all)?\s*(?:is |was |at |[:=])?\s*",
    re.I,
)
_SIDE_WORD = re.compile(r"\b(?:on the |in the )?(?:right|left|R|L|RT|LT)\b\)?(?: side)?", re.I)
EXTREME = re.compile(r"\s*(?:at )?(?:its |the )?(?:worst|best)\b", re.I)
_NEW_SENTENCE = re.compile(r"[.?!]\s+[A-Z]|;|\bperiod\b")
SIDE_REACH = 9


class RepeatsOfLine(ValuesOfLine):
    """Knows when "(was 72)", "R 38", "; L 5/5", "108 post" repeat the measure of the number before them."""

    def _inherits(self, numeral: Numeral, merged: list[Token | Numeral], index: int) -> bool:
        """Whether a number measures what the one before it measures."""
        state = self._state
        if not self._found or numeral.start - self._found[-1].end > REACH:
            return False
        if self._found[-1].numeral.end <= state.named_at:
            last_is_test = self._found[-1].kind == "score" and state.named_kind in ("joint", "region")
            if not (last_is_test and state.moment is not None):
                return False
        before = self._text[self._found[-1].end : numeral.start]
        sure = self._continues(before, numeral, merged, index)
        if sure is not None:
            return sure
        if _NEW_SENTENCE.search(before):
            return state.moment is not None or state.corrected or (state.side_fresh and self._line.speaker is not None)
        if self._found[-1].kind == "pain" and (state.corrected or self._is_other_rating(before, numeral)):
            return numeral.unit is None and numeral.of in (None, 10) and numeral.value <= 10
        return self._is_earlier_or_other(before) or self._side_or_timing_follows(before, numeral, merged, index)

    def _continues(self, before: str, numeral: Numeral, merged: list[Token | Numeral], index: int) -> bool | None:
        """What the words between two numbers make certain; None where they leave it open."""
        state, last = self._state, self._found[-1]
        if _OTHER_SIDE.fullmatch(before) and state.side_fresh:
            return True
        wide = numeral.high is not None and numeral.high >= LEAST_HINGE_FLEXION
        if last.kind == "rom" and is_hinge(last.joint) and wide:
            return last.numeral.high is not None and numeral.start - last.end < RANGE_REACH
        if last.kind == "pain" and _AND_THEN.fullmatch(before) and _WITH.match(self._text, numeral.end):
            return numeral.unit is None and numeral.value <= 10
        if last.name == "psfs" and _NEXT_ITEM.fullmatch(before) and numeral.of in (None, 10):
            return numeral.unit is None and numeral.value <= 10
        same_unit = _AND_THEN.fullmatch(before) is not None and numeral.unit == last.numeral.unit
        if self._context.first_and_last and " / " in before and len(before) <= RANGE_REACH:
            return True
        paired = state.pair is not None and _PAIRED.fullmatch(before) is not None
        returned = last.kind in _SERIES and _RETURNED.search(before) is not None
        dated = self._dated_earlier(numeral) and DATED_AFTER.match(self._text, last.end) is not None
        if same_unit and self._second_of_pair():
            state.moment = last.when
            return True
        if last.kind == "oxygen saturation" and numeral.unit == "%" and _NEXT_PLACE.fullmatch(before):
            return True
        if _FROM_LATER.fullmatch(before):
            state.moment = When.PRIOR
            return True
        if (same_unit and self._moment_follows(numeral, merged, index)) or paired or returned or dated:
            return True
        return None

    def _second_of_pair(self) -> bool:
        """Whether the last value is the earlier one of the first side of two, so that the other side's follows."""
        if len(self._found) < 3:
            return False
        left, right, before = self._found[-3:]
        sides = {left.side, right.side} == {"left", "right"} and before.side == left.side
        earlier = left.when is When.CURRENT and right.when is When.CURRENT and before.when is not When.CURRENT
        return (
            sides
            and earlier
            and left.kind == right.kind == before.kind
            and left.motion == right.motion == before.motion
        )

    def _is_other_rating(self, before: str, numeral: Numeral) -> bool:
        """Whether a second number rates pain too ("as high as 6", "8 at worst")."""
        reached = _REACHED.search(before) or EXTREME.match(self._text, numeral.end) or EXTREME.search(before)
        return reached is not None

    def _is_earlier_or_other(self, before: str) -> bool:
        """Whether the number stands in brackets, behind an arrow, or after "was" or a side."""
        state = self._state
        bracketed = state.depth > 0 and ("(" in before or "[" in before)
        if bracketed or state.moment is not None or state.corrected or is_arrow(before):
            return True
        if before.strip() == "to" and self._found[-1].when is When.PRIOR:
            return True
        if "|" in before or "\t" in before:
            return False
        return state.side_fresh and re.search(r"[A-Za-z]", before) is not None

    def _side_or_timing_follows(self, before: str, numeral: Numeral, merged: list[Token | Numeral], index: int) -> bool:
        """Whether a side or "after" stands right behind the number ("40 right, 38 left")."""
        follows = merged[index + 1] if index + 1 < len(merged) else None
        if not isinstance(follows, Token) or follows.start - numeral.end > SIDE_REACH:
            return False
        between = _SIDE_WORD.sub(" ", before).strip(" ,;")
        return follows.kind == "timing" or (follows.kind == "side" and between in ("", "and", "vs", "vs.", "/"))

    def _moment_follows(self, numeral: Numeral, merged: list[Token | Numeral], index: int) -> bool:
        """Whether "72.7% at initial evaluation" tells right behind the number of which day it is."""
        item = merged[index + 1] if index + 1 < len(merged) else None
        if not isinstance(item, Token) or item.kind != "moment" or item.start - numeral.end > 8:
            return False
        return item.value in ("baseline", "prior") and numeral.of == self._found[-1].numeral.of

    def _takes_up(self, numeral: Numeral) -> bool:
        """Whether a value in brackets is an earlier one of a test named before the last: "(Initial 8/5: 262 m)"."""
        state = self._state
        if not state.depth or state.moment is None or numeral.unit is None or not self._found:
            return False
        if self._found[-1].numeral.unit == numeral.unit:
            return False
        for place in range(len(self._found) - 1, max(len(self._found) - 5, -1), -1):
            earlier = self._found[place]
            if earlier.numeral.unit == numeral.unit and earlier.kind == "score":
                self._found.append(self._found.pop(place))
                return True
        return False
