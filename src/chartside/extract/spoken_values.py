"""Values a therapist calls out in a session: "bend it. … okay that's one twelve. you were one oh four last time".

What is measured is said some words before its number, as an instruction, and holds for the numbers that follow until
another is given. The reader of lines knows numbers with their names in one sentence; here numbers are added that are
called out, and numbers are dropped that are taken back or count something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from chartside.domain.facts import When
from chartside.domain.source import Speaker
from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import SPINE, Token, hinges
from chartside.extract.numerals import Numeral
from chartside.extract.phrases import lies_in
from chartside.extract.reading import Line, Reading
from chartside.extract.spoken_context import (
    REACH,
    STOP,
    Target,
    TargetOfTalk,
    both,
    end_of,
    fits,
    opposite,
    passed_over,
)
from chartside.extract.spoken_pain import PainTalk
from chartside.extract.spoken_targets import Asked, asked_in
from chartside.extract.spoken_words import (
    ARTICLES,
    ASKS_BEFORE,
    DOSES,
    NEUTRAL,
    SHORT_OF,
    TREATS,
    asks_anew,
    baseline_behind,
    called,
    counts,
    earlier_before,
    earlier_behind,
    is_pronoun,
    just_now,
    result_was,
    words_of,
)

_WORDS_BETWEEN, _GREETING, _NEAR = 6, 10, 60
_AIMS = re.compile(
    r"\b(?:(?:my|our|the) (?:aim|target|hope) (?:is|for)|aim is|i'd (?:like|love) (?:you|us|it|that|to (?:see|get|have))|i would like (?:you|us|to see)|i want (?:you|us|to see)"
    r"|we want (?:you|it|to see)|(?:the|your|our|my) goal (?:is|for)|get you (?:to|up to|back to))\b"
)
_OTHER_SIDE = re.compile(
    r"\b(?:(?:the |your )?other (?:side|one|leg|arm|knee|hand|foot|shoulder|hip|ankle|wrist|elbow|way)|opposite side|switch(?: sides| legs| arms)?)\b"
)
_LOOKS_AGAIN = re.compile(r"\s*(?:degrees?\s*)?(?:\.{2,}|…)\s*")
_ROTATIONS = ("internal rotation", "external rotation")
_IN_OR_OUT = re.compile(r"[\s,.]*(?:(?:now|and|then|rotate|turn|it)\s+)*(?P<way>in|out)[\s,.]*(?:(?:is|that's)\s+)?")


def with_spoken(
    reading: Reading, found: Sequence[Finding], everything: Sequence[Token], numbers: Sequence[Numeral]
) -> list[Finding]:
    """The findings of a conversation with the values called out in it; those of written notes as they are."""
    if not any(s.speaker is not None for s in reading.source.segments):
        return list(found)
    reader = _Talker(reading, everything, numbers)
    for line in reading.lines:
        reader.take(line)
    return reader.merged(found)


class _Talker(TargetOfTalk):
    """Follows a conversation turn by turn."""

    def __init__(self, reading: Reading, everything: Sequence[Token], numbers: Sequence[Numeral]) -> None:
        super().__init__(reading, everything)
        self._numbers, self._number_starts = numbers, [n.start for n in numbers]
        self._pain = PainTalk(reading, everything)
        self._own: list[Finding] = []
        self._dropped: set[int] = set()
        self._turned: set[int] = set()
        self._asks_before = -1

    def take(self, line: Line) -> None:
        """Read one line."""
        numbers = self._numbers[
            bisect_left(self._number_starts, line.body) : bisect_left(self._number_starts, line.end)
        ]
        if line.speaker in (Speaker.PATIENT, Speaker.CLINICIAN):
            rated = self._pain.read(line, numbers)
            self._own.extend(rated)
        if line.speaker is not Speaker.CLINICIAN:
            self._asks_before = line.number if ASKS_BEFORE.search(self._folded, line.body, line.end) else -1
            return
        taken = {f.numeral.start for f in self._own[-4:]}
        tokens = self._tokens[bisect_left(self._starts, line.body) : bisect_left(self._starts, line.end)]
        asked = list(asked_in(self._folded, line.body, line.end))
        covered = [(a.start, a.end) for a in asked]
        stops = [m.end() for m in STOP.finditer(self._folded, line.body, line.end)]
        dosed = {bisect_left(stops, m.end()) for m in DOSES.finditer(self._folded, line.body, line.end)}
        asked = [a for a in asked if a.kind != "score" or bisect_left(stops, a.end) not in dosed]
        events: list[Token | Numeral | Asked] = [
            *asked,
            *(t for t in tokens if not passed_over(t, covered, dosed, stops)),
            *(n for n in numbers if n.start not in taken and not lies_in(covered, n.start)),
        ]
        events.sort(key=lambda e: (e.start, -e.end))
        self._graded = False
        self._announced, self._base, self._number_end = None, None, -1
        previous = line.body
        for event in events:
            if isinstance(event, Numeral):
                self._number(line, event, previous, stops)
                previous = self._number_end = event.end
            elif isinstance(event, Asked):
                self._ask(event)
            else:
                self._word(event)
        self._take_back_side(line)

    def merged(self, found: Sequence[Finding]) -> list[Finding]:
        """Own findings and those of the reader of lines, one a number."""
        own = {f.numeral.start: f for f in self._own}
        kept: list[Finding] = []
        for finding in found:
            place = finding.numeral.start
            mine = own.get(place)
            if (
                place in self._dropped
                or place in self._pain.of_other
                or (mine is not None and mine.kind != finding.kind)
            ):
                continue
            if mine is None:
                kept.append(finding)
            elif (mine.motion, mine.name) == (finding.motion, finding.name):
                own.pop(place)
                joined = both(finding, mine)
                turned = place in self._turned
                kept.append(replace(joined, side=mine.side, side_place=mine.side_place) if turned else joined)
        kept.extend(own.values())
        return sorted(kept, key=lambda f: (f.start, f.end))

    def _number(self, line: Line, numeral: Numeral, previous: int, stops: list[int]) -> None:
        folded = self._folded
        sentence = stops[bisect_right(stops, numeral.start) - 1] if stops and stops[0] <= numeral.start else line.body
        low = max(previous, sentence, numeral.start - REACH)
        before = folded[low : numeral.start]
        corrects = self._corrects(line, numeral)
        begin = max(previous, line.body, numeral.start - REACH)
        self._turn_round(folded[begin : numeral.start], begin)
        if is_pronoun(folded, numeral):
            self._dropped.add(numeral.start)
            return
        target = self._target
        self._announced = None
        aims = _AIMS.search(folded, sentence, numeral.start)
        if aims and earlier_behind().match(folded, numeral.end) is None:
            self._dropped.add(numeral.start)
            return
        if target is None or target.kind == "none" or counts(folded, numeral, before):
            return
        far = numeral.start - max(self._told, self._last.end if self._last else -1) > REACH
        if far:
            return
        since = max(previous, self._told, numeral.start - _NEAR)
        other = list(_OTHER_SIDE.finditer(folded, since, numeral.start))
        if other and (target.side_place is None or target.side_place[0] < since):
            target.side, target.side_place = opposite(target.side or self._side()[0]), other[-1].span()
        if (
            not corrects
            and not _IN_OR_OUT.fullmatch(before)
            and not self._is_called(before, low, measured=target.kind == "rom" and numeral.unit == "deg")
        ):
            return
        finding = self._finding(line, numeral, target, low, stops)
        if finding is None:
            return
        self._own.append(finding)
        self._last = finding
        self._graded = finding.kind == "strength" or (self._graded and finding.kind != "rom")

    def _turn_round(self, before: str, low: int) -> None:
        """For "rotate it in. fifteen. out, thirty": the other way round of the same joint."""
        target = self._target
        turned = _IN_OR_OUT.fullmatch(before) if target is not None and target.motion in _ROTATIONS else None
        if target is not None and turned:
            target.motion = _ROTATIONS[turned["way"] == "out"]
            target.place = (low + turned.start("way"), low + turned.end("way"))

    def _finding(self, line: Line, numeral: Numeral, target: Target, low: int, stops: list[int]) -> Finding | None:
        folded = self._folded
        kind = target.kind
        graded = numeral.of == 5 or bool(numeral.grade)
        if kind in ("rom", "strength") and numeral.value <= 5 and graded:
            kind = "strength"
        elif kind == "strength" and (numeral.value > 5 or numeral.unit == "deg"):
            kind = "rom"
        if TREATS.search(folded, low, min(numeral.end + 30, end_of(stops, numeral.end, line.end))) and kind != "grip":
            return None
        when, before = self._when(line, numeral, low, stops), folded[low : numeral.start]
        joint = target.joint or (self._joint_for(target.motion) if kind in ("rom", "strength") else None)
        if kind in ("rom", "strength") and (target.motion is None or joint is None):
            return None
        motion, value = target.motion, numeral.value
        if kind == "strength" and graded and self._told < low:
            joint, motion = self._graded_motion(numeral, stops, line) or (joint, motion)
        behind = SHORT_OF.match(folded, numeral.end)
        lacks = any(t.kind == "lack" for t in self._between(low, numeral.start)) or behind is not None
        if kind == "rom" and lacks and value > 0:
            motion, value = "extension", -value
        elif kind == "rom" and motion == "extension" and joint in hinges() and value > 60:
            motion = "flexion"
        if not fits(kind, motion, joint, target.name, numeral):
            return None
        if kind == "grip" and numeral.unit is None and self._last is not None:
            numeral = numeral._replace(unit=self._last.numeral.unit)
        side, place = self._sided(target, numeral, stops, line)
        if when in (When.PRIOR, When.BASELINE) and not before.strip() and place is not None and place[1] < low:
            side, place = self._base or self._side()
        if joint in SPINE and motion in ("flexion", "extension"):
            side = place = None
        start = low + len(folded[low : numeral.start]) - len(folded[low : numeral.start].lstrip(" ,.-…"))
        return Finding(
            kind=kind, numeral=numeral, value=value, start=start, end=behind.end() if behind else numeral.end,
            joint=joint if kind in ("rom", "strength", "girth") else None, motion=motion if kind in ("rom", "strength") else None,
            name=target.name, side=side, side_place=place, joint_place=target.place, when=when, line=line,
        )  # fmt: skip

    def _graded_motion(self, numeral: Numeral, stops: list[int], line: Line) -> tuple[str, str] | None:
        """The motion said behind its grade: "Four out of five abduction"."""
        end = min(end_of(stops, numeral.end, line.end), numeral.end + 24)
        for token in self._between(numeral.end, end):
            if token.kind != "motion" or not _FOR.fullmatch(self._folded, numeral.end, token.start):
                return None
            joint = token.joint or self._joint_for(token.value)
            alone = not self._folded[token.end : end].strip(" .,;!?…")
            return (joint, token.value) if joint is not None and alone else None
        return None

    def _sided(
        self, target: Target, numeral: Numeral, stops: list[int], line: Line
    ) -> tuple[str | None, tuple[int, int] | None]:
        """The side behind the number ("four minus on the right"), before it, or the one that is treated."""
        end = min(end_of(stops, numeral.end, line.end), numeral.end + 40)
        for token in self._between(numeral.end, end):
            gap = self._folded[numeral.end : token.start].strip()
            if token.kind == "side" and _BEHIND.fullmatch(gap) and self._names_side(token):
                follows = self._folded[token.end : token.end + 12].strip()
                if not re.match(
                    r"(?:is|one|side is|was|leg)\b|(?:one|two|three|four|five|six|seven|eight|nine|\w+teen|\w+ty)\b",
                    follows,
                ):
                    target.side, target.side_place = token.value, (token.start, token.end)
                    return target.side, target.side_place
        if target.side is not None:
            return target.side, target.side_place
        return self._side() if target.kind not in ("score", "balance") else (None, None)

    def _is_called(self, before: str, low: int, *, measured: bool) -> bool:
        """Whether a number is called out: alone, behind "that's", or behind what it measures."""
        if measured:
            return True
        words = before.rstrip()
        words = ARTICLES.sub("", words)
        if NEUTRAL.fullmatch(words) or called().search(words) or earlier_before().search(words):
            return True
        return low <= self._told <= low + len(before) and before[self._told - low :].count(" ") <= _WORDS_BETWEEN

    def _when(self, line: Line, numeral: Numeral, low: int, stops: list[int]) -> When:
        folded = self._folded
        end = end_of(stops, numeral.end, line.end)
        following = bisect_left(self._number_starts, numeral.end)
        if following < len(self._numbers):
            end = min(end, self._numbers[following].start)
        comma = folded.find(",", numeral.end, end)
        after = folded[numeral.end : min(comma if comma >= 0 else end, numeral.end + 50)]
        before = folded[low : numeral.start]
        if words_of("earlier", "baseline").search(before) or baseline_behind().match(after):
            return When.BASELINE
        if words_of("earlier", "goal").search(before):
            return When.GOAL
        if words_of("earlier", "normal").search(before):
            return When.NORMAL
        if earlier_behind().match(after):
            return When.PRIOR
        if re.search(r"\b(?:that|this) was\b", before) or just_now().search(before) or just_now().match(after.lstrip()):
            return When.CURRENT
        if result_was(before) and not self._known(numeral):
            return When.CURRENT
        if self._asks_before == line.number - 1 and low - line.body < _GREETING:
            return When.PRIOR
        earlier = any(
            not m.group().endswith("from") or low + m.end() > self._told for m in earlier_before().finditer(before)
        )
        return When.PRIOR if earlier else When.CURRENT

    def _known(self, numeral: Numeral) -> bool:
        """Whether what is measured has a value of today already, so that "the right was thirty" is an earlier one."""
        target, side = self._target, self._target.side if self._target is not None else None
        return target is not None and any(
            (f.motion, f.name) == (target.motion, target.name)
            and f.side == (side or f.side)
            and f.when is When.CURRENT
            and f.numeral.start != numeral.start
            for f in self._own[-8:]
        )

    def _corrects(self, line: Line, numeral: Numeral) -> bool:
        """Drop the number before, where words take it back; what replaces it measures the same."""
        index = bisect_left(self._number_starts, numeral.start) - 1
        while index >= 0 and is_pronoun(self._folded, self._numbers[index]):
            index -= 1
        if index < 0:
            return False
        last = self._numbers[index]
        if last.start < line.body or numeral.start - last.end > 90:
            return False
        between = self._folded[last.end : numeral.start]
        if (
            _LOOKS_AGAIN.fullmatch(between)
            and self._last is not None
            and self._last.kind == "rom"
            and self._last.numeral is last
        ):
            self._drop(last)
            return True
        taken = words_of("taken_back", "words").search(between)
        if taken is None or asks_anew(between[taken.end() :]):
            return False
        if taken.group() in ("no", "wait", "sorry", "actually") and taken.start() > 14:
            return False
        if last.unit is not None and numeral.unit is not None and last.unit != numeral.unit:
            return False
        self._drop(self._of_same_side(last, numeral) or last)
        return True

    def _of_same_side(self, last: Numeral, numeral: Numeral) -> Numeral | None:
        """The value said before the last one that a correction with its side is of ("right 55, left 62, no, right 65")."""
        side = self._target.side if self._target is not None else None
        if len(self._own) < 2 or self._own[-1].numeral is not last or last.value == numeral.value:
            return None
        taken, before = self._own[-1], self._own[-2]
        same = (before.motion, before.name, before.line) == (taken.motion, taken.name, taken.line)
        if side is None or taken.side in (None, side) or before.side != side or not same:
            return None
        return before.numeral

    def _drop(self, numeral: Numeral) -> None:
        self._dropped.add(numeral.start)
        for index in range(len(self._own) - 1, max(len(self._own) - 4, 0) - 1, -1):
            if self._own[index].numeral.start == numeral.start:
                del self._own[index]
        if self._last is not None and self._last.numeral.start == numeral.start:
            self._last = None

    def _take_back_side(self, line: Line) -> None:
        """Put a side right that was taken back: "one ten on the right, no wait, left"."""
        for number in range(len(self._own) - 1, -1, -1):
            finding = self._own[number]
            if finding.line is not line:
                break
            limit = min(line.end, finding.numeral.end + 80)
            stop = STOP.search(self._folded, min(finding.numeral.end + 40, limit), limit)
            text = self._folded[finding.numeral.end : stop.start() if stop else limit]
            wrong = _SIDE_TAKEN_BACK.match(text)
            if wrong:
                place = (finding.numeral.end + wrong.start("side"), finding.numeral.end + wrong.end("side"))
                self._own[number] = replace(finding, side=wrong["side"], side_place=place)
                self._turned.add(finding.numeral.start)


_FOR = re.compile(r"\s+(?:(?:for|on|with|in|of|into)\s+)?")
_BEHIND = re.compile(
    r"(?:(?:degrees|of|for|on|in|to|toward|towards|the|your|wrist|knee|elbow|hip|ankle|shoulder|neck|\w+ion|\w+xion)\b ?){0,5}"
)
_SIDE_TAKEN_BACK = re.compile(
    r"[^.?!;]{0,28}?[,.…\s]{1,3}(?:no wait|wait no|no|sorry|i mean|wait|actually|scratch that|correction|make that|my bad|oops)[\s,.…]+"
    r"(?:(?:no|sorry|i mean|that's|it's|that was|the|on|your|make that|wait)[\s,]+)*(?P<side>left|right)\b(?!\s+(?:is|was|one|\w+teen|\w+ty))"
)
