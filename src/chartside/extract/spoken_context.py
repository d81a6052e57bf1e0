"""What is being measured in a session, turn by turn: told by instructions and by names, of the side that is treated."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import SPINE, Token, hinges
from chartside.extract.numerals import Numeral
from chartside.extract.phrases import lies_in
from chartside.extract.reading import Reading
from chartside.extract.spoken_targets import Asked
from chartside.extract.spoken_words import bad_side
from chartside.extract.value_rules import accepts
from chartside.extract.vocabulary import folded_text
from chartside.measures import rom_norm

REACH = 160
"""Characters from an instruction to the first number that answers it."""

STOP = re.compile(r"\.{2,}|…|[.!?;](?=\s|$)|\s[-–—]+\s")
_SAME_BREATH = 25
_HIDDEN = frozenset({"hand", "foot", "finger", "toe"})
_LARGEST = {"dorsiflexion": 45, "extension": 100}


@dataclass(slots=True)
class Talk:
    """What the conversation is about."""

    joint: str | None = None
    chief: str | None = None
    side: str | None = None
    side_place: tuple[int, int] | None = None


@dataclass(slots=True)
class Target:
    """What is being measured."""

    kind: str
    place: tuple[int, int]
    joint: str | None = None
    motion: str | None = None
    name: str | None = None
    side: str | None = None
    side_place: tuple[int, int] | None = None


def about(reading: Reading, everything: Sequence[Token]) -> Talk:
    """The joint and the side a conversation is about: the first named together, by either side."""
    folded = folded_text(reading)
    talk = Talk()
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


def both(finding: Finding, mine: Finding) -> Finding:
    """The reader of lines' finding, with side and moment as told by the conversation where it has none."""
    carried = finding.side_place is not None and finding.side_place[1] <= min(finding.start, mine.start)
    if mine.side is not None and mine.side != finding.side and (finding.side is None or carried):
        finding = replace(finding, side=mine.side, side_place=mine.side_place)
    elif mine.side is None and carried and finding.kind in ("balance", "score"):
        finding = replace(finding, side=None, side_place=None)
    if finding.when is not mine.when:
        finding = replace(finding, when=mine.when)
    if finding.start < mine.start <= finding.numeral.start:
        finding = replace(finding, start=mine.start)
    if mine.joint is not None and (finding.joint is None or rom_norm(finding.joint, finding.motion) is None):
        finding = replace(finding, joint=mine.joint, joint_place=mine.joint_place)
    return finding


def fits(kind: str, motion: str | None, joint: str | None, name: str | None, numeral: Numeral) -> bool:
    """Whether a number can be a value of what is measured."""
    if kind == "rom":
        most = _LARGEST.get(motion or "", 190)
        if motion == "extension" and joint in ("shoulder", None):
            most = 190
        return (
            numeral.unit in (None, "deg")
            and numeral.of is None
            and 0 <= numeral.value <= most
            and numeral.value % 1 == 0
        )
    if kind == "strength":
        return numeral.unit is None and numeral.of in (None, 5) and 0 <= numeral.value <= 5
    if kind == "grip":
        return accepts("grip", None, numeral)
    if kind in ("balance", "girth"):
        return accepts(kind, None, numeral)
    return kind == "score" and accepts("score", name, numeral)


def passed_over(token: Token, covered: Sequence[tuple[int, int]], dosed: Collection[int], stops: Sequence[int]) -> bool:
    """Whether a word is a mark, part of an instruction, or a test's name for an exercise ("single leg, two by ten")."""
    if token.kind == "mark" or (token.kind in ("motion", "target", "joint") and lies_in(covered, token.start)):
        return True
    tested = token.kind == "instrument" or token.value == "balance"
    return tested and bisect_left(stops, token.end) in dosed


def opposite(side: str | None) -> str | None:
    """The other side; None where the side is not known."""
    return {"left": "right", "right": "left"}.get(side or "")


def end_of(stops: Sequence[int], place: int, end: int) -> int:
    """Where the sentence around `place` ends."""
    index = bisect_left(stops, place)
    return stops[index] if index < len(stops) else end


