"""When a fact read from a note is the fact a person annotated, and how many are.

The rules are those of the annotation guide: numbers, sides and moments must agree; texts share half of their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]

NUMERIC = ("measurement", "score", "time", "billed", "intervention", "plan")
KINDS = (
    *NUMERIC, "special_test", "diagnosis", "function", "goal", "symptom", "precaution", "event", "medication",
    "history", "social", "equipment",
)  # fmt: skip
TEXT_OVERLAP = 0.5
NAME_OVERLAP = 0.6

_EMPTY = frozenset(
    "a an the of to in on at for with and or is are was were be been has have had by from as that this it its her his "
    "she he they pt patient will would i my you your do does did no not nil any".split()
)
_BANDS = frozenset("red blue green yellow black silver gold band bands theraband tband tb tubing resistance".split())
_OPEN_STANCES = frozenset({"present", "planned", "possible", "goal"})
_LENIENT = frozenset({"goal", "plan", "medication", "equipment"})
_BODY = frozenset({"vital", "gait_speed", "balance"})
_BY_PLACE = frozenset({"rom", "strength"})
_SAME_MOTION = {"side bending": "lateral flexion", "sidebending": "lateral flexion", "side bend": "lateral flexion"}
"""Names of one motion: a hand that writes one and a reader that writes the other say the same."""


@dataclass(slots=True)
class Count:
    """Facts annotated, facts read, and those that are both."""

    gold: int = 0
    read: int = 0
    matched: int = 0

    def add(self, other: Count) -> None:
        """Count another note in."""
        self.gold, self.read, self.matched = (
            self.gold + other.gold,
            self.read + other.read,
            self.matched + other.matched,
        )

    @property
    def precision(self) -> float:
        """Share of the facts read that are annotated."""
        return self.matched / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """Share of the annotated facts that are read."""
        return self.matched / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Result:
    """Counts by kind, the facts missed and those that are not annotated, and how much evidence is exact."""

    kinds: dict[str, Count] = field(default_factory=dict)
    missed: list[Record] = field(default_factory=list)
    false: list[Record] = field(default_factory=list)
    evidence: Count = field(default_factory=Count)

    def of(self, kinds: Iterable[str]) -> Count:
        """The counts of some kinds together."""
        total = Count()
        for kind in kinds:
            total.add(self.kinds.get(kind, Count()))
        return total

    def add(self, other: Result) -> None:
        """Count another note in."""
        for kind, count in other.kinds.items():
            self.kinds.setdefault(kind, Count()).add(count)
        self.missed += other.missed
        self.false += other.false
        self.evidence.add(other.evidence)


def score(text: str, gold: Sequence[Record], read: Sequence[Record]) -> Result:
    """Compare the facts read from one note with those annotated.

    Args:
        text: The note.
        gold: Annotated facts, each with its `quote`.
        read: Facts as `chartside facts --json` prints them.
    """
    result = Result()
    for kind in KINDS:
        mine = _once([g for g in gold if g["kind"] == kind], kind)
        theirs = _once([r for r in read if r["kind"] == kind], kind)
        pairs = sorted(
            ((likeness(g, r), i, j) for i, g in enumerate(mine) for j, r in enumerate(theirs) if likeness(g, r) > 0),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        taken: dict[int, int] = {}
        for _, i, j in pairs:
            if i not in taken and j not in taken.values():
                taken[i] = j
        if mine or theirs:
            result.kinds[kind] = Count(len(mine), len(theirs), len(taken))
        result.missed += [g for i, g in enumerate(mine) if i not in taken]
        result.false += [r for j, r in enumerate(theirs) if j not in taken.values()]
    for fact in read:
        exact = all(text[e["start"] : e["end"]] == e["quote"] for e in fact["evidence"]) and fact["evidence"]
        result.evidence.add(Count(1, 1, int(bool(exact))))
    return result


def likeness(gold: Record, read: Record) -> float:
    """How well a fact read matches an annotated one of its kind; 0 when it does not."""
    rule = _RULES.get(gold["kind"])
    return rule(gold, read) if rule is not None else _text(gold, read)


def _measurement(gold: Record, read: Record) -> float:
    if gold["measure"] != read["measure"] or _when(gold) != _when(read):
        return 0.0
    told_by_one = gold["measure"] == "pain" or gold.get("value") is None  # side and place may be left to the heading
    if told_by_one and not _sides_agree(gold, read):
        return 0.0
    sided = not told_by_one and gold["measure"] not in _BODY
    if sided and _side(gold) is not None and _side(gold) != _side(read):
        return 0.0
    places = ("joint", "motion") if gold["measure"] in _BY_PLACE else ()
    if any(_word(gold, key) is not None and _word(gold, key) != _word(read, key) for key in places):
        return 0.0
    if gold.get("value") is None:
        return 1.0 if _dice(_said(gold), _said(read)) >= TEXT_OVERLAP else 0.0
    return (
        1.0
        if _number(gold, "value", absolute=_is_extension(gold)) == _number(read, "value", absolute=_is_extension(read))
        else 0.0
    )


def _score(gold: Record, read: Record) -> float:
    same = gold["instrument"] == read["instrument"] and _when(gold) == _when(read)
    return float(same and _number(gold, "value") == _number(read, "value") and _sides_agree(gold, read))


def _special_test(gold: Record, read: Record) -> float:
    if gold.get("result") not in (read.get("result"), "other") or not _sides_agree(gold, read):
        return 0.0
    likeness_of_names = _dice(gold["name"], read["name"])
    near = gold["quote"] in _quotes(read) or any(quote and quote in gold["quote"] for quote in _quotes(read))
    return likeness_of_names if likeness_of_names >= TEXT_OVERLAP else float(near) * TEXT_OVERLAP


def _intervention(gold: Record, read: Record) -> float:
    for key in ("minutes", "sets", "reps", "load"):
        wanted = _number(gold, key)
        if wanted is not None and wanted != _number(read, key):
            return 0.0
    found = _dice(gold["name"], read["name"], aside=_BANDS)
    return found if found >= NAME_OVERLAP else 0.0


def _time(gold: Record, read: Record) -> float:
    if gold["what"] != read["what"] or gold.get("code") != read.get("code"):
        return 0.0
    if gold["what"] in ("start", "end"):
        clocks = [re.sub(r"\D", "", str(fact.get("clock") or fact.get("quote") or "")) for fact in (gold, read)]
        return float(clocks[0].lstrip("0") == clocks[1].lstrip("0"))
    return float(_number(gold, "minutes") == _number(read, "minutes"))


def _billed(gold: Record, read: Record) -> float:
    return float(gold["code"] == read["code"] and _number(gold, "units") == _number(read, "units"))


def _plan(gold: Record, read: Record) -> float:
    if gold.get("what") != read.get("what"):
        return 0.0
    keys = ("per_week", "weeks")
    if any(_number(gold, key) != _number(read, key) for key in keys):
        return 0.0
    if any(_number(gold, key) is not None for key in keys):
        return 1.0
    return _text(gold, read)


def _text(gold: Record, read: Record) -> float:
    stances = (gold.get("assertion") or "present", read.get("assertion") or "present")
    open_ones = gold["kind"] in _LENIENT and set(stances) <= _OPEN_STANCES
    if (stances[0] != stances[1] and not open_ones) or not _sides_agree(gold, read):
        return 0.0
    wanted = (_said(gold), str(gold.get("quote") or ""))
    found = (_said(read), *_quotes(read))
    best = max(_dice(a, b) for a in wanted for b in found)
    return best if best >= TEXT_OVERLAP else 0.0


_RULES: dict[str, Callable[[Record, Record], float]] = {
    "measurement": _measurement,
    "score": _score,
    "special_test": _special_test,
    "intervention": _intervention,
    "time": _time,
    "billed": _billed,
    "plan": _plan,
}
_KEYS = {
    "measurement": ("measure", "joint", "motion", "side", "value", "when"),
    "score": ("instrument", "value", "side", "when"),
    "intervention": ("name", "minutes", "sets", "reps", "load", "assertion"),
    "time": ("what", "code", "minutes", "clock"),
    "billed": ("code", "units"),
    "plan": ("what", "per_week", "weeks", "text"),
}


def _once(facts: Sequence[Record], kind: str) -> list[Record]:
    """A value said twice in a note is one fact."""
    if kind not in _KEYS:
        return list(facts)
    kept: dict[tuple[str, ...], Record] = {}
    for fact in facts:
        kept.setdefault(tuple(str(fact.get(key)).lower() for key in _KEYS[kind]), fact)
    return list(kept.values())


def _said(fact: Record) -> str:
    parts = (fact.get(key) for key in ("text", "task", "level", "name", "grade", "context"))
    return " ".join(str(part) for part in parts if part)


def _quotes(fact: Record) -> list[str]:
    return [str(evidence["quote"]) for evidence in fact.get("evidence", ())]


def _words(text: str, aside: frozenset[str] = frozenset()) -> set[str]:
    return {w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in _EMPTY and w not in aside}


def _dice(a: str, b: str, *, aside: frozenset[str] = frozenset()) -> float:
    first, second = _words(a, aside), _words(b, aside)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _when(fact: Record) -> str:
    return str(fact.get("when") or "current")


def _side(fact: Record) -> str | None:
    return fact.get("side")


def _sides_agree(gold: Record, read: Record) -> bool:
    return None in (_side(gold), _side(read)) or _side(gold) == _side(read)


def _word(fact: Record, key: str) -> str | None:
    value = fact.get(key)
    if not value:
        return None
    word = str(value).lower().replace("_", " ")
    return _SAME_MOTION.get(word, word)


def _is_extension(fact: Record) -> bool:
    return fact.get("motion") == "extension"


def _number(fact: Record, key: str, *, absolute: bool = False) -> float | None:
    value = fact.get(key)
    if not isinstance(value, int | float):
        return None
    return round(abs(value) if absolute else value, 6)
