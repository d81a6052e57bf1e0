"""Items of a treatment: a stretch of text cut at its commas and stops, each part an item or said of the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chartside.domain.facts import AssistLevel
from chartside.extract.amounts import SAID, amount
from chartside.extract.dosage import Dose, dose_of, dosed_mentions, dosed_text
from chartside.extract.dose_words import COLOUR, LEVEL
from chartside.extract.mention_index import MentionIndex
from chartside.extract.phrases import left_of, plain
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_blocks import exercises_in
from chartside.extract.treatment_names import BRACKET, LEAD, name_of
from chartside.extract.treatment_parts import Part, parts_of
from chartside.extract.treatment_said import cue_in, word_list
from chartside.extract.vocabulary import Mention, vocabulary

_TEST = re.compile(
    r"\b(?:five times|5 times|5x|5 x|30[ -]?s(?:ec(?:ond)?s?)?|thirty[ -]second)[ -]?(?:sit|chair|sts)|\bstrength\b|\bwas \d|\bis \d"
)
_STATES = re.compile(
    r"\b(?:was|were|is|are|has|had|did|before|after|loss(?:es)? of balance|lob)\b|\d ?(?:->|→|>) ?[a-z]?\d|^[a-z]+ \d+ to \d+$"
)
_PURPOSE = re.compile(r"(?:for|to|because|so|due|per|until|then|while)\b")
_WORD = re.compile(r"[a-z][a-z'/<>-]*")
_NOT_DONE = re.compile(
    r"\b(?:not (?:indicated|performed|done|tolerated|tested|today|appropriate)|held|deferred|defer|contraindicated|omitted|skipped|refused|declined|d/c'd|discontinued)\b"
)
_LEFT_OUT = re.compile(
    r"(?P<no>no )(?P<what>[^,;:]{2,40}?)(?: (?:today|this visit|this session|given|performed|done|needed))*$"
)
_LEFT_OUT_KINDS = frozenset({"modality", "manual_therapy"})
_TODAY = re.compile(r"\s*\b(?:was|were|is|today|this visit)\b\s*$")
_MOST_WORDS = 9
"""Words of an unknown item in a later sentence at most; longer ones tell how it went."""

_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|had|will|can|could|did|does|should|would|may|still|due|because|since|when|if|but|without|well|good|able|unable)\b"
)
_LEG = re.compile(
    r"(?:sl|dl|single leg|double leg|r|l|right|left|seated|standing|prone|supine|flex|ext|abd|add|eccentric)"
)
_CODE_INSIDE = re.compile(r"\s[(–—-]?\s?(?:cpt |crm )?9[2-9]\d{3}\b")
_MORE = re.compile(r"[ \t]+(?:and|then|but|so|before|until|because|to|while|which|who)\b")
"""In prose what follows these behind a dose is told of something else."""

_RARE = re.compile(r"n(?:ot|o\b(?<!\wno)|ext|v\b|xt)|held|defer|contra|omit|skip|refus|declin|d/c|discont")
"""In a stretch without any of these nothing is put off or left out."""

_MAY_TEST = re.compile(r"sit|chair|sts|strength|was[ (]|is[ (]")
"""A stretch without any of these is no test."""

_SAME = re.compile(r"(?:[\d.%]+|mph|bpm|speed|incline|only|then|more|again|side|[lr]|\W)*")
_BARE_REPS = re.compile(r"[A-Za-z)\"'] (?P<n>[3-9]|[1-5]\d)$")
_NO_ITEM = re.compile(
    r"(?:=|~?\d{1,2}:\d\d|tot(?:al|l)?\b|timed\b|[ls]tg\d?\b|goal|none\b|n/?a\b|nothing\b|same as\b|see\b|per flow|no change|\d+ (?:freeze|lob|rest|error|units?)|gp\b|kx\b|g0|9\d{4}|\d+ (?:steps|stairs)(?: x \d+)?$|~?\d+ (?:totl?|ttl|total|timed|min\b)|sx\b|pain\b|not\b|held\b|\$|\(eval|same (?:program|as)\b|per (?:pt|patient)\b|irritated\b|due to\b|shouldn'?t\b|[\d\W]*$)"
)
_BILLED = re.compile(r"(?:cpt )?9[2-9]\d{3}(?:[ ,/]*(?:gp|kx|cq|59))*[ (:=-]*(?:[x×] ?)?\d{0,2}\)?(?: ?units?| ?u)?")
"""A billed code with its units is no word of the treatment before it."""
_LATER = re.compile(r"\b(?:next (?:visit|session|time|week)|nv|nxt visit)\b")


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


@once_per_source
def _helps(reading: Reading) -> MentionIndex:
    """Levels of assistance named in a source."""
    return MentionIndex(
        [m for m in dosed_mentions(reading, vocabulary("assist_levels.toml")) if m.term.phrase != "sup"]
    )


def items(
    reading: Reading, start: int, end: int, *, listed: bool, family: str | None = None, loose: bool = False
) -> list[Item]:
    """Items between two offsets.

    Args:
        reading: The source.
        start: Offset at which the stretch begins.
        end: Offset after it.
        listed: Whether the stretch is a list of treatments, so that unknown words are items too.
        loose: Whether every sentence of the list may name treatments in words that no row knows.
        family: Name of the service, for an item that leaves its name to the heading ("150 feet twice on tile").
    """
    found: list[Item] = []
    for part in parts_of(reading, start, end):
        unsaid = not found or found[-1].sentence != part.sentence
        if not listed and unsaid and not exercises_in(reading, part.start, part.end):
            continue
        item = _item(reading, part, found, listed=listed, family=family, loose=loose)
        if item is not None:
            found.append(item)
    return found


_NUMBER_ALONE = re.compile(rf"[1-9]\d?|{SAID}")
_HANDED_OUT = re.compile(r"\b(?:issued|fitted|dispensed|ordered|given (?:for|to))\b")


def _item(
    reading: Reading, part: Part, before: Sequence[Item], *, listed: bool, family: str | None, loose: bool
) -> Item | None:
    folded = dosed_text(reading)
    lead = LEAD.match(folded, part.start, part.end)
    start = lead.end() if lead else part.start
    end = part.end
    coded = _CODE_INSIDE.search(folded, start + 3, end) if folded.find("9", start + 3, end) >= 0 else None
    end = coded.start() if coded else end
    while end > start and folded[end - 1] in " \t\n.,;:-":
        end -= 1
    if end <= start:
        return None
    previous = before[-1] if before else None
    cue = cue_in(reading, start, end)
    if cue is not None and cue[0] == start and exercises_in(reading, cue[1], end):
        cue = cue_in(reading, cue[1], end)
    if not listed:
        start = _noun_phrase(reading, start, cue[0] if cue else end)
    stop = cue[0] if cue else end
    dose = dose_of(folded, start, end)
    if not listed:
        end = _told_to(reading, dose, end)
        stop = min(stop, end)
    helped = _helps(reading).within(start, stop)
    name = name_of(
        reading,
        start,
        stop,
        [(a, min(b, stop)) for a, b in dose.spans if a < stop] + [(m.start, m.end) for m in helped],
    )
    words = _WORD.findall(name.lower())
    named = exercises_in(reading, start, stop)
    strong = [m for m in named if not m.term.row.get("weak")]
    item = Item(start, end, name, dose, next(iter(strong or named), None), sentence=part.sentence)
    item.assist = AssistLevel(helped[0].kind) if helped else None
    item.cues = plain(reading.text[cue[0] : end]) if cue else None
    if _RARE.search(folded, start, end) is not None:
        _put_off(folded, item)
    if (previous is not None and _only_number(item, previous)) or _BILLED.fullmatch(folded, start, end):
        return None
    if not words and not dose.spans and not helped and cue is None:
        return None
    if previous is not None and _same_again(reading, item, previous, part, known=bool(named)):
        return item
    bare = _BARE_REPS.search(name) if listed and not dose.counted and family is None else None
    if bare is not None and not LEVEL.search(name.lower(), 0, bare.start("n")):
        dose.reps, item.name = float(bare["n"]), name[: bare.start()].strip()
    described = not part.fresh and item.sentence > 0 and not loose
    if not _is_item(
        folded, item, words, bool(strong), bool(named), previous, listed=listed, family=family, described=described
    ):
        if (
            previous is not None
            and (not part.fresh or not words)
            and (listed or previous.sentence == part.sentence or item.cues)
        ):
            _said_of(reading, previous, item, words, bool(cue))
        return None
    if part.joined and previous is not None:
        item.siblings = [*previous.siblings, previous]
        if dose.counted and not previous.dose.counted and not previous.absent:
            previous.dose.fill(dose)
            previous.end = max(previous.end, previous.end)
    return item


_ALSO_FOR = re.compile(rf"[ ]for (?:another )?(?P<n>[1-9]\d?|{SAID})$")


def _same_again(reading: Reading, item: Item, previous: Item, part: Part, *, known: bool) -> bool:
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


def _only_number(item: Item, previous: Item) -> bool:
    """Take a number alone behind an exercise as its repetitions ("bridges, fifteen"); of a motion it would be degrees."""
    _minutes_too(item, previous)
    name = item.name.lower()
    known = previous.mention is not None and not previous.mention.term.row.get("weak")
    if not known or previous.dose.counted or not _NUMBER_ALONE.fullmatch(name):
        return False
    previous.dose.reps, previous.end = amount(name), item.end
    return True


def _put_off(folded: str, item: Item) -> None:
    """Mark an item that was left out ("ionto not performed", "no traction today") or is meant for a later visit."""
    item.later = _LATER.search(folded, item.start, item.end) is not None
    left_out = _LEFT_OUT.match(item.name.lower()) if item.mention and item.mention.kind in _LEFT_OUT_KINDS else None
    if left_out:
        item.absent, item.name = True, item.name[left_out.end("no") : left_out.end("what")].strip()
    elif _NOT_DONE.search(folded, item.start, item.end) is not None:
        item.absent = True
        item.name = _TODAY.sub("", plain(_NOT_DONE.sub(" ", item.name)).strip(" .,;:-")).strip(" .,;:-")


def _told_to(reading: Reading, dose: Dose, end: int) -> int:
    """Where, in prose, an exercise ends: behind its dose, where the rest tells of something else."""
    if not dose.counted or not dose.spans:
        return end
    last = dose.spans[-1][1]
    more = _MORE.match(dosed_text(reading), last, end)
    return last if more and not exercises_in(reading, more.end(), end) else end


def _noun_phrase(reading: Reading, start: int, end: int) -> int:
    """Where, in prose, the words of the first exercise begin ("She was shown wall slides")."""
    named = exercises_in(reading, start, end)
    if not named:
        return start
    first = max(start, left_of(dosed_text(reading), start, named[0].start))
    dose = dose_of(dosed_text(reading), start, named[0].start)
    return min(first, dose.spans[0][0]) if dose.counted else first


def _is_item(
    folded: str,
    item: Item,
    words: Sequence[str],
    strong: bool,
    known: bool,
    previous: Item | None,
    *,
    listed: bool,
    family: str | None,
    described: bool,
) -> bool:
    low = item.name.lower()
    if (
        not words
        or _NO_ITEM.match(low)
        or (
            low.startswith(("no ", "not ", "he ", "she ", "they ", "you ", "i ", "for ", "to ", "w/o ", "without "))
            and not item.absent
        )
    ):
        return False
    if item.absent and (strong or (item.mention is not None and item.mention.kind in _LEFT_OUT_KINDS)):
        return True
    first = folded[item.start : item.end]
    near = max(item.start - 16, 0)
    near = max(near, folded.rfind(". ", near, item.start) + 1, folded.rfind("\n", near, item.start) + 1)
    if _MAY_TEST.search(folded, near, item.end) and _TEST.search(BRACKET.sub("", folded[near : item.end])):
        return False
    if not item.dose.counted and listed and _STATES.search(low):
        return False
    response = word_list("response").begin(low) or word_list("response").begin(first)
    if response and not (strong and item.dose.counted):
        return False
    aside = word_list("attribute").begin(low)
    if not listed:
        return known
    if previous is None and (aside or not known) and family is not None:
        item.name = plain(f"{family} {item.name}")
        return True
    if low.startswith(("with ", "w/ ", "using ", "in ", "at ", "from ")):
        return False
    if aside and not known and not (item.dose.counted and len(words) > 1):
        return False
    if not known and _HANDED_OUT.search(low):
        return False
    if described and previous is not None:
        return strong or (known and item.dose.counted) or item.dose.sets is not None
    if item.sentence > 0 and not known and (len(words) > _MOST_WORDS or _SENTENCE.search(low)):
        return False
    return max(map(len, words)) > 1


def _base(reading: Reading, item: Item) -> str:
    mention = item.mention
    return plain(reading.text[mention.start : mention.end]) if mention else item.name


def _said_of(reading: Reading, item: Item, said: Item, words: Sequence[str], cued: bool) -> None:
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
        bare and 0 < len(words) <= 6 and not _PURPOSE.match(said.name.lower()) and not _STATES.search(said.name.lower())
    )
