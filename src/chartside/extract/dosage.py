"""The dose of an exercise or treatment in every notation: 3x10, 2 sets of 10, x20, 3x30s, 4 times 30 seconds, 10#, green TB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chartside.domain.facts import Side
from chartside.extract.amounts import SAID, amount

_N = rf"(?:\d{{1,3}}|{SAID}|a couple|twice)"
_SECONDS = r"(?:seconds?\b|secs?\b\.?|s\b|\"|'')"
_SECONDS_SAID = r"(?:seconds?\b|secs?\b\.?|s\b)"
"""Without the mark that is also the inch."""

_MINUTES = r"(?:minutes?\b|mins?\b\.?(?![ \t]*(?:a\b|assist|\(a\)))|'(?!'))"
_FEET = r"(?:ft\b|feet\b|foot\b|meters?\b|metres?\b|m\b|yards?\b|yds?\b|steps\b|laps\b|lengths\b)"
_EACH = r"(?:[ \t]*(?:ea(?:ch)?\b\.?|per side|b/l)(?:[ \t]+(?:side|leg|arm|way|direction|le|ue|foot|limb))?)?"

_FREQUENCY = re.compile(
    rf"(?:(?<!\d)x\s?)?(?:{_N})?[ \t]?(?:x|times)?[ \t]?(?:/|\bper\b|\ba\b|\beach\b|\bevery\b)[ \t]?(?:other )?(?:day|d\b|wk|week|hr|hour|morning|night)\b"
    r"|\b(?:bid|tid|qid|qd|qod|daily|nightly|once daily|twice daily|every day|every other day|(?:once|twice) (?:a |per )?(?:day|week)|each (?:day|night))\b"
    rf"|{_N}[ \t]?x[ \t]?(?:daily|day|week(?:ly)?|wk)\b"
)
_SETS_REPS_HOLD = re.compile(
    rf"(?<![\w.])(?P<a>\d{{1,2}})[ \t]?[x×][ \t]?(?P<b>\d{{1,3}})[ \t]?(?:[x×@]|,|with|w/|reps?[x× ,]*)[ \t]?(?P<c>\d{{1,2}})[ \t]?(?:-\d+[ \t]?)?{_SECONDS}"
)
_SETS_REPS = re.compile(
    rf"(?<![\w.])(?P<a>{_N})(?:[ \t]?[x×*][ \t]?|[ \t]+(?P<word>sets?|rounds?|bouts?|trials?|rds?)(?:[ \t]+(?:of|x)|[ \t]?[x×/,])?[ \t]+|[ \t]+by[ \t]+|[ \t]sets?/)"
    rf"(?P<b>{_N})(?:-(?P<high>\d{{1,3}}))?[ \t-]?(?:(?P<s>{_SECONDS})|(?P<m>{_MINUTES})|(?P<ft>{_FEET})|reps?\b|repetitions?\b)?{_EACH}(?![\w]|[ \t]?(?:x?/|%))"
)
_TIMES = re.compile(rf"(?<![\w.])(?P<a>{_N})[ \t]+times[ \t]+(?P<b>{_N})[ \t-]?(?:(?P<s>{_SECONDS})|(?P<m>{_MINUTES}))")
_HOLD_TIMES = re.compile(
    rf"(?<![\w.])(?P<b>{_N})[ \t-]?(?:(?P<s>{_SECONDS_SAID})|(?P<m>{_MINUTES}))(?:[ \t]?holds?)?,?[ \t]*(?:[x×][ \t]?|times )(?P<a>{_N})(?![\w/]|[ \t]?(?:x?/|times|day))(?![ \t]reps?)"
)
_HOLD_REPS = re.compile(
    rf"(?<![\w.])(?P<a>{_N})[ \t]+(?:reps?|repetitions?)[ \t]?(?:[x×]|of|with|w/|,|@)?[ \t]?(?P<b>{_N})[ \t-]?(?P<s>{_SECONDS})"
)
_SETS_ONLY = re.compile(rf"(?<![\w.])(?P<a>{_N})[ \t]+sets?\b")
_REPS = re.compile(
    rf"(?<![\w.])[x×][ \t]?(?P<a>\d{{1,3}})(?![\w.:]|[ \t]?(?:/|min(?![ \t]*a(?:ssist)?\b)|'|sec|wk|week|day|visit|month|%|ft\b|feet\b|lob\b))(?:[ \t]reps?\b)?{_EACH}"
    rf"|(?<![\w.])(?P<b>\d{{1,3}})[x×](?![\w/]|[ \t]?(?:/|\d))"
    rf"|(?<![\w.])(?P<c>{_N})[ \t]?(?:-\d+[ \t]?)?(?:reps?|repetitions?|times)\b{_EACH}"
    rf"|(?<![\w.])(?P<f>{_N})(?=[ \t]+(?:(?:on )?each (?:side|leg|arm|way|direction)|per side|of them)\b)"
    rf"|(?<!the )(?<!then )(?<!vor )\btimes (?!one\b)(?P<d>{_N})(?![\w-]| (?:seconds|minutes|viewing|standing))|\b(?P<e>twice)\b"
)
_HOLD = re.compile(
    rf"(?:\bhold(?:ing|s)?[ \t]+(?:for )?)?(?<![\w.])(?P<b>{_N})(?:-\d+)?[ \t-]?(?:{_SECONDS_SAID}(?:[ \t]*(?:holds?|each hold|on\b))?|\"[ \t]?holds?)"
)
_TIME = re.compile(
    rf"(?:(?:\bfor|(?<!\w)[x×])[ \t]*)?(?:about )?(?<![\d.:])(?<![a-wyz])(?P<n>\d{{1,3}}(?:\.5)?|{SAID})[ \t-]?{_MINUTES}"
)
_LOAD = re.compile(
    rf"(?:@|\b(?:at|with|w/|using)[ \t]+(?:a[ \t]+)?)?[ \t]?(?<![\w.])(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?|{SAID})(?:-\d+)?[ \t-]?(?P<u>#|lbs?\b\.?|pounds?\b|kgs?\b|kilos?\b|kilograms?\b)"
    r"(?:[ \t]?(?:db|dbs|dumbbells?|kb|kettlebell|can|plate|weight|cuff|ankle weight|cw|wts?|ball|med ball|medicine ball)\b)?"
    r"|@[ \t]?(?P<bare>\d{1,3})(?![\w%°]|[ \t]?(?:deg|%|mph|bpm))"
)
_COLOURS = "yellow|red|green|blue|black|silver|gold|orange|purple|grey|gray|tan|pink|heavy|medium|light"
_BAND = re.compile(
    rf"(?:\b(?:with|w/|using)[ \t]+(?:an?[ \t]+)?)?\b(?P<c>{_COLOURS})[ \t]?(?:tb\b|t-?bands?\b|thera-?bands?\b|thera-?tube\b|bands?\b|tubing\b|loops?\b|mini[ -]?bands?\b|resistance\b|rtb\b|level\b)"
    rf"|\b(?:tb|t-?band|thera-?band|band|tubing)[ \t]?[(-]?(?P<c2>{_COLOURS})\)?|\b(?P<c3>[rgybk]tb)\b"
)
_COLOUR = re.compile(r"\b(?P<c>yellow|red|green|blue|black|silver|orange|purple)\b")
_BAND_LETTERS = {"rtb": "red", "gtb": "green", "ytb": "yellow", "btb": "blue", "ktb": "black"}
_DISTANCE = re.compile(rf"(?<![\w.])(?:\d{{1,4}}|{SAID}(?: hundred| thousand)?)[ \t-]?{_FEET}(?:[ \t]+twice\b)?")
_SIDE = re.compile(
    r"(?<![\w/'-])(?:(?P<both>bilateral(?:ly)?|bilat\b\.?|b/l|both sides|both|(?:on )?each (?:side|leg|arm|le|ue)|right and left|left and right|r/l|l/r|b\b(?!/))"
    r"|(?:(?:all )?on the |on |to |the )?(?P<right>right\b|rt\b|r\b)|(?:(?:all )?on the |on |to |the )?(?P<left>left\b|lt\b|l\b))(?![\w/'-])"
)
_NOISE = re.compile(
    r"\b\d{1,3}(?:\.\d)?[ \t]?(?:bpm|mph|rpm|w/cm2|mhz|psi|mmhg|watts?|(?:%|percent)(?: (?:unloading|bws|speed|1rm|body weight))?)"
)
_FEET_NOT_MINUTES = 40
"""From here on 150' x 3 is a distance."""

