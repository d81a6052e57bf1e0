"""The dose of an exercise or treatment in every notation: 3x10, 2 sets of 10, x20, 3x30s, 4 times 30 seconds, 10#, green TB."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chartside.domain.facts import Side
from chartside.extract import dose_words as say
from chartside.extract.amounts import amount
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, Vocabulary, folded_text, found_in

_SIGNS = (("″", '"'), ("′", "'"), ("×", "x"), ("\u2009", " "), ("\u202f", " "))
_FEET_NOT_MINUTES = 40
"""From here on 150' x 3 is a distance."""

_FEW_SETS = 4
"""Above this many bouts of a held exercise they are counted as repetitions, as notes do."""

_MANY_REPS = 8
"""From here on the first of two numbers is the repetitions, where the second is no more than a few ("10x3")."""


@once_per_source
def dosed_text(reading: Reading) -> str:
    """The folded text with the signs of doses in plain characters, every character at its old offset."""
    folded = folded_text(reading)
    if not folded.isascii():
        for sign, plain in _SIGNS:
            folded = folded.replace(sign, plain)
    return folded


def dosed_mentions(reading: Reading, vocabulary: Vocabulary) -> tuple[Mention, ...]:
    """Mentions of a vocabulary in that text."""
    dosed = dosed_text(reading)
    return found_in(reading, vocabulary) if dosed == reading.folded else vocabulary.find(dosed)


@dataclass(slots=True)
class Dose:
    """What a stretch of text says of the dose; `spans` are the places of its words."""

    sets: float | None = None
    reps: float | None = None
    hold_seconds: float | None = None
    minutes: float | None = None
    load: float | str | None = None
    load_unit: str | None = None
    side: Side | None = None
    often: bool = False
    distance: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def counted(self) -> bool:
        """Whether sets, repetitions, a hold or minutes are said."""
        return not (self.sets is None and self.reps is None and self.hold_seconds is None and self.minutes is None)

    def fill(self, other: Dose) -> None:
        """Take over what another stretch says and this one does not."""
        whole = other.sets is not None and other.reps is not None
        if not whole or (self.sets is None and self.reps is None):
            self.sets = other.sets if self.sets is None else self.sets
            self.reps = other.reps if self.reps is None else self.reps
        for key in ("hold_seconds", "minutes", "load", "load_unit", "side"):
            if getattr(self, key) is None:
                setattr(self, key, getattr(other, key))
        self.often = self.often or other.often


def dose_of(folded: str, start: int, end: int) -> Dose:
    """The dose said between `start` and `end` of a text from `dosed_text`."""
    return _Reader(folded, start, end).read()


