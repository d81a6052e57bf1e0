"""What a part of a treatment says of the exercises before it: their dose, help, cues and response, or that they were left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chartside.domain.facts import AssistLevel
from chartside.extract.amounts import SAID, amount
from chartside.extract.dosage import Dose
from chartside.extract.dose_words import COLOUR
from chartside.extract.phrases import plain
from chartside.extract.reading import Reading
from chartside.extract.treatment_parts import Part
from chartside.extract.treatment_said import word_list
from chartside.extract.vocabulary import Mention

STATES = re.compile(
    r"\b(?:was|were|is|are|has|had|did|before|after|loss(?:es)? of balance|lob)\b|\d ?(?:->|→|>) ?[a-z]?\d|^[a-z]+ \d+ to \d+$"
)
LEFT_OUT_KINDS = frozenset({"modality", "manual_therapy"})
_PURPOSE = re.compile(r"(?:for|to|because|so|due|per|until|then|while)\b")
_LEG = re.compile(
    r"(?:sl|dl|single leg|double leg|r|l|right|left|seated|standing|prone|supine|flex|ext|abd|add|eccentric)"
)
_SAME = re.compile(r"(?:[\d.%]+|mph|bpm|speed|incline|only|then|more|again|side|[lr]|\W)*")
_NUMBER_ALONE = re.compile(rf"[1-9]\d?|{SAID}")
_FEW_LISTED = 2
_NOT_DONE = re.compile(
    r"\b(?:not (?:indicated|performed|done|tolerated|tested|today|appropriate)|held|deferred|defer|contraindicated|omitted|skipped|refused|declined|d/c'd|discontinued)\b"
)
_LEFT_OUT = re.compile(
    r"(?P<no>no )(?P<what>[^,;:]{2,40}?)(?: (?:today|this visit|this session|given|performed|done|needed))*$"
)
_LATER = re.compile(r"\b(?:next (?:visit|session|time|week)|nv|nxt visit)\b")
_TODAY = re.compile(r"\s*\b(?:was|were|is|today|this visit)\b\s*$")


@dataclass(slots=True)
class Item:
    """One exercise, technique or modality as the note says it; offsets of its evidence, and what is said of it."""

    start: int
    end: int
    name: str
    dose: Dose
    mention: Mention | None
    assist: AssistLevel | None = None
    cues: str | None = None
    response: str | None = None
    absent: bool = False
    later: bool = False
    siblings: list[Item] = field(default_factory=list)
    sentence: int = 0


OF_ALL = frozenset({"each", "ea", "all", "of", "both", "bilateral", "bilaterally"})
_FOR_EACH = re.compile(
    r"\b(?:each|ea|all|of each|apiece)\b(?![ ](?:side|leg|arm|way|direction|dir|le|ue|foot|limb|hand))"
)


def share(folded: str, dosed: Item, before: Sequence[Item], *, named: bool) -> None:
    """Give the dose behind a list to every exercise of it ("AP, QS, GS x20 each", "LAQ, marching, clams, 2 sets of 10").

    Where "each" does not say so, only a dose with no name of its own is shared, behind three exercises and more.
    """
    undosed: list[Item] = []
    for item in reversed(before):
        if item.sentence != dosed.sentence or item.dose.counted or item.absent or item.mention is None:
            break
        undosed.append(item)
    if _FOR_EACH.search(folded, dosed.start, dosed.end) is None and (named or len(undosed) < _FEW_LISTED):
        return
    for item in undosed:
        item.dose.fill(replace(dosed.dose, minutes=None, spans=[]))


_ALSO_FOR = re.compile(rf"[ ]for (?:another )?(?P<n>[1-9]\d?|{SAID})$")


def same_again(reading: Reading, item: Item, previous: Item, part: Part, *, known: bool) -> bool:
    """Whether a part is the exercise before it in another way ("SLR flexion 2x10, abd 2x10"); its name is made whole."""
    if previous.sentence != part.sentence or not item.dose.counted:
        return False
    again = part.joined and previous.dose.counted and not known and _SAME.fullmatch(item.name.lower())
    if again or _LEG.fullmatch(item.name.lower()):
        item.name = plain(f"{_base(reading, previous)} {item.name}")
        return True
    return False


def _minutes_too(item: Item, previous: Item) -> None:
    """Minutes without their word, behind an item that has it ("glides for ten minutes, followed by release for five")."""
    if previous.dose.minutes is None or item.dose.counted:
        return
    told = _ALSO_FOR.search(item.name.lower())
    if told is not None:
        item.dose.minutes, item.name = amount(told["n"]), item.name[: told.start()]


def only_number(item: Item, previous: Item) -> bool:
    """Take a number alone behind an exercise as its repetitions ("bridges, fifteen"); of a motion it would be degrees."""
    _minutes_too(item, previous)
    name = item.name.lower()
    known = previous.mention is not None and not previous.mention.term.row.get("weak")
    if not known or previous.dose.counted or not _NUMBER_ALONE.fullmatch(name):
        return False
    previous.dose.reps, previous.end = amount(name), item.end
    return True


def put_off(folded: str, item: Item, start: int) -> None:
    """Mark an item that was left out ("ionto not performed", "no traction today") or is meant for a later visit."""
    item.later = _LATER.search(folded, start, item.end) is not None
    left_out = _LEFT_OUT.match(item.name.lower()) if item.mention and item.mention.kind in LEFT_OUT_KINDS else None
    if left_out:
        item.absent, item.name = True, item.name[left_out.end("no") : left_out.end("what")].strip()
    elif _NOT_DONE.search(folded, item.start, item.end) is not None:
        item.absent = True
        name = item.name.split(" - ")[0] if _NOT_DONE.search(item.name.split(" - ")[0]) else item.name
        item.name = _TODAY.sub("", plain(_NOT_DONE.sub(" ", name)).strip(" .,;:-")).strip(" .,;:-")


def _base(reading: Reading, item: Item) -> str:
    mention = item.mention
    return plain(reading.text[mention.start : mention.end]) if mention else item.name


def said_of(reading: Reading, item: Item, said: Item, words: Sequence[str], cued: bool) -> None:
    """Take what a part says of the item before it."""
    text = plain(reading.text[said.start : said.end])
    if item.dose.load is None and (colour := COLOUR.fullmatch(said.name.lower())):
        item.dose.load, item.end = colour.group().removesuffix(" one"), max(item.end, said.end)
        words = ()
    bare = not words or (said.dose.counted and len(words) <= 3)
    if bare or said.dose.counted:
        had = item.dose.counted
        item.dose.fill(said.dose)
        item.end = said.end if not cued or not had else item.end
        for sibling in item.siblings:
            if not sibling.dose.counted or sibling.assist is None:
                sibling.dose.fill(said.dose)
    if said.assist is not None:
        for each in (item, *item.siblings):
            each.assist = each.assist or said.assist
        item.end = max(item.end, said.end) if bare else item.end
    if cued:
        item.cues = item.cues or text
    elif words and not said.dose.counted and word_list("response").begin(text.lower()):
        item.response = item.response or text
    elif _describes(item, said, words):
        item.name = plain(f"{item.name}, {said.name}")
    if said.absent and said.mention is None:
        item.absent = True


def _describes(item: Item, said: Item, words: Sequence[str]) -> bool:
    """Whether words between a name and its dose belong to the name ("foam, eyes closed, four times …")."""
    bare = not item.dose.counted and not item.absent and not said.dose.counted and not said.assist
    return (
        bare and 0 < len(words) <= 6 and not _PURPOSE.match(said.name.lower()) and not STATES.search(said.name.lower())
    )
