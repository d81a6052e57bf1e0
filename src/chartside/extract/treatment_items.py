"""Items of a treatment: a stretch of text cut at its commas and stops, each part an item or said of the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chartside.domain.facts import AssistLevel
from chartside.extract.amounts import SAID, amount
from chartside.extract.dosage import Dose, dose_of, dosed_mentions, dosed_text
from chartside.extract.dose_words import LEVEL
from chartside.extract.mention_index import MentionIndex
from chartside.extract.phrases import left_of, plain
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_blocks import exercises_in
from chartside.extract.treatment_details import (
    LEFT_OUT_KINDS,
    OF_ALL,
    STATES,
    Item,
    only_number,
    put_off,
    said_of,
    same_again,
    share,
)
from chartside.extract.treatment_names import BRACKET, LEAD, name_of
from chartside.extract.treatment_parts import Part, parts_of
from chartside.extract.treatment_said import cue_in, word_list
from chartside.extract.vocabulary import vocabulary

_TEST = re.compile(
    r"\b(?:five times|5 times|5x|5 x|30[ -]?s(?:ec(?:ond)?s?)?|thirty[ -]second)[ -]?(?:sit|chair|sts)|\bstrength\b|\bwas \d|\bis \d"
)
_WORD = re.compile(r"[a-z][a-z'/<>-]*")
_MOST_WORDS = 9
"""Words of an unknown item in a later sentence at most; longer ones tell how it went."""

_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|had|will|can|could|did|does|should|would|may|still|due|because|since|when|if|but|without|well|good|able|unable)\b"
)
_CODE_INSIDE = re.compile(r"\s[(–—-]?\s?(?:cpt |crm )?9[2-9]\d{3}\b")
_MORE = re.compile(r"[ \t]+(?:and|then|but|so|before|until|because|to|while|which|who)\b")
"""In prose what follows these behind a dose is told of something else."""

_RARE = re.compile(r"n(?:ot|o\b(?<!\wno)|ext|v\b|xt)|held|defer|contra|omit|skip|refus|declin|d/c|discont")
"""In a stretch without any of these nothing is put off or left out."""

_MAY_TEST = re.compile(r"sit|chair|sts|strength|was[ (]|is[ (]")
"""A stretch without any of these is no test."""

_BARE_REPS = re.compile(r"[A-Za-z)\"'] (?P<n>[3-9]|[1-5]\d)$")
_NO_ITEM = re.compile(
    r"(?:=|~?\d{1,2}:\d\d|tot(?:al|l)?\b|timed\b|[ls]tg\d?\b|goal|none\b|n/?a\b|nothing\b|same as\b|see\b|per flow|no change|\d+ (?:freeze|lob|rest|error|units?)|gp\b|kx\b|g0|9\d{4}|\d+ (?:steps|stairs)(?: x \d+)?$|~?\d+ (?:totl?|ttl|total|timed|min\b)|sx\b|pain\b|not\b|held\b|\$|\(eval|same (?:program|as)\b|per (?:pt|patient)\b|irritated\b|due to\b|shouldn'?t\b|[\d\W]*$)"
)
_BILLED = re.compile(r"(?:cpt )?9[2-9]\d{3}(?:[ ,/]*(?:gp|kx|cq|59))*[ (:=-]*(?:[x×] ?)?\d{0,2}\)?(?: ?units?| ?u)?")
"""A billed code with its units is no word of the treatment before it."""


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


_SHORT_LEAD = 4
_HANDED_OUT = re.compile(r"\b(?:issued|fitted|dispensed|ordered|given (?:for|to))\b")


def _item(
    reading: Reading, part: Part, before: Sequence[Item], *, listed: bool, family: str | None, loose: bool
) -> Item | None:
    folded = dosed_text(reading)
    start, end = _place(reading, part)
    if end <= start:
        return None
    previous = before[-1] if before else None
    cue = _cue(reading, start, end)
    if not listed:
        start = _noun_phrase(reading, start, cue[0] if cue else end)
    stop = cue[0] if cue else end
    dose = dose_of(folded, start, end)
    if not listed:
        end = _told_to(reading, dose, start, end)
        stop = min(stop, end)
    if cue is not None and dose.side is not None:
        dose.side = dose_of(folded, start, stop).side  # "vc heel strike L" is no side of the exercise
    helped = _helps(reading).within(start, stop)
    spans = [(a, min(b, stop)) for a, b in dose.spans if a < stop] + [(m.start, m.end) for m in helped]
    name = name_of(reading, start, stop, spans)
    words = _WORD.findall(name.lower())
    named = exercises_in(reading, start, stop)
    strong = [m for m in named if not m.term.row.get("weak")]
    item = Item(start, end, name, dose, next(iter(strong or named), None), sentence=part.sentence)
    item.assist = AssistLevel(helped[0].kind) if helped else None
    item.cues = plain(reading.text[cue[0] : end]) if cue else None
    if _RARE.search(folded, part.start, end) is not None:
        put_off(folded, item, part.start)
    if (previous is not None and only_number(item, previous)) or _BILLED.fullmatch(folded, start, end):
        return None
    if not words and not dose.spans and not helped and cue is None:
        return None
    if previous is not None and helped and helped[0].start == start and _HELPED_FOR.match(folded, helped[0].end, end):
        said_of(reading, previous, item, (), bool(cue))
        return None
    if previous is not None and same_again(reading, item, previous, part, known=bool(named)):
        return item
    if not dose.counted:
        _number_alone(folded, item, trailing=listed and family is None, leading=bool(strong))
    described = not part.fresh and item.sentence > 0 and not loose
    if _is_item(
        folded, item, words, bool(strong), bool(named), previous, listed=listed, family=family, described=described
    ):
        return _beside(folded, item, before, joined=part.joined)
    if item.later:
        return None
    near = (not part.fresh or not words) and previous is not None
    if previous is not None and near and (listed or previous.sentence == part.sentence or item.cues):
        if dose.counted and not previous.dose.counted and OF_ALL.issuperset(words):
            share(folded, item, before[:-1], named=False)
        said_of(reading, previous, item, words, bool(cue))
    return None


def _place(reading: Reading, part: Part) -> tuple[int, int]:
    """Where the words of a part begin, behind what leads in, and where they end, before a code and stops."""
    folded = dosed_text(reading)
    lead = LEAD.match(folded, part.start, part.end)
    start, end = lead.end() if lead else part.start, part.end
    if start - part.start > _SHORT_LEAD:
        opening = exercises_in(reading, part.start, end)[:1]
        if opening and opening[0].start < start:
            start = opening[0].start  # "On the foam": words that lead in are also the first of a name
    coded = _CODE_INSIDE.search(folded, start + 3, end) if folded.find("9", start + 3, end) >= 0 else None
    end = coded.start() if coded else end
    while end > start and folded[end - 1] in " \t\n.,;:-":
        end -= 1
    return start, end


def _cue(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The cue in a part; not one at its beginning where a dosed exercise stands behind it."""
    cue = cue_in(reading, start, end)
    if cue is None or cue[0] != start or not exercises_in(reading, cue[1], end):
        return cue
    return cue_in(reading, cue[1], end) if dose_of(dosed_text(reading), cue[1], end).counted else cue


