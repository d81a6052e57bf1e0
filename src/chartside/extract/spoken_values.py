"""Values a therapist calls out in a session: "bend it. … okay that's one twelve. you were one oh four last time".

What is measured is said some words before its number, as an instruction, and holds for the numbers that follow until
another is given. The reader of lines knows numbers with their names in one sentence; here numbers are added that are
called out, and numbers are dropped that are taken back or count something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chartside.domain.facts import When
from chartside.domain.source import Speaker
from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import SPINE, Token, hinges
from chartside.extract.numerals import Numeral
from chartside.extract.reading import Line, Reading
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
    bad_side,
    baseline_behind,
    called,
    counts,
    earlier_before,
    earlier_behind,
    is_pronoun,
    words_of,
)
from chartside.extract.value_rules import accepts
from chartside.extract.vocabulary import folded_text
from chartside.measures import rom_norm

_REACH = 160
"""Characters from an instruction to the first number that answers it."""

_WORDS_BETWEEN, _GREETING = 6, 10
_STOP = re.compile(r"\.{2,}|…|[.!?;](?=\s|$)|\s[-–—]+\s")
_OTHER_SIDE = re.compile(r"\b(?:(?:the |your )?other (?:side|one|leg|arm|knee|hand|foot|shoulder|hip|ankle|wrist|elbow|way)|opposite side|switch(?: sides| legs| arms)?)\b")
_LOOKS_AGAIN = re.compile(r"\s*(?:degrees?\s*)?(?:\.{2,}|…)\s*")
_ROTATIONS = ("internal rotation", "external rotation")
_IN_OR_OUT = re.compile(r"[\s,.]*(?:(?:now|and|then|rotate|turn)\s+)*(?P<way>in|out)[\s,.]*(?:(?:is|that's)\s+)?")
_HIDDEN = frozenset({"hand", "foot", "finger", "toe"})
_LARGEST = {"dorsiflexion": 45, "extension": 100}


@dataclass(slots=True)
class _Talk:
    """What the conversation is about."""

    joint: str | None = None
    chief: str | None = None
    side: str | None = None
    side_place: tuple[int, int] | None = None


@dataclass(slots=True)
class _Target:
    """What is being measured."""

    kind: str
    place: tuple[int, int]
    joint: str | None = None
    motion: str | None = None
    name: str | None = None
    side: str | None = None
    side_place: tuple[int, int] | None = None


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


class _Talker:
    """Follows a conversation turn by turn."""

    def __init__(self, reading: Reading, everything: Sequence[Token], numbers: Sequence[Numeral]) -> None:
        self._reading = reading
        self._folded = folded_text(reading)
        self._tokens, self._starts = everything, [t.start for t in everything]
        self._numbers, self._number_starts = numbers, [n.start for n in numbers]
        self._talk = _about(reading, everything)
        self._pain = PainTalk(reading, everything)
        self._target: _Target | None = None
        self._told = -1
        self._own: list[Finding] = []
        self._dropped: set[int] = set()
        self._last: Finding | None = None
        self._graded = False
        self._silent_until = self._asks_before = -1

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
        stops = [m.end() for m in _STOP.finditer(self._folded, line.body, line.end)]
        dosed = [(m.start(), m.end()) for m in DOSES.finditer(self._folded, line.body, line.end)]
        asked = [a for a in asked if a.kind != "score" or not _same_sentence(a, dosed, stops)]
        events: list[Token | Numeral | Asked] = [
            *asked,
            *(t for t in tokens if not _passed_over(t, covered, dosed, stops)),
            *(n for n in numbers if n.start not in taken and not _inside(n.start, covered)),
        ]
        events.sort(key=lambda e: (e.start, -e.end))
        self._graded = False
        previous = line.body
        for event in events:
            if isinstance(event, Numeral):
                self._number(line, event, previous, stops)
                previous = event.end
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
            if place in self._dropped or place in self._pain.of_other or (mine is not None and mine.kind != finding.kind):
                continue
            if mine is None:
                kept.append(finding)
            elif (mine.motion, mine.name) == (finding.motion, finding.name):
                own.pop(place)
                kept.append(_both(finding, mine))
        kept.extend(own.values())
        return sorted(kept, key=lambda f: (f.start, f.end))

    def _ask(self, asked: Asked) -> None:
        target = self._target
        if asked.kind == "other":
            self._target, self._silent_until = None, asked.end + 60
            return
        if asked.kind == "score" and asked.start < self._silent_until:
            return
        if asked.kind == "strength" and asked.motion is None:
            if target is not None and target.kind in ("rom", "strength") and asked.start - self._told <= 2 * _REACH:
                target.kind, target.side, target.side_place = "strength", None, None
            else:
                self._target = _Target("strength", (asked.start, asked.end))
            self._told = asked.end
            return
        kind = "strength" if asked.kind == "rom" and self._graded else asked.kind
        joint = asked.joint or self._joint_for(asked.motion)
        if asked.joint is None and asked.motion in ("external rotation", "internal rotation", "abduction") and joint is None:
            return
        self._set(_Target(kind, (asked.start, asked.end), joint, asked.motion, asked.name), asked.end)

    def _set(self, target: _Target, end: int) -> None:
        """Measure something else now, on the side said in the same breath, else on the side that is treated."""
        before = self._target
        if before is not None and before.side_place and target.place[0] - before.side_place[1] <= 25:
            if not _STOP.search(self._folded, before.side_place[1], target.place[0]):
                target.side, target.side_place = before.side, before.side_place
        self._target, self._told, self._last = target, end, None

    def _word(self, token: Token) -> None:
        target = self._target
        match token.kind:
            case "side":
                if self._folded[token.start : token.end] == "right" and not self._names_side(token):
                    return
                if target is None:
                    target = self._target = _Target("none", (token.start, token.end))
                target.side, target.side_place = token.value, (token.start, token.end)
            case "motion":
                joint = token.joint or self._joint_for(token.value)
                strong = target is not None and target.kind == "strength" and token.start - self._told <= 40
                self._set(_Target("strength" if strong or self._graded else "rom", (token.start, token.end), joint, token.value), token.end)
            case "muscle":
                self._set(_Target("strength", (token.start, token.end), token.joint, token.motion), token.end)
            case "joint":
                mine = self._folded[max(token.start - 4, 0) : token.start].strip() == "my"
                if not mine and token.value not in _HIDDEN and not token.value.endswith("extremity"):
                    self._talk.joint = token.value
                    if target is not None and target.kind in ("rom", "strength"):
                        self._other_joint(token, target)
            case "instrument":
                self._set(_Target("score", (token.start, token.end), name=token.value), token.end)
            case "target" if token.value == "strength":
                self._set(_Target("strength", (token.start, token.end)), token.end)
            case "target" if token.value == "grip":
                self._set(_Target("grip", (token.start, token.end)), token.end)
            case "target" if token.value == "balance":
                name = self._reading.text[token.start : token.end]
                self._set(_Target("balance", (token.start, token.end), name=name), token.end)
            case "target" if token.value not in ("rom", "pain", "palpation", "other scale"):
                self._target = None
            case _:
                return

    def _other_joint(self, token: Token, target: _Target) -> None:
        """The motion asked for is of this joint; where it cannot be, something else is tested that is not named."""
        if target.motion is not None and self._has(token.value, target.motion):
            target.joint = token.value
        elif target.joint is not None and target.joint != token.value and target.kind == "strength":
            target.joint, target.motion = token.value, None

    @staticmethod
    def _has(joint: str, motion: str) -> bool:
        return rom_norm(joint, motion) is not None or (joint in hinges() and motion in ("flexion", "extension"))

    def _names_side(self, token: Token) -> bool:
        """Whether "right" is the side, and not "right?" or "all right"."""
        before = self._folded[max(token.start - 12, 0) : token.start]
        if re.search(r"\b(?:all|that's|you're|oh|yeah|yep|go) $", before):
            return False
        line = self._reading.line_at(token.start)
        if token.start == line.body and self._folded.startswith(",", token.end):
            return "left" in self._folded[token.end : line.end]
        return re.match(r"\s*\?|\s*,\s*(?:so|okay|and we|now)\b|\s+(?:there|here|at|now|about|up to|away|back|around)\b", self._folded[token.end : token.end + 14]) is None

    def _joint_for(self, motion: str | None) -> str | None:
        """The joint a motion is of: the one named last, the one that is treated, the shoulder for a turned arm."""
        if motion is None:
            return self._talk.joint
        for joint in (self._talk.joint, self._talk.chief, self._target.joint if self._target else None):
            if joint is not None and self._has(joint, motion):
                return joint
        turned = motion in ("external rotation", "internal rotation") and self._talk.joint == "elbow"
        return "shoulder" if turned else None

    def _number(self, line: Line, numeral: Numeral, previous: int, stops: list[int]) -> None:
        folded = self._folded
        sentence = stops[bisect_right(stops, numeral.start) - 1] if stops and stops[0] <= numeral.start else line.body
        low = max(previous, sentence)
        before = folded[low : numeral.start]
        corrects = self._corrects(line, numeral)
        self._turn_round(before, low)
        if is_pronoun(folded, numeral):
            self._dropped.add(numeral.start)
            return
        target = self._target
        if target is None or target.kind == "none" or counts(folded, numeral, before):
            return
        far = numeral.start - max(self._told, self._last.end if self._last else -1) > _REACH
        if far:
            return
        other = [m for m in _OTHER_SIDE.finditer(folded, low, numeral.start)]
        if other and target.side_place is None or (other and target.side_place and target.side_place[0] < low):
            target.side, target.side_place = _opposite(target.side or self._side()[0]), other[-1].span()
        if not corrects and not _IN_OR_OUT.fullmatch(before) and not self._is_called(before, low):
            return
        finding = self._finding(line, numeral, target, low, stops)
        if finding is None:
            return
        self._own.append(finding)
        self._last = finding
        if finding.kind == "strength":
            self._graded = True

    def _turn_round(self, before: str, low: int) -> None:
        """For "rotate it in. fifteen. out, thirty": the other way round of the same joint."""
        target = self._target
        turned = _IN_OR_OUT.fullmatch(before) if target is not None and target.motion in _ROTATIONS else None
        if target is not None and turned:
            target.motion = _ROTATIONS[turned["way"] == "out"]
            target.place = (low + turned.start("way"), low + turned.end("way"))

    def _finding(self, line: Line, numeral: Numeral, target: _Target, low: int, stops: list[int]) -> Finding | None:
        folded = self._folded
        kind = target.kind
        graded = numeral.of == 5 or bool(numeral.grade)
        if kind in ("rom", "strength") and numeral.value <= 5 and graded:
            kind = "strength"
        elif kind == "strength" and (numeral.value > 5 or numeral.unit == "deg"):
            kind = "rom"
        if TREATS.search(folded, low, min(numeral.end + 30, _end_of(stops, numeral.end, line.end))) and kind != "grip":
            return None
        when = self._when(line, numeral, low, stops)
        joint = target.joint or (self._joint_for(target.motion) if kind in ("rom", "strength") else None)
        if kind in ("rom", "strength") and (target.motion is None or joint is None):
            return None
        motion, value = target.motion, numeral.value
        behind = SHORT_OF.match(folded, numeral.end)
        lacks = any(t.kind == "lack" for t in self._between(low, numeral.start)) or behind is not None
        if kind == "rom" and lacks and value > 0:
            motion, value = "extension", -value
        elif kind == "rom" and motion == "extension" and joint in hinges() and value > 60:
            motion = "flexion"
        if not _fits(kind, motion, joint, target.name, numeral):
            return None
        side, place = self._sided(target, numeral, stops, line)
        if joint in SPINE and motion in ("flexion", "extension"):
            side = place = None
        start = low + len(folded[low : numeral.start]) - len(folded[low : numeral.start].lstrip(" ,.-…"))
        return Finding(
            kind=kind, numeral=numeral, value=value, start=start, end=behind.end() if behind else numeral.end,
            joint=joint if kind in ("rom", "strength") else None, motion=motion if kind in ("rom", "strength") else None,
            name=target.name, side=side, side_place=place, joint_place=target.place, when=when, line=line,
        )  # fmt: skip

    def _sided(self, target: _Target, numeral: Numeral, stops: list[int], line: Line) -> tuple[str | None, tuple[int, int] | None]:
        """The side behind the number ("four minus on the right"), before it, or the one that is treated."""
        end = min(_end_of(stops, numeral.end, line.end), numeral.end + 40)
        for token in self._between(numeral.end, end):
            gap = self._folded[numeral.end : token.start].strip()
            if token.kind == "side" and _BEHIND.fullmatch(gap) and self._names_side(token):
                follows = self._folded[token.end : token.end + 12].strip()
                if not re.match(r"(?:is|one|side is|was|leg)\b|(?:one|two|three|four|five|six|seven|eight|nine|\w+teen|\w+ty)\b", follows):
                    target.side, target.side_place = token.value, (token.start, token.end)
                    return target.side, target.side_place
        if target.side is not None:
            return target.side, target.side_place
        return self._side() if target.kind != "score" else (None, None)

    def _side(self) -> tuple[str | None, tuple[int, int] | None]:
        return self._talk.side, self._talk.side_place

    def _between(self, start: int, end: int) -> Sequence[Token]:
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_called(self, before: str, low: int) -> bool:
        """Whether a number is called out: alone, behind "that's", or behind what it measures."""
        words = before.rstrip()
        words = ARTICLES.sub("", words)
        if NEUTRAL.fullmatch(words) or called().search(words) or earlier_before().search(words):
            return True
        return low <= self._told <= low + len(before) and before[self._told - low :].count(" ") <= _WORDS_BETWEEN

    def _when(self, line: Line, numeral: Numeral, low: int, stops: list[int]) -> When:
        folded = self._folded
        end = _end_of(stops, numeral.end, line.end)
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
        if re.search(r"\b(?:that|this) was\b", before):
            return When.CURRENT
        if self._asks_before == line.number - 1 and low - line.body < _GREETING:
            return When.PRIOR
        return When.PRIOR if earlier_before().search(before) else When.CURRENT

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
        if _LOOKS_AGAIN.fullmatch(between) and self._last is not None and self._last.kind == "rom" and self._last.numeral is last:
            self._drop(last)
            return True
        taken = words_of("taken_back", "words").search(between)
        if taken is None or asks_anew(between[taken.end() :]):
            return False
        if taken.group() in ("no", "wait", "sorry", "actually") and taken.start() > 14:
            return False
        if last.unit is not None and numeral.unit is not None and last.unit != numeral.unit:
            return False
        self._drop(last)
        return True

    def _drop(self, numeral: Numeral) -> None:
        self._dropped.add(numeral.start)
        self._own = [f for f in self._own if f.numeral.start != numeral.start]
        if self._last is not None and self._last.numeral.start == numeral.start:
            self._last = None

    def _take_back_side(self, line: Line) -> None:
        """Put a side right that was taken back: "one ten on the right, no wait, left"."""
        for number, finding in enumerate(self._own):
            if finding.line is not line:
                continue
            stop = _STOP.search(self._folded, finding.numeral.end + 40, line.end)
            text = self._folded[finding.numeral.end : stop.start() if stop else min(line.end, finding.numeral.end + 80)]
            wrong = _SIDE_TAKEN_BACK.match(text)
            if wrong:
                place = (finding.numeral.end + wrong.start("side"), finding.numeral.end + wrong.end("side"))
                self._own[number] = replace(finding, side=wrong["side"], side_place=place)


_BEHIND = re.compile(r"(?:(?:degrees|of|for|on|in|the|your|wrist|knee|elbow|hip|ankle|shoulder|neck|\w+ion|\w+xion)\b ?){0,5}")
_SIDE_TAKEN_BACK = re.compile(
    r"[^.?!;]{0,28}?[,.…\s](?:no wait|wait no|no|sorry|i mean|wait|actually|scratch that|correction|make that|my bad|oops)[\s,.…]+"
    r"(?:(?:no|sorry|i mean|that's|it's|that was|the|on|your|make that|wait)[\s,]+)*(?P<side>left|right)\b(?!\s+(?:is|was|one|\w+teen|\w+ty))"
)


def _about(reading: Reading, everything: Sequence[Token]) -> _Talk:
    """The joint and the side a conversation is about: the first named together, by either side."""
    folded = folded_text(reading)
    talk = _Talk()
    counts: dict[str, int] = {}
    for token in everything:
        if token.kind == "joint" and token.value not in _HIDDEN and not token.value.endswith("extremity"):
            counts[token.value] = counts.get(token.value, 0) + 1
            if talk.joint is None or counts[token.value] > counts[talk.chief or talk.joint]:
                talk.joint = talk.chief = token.value
    bad = bad_side(folded)
    if bad is not None:
        talk.side, talk.side_place = folded[bad[0] : bad[1]], bad
    return talk


def _both(finding: Finding, mine: Finding) -> Finding:
    """The reader of lines' finding, with side and moment as told by the conversation where it has none."""
    if finding.side is None and mine.side is not None:
        finding = replace(finding, side=mine.side, side_place=mine.side_place)
    if finding.when is not mine.when:
        finding = replace(finding, when=mine.when)
    if finding.start < mine.start <= finding.numeral.start:
        finding = replace(finding, start=mine.start)
    if mine.joint is not None and (finding.joint is None or rom_norm(finding.joint, finding.motion) is None):
        finding = replace(finding, joint=mine.joint, joint_place=mine.joint_place)
    return finding