class TargetOfTalk:
    """Keeps what a conversation measures now."""

    def __init__(self, reading: Reading, everything: Sequence[Token]) -> None:
        self._reading = reading
        self._folded = folded_text(reading)
        self._tokens, self._starts = everything, [t.start for t in everything]
        self._talk = about(reading, everything)
        self._target: Target | None = None
        self._told = -1
        self._last: Finding | None = None
        self._graded = False
        self._silent_until = -1
        self._announced: tuple[str, tuple[int, int]] | None = None
        self._base: tuple[str, tuple[int, int]] | None = None
        self._number_end = -1

    def _ask(self, asked: Asked) -> None:
        target = self._target
        if asked.kind == "other":
            self._target, self._silent_until = None, asked.end + 60
            return
        if asked.kind == "score" and asked.start < self._silent_until:
            return
        if asked.after is not None and (target is None or not (target.name or "").startswith(asked.after)):
            return
        if asked.kind == "girth":
            self._set(Target("girth", (asked.start, asked.end), asked.joint or self._talk.joint), asked.end)
            return
        if asked.kind == "strength" and asked.motion is None:
            if target is not None and target.kind in ("rom", "strength") and asked.start - self._told <= 2 * REACH:
                target.kind, target.side, target.side_place = "strength", None, None
            else:
                self._target = Target("strength", (asked.start, asked.end))
            self._told = asked.end
            return
        kind = "strength" if asked.kind == "rom" and self._graded else asked.kind
        joint = asked.joint or self._joint_for(asked.motion)
        if (
            asked.joint is None
            and asked.motion in ("external rotation", "internal rotation", "abduction")
            and joint is None
        ):
            return
        self._set(Target(kind, (asked.start, asked.end), joint, asked.motion, asked.name), asked.end)

    def _set(self, target: Target, end: int) -> None:
        """Measure something else now, on the side said for it, else on the side of the turn or the one that is treated.

        A side that only compares ("right is fifty-two" behind the left) holds for its own number alone.
        """
        before = self._target
        place = before.side_place if before is not None else None
        near = place is not None and target.place[0] - place[1] <= _SAME_BREATH
        if (
            before is not None
            and place is not None
            and near
            and not STOP.search(self._folded, place[1], target.place[0])
        ):
            target.side, target.side_place = before.side, place
        elif self._announced is not None:
            target.side, target.side_place = self._announced
        elif self._base is not None and target.kind in ("rom", "strength"):
            target.side, target.side_place = self._base
        if target.side in ("left", "right") and target.side_place is not None and not self._compares(target):
            self._base = target.side, target.side_place
        self._target, self._told, self._last, self._announced = target, end, None, None

    def _compares(self, target: Target) -> bool:
        """Whether the same was measured just now on the other side."""
        last = self._last
        return last is not None and last.motion == target.motion and last.side == opposite(target.side)

    def _announces(self, token: Token) -> None:
        """Keep a side said before what is measured on it ("Now the right. Flexion …"), not behind a value."""
        behind = self._number_end >= 0 and not STOP.search(self._folded, self._number_end, token.start)
        self._announced = None if behind else (token.value, (token.start, token.end))

    def _take_side(self, token: Token) -> None:
        """Keep the side said: of what is measured now, of what is named behind it."""
        target = self._target
        if self._folded[token.start : token.end] == "right" and not self._names_side(token):
            return
        if target is None:
            target = self._target = Target("none", (token.start, token.end))
        target.side, target.side_place = token.value, (token.start, token.end)
        self._announces(token)
        if (
            self._number_end < target.place[0] < token.start
            and target.joint not in SPINE
            and target.kind != "none"
            and not self._compares(target)
            and not STOP.search(self._folded, target.place[1], token.start)
        ):
            self._base = token.value, (token.start, token.end)

    def _word(self, token: Token) -> None:
        target = self._target
        match token.kind:
            case "side":
                self._take_side(token)
            case "motion":
                joint = token.joint or self._joint_for(token.value)
                strong = target is not None and target.kind == "strength" and token.start - self._told <= 40
                self._set(
                    Target(
                        "strength" if strong or self._graded else "rom", (token.start, token.end), joint, token.value
                    ),
                    token.end,
                )
            case "muscle":
                self._set(Target("strength", (token.start, token.end), token.joint, token.motion), token.end)
            case "joint":
                mine = self._folded[max(token.start - 4, 0) : token.start].strip() == "my"
                if not mine and token.value not in _HIDDEN and not token.value.endswith("extremity"):
                    self._talk.joint = token.value
                    if target is not None and target.kind in ("rom", "strength"):
                        self._other_joint(token, target)
            case "instrument":
                self._set(Target("score", (token.start, token.end), name=token.value), token.end)
            case "target" if token.value == "strength":
                self._set(Target("strength", (token.start, token.end)), token.end)
            case "target" if token.value == "grip":
                self._set(Target("grip", (token.start, token.end)), token.end)
            case "target" if token.value == "girth":
                joint = None if self._talk.joint in _HIDDEN else self._talk.joint
                self._set(Target("girth", (token.start, token.end), joint), token.end)
            case "target" if token.value == "balance":
                name = self._reading.text[token.start : token.end]
                self._set(Target("balance", (token.start, token.end), name=name), token.end)
            case "target" if token.value not in ("rom", "pain", "palpation", "other scale"):
                self._target = None
            case _:
                return

    def _other_joint(self, token: Token, target: Target) -> None:
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
        return (
            re.match(
                r"\s*\?|\s*,\s*(?:so|okay|and we|now)\b|\s+(?:there|here|at|now|about|up to|away|back|around)\b",
                self._folded[token.end : token.end + 14],
            )
            is None
        )

    def _joint_for(self, motion: str | None) -> str | None:
        """The joint a motion is of: the one named last, the one that is treated, the shoulder for a turned arm."""
        if motion is None:
            return self._talk.joint
        for joint in (self._talk.joint, self._talk.chief, self._target.joint if self._target else None):
            if joint is not None and self._has(joint, motion):
                return joint
        turned = motion in ("external rotation", "internal rotation") and self._talk.joint == "elbow"
        return "shoulder" if turned else None

    def _side(self) -> tuple[str | None, tuple[int, int] | None]:
        return self._talk.side, self._talk.side_place

    def _between(self, start: int, end: int) -> Sequence[Token]:
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
