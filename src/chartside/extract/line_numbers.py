"""The numbers of a line, each with what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from chartside.domain.facts import When
from chartside.domain.source import Speaker
from chartside.extract.context_words import said_first, words
from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import Token, is_hinge
from chartside.extract.line_repeats import EXTREME, LEAST_HINGE_FLEXION, RepeatsOfLine
from chartside.extract.line_words import REACH
from chartside.extract.numerals import Numeral
from chartside.extract.spoken_pain import can_rate
from chartside.extract.value_rules import accepts, is_grade
from chartside.extract.vocabulary import folded_text
from chartside.measures import instruments

WORDS_BETWEEN = 7
LEAST_SLR = 20  # degrees: "SLR R 55" is a range, "SLR R 10" are repetitions
LINEAR = frozenset({"heel to buttock", "fingertip to floor", "opening", "lateral excursion", "protrusion"})
_NO_VALUE_BEFORE = re.compile(
    r"(?:\b(?:sets?|rounds?|reps?|bouts?|trials?) of|\btimes|\bout of|\bscale of|\blevel|\blvl"
    r"|\bgrade|\bgr|\bper|\bstage|\bvisit|\bphase|\bpos|\bposition|\brung|\bsetting|\bunder|\bless than|\bat least|\bgreater than|\bmore than|\bwithin|\bup|\bdown|\bgained|\bgaining|\blost|\bdiff|\bdifference|\bavg of|\baverage of|\bmean of|\bseat"
    r"|[<>≤≥+@#]=?|[<>]/=|\bby)\s*$",
    re.I,
)
_NO_VALUE_AFTER = re.compile(
    r"\s*(?:sets?|reps?|rounds?|times|by \w+|x\s?\d|x\s?/|being\b|lb|kg|#|visits?|sessions?|ha/|d\b|episodes?|falls?|steps|(?:(?:single|sl|dl|double|heel|toe|leg)\s){1,3}raises?|d/)",
    re.I,
)
_UNTIL = re.compile(r"\b(?:through|until|till|til|by|since|thru|starting)\s*$", re.I)
_WITH_UNIT = frozenset({"dynamometry", "grip", "girth"})
_FORCES = frozenset({"N", "Nm", "ft-lb"})
_DAY_COLON = re.compile(r"\d{1,2}/\d{1,2}\s*:")
_TIME_WORDS = frozenset({"pod", "wk", "week", "weeks", "day", "days", "month", "age"})
_MARKS_BEFORE = frozenset("<>≤≥+@#=")
_NO_VALUE_WORDS = words("values.no_value")
_LIMIT_WORDS = words("values.limit")
_NAMES_MMT = re.compile(r"\bmmts?\b|manual muscle", re.I)
_ALONE = re.compile(r"\s*(?:[,;.)\n](?!\d)|$|\(?[RLB]\b|vs\b)")
_RIGHT_BEHIND = re.compile(r"[\s:=]*(?:(?:is|was|to)\s+)?")
_OF_PAIN = re.compile(r"\b(?:pain|pn|px|nprs|npr|vas|ache|aching|sore|hurts?|worst|rates?|rated)\b", re.I)
_COUNTED = re.compile(
    r"\s*(?:reps?|difficulty|sites?|trials?|attempts?|correct|kapandji|x\s?/|times|days|nights)\b", re.I
)
_VITALS = re.compile(r"\b(?:bp|b/p|vitals?|vs|vss|hr|spo2|orthostatics?|blood pressure)\b", re.I)
_GROWN = re.compile(r"\b(?:improv|increas|gain)\w*\s+(?:to|from)\s*$", re.I)
_ARROW_BEFORE = re.compile(r"(?:[-=>]>|[\d)%°]\s?>)\s*$")
_LIMIT = re.compile(
    r"\b(?:past|beyond|below|above|until|no more than|not exceed(?:ing)?|do not exceed|no (?:er|ir|flex\w*|ext\w*|abd\w*|rom|motion|elevation)(?: rom)?"
    r"|restricted to|brace(?:d)? (?:locked )?(?:at|to|from|in)|avoid\b[^.;]{0,30})\s*$",
    re.I,
)
_PLAIN_RATING = re.compile(
    r"[\s:=~(]*(?:(?:level|rating|rated|score|scale|now|today|currently|current|is|are|at|was|about|a|like|of|around|best|worst|still|approx|only|this morning)\b[\s:=~(]*)*"
)
_OR_HIGHER = re.compile(r"(?:\s+or,?|\s+to|,?\s+maybe)\s+(?:an?\s+)?$", re.I)
_SCALE = re.compile(r"0\s?(?:-|to)\s?10|worst|best|nprs|nrs|vas", re.I)
_FOUND_NEAR = 40
"""Values before, among which a rating shows that a line is of pain."""
_IN_TEST = re.compile(r"\s*(?:in|on|for|during)\s+(?:the|a|her|his)?\s*$")
_AFTER_TARGET = re.compile(r"\s*(?:for|in|with|of|on|at)?\s*(?:the\s+)?$")


class LineReader(RepeatsOfLine):
    """Reads the values of one line."""

    def read(self) -> Iterator[Finding]:
        """The values of the line."""
        merged: list[Token | Numeral] = [*self._words]
        if self._values:
            merged = sorted([*self._words, *self._values], key=lambda t: (t.start, -t.end))
        for index, item in enumerate(merged):
            if isinstance(item, Numeral):
                self._number(item, merged, index)
            else:
                self._word(item)
        yield from self._found

    def _number(self, numeral: Numeral, merged: list[Token | Numeral], index: int) -> None:
        state = self._state
        if state.goal or self._no_value(numeral):
            return
        if numeral.unit is None and state.unit is not None and state.kind in _WITH_UNIT:
            numeral = numeral._replace(unit=state.unit)
        if self._answers_scale(numeral):
            self._keep_answer(numeral)
            return
        fresh = state.named_end >= 0 and state.named_at > self._last_place() and self._near(state.named_end, numeral)
        open_grade = not fresh or (state.named_kind == "target" and state.motion is None)
        said_after = is_grade(numeral, "strength") and open_grade and self._take_following(merged, index)
        said_after = said_after or (not fresh and self._take_test(numeral, merged, index))
        repeated = not fresh and not said_after
        inherits = repeated and (self._takes_up(numeral) or self._inherits(numeral, merged, index))
        kind = self._kind(numeral, fresh=fresh or said_after, inherits=inherits)
        if kind is None:
            state.lack = False
            return
        if self._line.speaker is Speaker.PATIENT and kind != "pain":
            return
        self._keep(kind, numeral, inherits=inherits, after=said_after)

    def _no_value(self, numeral: Numeral) -> bool:
        """Whether a number is a dose, a level, a change or the scale itself."""
        text = self._text
        if numeral.high == 10 and numeral.value in (0, 1) and numeral.of is None:
            return True
        before = text[max(numeral.start - 14, self._line.start) : numeral.start]
        said = before.rsplit(None, 1)
        word = said[-1].rstrip().lower() if said else ""
        if numeral.of is None and word in _TIME_WORDS:
            return True
        aim = self._in_table and self._state.moment is When.GOAL
        certain = (not aim and word[-1:] in _MARKS_BEFORE) or word.rstrip(".") in _NO_VALUE_WORDS
        if certain and _NO_VALUE_BEFORE.search(before) and not _ARROW_BEFORE.search(before):
            return True
        low = max(numeral.start - 60, self._line.start)
        if (word in _LIMIT_WORDS or text.find("void", low, numeral.start) >= 0) and _LIMIT.search(
            text, low, numeral.start
        ):
            return True
        end = min(numeral.end + 14, self._line.end)
        following = text[numeral.end : end].lstrip()[:1]
        counted = following.isalpha() or following == "#"
        counts = self._state.kind == "score" and numeral.unit in ("reps", "steps", "day")
        if counted and not counts and _COUNTED.match(text, numeral.end, end):
            return True
        if numeral.of is None:
            return counted and not counts and _NO_VALUE_AFTER.match(text, numeral.end, end) is not None
        if _DAY_COLON.match(text, numeral.start):
            return True
        low = max(numeral.start - 10, self._line.start)
        return numeral.of == 10 and _UNTIL.search(text, low, numeral.start) is not None

    def _answers_scale(self, numeral: Numeral) -> bool:
        """Whether a patient's number answers "how bad is it, zero to ten?", or a form's line "At its worst: 8"."""
        if numeral.unit is not None or numeral.of not in (None, 10) or not 0 <= numeral.value <= 10:
            return False
        if self._line.speaker is Speaker.PATIENT:
            return numeral.of is None and 0 < self._line.number - self._context.asked_on <= 2
        form = self._line.speaker is None and self._line.number - self._context.pain_on <= 2
        return form and EXTREME.match(self._line.text) is not None

    def _keep_answer(self, numeral: Numeral) -> None:
        last = self._found[-1] if self._found else None
        if last is not None and last.kind == "pain" and _OR_HIGHER.search(self._text[last.end : numeral.start]):
            if numeral.value > last.value:
                self._found[-1] = replace(last, numeral=last.numeral._replace(high=numeral.value), end=numeral.end)
            return
        if last is not None:
            return
        start = self._line.body if self._line.speaker is None else numeral.start
        self._context.pain_on = self._line.number
        self._found.append(Finding("pain", numeral, numeral.value, start, numeral.end, line=self._line))

    def _take_test(self, numeral: Numeral, merged: list[Token | Numeral], index: int) -> bool:
        """For "310 meters in the six minute walk"."""
        item = next((i for i in merged[index + 1 : index + 3] if isinstance(i, Token)), None)
        if item is None or item.kind != "instrument" or numeral.unit is None:
            return False
        if not _IN_TEST.fullmatch(self._text[numeral.end : item.start]):
            return False
        self._state.kind, self._state.name, self._state.begin = "score", item.value, numeral.start
        self._after_end = item.end
        return True

    def _last_place(self) -> int:
        return self._found[-1].numeral.start if self._found else -1

    def _near(self, end: int, numeral: Numeral) -> bool:
        between = self._text[end : numeral.start]
        return len(between) <= REACH and between.count(" ") <= WORDS_BETWEEN + 2

    def _take_following(self, merged: list[Token | Numeral], index: int) -> bool:
        """For "3+/5 for left ankle eversion": what is named behind the grade, up to the next mark or number."""
        state = self._state
        end = merged[index].end
        taken: list[Token] = []
        for item in merged[index + 1 : index + 6]:
            if (
                isinstance(item, Numeral)
                or item.kind == "mark"
                or not _AFTER_TARGET.match(self._text[end : item.start])
            ):
                break
            if item.kind not in ("joint", "motion", "muscle", "side"):
                break
            taken.append(item)
            end = item.end
        if not any(t.kind in ("joint", "motion", "muscle") for t in taken):
            return False
        self._also = None
        joints = [t for t in taken if t.kind == "joint"]
        rest = [i for i in merged[index + 1 + len(taken) : index + 3 + len(taken)] if isinstance(i, Token)]
        two = len(joints) == 1 and len(rest) == 2 and rest[0].value == "and" and rest[1].kind == "joint"
        if two and self._text[end : rest[1].start].split() == ["and"]:
            self._also, end = rest[1].value, rest[1].end
        state.motion = None
        for token in taken:
            if token.kind == "side":
                state.side = token.value
            elif token.kind == "joint":
                state.joint = token.value
            else:
                state.joint = token.joint or state.joint
                state.motion = token.motion or token.value
        self._after_end = self._consumed = end
        state.begin = merged[index].start
        return True

    def _kind(self, numeral: Numeral, *, fresh: bool, inherits: bool) -> str | None:
        """What kind of value this number is, None when it is none."""
        told, kind = self._kind_by_form(numeral, fresh=fresh, inherits=inherits)
        if told:
            return kind
        if inherits and not fresh:
            last = self._found[-1]
            return last.kind if accepts(last.kind, last.name, numeral, like=last.numeral) else None
        return self._kind_by_words(numeral, fresh=fresh)

    def _kind_by_form(self, numeral: Numeral, *, fresh: bool, inherits: bool) -> tuple[bool, str | None]:
        """Whether the way a number is written tells its kind, and the kind ("4/10", "42 lb", "0.8 m/s")."""
        state = self._state
        if numeral.of == 10 and numeral.unit is None and 0 <= numeral.value <= 10:
            if state.kind == "other scale":
                return True, None
            if numeral.value == 10 and not _OF_PAIN.search(self._line.text):
                return True, None
            if not (fresh and state.kind == "score") and not (inherits and self._found[-1].kind == "score"):
                return True, "pain"
        if numeral.unit in _FORCES and state.kind in (None, "strength", "rom"):
            return True, "dynamometry"
        if numeral.unit == "m/s" and state.kind != "score":
            return True, "gait_speed" if accepts("gait_speed", None, numeral) else None
        instrument = instruments().get(state.name or "") if fresh and state.kind == "score" else None
        if instrument is not None and numeral.of == instrument.max and accepts("score", instrument.id, numeral):
            return True, "score"
        if self._is_pressure(numeral):
            return True, "systolic"
        return False, None

    def _kind_by_words(self, numeral: Numeral, *, fresh: bool) -> str | None:
        """The kind the words before a number give it."""
        state = self._state
        graded = bool(self._found) and self._found[-1].kind == "strength" and state.side_fresh and numeral.of == 5
        if is_grade(numeral, state.kind) and (fresh or state.kind == "strength" or graded):
            return "strength"
        if not fresh:
            return None
        marked = bool(numeral.grade) and numeral.of is None and numeral.unit is None and 0 <= numeral.value <= 5
        if marked and state.motion is not None and state.kind in (None, "strength"):
            return "strength"
        if state.kind == "strength" and self._is_plain_grade(numeral):
            return "strength"
        kind = state.kind
        if kind == "pain":
            sure = accepts("pain", None, numeral) and numeral.of is None
            sure = sure and (self._scale_in_line() or self._plain_rating(numeral))
            return "pain" if sure and numeral.unit is None else None
        if (
            (kind == "balance" or (kind == "score" and state.name == "sls"))
            and not state.moment
            and self._is_treatment(numeral)
        ):
            return None
        if kind == "palpation" and numeral.unit == "cm" and state.joint is not None and state.named_kind != "target":
            return "girth" if accepts("girth", None, numeral) else None
        if kind == "balance" and numeral.unit is None and said_first("values.counted").match(self._text, numeral.end):
            return None
        if kind in (None, "rom", "strength"):
            return "rom" if self._is_rom(numeral) else None
        return kind if accepts(kind, state.name, numeral) else None

    def _is_plain_grade(self, numeral: Numeral) -> bool:
        """Whether a bare number continues a list of grades ("er 4/5, ir 5")."""
        if self._in_table and numeral.of is None and numeral.unit is None and numeral.value in range(6):
            return True
        plain = numeral.of is None and numeral.unit is None and numeral.high is None and 0 <= numeral.value <= 5
        if plain and numeral.value.is_integer() and _NAMES_MMT.search(self._line.text) and self._stands_alone(numeral):
            return True
        return plain and any(f.kind == "strength" and f.numeral.of == 5 for f in self._found[-4:])

    def _stands_alone(self, numeral: Numeral) -> bool:
        """Whether a mark, a side or the end follows a number at once: "MMT L 4, R 4+"."""
        return self._line.speaker is None and _ALONE.match(self._text, numeral.end) is not None

    def _is_pressure(self, numeral: Numeral) -> bool:
        """Whether "138/82" in a line of vital signs is a blood pressure, whatever position or moment stands before it."""
        if numeral.of is None or numeral.unit is not None or numeral.value <= numeral.of:
            return False
        return accepts("systolic", None, numeral) and _VITALS.search(self._line.text) is not None

    def _plain_rating(self, numeral: Numeral) -> bool:
        """Whether the number stands right behind the word, as in "Pain 5", "pain level today: 7"."""
        written = self._line.speaker is None and (not numeral.said or can_rate(folded_text(self._reading), numeral))
        return written and _PLAIN_RATING.fullmatch(self._text, self._state.named_end, numeral.start) is not None

    def _scale_in_line(self) -> bool:
        return self._names_scale or any(f.kind == "pain" for f in self._found[-_FOUND_NEAR:])

    @cached_property
    def _names_scale(self) -> bool:
        return _SCALE.search(self._line.text) is not None

    def _is_hinge_flexion(self, numeral: Numeral) -> bool:
        """Whether a number right behind a mode is flexion of the hinge joint the line is of: "arom 4-108, prom 112"."""
        if self._state.named_kind != "mode" or numeral.unit not in (None, "deg") or numeral.of is not None:
            return False
        if numeral.high is not None or not numeral.value >= LEAST_HINGE_FLEXION or self._is_treatment(numeral):
            return False
        joint = self._state.joint or self._context.joint
        ranged = any(f.kind == "rom" and f.motion == "flexion" and f.joint == joint for f in self._found)
        return (
            is_hinge(joint)
            and ranged
            and _RIGHT_BEHIND.fullmatch(self._text, self._state.named_end, numeral.start) is not None
        )

    def _is_rom(self, numeral: Numeral) -> bool:
        state = self._state
        if not accepts("rom", None, numeral):
            return False
        if numeral.through_zero and not is_hinge(state.joint or self._context.joint):
            return False
        if state.kind == "strength" or (numeral.of is not None and state.pair is None):
            return False
        if numeral.high is not None and state.motion is None:
            joint = state.joint or self._context.joint
            sure = state.mode is not None or state.kind == "rom" or numeral.unit == "deg"
            named = state.named_kind == "joint" and numeral.high >= LEAST_HINGE_FLEXION
            return is_hinge(joint) and (sure or named) and not self._is_treatment(numeral)
        if state.motion is None:
            return self._is_hinge_flexion(numeral)
        if self._is_treatment(numeral):
            following = self._text[numeral.end : numeral.end + 8].lower()
            sure = numeral.unit == "deg" or state.lack or (state.mode is not None and not numeral.said)
            grown = _GROWN.search(self._text, max(numeral.start - 30, self._line.start), numeral.start)
            return sure or grown is not None or re.match(r"\s*(?:pre|post|before|after)\b", following) is not None
        if numeral.unit in ("mm", "cm", "in"):
            return state.joint == "TMJ" or state.motion in LINEAR
        if state.motion == "straight leg raise":
            return numeral.unit == "deg" or (numeral.value >= LEAST_SLR and state.side is not None)
        return True