_FEW_SETS = 4
"""Above this many bouts of a held exercise they are counted as repetitions, as notes do."""


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
        return any(v is not None for v in (self.sets, self.reps, self.hold_seconds, self.minutes))

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
    """The dose said between `start` and `end` of a folded text."""
    reader = _Reader(folded[start:end], start)
    return reader.read()


class _Reader:
    """Reads one stretch, the most telling notation first; what is read is blanked out."""

    def __init__(self, text: str, offset: int) -> None:
        self._text, self._offset, self._dose = text, offset, Dose()

    def read(self) -> Dose:
        for _ in self._take(_FREQUENCY):
            self._dose.often = True
        self._counts()
        for found in self._take(_TIME):
            if self._dose.minutes is None:
                self._dose.minutes = amount(found["n"])
        for found in self._take(_LOAD):
            if self._dose.load is None:
                self._dose.load = amount(found["n"] or found["bare"])
                self._dose.load_unit = ("kg" if found["u"].startswith("k") else "lb") if found["u"] else None
        self._bands()
        for _ in self._take(_DISTANCE):
            self._dose.distance = True
        for _ in self._take(_NOISE):
            pass
        for found in self._take(_SIDE):
            side = Side.BILATERAL if found["both"] else Side.RIGHT if found["right"] else Side.LEFT
            self._dose.side = side if self._dose.side in (None, side) else Side.BILATERAL
        self._dose.spans.sort()
        return self._dose

    def _take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for found in list(pattern.finditer(self._text)):
            self._text = (
                self._text[: found.start()] + "\x00" * (found.end() - found.start()) + self._text[found.end() :]
            )
            self._dose.spans.append((self._offset + found.start(), self._offset + found.end()))
            yield found

    def _counts(self) -> None:
        dose = self._dose
        for found in self._take(_SETS_REPS_HOLD):
            if dose.sets is None:
                dose.sets, dose.reps, dose.hold_seconds = (float(found[k]) for k in "abc")
        for found in self._take(_HOLD_REPS):
            if dose.sets is None:
                dose.reps, dose.hold_seconds = _count(found["a"]), _count(found["b"])
        for pattern in (_SETS_REPS, _TIMES, _HOLD_TIMES):
            for found in self._take(pattern):
                self._bouts(found, pattern is _SETS_REPS)
        for found in self._take(_SETS_ONLY):
            dose.sets = _count(found["a"]) if dose.sets is None else dose.sets
        for found in self._take(_REPS):
            value = next((_count(v) for v in found.groupdict().values() if v), None)
            if dose.reps is None and (dose.sets is None or dose.hold_seconds is None):
                dose.reps = value
        for found in self._take(_HOLD):
            dose.hold_seconds = _count(found["b"]) if dose.hold_seconds is None else dose.hold_seconds

    def _bouts(self, found: re.Match[str], sets_of: bool) -> None:
        dose, groups = self._dose, found.groupdict()
        if dose.sets is not None or dose.reps is not None:
            return
        count, each = _count(found["a"]), _count(found["b"])
        if groups.get("ft"):
            dose.sets = count
        elif (groups.get("m") or "").endswith("'") and each is not None and each >= _FEET_NOT_MINUTES:
            dose.reps, dose.distance = count, True
        elif groups.get("s") or groups.get("m"):
            if groups.get("word") or count is None or count <= _FEW_SETS:
                dose.sets = count
            else:
                dose.reps = count
            if groups.get("m") and groups.get("word"):
                dose.minutes = each
            else:
                dose.hold_seconds = each * 60 if groups.get("m") and each is not None else each
        elif sets_of:
            dose.sets, dose.reps = count, each

    def _bands(self) -> None:
        for found in self._take(_BAND):
            colour = found["c"] or found["c2"] or _BAND_LETTERS[found["c3"]]
            if self._dose.load is None:
                self._dose.load = colour
        if self._dose.load is None and (self._dose.sets is not None or self._dose.reps is not None):
            for found in self._take(_COLOUR):
                self._dose.load = found["c"]
                break


def _count(words: str) -> float | None:
    return {"a couple": 2.0, "twice": 2.0}.get(words) or amount(words)
