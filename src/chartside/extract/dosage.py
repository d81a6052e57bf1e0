"""Doses of treatment: 3x10, 2 sets of 10, 4 times 15 seconds, 1#, green TB, 6 min, vc for knee valgus, CGA."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chartside.domain.facts import AssistLevel, Side
from chartside.extract.numerals import NUMBER, number_of
from chartside.extract.vocabulary import fold, vocabulary

HOLD_FROM = 15.0
"""Seconds from which "3x30 sec" is sets of one hold; shorter holds ("10x5 sec") are repetitions."""

_SECONDS = r"(?:s|secs?|seconds?|\")(?![a-z])"
_MINUTES = r"(?:'|mins?|minutes?)(?![a-z])"
_EACH = r"(?:\s*(?:ea(?:ch)?(?:\s+(?:side|leg|arm|direction|way))?|each side|bilat\w*|B(?![a-z])))?"
_SETS_REPS = re.compile(
    rf"(?P<a>{NUMBER})\s*(?:sets?\s*(?:of|x|×)|[x×]|by|rounds? of|bouts? of|trials? of)\s*(?P<b>{NUMBER})(?P<unit>\s*(?:{_SECONDS}|{_MINUTES}|ft\b|feet\b|reps?\b|repetitions?\b))?"
    rf"(?:\s*(?:[x×]\s*|with an?\s+|,?\s*)(?P<hold>{NUMBER})\s*-?\s*{_SECONDS}(?:\s*holds?)?)?{_EACH}",
    re.I,
)
_TIMES = re.compile(rf"(?P<a>{NUMBER})\s+times\s+(?P<b>{NUMBER})\s*(?P<unit>{_SECONDS}|{_MINUTES})", re.I)
_HOLD_BY = re.compile(rf"(?P<b>{NUMBER})\s*{_SECONDS}\s*[x×]\s*(?P<a>{NUMBER})(?!\s*/)", re.I)
_REPS = re.compile(
    rf"(?:(?<![\w])[x×]\s*(?P<x>{NUMBER})(?!\s*/|\s*{_SECONDS}|\w)|(?P<y>{NUMBER})\s*(?:[x×](?!\s?\d)(?!\s*/)|reps?\b|repetitions?\b|times\b(?!\s+(?:a|per)\b))|\btimes\s+(?P<z>{NUMBER})\b){_EACH}",
    re.I,
)
_TWICE = re.compile(r"\b(?P<word>once|twice|thrice)\b(?!\s+(?:a|per|daily|weekly))", re.I)
_HOLD = re.compile(rf"(?P<n>{NUMBER})\s*-?\s*{_SECONDS}(?:\s*holds?)?", re.I)
_TIME = re.compile(rf"(?:for\s+)?(?:about\s+)?(?P<n>{NUMBER})\s*{_MINUTES}", re.I)
_LOAD = re.compile(rf"(?:(?:at|with|w/|@|a)\s*)?(?P<n>{NUMBER})\s*(?P<unit>\#|lbs?\b|pounds?\b|kgs?\b|kilos?\b)", re.I)
_BAND = re.compile(
    r"(?:(?:with|w/|@)\s*)?\b(?P<color>yellow|red|green|blue|black|silver|gold|purple|orange)\b(?:\s*(?:TB|t-?band|thera-?band|bands?|tubing|loop))?",
    re.I,
)
_BAND_WORD = re.compile(r"\b(?:TB|t-?band|thera-?band|bands?|tubing|loop)\b", re.I)
_CUES = re.compile(
    r"(?:(?:with|w/|and)\s+)?\b(?:v\.?c\.?s?\b(?!\s*\d)|t\.?c\.?s?\b|vcs?/tcs?|verbal|tactile|visual|manual cue|cue[ds]?|cueing|cuing|mirror fb|mirror feedback)(?:[^,;|]*)",
    re.I,
)
_CUE_WORDS = ((re.compile(r"\bvcs?\b\.?", re.I), "verbal cues"), (re.compile(r"\btcs?\b\.?", re.I), "tactile cues"))
_FREQUENCY = re.compile(
    rf"\b(?:{NUMBER}\s*(?:x|×|times)?\s*(?:/|per|a)\s*(?:day|d|wk|week)|TID|BID|QID|QD|daily|nightly|twice (?:a|per) day|every other day|every day|{NUMBER} times (?:a|per) day)\b",
    re.I,
)
_SIDE = re.compile(
    r"(?<![\w/])\(?(?:(?P<r>R|right|rt)|(?P<l>L|left|lt)|(?P<b>B|bilat\w*|both (?:legs|arms|sides)))\)?(?![\w/'’<>])",
    re.I,
)
_CAPITAL = re.compile(r"\(?[LRB]\)?")
_TRAIL = re.compile(
    r"(?:\s+(?:for|with|w/|at|of|and|x|to|in|on|a|an|the|each|then|using|ea|about|level))+$|[\s,:;.()\-–@+/]+$", re.I
)
_LEAD = re.compile(
    r"^(?:[\s,:;.()\-–•*+|@]+|(?:and|then|with|also|now|plus|start with|a|an|did|performed|okay|right|some|was done as|do the|do)\s+)+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Dose:
    """What one item of a treatment says; `name` is what is left."""

    name: str
    sets: float | None = None
    reps: float | None = None
    hold: float | None = None
    minutes: float | None = None
    load: float | str | None = None
    load_unit: str | None = None
    side: Side | None = None
    cues: str | None = None
    assist: AssistLevel | None = None

    @property
    def given(self) -> bool:
        """Whether any number is said of it."""
        return any(v is not None for v in (self.sets, self.reps, self.hold, self.minutes, self.load))


def dose_of(item: str) -> Dose:
    """Take an item of a treatment apart; never fails, whatever the text."""
    rest, dose = _cues(item)
    rest, dose = _assist(rest, dose)
    rest = _FREQUENCY.sub(" ", rest)
    rest, dose = _counts(rest, dose)
    rest, dose = _loads(rest, dose)
    rest, dose = _side(rest, dose)
    return replace(dose, name=_name(rest))


def _cues(item: str) -> tuple[str, Dose]:
    hit = _CUES.search(item)
    if hit is None:
        return item, Dose("")
    cues = hit.group().strip(" .,")
    for pattern, words in _CUE_WORDS:
        cues = pattern.sub(words, cues)
    cues = re.sub(r"^(?:with|w/|and)\s+", "", cues)
    return item[: hit.start()] + item[hit.end() :], Dose("", cues=" ".join(cues.split()))


def _assist(rest: str, dose: Dose) -> tuple[str, Dose]:
    found = vocabulary("assist_levels.toml").find(fold(rest))
    if not found:
        return rest, dose
    level = AssistLevel(found[0].term.kind)
    for mention in reversed(found):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    return rest, replace(dose, assist=level)


def _counts(rest: str, dose: Dose) -> tuple[str, Dose]:
    hit = _SETS_REPS.search(rest) or _TIMES.search(rest) or _HOLD_BY.search(rest)
    if hit is not None:
        a, b = number_of(hit["a"]), number_of(hit["b"])
        unit = (hit.groupdict().get("unit") or ("s" if hit.re is _HOLD_BY else "")).strip().lower()
        extra = hit.groupdict().get("hold")
        rest = rest[: hit.start()] + " " + rest[hit.end() :]
        if unit.startswith(("s", '"')):
            dose = replace(dose, hold=b, sets=a) if (b or 0) >= HOLD_FROM else replace(dose, hold=b, reps=a)
        elif unit.startswith(("m", "'")):
            dose = replace(dose, sets=a, minutes=b) if hit.re is not _TIMES else replace(dose, sets=a)
        elif unit.startswith("f"):
            dose = replace(dose, sets=a)
        else:
            dose = replace(dose, sets=a, reps=b, hold=number_of(extra) if extra else None)
    else:
        reps = _REPS.search(rest)
        if reps is not None:
            dose = replace(dose, reps=number_of(reps["x"] or reps["y"] or reps["z"]))
            rest = rest[: reps.start()] + " " + rest[reps.end() :]
        else:
            twice = _TWICE.search(rest)
            if twice is not None:
                dose = replace(dose, reps={"once": 1.0, "twice": 2.0, "thrice": 3.0}[twice["word"].lower()])
                rest = rest[: twice.start()] + " " + rest[twice.end() :]
    if dose.hold is None:
        hold = _HOLD.search(rest)
        if hold is not None:
            dose = replace(dose, hold=number_of(hold["n"]))
            rest = rest[: hold.start()] + " " + rest[hold.end() :]
    if dose.minutes is None:
        spent = _TIME.search(rest)
        if spent is not None:
            dose = replace(dose, minutes=number_of(spent["n"]))
            rest = rest[: spent.start()] + " " + rest[spent.end() :]
    return rest, dose


def _loads(rest: str, dose: Dose) -> tuple[str, Dose]:
    load = _LOAD.search(rest)
    if load is not None:
        unit = "kg" if load["unit"].lower().startswith("k") else "lb"
        rest = rest[: load.start()] + " " + rest[load.end() :]
        return rest, replace(dose, load=number_of(load["n"]), load_unit=unit)
    band = _BAND.search(rest)
    if band is not None and (_BAND_WORD.search(rest) or dose.sets is not None or dose.reps is not None):
        return rest[: band.start()] + " " + rest[band.end() :], replace(dose, load=band["color"].lower())
    return rest, dose


def _side(rest: str, dose: Dose) -> tuple[str, Dose]:
    for hit in _SIDE.finditer(rest):
        word = hit.group()
        if len(word.strip("()")) == 1 and not _CAPITAL.fullmatch(word):
            continue
        side = Side.RIGHT if hit["r"] else Side.LEFT if hit["l"] else Side.BILATERAL
        return rest[: hit.start()] + " " + rest[hit.end() :], replace(dose, side=side)
    return rest, dose


def _name(rest: str) -> str:
    name = " ".join(rest.split())
    before = None
    while name != before:
        before = name
        name = _TRAIL.sub("", _LEAD.sub("", name)).strip()
    return name