def _number_alone(folded: str, item: Item, *, trailing: bool, leading: bool) -> None:
    """Take a number beside a name, with no word of its own, as its repetitions."""
    if trailing:
        _bare_reps(item)
    if leading and not item.dose.counted:
        _reps_before(folded, item)


def _bare_reps(item: Item) -> None:
    """Take a number at the end of a name as its repetitions ("ankle pumps 30")."""
    bare = _BARE_REPS.search(item.name)
    if bare is not None and not LEVEL.search(item.name.lower(), 0, bare.start("n")):
        item.dose.reps, item.name = float(bare["n"]), item.name[: bare.start("n")].strip()


_FIRST_NUMBER = re.compile(
    rf"(?P<n>[1-9]\d?|{SAID})[ ](?!times|x\b|min|sec|inch|in\b|lbs?\b|pound|ft\b|foot|feet|steps?\b|way|point|rail|wheel|square|deg|days?|weeks?|visits?|sets?)(?=[a-z])"
)
_LEAST_REPS = 3
_BETWEEN = re.compile(r"(?:[a-z-]{3,} ){0,2}")


def _reps_before(folded: str, item: Item) -> None:
    """Take a number before a name as its repetitions ("ten bridges", "20 ankle pumps")."""
    number, mention = _FIRST_NUMBER.match(item.name.lower()), item.mention
    if number is None or mention is None or not folded.startswith(number["n"], item.start):
        return
    begin = item.start + number.end()
    reps = amount(number["n"])
    between = mention.start >= begin and _BETWEEN.fullmatch(folded, begin, mention.start) is not None
    if between and reps is not None and reps >= _LEAST_REPS:
        item.dose.reps, item.name = reps, item.name[number.end() :].strip()


