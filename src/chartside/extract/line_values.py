"""Keeping a value of a line: its joint, side and moment, and the facts that one number holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chartside.domain.facts import When
from chartside.extract.finding_state import Finding
from chartside.extract.finding_words import is_hinge
from chartside.extract.line_sides import SidesOfLine
from chartside.extract.line_words import REACH
from chartside.extract.note_joints import has_motion
from chartside.extract.numerals import Numeral
from chartside.extract.value_series import earlier, is_arrow, is_change

_SLASH_NEXT = re.compile(r"[^/\n]{0,24}?\s/\s")
MOST_EXTENSION = 40  # degrees: "straight, two. Left is one forty" speaks of flexion again
DATED_AFTER = re.compile(
    r"\s*(?:on\s*|dated\s*|\((?=[\d/-]{3,10}\)))(?P<day>\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?)(?!\s*/?10\b)"
)
_TODAY_AFTER = re.compile(r",?\s+(?:today|this (?:morning|visit|session|time))\b", re.I)
_BOTH = re.compile(r"\bboth\s*$", re.I)
_ELSE = re.compile(r"\b(?:else|others?|otherwise|remaining|remainder|rest)\s*(?:is |are |at |:|=)?\s*$", re.I)
_ALL_BEFORE = re.compile(
    r"\b(?:all|both|side is|otherwise|remaining|remainder|grossly|globally|throughout|overall|t/o)\s*(?:motions|planes|directions|else|others?|other)?\s*[:=]?\s*(?:is |are |at )?$",
    re.I,
)
_EARLIER_DAY = re.compile(r"\(\s*\d{1,2}/\d{1,2}(?:/\d{2,4})?:?\s*$")
_COMPARED = re.compile(r"\bcompared (?:to|with)\s*$", re.I)
_TWO_SIDES = {"left", "right"}
_ANOTHER = re.compile(r"\s*(?:and|/|,)\s*\d")
_ALL_OVER = re.compile(r"\s*(?:throughout|grossly|globally|t/o)\b", re.I)


class ValuesOfLine(SidesOfLine):
    """Turns a number and what it measures into findings."""

    def _keep(self, kind: str, numeral: Numeral, *, inherits: bool, after: bool) -> None:
        state = self._state
        last = self._found[-1] if self._found else None
        if state.corrected and last is not None:
            self._found.pop()
            inherits = True
        if state.depth and _EARLIER_DAY.search(self._text[max(numeral.start - 14, self._line.start) : numeral.start]):
            state.moment = When.PRIOR
        between = self._text[last.end : numeral.start] if last is not None else ""
        same = last is not None and (numeral.unit == last.numeral.unit or None in (numeral.unit, last.numeral.unit))
        timing = earlier(self._found, self._text, numeral.end) if inherits and same and is_arrow(between) else None
        repeats = inherits and state.depth and not state.side_fresh
        name_of_list = last is not None and last.name == "psfs"
        restated = last is not None and state.depth and numeral.unit == "%" and last.numeral.of not in (None, 5, 10)
        repeats = repeats and not restated and not (name_of_list and state.moment is None)
        first = self._context.first_and_last and not state.depth and not inherits
        if first and state.moment is None and _SLASH_NEXT.match(self._text, numeral.end):
            state.moment = When.BASELINE
        if state.all_prior and state.moment is None:
            state.moment = When.PRIOR
        when = state.moment or (state.inside if state.depth else None) or (state.series if repeats else When.CURRENT)
        if when in (When.CURRENT, state.series) and state.moment is None and self._dated_earlier(numeral):
            when = When.PRIOR
        when = self._of_today(when, numeral)
        joint = last.joint if inherits and last else state.joint
        motion = last.motion if inherits and last else state.motion
        name = last.name if inherits and last else state.name
        joint_place = last.joint_place if inherits and last else None
        joint, joint_place = self._joint(kind, joint, motion, joint_place)
        if kind == "pain":
            self._context.pain_on = self._line.number
            if not inherits and state.joint_at < state.sentence_at:
                joint = None
        if kind == "rom" and inherits and motion == "extension" and is_hinge(joint) and numeral.value > MOST_EXTENSION:
            motion = "flexion"
        everywhere = kind == "strength" and not after and self._all_motions(numeral)
        motion = None if everywhere else motion
        if everywhere and _ELSE.search(self._text, max(numeral.start - 20, self._line.start), numeral.start):
            joint, state.side, joint_place, last = None, None, None, None
        side, place = self._side(kind, joint, motion, numeral, inherits=inherits, last=last)
        other = self._first_of_two(kind, motion, numeral, last) if when is not When.CURRENT and inherits else None
        side, place = (other, None) if other is not None else (side, place)
        sides = {side, last.side if inherits and last is not None else None}
        if when is When.PRIOR and sides == {"left", "right"} and _COMPARED.search(between):
            when = When.CURRENT  # "42 on the left compared to 39 on the right"
        start = numeral.start
        if state.begin is not None and numeral.start - state.begin <= 2 * REACH:
            start = state.begin
        elif inherits and last is not None and state.depth:
            start = last.start
        finding = Finding(
            kind=kind, numeral=numeral, value=numeral.value, start=start, joint=joint, motion=motion, name=name,
            end=self._after_end if after else numeral.end, side=side, side_place=place,
            when=when, timing=timing,
            mode=last.mode if inherits and last else state.mode, line=self._line, joint_place=joint_place,
        )  # fmt: skip
        if kind not in ("rom", "strength", "girth", "dynamometry", "pain"):
            finding = replace(finding, joint=None, motion=None)
        self._found.extend(self._all_of(finding, everywhere=everywhere))
        if state.depth and state.moment is not None:
            state.series = state.moment
        state.moment, state.lack, state.begin, state.last = None, False, None, len(self._found)
        state.side_fresh, state.corrected = False, False

    def _of_today(self, when: When, numeral: Numeral) -> When:
        """The moment of a value, today where that stands behind it ("your NDI was 22 percent today")."""
        today = when is When.PRIOR and not self._state.depth and _TODAY_AFTER.match(self._text, numeral.end)
        return When.CURRENT if today else when

    def _all_of(self, finding: Finding, *, everywhere: bool) -> Iterator[Finding]:
        """Every value one number stands for: of all motions, of both joints named, of both ends of a range."""
        also, self._also = self._also, None
        if everywhere:
            yield from self._same_motions(finding)
            return
        if finding.kind == "strength" and also is not None and finding.motion is None:
            yield replace(finding, joint=also)
        yield from self._spread(finding)

    def _first_of_two(self, kind: str, motion: str | None, numeral: Numeral, last: Finding | None) -> str | None:
        """The side of an earlier value of a pair: "8 on the right and 5 on the left, previously 2 and 0"."""
        pair = self._found[-2:]
        if len(pair) < 2 or last is None or kind not in ("rom", "strength", "girth", "grip", "score"):
            return None
        first, second = pair
        if (
            first.kind != kind
            or second.kind != kind
            or first.motion != motion
            or {first.side, second.side} != _TWO_SIDES
        ):
            return None
        if first.when is When.CURRENT and second.when is When.CURRENT and _ANOTHER.match(self._text, numeral.end):
            return first.side
        return first.side if second.when is not When.CURRENT and first.when is When.CURRENT and second is last else None

    def _dated_earlier(self, numeral: Numeral) -> bool:
        """Whether another day than the source's own is said of a value: "19.7 on 4/28", "29/80 (05/14/2026)"."""
        dated = DATED_AFTER.match(self._text, numeral.end, numeral.end + 18)
        if dated is None:
            return False
        if numeral.of is not None and dated["day"].endswith(f"/{numeral.of:g}"):
            return False
        own = self._context.own_day
        if own is None:
            return True
        parts = [int(part) for part in re.split(r"[/-]", dated["day"])]
        return (parts[0], parts[1]) != (own.month, own.day)

    def _joint(
        self, kind: str, joint: str | None, motion: str | None, place: tuple[int, int] | None
    ) -> tuple[str | None, tuple[int, int] | None]:
        """The joint of a value and where it is said: as named, else one of the note that has this motion."""
        context = self._context
        if kind in ("rom", "strength", "dynamometry") and motion is not None and not has_motion(joint, motion):
            found = context.joints.fitting(motion, context.joint, context.measured)
            if found is not None:
                own = context.joint_place if found[0] == context.joint else None
                joint, place = found[0], found[1] or own
        if joint is None and kind in ("rom", "strength", "dynamometry"):
            joint, place = context.joint, context.joint_place
        if kind in ("rom", "strength") and joint is not None:
            context.measured = joint
        return joint, place

    def _all_motions(self, numeral: Numeral) -> bool:
        """Whether a grade holds for every motion ("5/5 throughout", "L hip all 5/5")."""
        if _ALL_OVER.match(self._text, numeral.end):
            return True
        low = max(numeral.start - 30, self._line.start)
        all_over = _ALL_BEFORE.search(self._text, low, numeral.start)
        return (
            all_over is not None
            and all_over.start() >= self._state.named_end - 8
            and (self._state.named_kind != "muscle" or all_over.start() >= self._state.named_end)
        )

    def _same_motions(self, finding: Finding) -> Iterator[Finding]:
        """A grade for all motions: of those graded on the other side just before ("L quad 4/5, HS 4/5, R both 5/5")."""
        before = [f for f in self._found if f.kind == "strength" and f.motion and f.side and f.when is When.CURRENT]
        named_since = bool(before) and self._state.joint_at > before[-1].end
        named_since = named_since or not _BOTH.search(
            self._text, max(finding.numeral.start - 8, 0), finding.numeral.start
        )
        if finding.side in (None, "bilateral") or named_since or not any(f.side != finding.side for f in before):
            yield finding
            return
        done: set[tuple[str | None, str | None]] = set()
        for other in before:
            key = (other.joint, other.motion)
            if other.side != finding.side and key not in done:
                done.add(key)
                place = (other.start, other.numeral.start)
                yield replace(finding, joint=other.joint, motion=other.motion, joint_place=place)

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
        elif numeral.high is not None and (finding.motion is None or is_hinge(finding.joint)):
            lack = (
                numeral.value if numeral.grade == "+" else -abs(numeral.value)
            )  # "5-105" starts 5 short of straight, as "-5 to 105" does
            yield replace(finding, motion="extension", value=lack or 0.0, end=numeral.first_end)
            yield replace(finding, motion="flexion", value=numeral.high)
        elif finding.motion is None:
            yield replace(finding, motion="flexion")
        elif numeral.high is not None:
            yield replace(finding, value=numeral.high)
        else:
            last = self._found[-1] if self._found else None
            repeats = last is not None and last.motion == "extension" and last.value < 0 and finding.joint == last.joint
            short = state.lack or (repeats and is_hinge(finding.joint) and finding.when is not When.CURRENT)
            lacking = short and finding.motion == "extension" and 0 < numeral.value <= MOST_EXTENSION
            yield replace(finding, value=-numeral.value if lacking else numeral.value)