class _Reader:
    """Reads one stretch from left to right; at each place the most telling notation is tried first."""

    __slots__ = ("colour", "dose", "end", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.dose = Dose()
        self.colour: tuple[str, int, int] | None = None

    def read(self) -> Dose:
        position, text, end = self.start, self.text, self.end
        while (found := say.NEXT.search(text, position, end)) is not None:
            position = found.end()
            if found["n"] and say.LEVEL.search(text, max(self.start, found.start() - 10), found.start()):
                continue
            for pattern, take in self._rules(found):
                said = pattern.match(text, found.start(), end)
                if said is not None and take(self, said):
                    position = max(said.end(), position)
                    break
        if self.colour is not None and self.dose.load is None and self.dose.counted:
            self.dose.load = say.COLOUR_NAMES.get(self.colour[0], self.colour[0])
            self.dose.spans.append(self.colour[1:])
            self.dose.spans.sort()
        return self.dose

    def _rules(self, found: re.Match[str]) -> tuple[_Rule, ...]:
        """The notations to be tried at a place; of a number in figures those that its next letter can open."""
        number = _FIGURES.match(self.text, found.start(), self.end)
        if number is None:
            return _RULES[found.lastgroup or "n"]
        behind = number.end()
        follower = self.text[behind : behind + 1] if behind < self.end else ""
        return _EVERY_NUMBER if follower in _OPEN_NUMBER else _BY_FOLLOWER.get(follower, ())

    def _keep(self, said: re.Match[str]) -> bool:
        start, end = said.span()
        before = self.text[max(self.start, start - 14) : start].rstrip(" \t")
        if before[-1:] in _LEADS_END:
            lead = say.LEADING.search(self.text, max(self.start, start - 14), start)
            start = lead.start() if lead else start
        self.dose.spans.append((start, end))
        return True

    def often(self, said: re.Match[str]) -> bool:
        self.dose.often = self.dose.often or not _FOR_WEEKS.search(said.group())
        return self._keep(said)

    def whole(self, said: re.Match[str]) -> bool:
        dose = self.dose
        if dose.sets is None and dose.reps is None:
            dose.sets, dose.reps, dose.hold_seconds = (_value(said[k]) for k in ("sets", "reps", "hold"))
        return self._keep(said)

    def bouts(self, said: re.Match[str]) -> bool:
        dose, groups = self.dose, said.groupdict()
        if dose.sets is not None or dose.reps is not None:
            return self._keep(said)
        count, each = _value(groups["sets"]), _value(groups["reps"])
        mark = groups.get("s") == '"' and each is not None and each < _FEET_NOT_MINUTES and self._of_height(said)
        if mark:
            return False
        if groups.get("ft"):
            dose.sets, dose.distance = count, True
        elif (groups.get("m") or "").endswith("'") and each is not None and each >= _FEET_NOT_MINUTES:
            dose.reps, dose.distance = count, True
        elif groups.get("s") or groups.get("m"):
            if groups.get("word") or count is None or count <= _FEW_SETS:
                dose.sets = count
            else:
                dose.reps = count
            if groups.get("m") and "stretch" not in self.text[self.start : said.start()]:
                dose.minutes = each
            else:
                dose.hold_seconds = each * 60 if groups.get("m") and each is not None else each
        elif groups.get("word") is None and count and each and count >= _MANY_REPS and each < 6:
            dose.sets, dose.reps = each, count
        else:
            dose.sets, dose.reps = count, each
        return self._keep(said)

    def reps_sets(self, said: re.Match[str]) -> bool:
        dose = self.dose
        if dose.sets is None and dose.reps is None:
            groups = said.groupdict()
            dose.reps = _value(groups["reps"] or groups.get("reps2"))
            dose.sets = _value(groups["sets"] or groups.get("sets2"))
        return self._keep(said)

    def reps_hold(self, said: re.Match[str]) -> bool:
        dose = self.dose
        dose.reps = _value(said["reps"]) if dose.reps is None else dose.reps
        dose.hold_seconds = _value(said["hold"]) if dose.hold_seconds is None else dose.hold_seconds
        return self._keep(said)

    def hold_times(self, said: re.Match[str]) -> bool:
        dose, count, each = self.dose, _value(said["count"]), _value(said["hold"])
        if said["mark"] and self._of_height(said):
            return False
        if said["m"] and said["m"].endswith("'") and each is not None and each >= _FEET_NOT_MINUTES:
            return False
        if said["m"] and self.text.startswith((" daily", " a day", " per day"), said.end()):
            return False
        if dose.sets is None and dose.reps is None:
            stretched = "stretch" in self.text[self.start : said.start()]
            if count is not None and (count > _FEW_SETS or stretched):
                dose.reps = count
            else:
                dose.sets = count
        if said["m"] and each is not None and "stretch" not in self.text[self.start : said.start()]:
            dose.minutes = each if dose.minutes is None else dose.minutes
        elif dose.hold_seconds is None and each is not None:
            dose.hold_seconds = each * 60 if said["m"] else each
        return self._keep(said)

    def sets(self, said: re.Match[str]) -> bool:
        self.dose.sets = _value(said["sets"]) if self.dose.sets is None else self.dose.sets
        return self._keep(said)

    def reps(self, said: re.Match[str]) -> bool:
        dose = self.dose
        value = next((_value(v) for v in said.groupdict().values() if v), None)
        before = self.text[max(self.start, said.start() - 12) : said.start()]
        gaze = value == 1 and _GAZE.search(self.text, self.start, said.start()) is not None
        if gaze or before.endswith(("vor ", "vor")) or (value is not None and value <= 2 and say.HELPED.search(before)):
            return False
        if dose.often and _A_WEEK.search(before):
            return self._keep(said)
        if dose.reps is None and (dose.sets is None or dose.hold_seconds is None):
            dose.reps = value
        return self._keep(said)

    def hold(self, said: re.Match[str]) -> bool:
        if said.groupdict().get("mark") and (
            (self.dose.reps is None and self.dose.sets is None) or self._of_height(said)
        ):
            return False
        if self.dose.hold_seconds is None:
            self.dose.hold_seconds = _value(said["hold"])
        return self._keep(said)

    def minutes(self, said: re.Match[str]) -> bool:
        value, dose = amount(said["n"]), self.dose
        if value is None or (said["m"] == "'" and value >= _FEET_NOT_MINUTES):
            return False
        value += 0.5 if said["half"] else 0
        if dose.minutes is None:
            dose.minutes = value
        elif dose.spans and _BOTH_WAYS.fullmatch(self.text, dose.spans[-1][1], said.start()):
            dose.minutes += value
        return self._keep(said)

    def load(self, said: re.Match[str]) -> bool:
        dose, unit = self.dose, said.groupdict().get("u") or ""
        if dose.load is None:
            dose.load = amount(said["n"])
            dose.load_unit = _UNITS.get(unit[:1]) if unit else None
        return self._keep(said)

    def distance(self, said: re.Match[str]) -> bool:
        dose = self.dose
        dose.distance = True
        many = _value(said["reps"] or said["reps2"]) if not said["twice"] else 2.0
        if many is not None and dose.reps is None and dose.sets is None:
            dose.reps = many
        return True if _OF_STAIRS.search(said.group()) else self._keep(said)

    def other(self, said: re.Match[str]) -> bool:
        return True

    def slashed(self, said: re.Match[str]) -> bool:
        before = self.text[self.start : said.start()]
        if self.dose.counted or say.PAIN.search(self.text, self.start, self.end) or not say.NAMED.search(before):
            return False
        self.dose.sets, self.dose.reps = _value(said["sets"]), _value(said["reps"])
        return self._keep(said)

    def band(self, said: re.Match[str]) -> bool:
        colour = said["c"] or said["c2"] or said["c3"]
        if self.dose.load is None:
            self.dose.load = say.COLOUR_NAMES.get(colour, colour)
        return self._keep(said)

    def coloured(self, said: re.Match[str]) -> bool:
        self.colour = self.colour or (said.group().removesuffix(" one"), said.start(), said.end())
        return True

    def side(self, said: re.Match[str]) -> bool:
        side = Side.BILATERAL if said["both"] else Side.RIGHT if said["right"] else Side.LEFT
        self.dose.side = side if self.dose.side in (None, side) else Side.BILATERAL
        return self._keep(said)

    def _of_height(self, said: re.Match[str]) -> bool:
        return say.HEIGHT.search(self.text, self.start, self.end) is not None


_GAZE = re.compile(r"gaze|vor\b|viewing")
_FOR_WEEKS = re.compile(
    r"(?<!/)(?<!/ )(?<!\ba )(?<!per )(?<!each )(?<!every )\b(?:weeks?|wks?|visits?|months?|mo)$|(?<=\d)(?:wks?|mo)$"
)
"""Behind a number these say for how long, not how often."""

_A_WEEK = re.compile(r"(?:wk|week)s?[ \t]*$")
"""Behind these a number counts weeks ("2x/wk x4")."""

_OF_STAIRS = re.compile(r"steps|stairs")
_UNITS = {"#": "lb", "l": "lb", "p": "lb", "k": "kg", "w": "W"}
_BOTH_WAYS = re.compile(
    r"[ \t]*(?:fwd|forwards?|for|flex(?:ion)?|scap(?:tion)?|abd|er|ir|clockwise|cw|f)?[ \t]*(?:/|,|\+|and|&|then|;)[ \t]*"
)
_Rule = tuple[re.Pattern[str], Callable[[_Reader, re.Match[str]], bool]]
_NUMBER_RULES: tuple[tuple[re.Pattern[str], Callable[[_Reader, re.Match[str]], bool], str], ...] = (
    (say.REPS_OFTEN, _Reader.reps, "x×"),
    (say.SETS_REPS_HOLD, _Reader.whole, "x×*"),
    (say.REPS_SETS, _Reader.reps_sets, "r"),
    (say.REPS_HOLD, _Reader.reps_hold, "rh"),
    (say.SETS_REPS, _Reader.bouts, "x×*srbt"),
    (say.TIMES_HOLD, _Reader.bouts, "t"),
    (say.HOLD_REPS_SETS, _Reader.whole, 'sc"'),
    (say.HOLD_TIMES, _Reader.hold_times, "sc\"m'"),
    (say.ON_OFF, _Reader.hold, 'sc"o'),
    (say.OFTEN, _Reader.often, "x×t/paedwvm"),
    (say.SETS_ONLY, _Reader.sets, "srb"),
    (say.REPS, _Reader.reps, "x×rtlbcpofe"),
    (say.SECONDS, _Reader.hold, 'sc"'),
    (say.MINUTES, _Reader.minutes, "m'1½"),
    (say.LOAD, _Reader.load, "#lpkw"),
    (say.DISTANCE, _Reader.distance, "fmys'"),
    (say.SLASHED, _Reader.slashed, "/"),
    (say.OTHER, _Reader.other, 'bmrwhp%d°ic"/'),
)
"""Notations that begin with a number, and the letters that can follow it there."""

_EVERY_NUMBER: tuple[_Rule, ...] = tuple((pattern, take) for pattern, take, _ in _NUMBER_RULES)
_BY_FOLLOWER: Mapping[str, tuple[_Rule, ...]] = {
    letter: tuple((pattern, take) for pattern, take, letters in _NUMBER_RULES if letter in letters)
    for letter in {letter for _, _, letters in _NUMBER_RULES for letter in letters}
}
_OPEN_NUMBER = frozenset(".-")
"""Behind these a number goes on."""

_FIGURES = re.compile(r"\d+[ \t]*")
_LEADS_END = frozenset("hgrtan/@x×")
"""Letters with which the small words of `LEADING` end."""
_RULES: Mapping[str, tuple[_Rule, ...]] = {
    "n": _EVERY_NUMBER,
    "x": (
        (say.OFTEN, _Reader.often),
        (say.X_REPS_SETS, _Reader.reps_sets),
        (say.SETS_ONLY, _Reader.sets),
        (say.X_HOLD, _Reader.hold),
        (say.MINUTES, _Reader.minutes),
        (say.LOAD, _Reader.load),
        (say.DISTANCE, _Reader.distance),
        (say.X_REPS, _Reader.reps),
        (say.OTHER, _Reader.other),
    ),
    "at": ((say.LOAD, _Reader.load), (say.OTHER, _Reader.other), (say.AT_LOAD, _Reader.load)),
    "w": (
        (say.OFTEN_WORDS, _Reader.often),
        (say.HOLDING, _Reader.hold),
        (say.TIMES_REPS, _Reader.reps),
        (say.SIDE, _Reader.side),
    ),
    "b": ((say.BAND, _Reader.band), (say.COLOUR, _Reader.coloured)),
    "s": ((say.SIDE, _Reader.side),),
}


def _value(words: str | None) -> float | None:
    return amount(words) if words else None