def _beside(folded: str, item: Item, before: Sequence[Item], *, joined: bool) -> Item:
    """The item with what it shares with those before it: its dose, where they have none."""
    previous, dose = before[-1] if before else None, item.dose
    if joined and previous is not None:
        item.siblings = [*previous.siblings, previous]
        if dose.counted and not previous.dose.counted and not previous.absent:
            previous.dose.fill(dose)
    if dose.counted and previous is not None and not previous.dose.counted:
        share(folded, item, before, named=True)
    return item


_RESULT = re.compile(
    r"\b(?:neg(?:ative)?|pos(?:itive)?)\b(?! pressure)(?:[ ](?:b|r|l|bilat\w*|right|left|b/l|on (?:the )?(?:right|left|[rl])))?\W*$|\([-+]\)\W*$"
)
"""A result at its end makes words a test and no treatment ("Dix-Hallpike neg B")."""

_SETTING = re.compile(
    r"[\d.]+ ?(?:bpm|mph|rpm|watts?|w|%|deg|degrees|psi|m?hz|inch(?:es)?|in|cm|rpe)\b(?! (?:step|box|hurdle|walk|lunge|squat))"
)
"""A number with its unit is the setting of the exercise before it ("90 bpm, 3 x 60 sec")."""

_HELPED_FOR = re.compile(r"(?: ?x ?\d)?[ ](?:for|to|at|on|with|w/)\b")
"""Behind a level of help: what the help was for ("mod A x1 for R foot placement")."""


def _told_to(reading: Reading, dose: Dose, start: int, end: int) -> int:
    """Where, in prose, an exercise ends: behind its dose, where the rest tells of something else."""
    if not dose.counted or not dose.spans:
        later = _LATER_IN_PROSE.search(dosed_text(reading), start + 4, end)
        return later.start() if later else end
    last = dose.spans[-1][1]
    more = _MORE.match(dosed_text(reading), last, end)
    return last if more and not exercises_in(reading, more.end(), end) else end


_LATER_IN_PROSE = re.compile(r"[ ](?:before you|until you|so you|so that|because|and then|to help)\b")


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
    low, first = item.name.lower(), folded[item.start : item.end]
    if (
        not words
        or _NO_ITEM.match(low)
        or (not known and (_SETTING.match(low) or low.endswith(" total")))
        or (
            low.startswith(
                (
                    "no ",
                    "not ",
                    "he ",
                    "she ",
                    "they ",
                    "who ",
                    "which ",
                    "you ",
                    "i ",
                    "for ",
                    "to ",
                    "w/o ",
                    "without ",
                )
            )
            and not item.absent
        )
    ):
        return False
    if not item.dose.counted and not item.absent and _RESULT.search(first):
        return False
    if item.absent and (strong or (item.mention is not None and item.mention.kind in LEFT_OUT_KINDS)):
        return True
    near = max(item.start - 16, 0)
    near = max(near, folded.rfind(". ", near, item.start) + 1, folded.rfind("\n", near, item.start) + 1)
    if _MAY_TEST.search(folded, near, item.end) and _TEST.search(BRACKET.sub("", folded[near : item.end])):
        return False
    if not item.dose.counted and listed and STATES.search(low):
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
