"""Items of a treatment: a stretch of text cut at its commas and stops, each part an item or said of the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from chartside.domain.facts import AssistLevel
from chartside.extract.dosage import Dose, dose_of, dosed_text
from chartside.extract.dose_words import COLOUR, LEVEL
from chartside.extract.phrases import left_of, plain
from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_blocks import exercises_in
from chartside.extract.vocabulary import Mention, rows, vocabulary, within

_CUT = re.compile(
    r"(?P<soft>,(?!\d{3}\b)|;|\s\|\s|\t+|\b[Cc]omma\b|\bsemicolon\b)"
    r"|(?P<hard>\n|[.!?](?=\s+[\"“A-Z0-9(]|\s*$|\s*\n)|(?<=[a-z\d)]{4})(?<!ther)(?<!post)(?<!flex)(?<!prox)(?<! min)(?<! sec)[.!](?=\s+[a-z]{3})|\b[Pp]eriod\b(?:[ \t]+new paragraph\b)?|\bnew paragraph\b)"
)
_AND = re.compile(r"\s+(?:and|&|(?P<plus>\+))\s+")
_COUNTED = re.compile(r"\d\s?x|x\s?\d|\d\s?(?:'|min|sec|s\b|reps)|\bsets\b")
_TEST = re.compile(
    r"\b(?:five times|5 times|5x|5 x|30[ -]?s(?:ec(?:ond)?s?)?|thirty[ -]second)[ -]?(?:sit|chair|sts)|\bstrength\b|\bwas \d|\bis \d"
)
_STATES = re.compile(
    r"\b(?:was|were|is|are|has|had|did|before|after|loss(?:es)? of balance|lob)\b|\d ?(?:->|→|>) ?[a-z]?\d|^[a-z]+ \d+ to \d+$"
)
_PURPOSE = re.compile(r"(?:for|to|because|so|due|per|until|then|while)\b")
_LEAD = re.compile(
    r"(?:(?:9\d{4}|(?:ther(?:apeutic)? ?(?:ex(?:ercises?)?|activit(?:y|ies)|act)|manual therapy|neuromuscular re-?education|neuro re-?ed|gait training|modalities|exercises?)[ ,]*(?:including|consisting of|which included|to include|such as)|finished with|ended with|started with|we did|we'll do|we will do|did|and|then|also|now|the|a|an|plus|started|start|began|with the|did|performed|completed|continued|continue|initiated|added|add|first|next|okay|so|keep|do|doing|some|for balance|on the|in|pt|patient|therapist|let's|let us|of)\b|w/(?=\s)|[-+•*●▪:.)\]]|\d{1,2}[.)]\s|\n\s*\d{1,2}[.)]\s|\s)+"
)
_TRAIL = re.compile(
    r"(?:\s|[-:,+@(\[/>→]|(?<!\w)(?:with|w/|at|for|of|to|x|and|using|on|in|was|were|done|as|the|her|his|my|first|now|next|a|an|by|that|has|&)(?!\w))+$"
)
_BRACKET = re.compile(r"\([^()\n]*\)")
_ASIDE = re.compile(r"\([^()\n]*\)|(?<=[ (:])\"[A-Za-z][^\"\n]{1,80}\"|“[^”\n]{1,80}”")
_THEN = re.compile(r"\s+(?:(?:->|→|>)?\s*then|->|→)\s+")
_WORD = re.compile(r"[a-z][a-z'/<>-]*")
_NOT_DONE = re.compile(
    r"\b(?:not (?:indicated|performed|done|tolerated|tested|today|appropriate)|held|deferred|defer|contraindicated|omitted|skipped|refused|declined|d/c'd|discontinued)\b"
)
_MOST_WORDS = 9
"""Words of an unknown item in a later sentence at most; longer ones tell how it went."""

_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|had|will|can|could|did|does|should|would|may|still|due|because|since|when|if|but|without|well|good|able|unable)\b"
)
_LONGEST = 400
"""Characters of a part that are read; no exercise is described at greater length."""

_LEG = re.compile(
    r"(?:sl|dl|single leg|double leg|r|l|right|left|seated|standing|prone|supine|flex|ext|abd|add|eccentric)"
)
_CODE_INSIDE = re.compile(r"\s[(–—-]?\s?(?:cpt |crm )?9[2-9]\d{3}\b")
_APPLIED = re.compile(
    r"\b(?:was|were) (?:then )?(?:applied|performed|provided|completed|given|done|utilized|used)(?: (?:to|on) (?:the )?)?",
    re.I,
)
_MORE = re.compile(r"[ \t]+(?:and|then|but|so|before|until|because|to|while|which|who)\b")
"""In prose what follows these behind a dose is told of something else."""

_SPACED = re.compile(r"\s+([:,;])")
_COLON = re.compile(r":(?=\s|$)")
_RARE = re.compile(r"not|held|defer|contra|omit|skip|refus|declin|d/c|discont|next|nv\b|nxt")
"""In a stretch without any of these nothing is put off or left out."""

_SAME = re.compile(r"(?:[\d.%]+|mph|bpm|speed|incline|only|then|more|again|side|[lr]|\W)*")
_BARE_REPS = re.compile(r"[A-Za-z)\"'] (?P<n>[3-9]|[1-5]\d)$")
_NO_ITEM = re.compile(
    r"(?:=|~?\d{1,2}:\d\d|tot(?:al|l)?\b|timed\b|[ls]tg\d?\b|goal|none\b|n/?a\b|nothing\b|same as\b|see\b|per flow|no change|\d+ (?:freeze|lob|rest|error|units?)|gp\b|kx\b|g0|9\d{4}|\d+ (?:steps|stairs)(?: x \d+)?$|~?\d+ (?:totl?|ttl|total|timed|min\b)|sx\b|pain\b|not\b|held\b|[\d\W]*$)"
)
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


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    sentence: int
    joined: bool
    fresh: bool = False


@cache
def _leads(kind: str) -> re.Pattern[str]:
    words = [w.lower() for row in rows("treatment_words.toml") if row["kind"] == kind for w in row["words"]]
    return re.compile(rf"(?:{'|'.join(re.escape(w) for w in sorted(words, key=len, reverse=True))})(?![\w-])")


@cache
def _short_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    long = {w: str(row["long"]) for row in rows("treatment_words.toml", "short") for w in row["words"]}
    listed = "|".join(re.escape(w) for w in sorted(long, key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{listed})(?![\w/])", re.I), long


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:w/ |with )?{_leads('cue').pattern}")


@once_per_source
def _helps(reading: Reading) -> tuple[Mention, ...]:
    """Levels of assistance named in a source."""
    return vocabulary("assist_levels.toml").find(dosed_text(reading))


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
    for part in _parts(reading, start, end):
        item = _item(reading, part, found, listed=listed, family=family, loose=loose)
        if item is not None:
            found.append(item)
    return found


def _parts(reading: Reading, start: int, end: int) -> Iterator[_Part]:
    raw = reading.text[start:end]
    masked = _ASIDE.sub(lambda m: m.group()[0] + "_" * (len(m.group()) - 2) + m.group()[-1], raw)
    begin, sentence, fresh = 0, 0, True
    cuts: list[tuple[int, int, bool]] = []
    for cut in _CUT.finditer(masked):
        cuts.append((cut.start(), cut.end(), bool(cut["hard"])))
    for left, right, hard in (*cuts, (end - start, end - start, True)):
        yield from _joined(reading, start + begin, start + left, sentence, fresh=fresh)
        fresh = hard and "\n" in raw[left:right] if left > begin or not fresh else fresh
        begin, sentence = right, sentence + hard


def _joined(reading: Reading, start: int, end: int, sentence: int, *, fresh: bool) -> Iterator[_Part]:
    """A part, parted at "and" where exercises stand on both sides, or before a second exercise with its own dose."""
    folded, begin, joined = dosed_text(reading), start, False
    end = min(end, start + _LONGEST)
    mentions = exercises_in(reading, start, end)
    for link in _AND.finditer(folded, start, end):
        left = [m for m in mentions if begin <= m.start < link.start()]
        right = [m for m in mentions if m.start >= link.end()]
        words = folded[begin : link.start()].split()
        if link["plus"] and not _COUNTED.search(folded, begin, link.start()):
            continue
        again = link["plus"] and _COUNTED.match(folded[link.end() : end].lstrip("0123456789. mph"))
        if again or (left and right and len(words) > 1 and right[0].start - link.end() < 30):
            yield _Part(begin, link.start(), sentence, joined, fresh)
            begin, joined, fresh = link.end(), True, False
    for link in _THEN.finditer(folded, begin, end):
        if _COUNTED.search(folded, begin, link.start()) and _COUNTED.search(folded, link.end(), end):
            yield _Part(begin, link.start(), sentence, joined, fresh)
            begin, joined, fresh = link.end(), True, False
    for mention in mentions:
        gap = folded[begin : mention.start]
        dosed = _DOSED_END.search(gap)
        if dosed and mention.start > begin + 6 and not _leads("attribute").match(gap.strip()):
            cut = begin + dosed.end()
            yield _Part(begin, cut, sentence, joined, fresh)
            begin, joined, fresh = cut, False, False
    if folded[begin:end].strip():
        yield _Part(begin, end, sentence, joined, fresh)


_DOSED_END = re.compile(
    r"\w.{0,60}?\b\d{1,2}\s?x\s?\d{1,3}(?:\s?(?:s|sec|#|lbs?|ea))?(?:\s\d{1,3}\s?(?:#|lbs?|kg)(?:\s(?:kb|db|dbs))?)?(?=\s+(?:[a-z]+[ -]){0,3}$)"
)


def _item(
    reading: Reading, part: _Part, before: Sequence[Item], *, listed: bool, family: str | None, loose: bool
) -> Item | None:
    folded = dosed_text(reading)
    lead = _LEAD.match(folded, part.start, part.end)
    start = lead.end() if lead else part.start
    end = part.end
    coded = _CODE_INSIDE.search(folded, start + 3, end)
    end = coded.start() if coded else end
    while end > start and folded[end - 1] in " \t\n.,;:-":
        end -= 1
    if end <= start:
        return None
    previous = before[-1] if before else None
    cue = _cue().search(folded, start, end)
    if cue is not None and cue.start() == start and exercises_in(reading, cue.end(), end):
        cue = _cue().search(folded, cue.end(), end)
    if not listed:
        start = _noun_phrase(reading, start, cue.start() if cue else end)
    stop = cue.start() if cue else end
    dose = dose_of(folded, start, end)
    if not listed:
        end = _told_to(reading, dose, end)
        stop = min(stop, end)
    helped = [m for m in within(_helps(reading), start, stop) if m.term.phrase != "sup"]
    name = _name(
        reading,
        start,
        stop,
        [*((a, min(b, stop)) for a, b in dose.spans if a < stop), *((m.start, m.end) for m in helped)],
    )
    words = _WORD.findall(name.lower())
    mentions = exercises_in(reading, start, stop)
    strong = [m for m in mentions if not m.term.row.get("weak")]
    item = Item(start, end, name, dose, next(iter(strong or mentions), None), sentence=part.sentence)
    item.assist = AssistLevel(helped[0].kind) if helped else None
    item.cues = plain(reading.text[cue.start() : end]) if cue else None
    rare = _RARE.search(folded, start, end) is not None
    item.absent = rare and _NOT_DONE.search(folded, start, end) is not None
    if item.absent:
        item.name = plain(_NOT_DONE.sub(" ", item.name)).strip(" .,;:-")
    item.later = rare and _LATER.search(folded, start, end) is not None
    if not words and not dose.spans and not helped and cue is None:
        return None
    if previous is not None and previous.sentence == part.sentence and dose.counted:
        again = part.joined and previous.dose.counted and not mentions and _SAME.fullmatch(name.lower())
        if again or _LEG.fullmatch(name.lower()):
            item.name = plain(f"{_base(reading, previous)} {name}")
            return item
    bare = _BARE_REPS.search(name) if listed and not dose.counted and family is None else None
    if bare is not None and not LEVEL.search(name.lower(), 0, bare.start("n")):
        dose.reps, item.name = float(bare["n"]), name[: bare.start()].strip()
    described = not part.fresh and item.sentence > 0 and not loose
    if not _is_item(
        folded, item, words, bool(strong), bool(mentions), previous, listed=listed, family=family, described=described
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


def _told_to(reading: Reading, dose: Dose, end: int) -> int:
    """Where, in prose, an exercise ends: behind its dose, where the rest tells of something else."""
    if not dose.counted or not dose.spans:
        return end
    last = dose.spans[-1][1]
    more = _MORE.match(dosed_text(reading), last, end)
    return last if more and not exercises_in(reading, more.end(), end) else end


def _noun_phrase(reading: Reading, start: int, end: int) -> int:
    """Where, in prose, the words of the first exercise begin ("She was shown wall slides")."""
    mentions = exercises_in(reading, start, end)
    if not mentions:
        return start
    first = max(start, left_of(dosed_text(reading), start, mentions[0].start))
    dose = dose_of(dosed_text(reading), start, mentions[0].start)
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
    first = folded[item.start : item.end]
    if _TEST.search(_BRACKET.sub("", folded[max(item.start - 16, 0) : item.end])) or (
        not item.dose.counted and listed and _STATES.search(low)
    ):
        return False
    response = _leads("response").match(low) or _leads("response").match(first)
    if response and not (strong and item.dose.counted):
        return False
    aside = _leads("attribute").match(low) is not None
    if not listed:
        return known
    if previous is None and (aside or not known) and family is not None:
        item.name = plain(f"{family} {item.name}")
        return True
    if low.startswith(("with ", "w/ ", "using ", "in ", "at ", "from ")):
        return False
    if aside and not known and not (item.dose.counted and len(words) > 1):
        return False
    if described and previous is not None:
        return strong or (known and item.dose.counted) or item.dose.sets is not None
    if item.sentence > 0 and not known and (len(words) > _MOST_WORDS or _SENTENCE.search(low)):
        return False
    return len(words) > 0 and any(len(w) > 1 for w in words)


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
    elif words and not said.dose.counted and _leads("response").match(text.lower()):
        item.response = item.response or text
    elif _describes(item, said, words):
        item.name = plain(f"{item.name}, {said.name}")
    if said.absent:
        item.absent = True


def _describes(item: Item, said: Item, words: Sequence[str]) -> bool:
    """Whether words between a name and its dose belong to the name ("foam, eyes closed, four times …")."""
    bare = not item.dose.counted and not item.absent and not said.dose.counted and not said.assist
    return (
        bare and 0 < len(words) <= 6 and not _PURPOSE.match(said.name.lower()) and not _STATES.search(said.name.lower())
    )


def _base(reading: Reading, item: Item) -> str:
    mention = item.mention
    return plain(reading.text[mention.start : mention.end]) if mention else item.name


def _name(reading: Reading, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """The words between two offsets without dose and help, short forms written out."""
    text, position, kept = reading.text, start, []
    for left, right in sorted(spans):
        if left >= position:
            kept.append(text[position:left])
        position = max(position, right)
    kept.append(text[position:end])
    name = plain(" ".join(kept))
    if "(" in name:
        name = _BRACKET.sub(" ", name)
    if " was " in name or " were " in name:
        name = _APPLIED.sub(" ", name)
    name = plain(_SPACED.sub(r"\1", name))
    lead = _LEAD.match(name.lower())
    name = name[lead.end() :] if lead else name
    name = _TRAIL.sub("", _COLON.sub(" ", name) if ":" in name else name)
    pattern, long = _short_forms()
    return plain(pattern.sub(lambda m: long[m.group().lower()], name)).strip(" .,;:-")
