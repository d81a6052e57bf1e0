"""The numbers of a line, each with what it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chartside.domain.facts import When
from chartside.domain.source import Speaker
from chartside.extract.finding_columns import cell_of
from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import Token, hinges
from chartside.extract.line_sides import SidesOfLine
from chartside.extract.line_words import REACH
from chartside.extract.numerals import Numeral
from chartside.extract.value_rules import accepts, is_grade
from chartside.extract.value_series import earlier, is_arrow, is_change

WORDS_BETWEEN = 7
LEAST_HINGE_FLEXION = 60  # degrees: "Elbow: 10-130" is a range, "knee 4-5" is none
LEAST_SLR = 20  # degrees: "SLR R 55" is a range, "SLR R 10" are repetitions
LINEAR = frozenset({"opening", "lateral excursion", "protrusion"})
MOST_EXTENSION = 40  # degrees: "straight, two. Left is one forty" speaks of flexion again
_NO_VALUE_BEFORE = re.compile(
    r"(?:\b(?:sets?|rounds?|reps?|bouts?|trials?) of|\btimes|\bout of|\bscale of|\blevel|\blvl"
    r"|\bgrade|\bgr|\bper|\bstage|\bvisit|\bphase"
    r"|[<>≤≥+@#]=?|[<>]/=|\bby)\s*$",
    re.I,
)
_NO_VALUE_AFTER = re.compile(
    r"\s*(?:sets?|reps?|rounds?|times|by \w+|x\s?\d|being\b|lb|kg|#|visits?|sessions?|sites?|trials?|attempts?|correct|kapandji)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:past|beyond|until|no more than|not exceed(?:ing)?|do not exceed|no (?:er|ir|flex\w*|ext\w*|abd\w*|rom|motion|elevation)(?: rom)?"
    r"|restricted to|brace(?:d)? (?:locked )?(?:at|to|from|in)|avoid\b[^.;]{0,30})\s*$",
    re.I,
)
_ALL_BEFORE = re.compile(r"\b(?:all|grossly|globally|throughout|overall|t/o)\s*(?:motions|planes|directions)?\s*[:=]?\s*(?:is |are |at )?$", re.I)
_PLAIN_RATING = re.compile(
    r"[\s:=~(]*(?:(?:level|rating|rated|score|scale|now|today|currently|current|is|are|at|was|about|a|of|around|best|worst|still|approx|only|this morning)\b[\s:=~(]*)*"
)
_EXTREME = re.compile(r"\s*(?:at )?(?:its |the )?(?:worst|best)\b", re.I)
_OR_HIGHER = re.compile(r"(?:\s+or,?|\s+to|,?\s+maybe)\s+(?:an?\s+)?$", re.I)
_EARLIER_DAY = re.compile(r"\(\s*\d{1,2}/\d{1,2}(?:/\d{2,4})?:?\s*$")
_NEW_SENTENCE = re.compile(r"[.?!]\s+[A-Z]|;")
_ALL_OVER = re.compile(r"\s*(?:throughout|grossly|globally|t/o)\b", re.I)
_IN_TEST = re.compile(r"\s*(?:in|on|for|during)\s+(?:the|a|her|his)?\s*$")
_AFTER_TARGET = re.compile(r"\s*(?:for|in|with|of|on|at)?\s*(?:the\s+)?$")


class LineReader(SidesOfLine):
    """Reads the values of one line."""

    def read(self) -> Iterator[Finding]:
        """The values of the line."""
        merged: list[Token | Numeral] = sorted([*self._words, *self._values], key=lambda t: (t.start, -t.end))
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
        if self._answers_scale(numeral):
            self._keep_answer(numeral)
            return
        fresh = state.named_end >= 0 and state.named_at > self._last_place() and self._near(state.named_end, numeral)
        open_grade = not fresh or (state.named_kind == "target" and state.motion is None)
        said_after = is_grade(numeral, "strength") and open_grade and self._take_following(merged, index)
        said_after = said_after or (not fresh and self._take_test(numeral, merged, index))
        inherits = not fresh and not said_after and self._inherits(numeral, merged, index)
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
        if _NO_VALUE_BEFORE.search(before) and not is_arrow(before[-2:]):
            return True
        if _LIMIT.search(text, max(numeral.start - 60, self._line.start), numeral.start):
            return True
        return numeral.of is None and _NO_VALUE_AFTER.match(text, numeral.end, numeral.end + 14) is not None

    def _answers_scale(self, numeral: Numeral) -> bool:
        """Whether a patient's number answers "how bad is it, zero to ten?", or a form's line "At its worst: 8"."""
        if numeral.unit is not None or numeral.of not in (None, 10) or not 0 <= numeral.value <= 10:
            return False
        if self._line.speaker is Speaker.PATIENT:
            return numeral.of is None and 0 < self._line.number - self._context.asked_on <= 2
        form = self._line.speaker is None and self._line.number - self._context.pain_on <= 2
        return form and _EXTREME.match(self._line.text) is not None

    def _keep_answer(self, numeral: Numeral) -> None:
        last = self._found[-1] if self._found else None
        if last is not None and last.kind == "pain" and _OR_HIGHER.search(self._text[last.end : numeral.start]):
            if numeral.value > last.value:
                self._found[-1] = replace(last, numeral=replace(last.numeral, high=numeral.value), end=numeral.end)
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

    def _inherits(self, numeral: Numeral, merged: list[Token | Numeral], index: int) -> bool:
        """Whether a number measures what the one before it measures."""
        state = self._state
        if not self._found or numeral.start - self._found[-1].end > REACH:
            return False
        if self._found[-1].numeral.end <= state.named_at:
            return False
        before = self._text[self._found[-1].end : numeral.start]
        if _NEW_SENTENCE.search(before):
            return state.moment is not None or state.corrected or (state.side_fresh and self._line.speaker is not None)
        if (state.depth and "(" in before) or state.moment is not None or state.corrected or is_arrow(before):
            return True
        if before.strip() == "to" and self._found[-1].when is When.PRIOR:
            return True
        if "|" in before or "\t" in before:
            return bool(self._context.columns)
        if state.side_fresh and re.search(r"[A-Za-z]", before):
            return True
        if self._found[-1].kind == "pain" and (_EXTREME.match(self._text, numeral.end) or _EXTREME.search(before)):
            return numeral.unit is None and numeral.value <= 10
        follows = merged[index + 1] if index + 1 < len(merged) else None
        if isinstance(follows, Token) and follows.start - numeral.end <= 4:
            return follows.kind == "timing" or (follows.kind == "side" and before.strip(" ,;") in ("", "and", "vs"))
        return False

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
        state = self._state
        if numeral.of == 10 and numeral.unit is None and 0 <= numeral.value <= 10:
            if state.kind == "other scale":
                return None
            if not (fresh and state.kind == "score") and not (inherits and self._found[-1].kind == "score"):
                return "pain"
        if inherits and not fresh:
            last = self._found[-1]
            return last.kind if accepts(last.kind, last.name, numeral, like=last.numeral) else None
        if is_grade(numeral, state.kind) and (fresh or state.kind == "strength"):
            return "strength"
        if not fresh:
            return None
        kind = state.kind
        if kind == "pain":
            sure = accepts("pain", None, numeral) and numeral.of is None
            sure = sure and (self._scale_in_line() or self._plain_rating(numeral))
            return "pain" if sure and numeral.unit is None else None
        if self._treatment and (kind == "balance" or (kind == "score" and state.name == "sls")) and not state.moment:
            return None
        if kind in (None, "rom", "strength"):
            return "rom" if self._is_rom(numeral) else None
        return kind if accepts(kind, state.name, numeral) else None

    def _plain_rating(self, numeral: Numeral) -> bool:
        """Whether the number stands right behind the word, as in "Pain 5", "pain level today: 7"."""
        written = self._line.speaker is None and not numeral.said
        return written and _PLAIN_RATING.fullmatch(self._text, self._state.named_end, numeral.start) is not None

    def _scale_in_line(self) -> bool:
        return re.search(r"0\s?(?:-|to)\s?10|worst|best|nprs|nrs|vas", self._line.text, re.I) is not None or any(
            f.kind == "pain" for f in self._found
        )

    def _is_rom(self, numeral: Numeral) -> bool:
        state = self._state
        if not accepts("rom", None, numeral):
            return False
        if state.kind == "strength" or (numeral.of is not None and state.pair is None):
            return False
        if numeral.high is not None and state.motion is None:
            joint = state.joint or self._context.joint
            sure = state.mode is not None or state.kind == "rom" or numeral.unit == "deg"
            named = state.named_kind == "joint" and numeral.high >= LEAST_HINGE_FLEXION
            return joint in hinges() and (sure or named) and not self._treatment
        if state.motion is None:
            return False
        if self._treatment:
            following = self._text[numeral.end : numeral.end + 8].lower()
            sure = numeral.unit == "deg" or state.lack or (state.mode is not None and not numeral.said)
            return sure or re.match(r"\s*(?:pre|post|before|after)\b", following) is not None
        if numeral.unit in ("mm", "cm", "in"):
            return state.joint == "jaw" or state.motion in LINEAR
        if state.motion == "straight leg raise":
            return numeral.unit == "deg" or (numeral.value >= LEAST_SLR and state.side is not None)
        return True

    def _keep(self, kind: str, numeral: Numeral, *, inherits: bool, after: bool) -> None:
        state = self._state
        last = self._found[-1] if self._found else None
        if state.corrected and last is not None:
            self._found.pop()
            inherits = True
        if state.depth and _EARLIER_DAY.search(self._text[max(numeral.start - 14, self._line.start) : numeral.start]):
            state.moment = When.PRIOR
        between = self._text[last.end : numeral.start] if last is not None else ""
        timing = earlier(self._found, self._text, numeral.end) if inherits and is_arrow(between) else None
        when = state.moment or (state.series if inherits and state.depth else When.CURRENT)
        joint = last.joint if inherits and last else state.joint
        motion = last.motion if inherits and last else state.motion
        name = last.name if inherits and last else state.name
        joint_place = last.joint_place if inherits and last else None
        if joint is None and kind in ("rom", "strength", "girth", "dynamometry"):
            joint, joint_place = self._context.joint, self._context.joint_place
        if kind == "pain":
            self._context.pain_on = self._line.number
            if not inherits and state.joint_at < state.sentence_at:
                joint = None
        if (
            kind == "rom"
            and inherits
            and motion == "extension"
            and joint in hinges()
            and numeral.value > MOST_EXTENSION
        ):
            motion = "flexion"
        if kind == "strength" and not after and self._all_motions(numeral):
            motion = None
        side, place = self._side(kind, joint, motion, numeral, inherits=inherits, last=last)
        start = numeral.start
        if state.begin is not None and numeral.start - state.begin <= 2 * REACH:
            start = state.begin
        elif inherits and last is not None and state.depth:
            start = last.start
        finding = Finding(
            kind=kind, numeral=numeral, value=numeral.value, start=start, joint=joint, motion=motion, name=name,
            end=self._after_end if after else numeral.end, side=side, side_place=place,
            when=self._column_when(when, numeral), timing=timing,
            mode=last.mode if inherits and last else state.mode, line=self._line, joint_place=joint_place,
        )  # fmt: skip
        if kind not in ("rom", "strength", "girth", "dynamometry", "pain"):
            finding = replace(finding, joint=None, motion=None)
        self._found.extend(self._spread(finding))
        if state.depth and state.moment is not None:
            state.series = state.moment
        state.moment, state.lack, state.begin, state.last = None, False, None, len(self._found)
        state.side_fresh, state.corrected = False, False

    def _all_motions(self, numeral: Numeral) -> bool:
        """Whether a grade holds for every motion ("5/5 throughout", "L hip all 5/5")."""
        if _ALL_OVER.match(self._text, numeral.end):
            return True
        low = max(numeral.start - 30, self._line.start)
        all_over = _ALL_BEFORE.search(self._text, low, numeral.start)
        return all_over is not None and all_over.start() >= self._state.named_end - 8 and self._state.named_kind != "muscle"

    def _column_when(self, when: When, numeral: Numeral) -> When:
        token = self._context.columns.get(cell_of(self._line, numeral.start)) if self._context.columns else None
        return When(token.value) if token is not None and token.kind == "moment" else when

    def _spread(self, finding: Finding) -> Iterator[Finding]:
        """One finding a value: both ends of a hinge joint's range, both sides of a pair."""
        numeral, state = finding.numeral, self._state
        if finding.kind != "rom":
            yield finding
            return
        if numeral.of is not None and state.pair is not None:
            other = "left" if state.pair == "right" else "right"
            yield replace(finding, side=state.pair, end=numeral.first_end)
            yield replace(finding, side=other, value=numeral.of)
        elif numeral.high is not None and finding.motion and is_change(self._text, numeral, self._line.start):
            yield replace(finding, end=numeral.first_end, when=When.PRIOR)
            yield replace(finding, value=numeral.high)
        elif numeral.high is not None and (finding.motion is None or finding.joint in hinges()):
            lack = -abs(numeral.value)  # "5-105" starts 5 short of straight, as "-5 to 105" does
            yield replace(finding, motion="extension", value=lack or 0.0, end=numeral.first_end)
            yield replace(finding, motion="flexion", value=numeral.high)
        elif numeral.high is not None:
            yield replace(finding, value=numeral.high)
        else:
            lacking = state.lack and finding.motion == "extension" and numeral.value > 0
            yield replace(finding, value=-numeral.value if lacking else numeral.value)