def _fits(kind: str, motion: str | None, joint: str | None, name: str | None, numeral: Numeral) -> bool:
    """Whether a number can be a value of what is measured."""
    if kind == "rom":
        most = _LARGEST.get(motion or "", 190)
        if motion == "extension" and joint in ("shoulder", None):
            most = 190
        return numeral.unit in (None, "deg") and numeral.of is None and 0 <= numeral.value <= most and numeral.value % 1 == 0
    if kind == "strength":
        return numeral.unit is None and numeral.of in (None, 5) and 0 <= numeral.value <= 5
    if kind == "grip":
        return accepts("grip", None, numeral)
    if kind == "balance":
        return accepts("balance", None, numeral)
    return kind == "score" and accepts("score", name, numeral)


def _inside(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in ranges)


def _same_sentence(word: Asked | Token, places: Sequence[tuple[int, int]], stops: Sequence[int]) -> bool:
    """Whether one of the places stands in the same sentence."""
    return any(bisect_left(stops, word.end) == bisect_left(stops, end) for _, end in places)


def _passed_over(
    token: Token, covered: Sequence[tuple[int, int]], dosed: Sequence[tuple[int, int]], stops: Sequence[int]
) -> bool:
    """Whether a word is a mark, part of an instruction, or a test's name for an exercise ("single leg, two by ten")."""
    if token.kind == "mark" or (token.kind in ("motion", "target", "joint") and _inside(token.start, covered)):
        return True
    tested = token.kind == "instrument" or token.value == "balance"
    return tested and _same_sentence(token, dosed, stops)


def _opposite(side: str | None) -> str | None:
    return {"left": "right", "right": "left"}.get(side or "")


def _end_of(stops: Sequence[int], place: int, end: int) -> int:
    """Where the sentence around `place` ends."""
    index = bisect_left(stops, place)
    return stops[index] if index < len(stops) else end


