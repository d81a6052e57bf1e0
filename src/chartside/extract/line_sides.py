"""Of which side a value of a line is."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter

from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import SPINE, Token
from chartside.extract.line_words import WordsOfLine
from chartside.extract.numerals import Numeral

_OTHER = {"right": "left", "left": "right"}
_MIDLINE = frozenset({"opening", "protrusion"})
_BEHIND = frozenset({"", "on the", "on", "in the", "on her", "on his", "side"})
_OTHER_SIDE_NEXT = re.compile(
    r"(?:vs\.?|v\.?|versus|compared (?:to|with)|against)\s+-?\d+(?:\.\d+)?[+-]?\s*(?:/\s?\d+|cm|in|deg|°|lbs?|kg|#|s|sec|seconds)?"
    r"\s*(?:on (?:the )?)?\(?(?:[LR]\b|left\b|right\b)",
    re.I,
)
_COMPARED_NEXT = re.compile(r"(?:compared|versus|vs\b)", re.I)
_AGAINST_BEFORE = re.compile(r"\b(?:vs|v|versus|to|with|against)\.?\s+$", re.I)
_AGAINST = 34
"""Characters between two values set against each other."""

_CLAUSE_END = re.compile(r"[.;|](?=\s|$)|$")
_CLAUSE = 200
"""Characters before and behind a number in which its clause ends."""


class SidesOfLine(WordsOfLine):
    """Finds the side of a value: of its column, behind it, before it, of the value it repeats, or said earlier."""

    def _side(
        self,
        kind: str,
        joint: str | None,
        motion: str | None,
        numeral: Numeral,
        *,
        inherits: bool,
        last: Finding | None,
    ) -> tuple[str | None, tuple[int, int] | None]:
        """Side of a value, and where it is said when that is elsewhere."""
        state = self._state
        if (joint in SPINE and motion in ("flexion", "extension")) or motion in _MIDLINE:
            return None, None
        if state.pair is not None and kind != "rom":
            second = inherits and last is not None and last.side == state.pair
            return (_OTHER[state.pair] if second else state.pair), None
        behind = self._side_behind(numeral)
        other = inherits and last is not None and behind is not None and behind.value != last.side
        if behind is not None and (not state.side_fresh or behind.value == "bilateral" or other):
            state.side = state.side if last else None
            self._consumed = max(self._consumed, behind.end)
            return behind.value, None
        if inherits and last is not None and not state.side_fresh:
            return last.side, last.side_place
        if state.side is not None:
            return state.side, None
        if kind in ("rom", "strength", "girth", "dynamometry") and joint in self._context.sides and joint not in SPINE:
            return self._context.sides[joint or ""]
        return None, None

    def _side_behind(self, numeral: Numeral) -> Token | None:
        """A side right behind the number with a mark or the end after it: "5/5 B", "6 seconds left", "3/5 R 5/5 L"."""
        first = bisect_left(self._words, numeral.end, key=attrgetter("start"))
        for token in self._words[first : first + 4]:
            if token.kind == "side" and 0 <= token.start - numeral.end <= 8:
                gap = self._text[numeral.end : token.start]
                if gap.strip(" )") not in _BEHIND:
                    continue
                rest = self._text[token.end : min(self._line.end, token.end + 40)].lstrip()
                if not rest or rest[0] in ",;.)|(" or rest.startswith(("and", "throughout", "side", "with")):
                    return token
                if rest[0] == "/" and rest[1:2].isdigit():
                    return token
                if (rest[0].isdigit() and self._sides_follow(numeral)) or _OTHER_SIDE_NEXT.match(rest):
                    return token
                if gap.strip() and _COMPARED_NEXT.match(rest):
                    return token
                if rest.startswith("at ") and self._second_of_two(numeral, token):
                    return token
        return None

    def _second_of_two(self, numeral: Numeral, behind: Token) -> bool:
        """Whether a number is set against the one just before, whose side stands behind it too ("42 L vs 39 R at …")."""
        last = self._found[-1] if self._found else None
        if last is None or last.side != _OTHER.get(behind.value) or not 0 < numeral.start - last.end <= _AGAINST:
            return False
        return _AGAINST_BEFORE.search(self._text, last.end, numeral.start) is not None

    def _sides_follow(self, numeral: Numeral) -> bool:
        """Whether the sides stand behind their numbers here: one ends the clause, none stands before its first number."""
        high = min(self._line.end, numeral.end + _CLAUSE)
        stop = _CLAUSE_END.search(self._text, numeral.end, high)
        end = stop.start() if stop else high
        low = max(self._line.start, numeral.start - _CLAUSE)
        first = bisect_left(self._words, low, key=attrgetter("start"))
        last = bisect_left(self._words, end, key=attrgetter("start"))
        inside = [w for w in self._words[first:last] if w.kind == "side"]
        clause = max(self._text.rfind(mark, low, numeral.start) for mark in ".;|,\n") + 1
        early = any(clause <= w.start < numeral.start for w in inside)
        return bool(inside) and not early and not self._text[inside[-1].end : end].strip(" )")
