"""The words of a line that name what its numbers measure."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from chartside.domain.facts import When
from chartside.extract.finding_state import Finding, LineState, NoteContext
from chartside.extract.finding_words import SPINE, Token, finger_joints
from chartside.extract.numerals import Numeral, units
from chartside.extract.reading import Line, Reading, Zone

REACH = 70
"""Characters between a thing and its number at most."""

EXAMINED = frozenset({Zone.OBJECTIVE, Zone.UNKNOWN, Zone.INTERVENTIONS})
FINGER_REACH = 40
HEADING = 32
VALUE_AHEAD = re.compile(r"[^.;\n]{0,60}?\d")
KEPT = frozenset({"strength", "girth", "dynamometry", "pain", "rom", "palpation", "reflex"})
KEPT_WITH_MOTION = frozenset({"strength", "dynamometry", "rom", "palpation", "reflex"})
BY_MUSCLE = frozenset({"mas"})
_VALUE_NEXT = re.compile(r"[\s:=]*(?:it\s|was\s|at\s)*-?\d")
_OF_PAIN = re.compile(r"\b(?:pain|pn|px|nprs|nrs|vas|ache|sore)\b|/10\b", re.I)
_GRADE_NEAR = re.compile(
    r"[^.;\d]{0,32}?(?:[0-5]\s?(?:[+-]|plus|minus)?\s*(?:/\s*5|out of (?:5|five))|\b(?:zero|one|two|three|four|five)(?: (?:plus|minus))?(?: out of five| over five|\b)"
    r"|[0-5][+-](?:\s|[,;.)]|$)|\d+(?:\.\d)?\s?(?:lbs?|kg|#|n|nm|ft-lbs?)\b)",
    re.I,
)
_ANSWER = re.compile(r"\s{0,8}(?:A|Ans|Answer)\s?:")
_UNIT_SAID = re.compile(r"\s*[(,]?\s*(?:in\s)?(?P<unit>lbs?|kg|nm|n|ft-lbs?|cm|in|#)\)?\s*:", re.I)
_TODAY_BEFORE = re.compile(r"\b(?:today|now|this visit|this week)\s*$", re.I)
_NOW = re.compile(r"[^.;\n]{0,45}?(?:\bnow\b|\btoday\b|\bcurrent|->|→|=>)", re.I)
SCREENED = re.compile(r"\b(?:screen(?:ed|ing)?|clear(?:ed|ing)?|neg(?:ative)?|wnl|wfl|unremarkable)\b", re.I)
"""A joint only looked at on the way: the values below are not of it."""

_TREATMENT_LINE = re.compile(r"\s*[-•*]?\s*(?:9\d{4}|G0283|TE|MT|NMR|TA|HEP|there?x?)\b")
_DOSE = re.compile(r"\d\s?[xX×]\s?\d")
_OF_JOINT = re.compile(
    r"\s+(?:of|in|at)\s+(?:(?:the|his|her|their|your)\s+)?(?:(?:left|right|bilateral|[lr])\s+)?", re.I
)
_SENTENCE_STOP = re.compile(r"[.;](?=\s)")
_LONG_LINE = 100
"""Characters from which a line holds sentences, each of its own matter."""


class WordsOfLine:
    """Takes the words of one line in, so that the next number finds what it measures."""

    def __init__(
        self,
        reading: Reading,
        line: Line,
        words: tuple[Token, ...],
        values: tuple[Numeral, ...],
        context: NoteContext,
    ) -> None:
        self._text = reading.text
        self._reading = reading
        self._line = line
        self._words = words
        self._values = values
        self._context = context
        self._in_table = False
        self._state = LineState(kind=context.section_kind, mode=context.section_mode)
        self._found: list[Finding] = []
        self._side_place: tuple[int, int] | None = None
        self._after_end = self._consumed = 0
        self._also: str | None = None  # a second joint named with the first: "UE/LE 5/5", "in both hips and knees"
        self._treats = line.zone is Zone.INTERVENTIONS or _TREATMENT_LINE.match(line.text) is not None
        self._doses = [line.start + m.start() for m in _DOSE.finditer(line.text)] if values else []

    def _is_treatment(self, numeral: Numeral) -> bool:
        """Whether a number stands in a treatment, by the line's heading or by doses in its sentence."""
        if self._treats or not self._doses:
            return self._treats
        if len(self._line.text) < _LONG_LINE:
            return True
        after = bisect_left(self._doses, numeral.start)
        near = self._doses[max(after - 1, 0) : after + 1]
        return any(
            _SENTENCE_STOP.search(self._text, min(dose, numeral.end), max(dose, numeral.start)) is None for dose in near
        )

    def _word(self, token: Token) -> None:
        if token.start < self._consumed:
            return
        state = self._state
        match token.kind:
            case "joint" if self._completes_finger(token):
                pass
            case "joint":
                self._joint_named(token)
            case "motion":
                state.motion = token.value
                state.joint = token.joint or state.joint
                if state.kind not in KEPT_WITH_MOTION and not self._by_muscle():
                    state.kind = None
                self._name(token)
            case "level" if state.kind == "strength":
                state.joint, state.motion = token.joint, token.motion
                self._name(token)
            case "muscle" if self._measures_strength(token):
                state.joint, state.motion = token.joint, token.motion
                if state.kind not in ("dynamometry", "palpation", "reflex") and not self._by_muscle():
                    state.kind = "strength"
                self._name(token)
            case "instrument" | "target":
                self._target(token)
            case "muscle" | "level":
                pass
            case _:
                self._qualifier(token)

    def _joint_named(self, token: Token) -> None:
        state, context = self._state, self._context
        between = self._text[state.named_end : token.start].strip() if state.named_kind == "joint" else "."
        limbs = token.value.endswith("extremity") and (state.joint or "").endswith("extremity")
        self._also = state.joint if limbs and between == "/" and state.joint != token.value else None
        if state.joint != token.value and not self._motion_of(token):
            state.motion = None
        state.joint, state.joint_at = token.value, token.start
        examined = self._line.zone in EXAMINED and VALUE_AHEAD.match(self._text, token.end)
        if examined or context.joint is None or len(self._line.text) < HEADING:
            context.joint, context.joint_place = token.value, (token.start, token.end)
        if state.kind not in KEPT and not self._by_muscle():
            state.kind = None
        self._name(token)
        self._remember_side()

    def _motion_of(self, token: Token) -> bool:
        """Whether the motion named just before is of this joint: "active flexion of the left shoulder"."""
        state = self._state
        if state.motion is None or state.named_kind != "motion" or not 0 <= token.start - state.named_end <= REACH:
            return False
        return _OF_JOINT.fullmatch(self._text, state.named_end, token.start) is not None

    def _completes_finger(self, token: Token) -> bool:
        """Whether a finger and a joint of it stand together ("IF MCP", "PIP flex IF"): both are the joint's name."""
        state, role = self._state, finger_joints().get(token.value)
        before = finger_joints().get((state.joint or "").split(" ")[-1]) or finger_joints().get(state.joint or "")
        if (
            role == "part"
            and role == before
            and " " in (state.joint or "")
            and token.start - state.joint_at <= FINGER_REACH
        ):
            state.joint = f"{(state.joint or '').rsplit(' ', 1)[0]} {token.value}"
            self._name(token)
            return True
        if role is None or before is None or role == before or token.start - state.joint_at > FINGER_REACH:
            return token.value in ("IP", "MP")
        if any(mark in self._text[state.joint_at : token.start] for mark in ",;.\n"):
            return False
        state.joint = f"{token.value} {state.joint}" if role == "digit" else f"{state.joint} {token.value}"
        self._name(token)
        return True

    def _measures_strength(self, token: Token) -> bool:
        """Whether a muscle is named for its grade and not as a place ("pulling in the left hamstring")."""
        state = self._state
        if state.kind in ("strength", "dynamometry", "palpation", "reflex") or self._by_muscle():
            return True
        return self._line.speaker is not None or _GRADE_NEAR.match(self._text, token.end, self._line.end) is not None

    def _by_muscle(self) -> bool:
        """Whether a score is being listed that each muscle has its own of (tone)."""
        return self._state.kind == "score" and self._state.name in BY_MUSCLE

    def _qualifier(self, token: Token) -> None:
        """Words that say where, of which side, how or when something was measured, and marks."""
        state = self._state
        match token.kind:
            case "region":
                state.joint, state.joint_at, state.motion = token.value, token.start, None
                state.kind = state.kind if state.kind in KEPT else None
                if state.kind != "pain":
                    self._name(token)
            case "position":
                if state.named_end >= 0 and token.start - state.named_end <= REACH:
                    self._name(token)
            case "side" if token.value == "bilateral" and self._follows_side(token):
                self._begin(token)
            case "side":
                state.side, state.pair, state.side_fresh = token.value, None, True
                self._begin(token)
                self._remember_side(token)
            case "pair":
                state.pair = token.value
                self._begin(token)
            case "mode":
                state.mode = token.value
                if state.kind != "rom":
                    state.kind = "rom"
                self._name(token)
            case "moment":
                self._moment(token)
            case "timing":
                self._timing(token)
            case "lack":
                state.lack = True
                self._begin(token)
            case "correction":
                state.corrected = state.last is not None
            case _:
                self._mark(token)

    def _follows_side(self, token: Token) -> bool:
        """Whether "both" stands behind a side and means both motions: "R both 5/5"."""
        said = self._text[token.start : token.end].lower()
        return said == "both" and self._side_place is not None and 0 <= token.start - self._side_place[1] <= 2

    def _name(self, token: Token) -> None:
        """A thing was named: the next number may measure it."""
        self._state.named_at, self._state.named_end, self._state.named_kind = token.start, token.end, token.kind
        self._begin(token)

    def _begin(self, token: Token) -> None:
        if self._state.begin is None:
            self._state.begin = token.start

    def _remember_side(self, token: Token | None = None) -> None:
        state = self._state
        if token is not None:
            self._side_place = (token.start, token.end)
        if state.side and state.joint and state.joint not in SPINE and self._side_place is not None:
            self._context.sides[state.joint] = (state.side, self._side_place)

    def _target(self, token: Token) -> None:
        state = self._state
        if token.kind == "target" and token.value == "orthostatic" and state.kind != "systolic":
            if not self._text[self._line.start : self._line.end].lower().startswith(("ortho", "bp")):
                return
            state.kind = "systolic"
        elif token.kind == "target" and token.value == "orthostatic":
            self._name(token)
            return
        elif token.value == "pain extreme":
            if not self._speaks_of_pain():
                return
            state.kind = "pain"
        elif token.value == "hop_lsi" and self._found and self._found[-1].kind == "dynamometry":
            state.kind = "dynamometry"
        elif token.kind == "instrument":
            state.kind, state.name, state.motion = "score", token.value, None
            if self._found and not state.side_fresh:
                state.side = None
        else:
            unit = _UNIT_SAID.match(self._text, token.end)
            state.unit = units().get(unit["unit"].lower()) if unit else None
            state.kind = token.value
            state.name = self._text[token.start : token.end]
            if token.value not in ("rom", "strength", "dynamometry"):
                state.motion = None
        self._name(token)

    def _speaks_of_pain(self) -> bool:
        """Whether "worst" and "at rest" are of pain here: it was rated in this line, or the line reports."""
        if self._state.kind == "other scale":
            return False
        rated = any(f.kind == "pain" for f in self._found)
        return (
            rated
            or self._state.kind == "pain"
            or self._line.zone is Zone.SUBJECTIVE
            or _OF_PAIN.search(self._line.text) is not None
        )

    def _moment(self, token: Token) -> None:
        state = self._state
        when = When(token.value)
        last = self._found[-1] if self._found else None
        between = self._text[last.end : token.start] if last else ""
        if (
            last is not None
            and len(between) <= 8
            and not re.search(r"[,;.()|:\[\]]|\bcomma\b|\bperiod\b", between)
            and self._closes(when, token)
        ):
            if when is When.CURRENT:
                return
            self._found[-1] = replace(last, when=when, end=token.end)
            if state.depth:
                state.series = when
            return
        word = self._text[token.start : token.end].lower()
        if word == "last" and not _VALUE_NEXT.match(self._text, token.end):
            return
        if word.startswith("v") and not state.depth:
            return
        if word.endswith("ago") and (last is None or last.end < state.sentence_at):
            state.all_prior = True
        verb = word in ("was", "were")
        if verb and not state.depth and not self._repeats(token) and not self._was_then_now(token):
            return
        if when is When.CURRENT and (last is None or not self._repeats(token)):
            state.moment = None
            return
        if state.depth:
            state.inside = when
        beside = self._repeats(token) and _VALUE_NEXT.match(self._text, token.end) is not None
        if when is When.GOAL and not state.depth and self._line.speaker is None and not beside:
            state.goal = True
        if when in (When.NORMAL, When.GOAL) and not state.depth and state.last is None and state.named_end < 0:
            return
        state.moment = when
        self._begin(token)

    def _closes(self, when: When, token: Token) -> bool:
        """Whether a moment belongs to the value before it: "108 at eval", "5/10 last visit" but not "108, was 95"."""
        if when is not When.PRIOR:
            return when is not When.CURRENT or not _VALUE_NEXT.match(self._text, token.end)
        words = self._text[token.start : token.end].lower()
        return words.startswith("last") and not _VALUE_NEXT.match(self._text, token.end)

    def _repeats(self, token: Token) -> bool:
        """Whether "was" stands behind a value of the same thing ("95, was 72", "It was four minus")."""
        state = self._state
        last = self._found[-1] if self._found else None
        return last is not None and state.named_at < last.numeral.start and token.start - last.end <= REACH

    def _was_then_now(self, token: Token) -> bool:
        """Whether "was" opens a pair: "flexion: was 128, now 156"."""
        end = min(self._line.end, token.end + 60)
        if _TODAY_BEFORE.search(self._text, max(token.start - 12, 0), token.start):
            return False
        return _NOW.search(self._text, token.end, end) is not None or self._text[: token.start].rstrip()[-1:] in ":-–"

    def _timing(self, token: Token) -> None:
        last = self._found[-1] if self._found else None
        if last is None or last.kind in ("pain",):
            return
        between = self._text[last.end : token.start]
        if len(between) <= 12 and not re.search(r"[,;.()|]", between):
            self._found[-1] = replace(last, timing=token.value, end=token.end)

    def _mark(self, token: Token) -> None:
        state = self._state
        match token.value:
            case "(" | "[":
                if token.value == "[":
                    state.series = self._context.bracketed
                if not state.depth:
                    state.outer_side, state.outer = state.side, (state.joint, state.motion, state.kind)
                state.depth += 1
                state.begin, state.side_fresh, state.inside = None, False, None
            case ")" | "]":
                state.depth = max(state.depth - 1, 0)
                state.moment, state.begin = None, None
                if not state.depth:
                    state.side, state.side_fresh = state.outer_side, False
                    if state.named_at >= 0 and state.outer is not None and self._found:
                        state.joint, state.motion, state.kind = state.outer
            case "?" if _ANSWER.match(self._text, token.end):
                pass
            case "." | "!" | "?":
                state.goal, state.sentence_at = False, token.end
                state.moment, state.begin, state.lack = None, None, False
                state.side, state.kind, state.motion = None, None if state.kind != "pain" else "pain", None
                state.named_at = state.named_end = -1
                state.side_fresh, state.all_prior = False, False
            case _:
                if not state.depth:
                    state.moment = None
                if state.last is not None and self._found and state.named_at < self._found[-1].numeral.start:
                    state.begin = None
