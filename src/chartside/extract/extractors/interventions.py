"""Exercises, techniques, modalities, home exercises and education, each with its dose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from chartside.domain.facts import Assertion, Fact, Intervention
from chartside.domain.source import SourceKind, Speaker
from chartside.extract.assertions import assertion_at
from chartside.extract.dosage import Dose, dose_of, dosed_text
from chartside.extract.fields import field_at, fields
from chartside.extract.phrases import lies_in
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence, bounds, sentence_at, sentences
from chartside.extract.service_words import services
from chartside.extract.treatment_asked import asked_minutes
from chartside.extract.treatment_blocks import COURSE, HOME, LISTED, Block, blocks, exercise_mentions, exercises_in
from chartside.extract.treatment_columns import column_rows
from chartside.extract.treatment_details import Item
from chartside.extract.treatment_items import items
from chartside.extract.treatment_progress import earlier_dose
from chartside.extract.treatment_tables import table_interventions, table_lines
from chartside.extract.treatment_teaching import teaching
from chartside.extract.vocabulary import folded_text

_UNNAMED = frozenset({"gait", "gait training", "walking", "manual therapy", "massage"})
"""Names that a service has too: minutes said of them are a time entry."""

_FAMILY_NAMES = {"gait_training": "gait training"}
_NO_ITEMS = frozenset({"evaluation", "reevaluation", "performance_test", None})
_SILENT = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS, Zone.HEADER, Zone.ASSESSMENT})
_SIMPLE = frozenset({"modality", "gait_training"})
_ADVISED = re.compile(r"\b(?:want you to|like you to|you can|you could|you should|recommend|you need to|have you)\b")
_MAY_DOSE = re.compile(
    r"[0-9]|teen|twenty|thirty|forty|fifty|sixty|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven|twelve|twice|once|daily|every|not\b|held|no\b|defer|omit|skip|declin|refus"
)
_CARDIO = re.compile(
    r"\b(?:bike|elliptical|nu-?step|nu step|stepper|treadmill|ube|ergometer|rower|arc trainer|airdyne|scifit|stairmaster|pulleys?|pendulums?)\b"
)


class Interventions:
    """Interventions."""

    name = "interventions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Interventions of a source, in order of place."""
        if reading.source.kind is SourceKind.INTAKE:
            return ()
        found: dict[int, Intervention] = {}
        columns = column_rows(reading)
        tables = tuple(sorted({*table_lines(reading), *((line.start, line.end) for line, _ in columns)}))
        for row in table_interventions(reading):
            found[row.evidence[0].start] = row
        taught = tuple(teaching(reading))
        places = tuple(sorted((f.evidence[0].start, f.evidence[0].end) for f in taught))
        for fact in (*_in_blocks(reading), *_outside(reading), *_unknown(reading)):
            start = fact.evidence[0].start
            if not lies_in(tables, start) and not lies_in(places, start):
                found.setdefault(start, fact)
        for fact in asked_minutes(reading):
            found.setdefault(fact.evidence[0].start, fact)
        for fact in taught:
            found[fact.evidence[0].start] = fact
        visits = [fact for _, row in columns for fact in row]
        return sorted([*found.values(), *visits], key=lambda f: f.evidence[-1].start)


EXTRACTOR = Interventions()


def _in_blocks(reading: Reading) -> Iterator[Intervention]:
    for block in blocks(reading):
        if block.category in _NO_ITEMS:
            continue
        family = _FAMILY_NAMES.get(block.category or "")
        loose = block.category in (LISTED, COURSE)
        every = items(reading, block.start, block.end, listed=True, family=family, loose=loose)
        common = _dose_of_heading(reading, block)
        for number, item in enumerate(every):
            if common is not None and not item.dose.counted and item.mention is not None:
                item.dose.fill(common)
            if item.later or (number and block.category in _SIMPLE and not item.mention and not _said(item)):
                continue
            if block.category == HOME and not _is_home(item):
                continue
            if item.mention is None and block.category != COURSE and _names_service(reading, item):
                continue
            if block.category == LISTED and item.name.lower() in _UNNAMED and _only_minutes(item):
                continue
            if block.minutes is not None and item is every[-1] and item.dose.minutes == block.minutes:
                item.dose.minutes = None  # said of the block, which is a time entry
            yield _fact(reading, item, block)
            high = every[number + 1].start if number + 1 < len(every) else block.end
            if block.category not in (HOME, COURSE) and (earlier := earlier_dose(reading, item, high)) is not None:
                yield earlier


def _dose_of_heading(reading: Reading, block: Block) -> Dose | None:
    """The dose that a heading gives for all it holds ("Ther ex (10 reps each, supine): …")."""
    folded = dosed_text(reading)
    opened = folded.find("(", block.head, block.start)
    if opened < 0:
        return None
    dose = dose_of(folded, opened, block.start)
    return None if dose.sets is None and dose.reps is None else replace(dose, minutes=None, spans=[])


def _only_minutes(item: Item) -> bool:
    """Whether nothing but minutes is said of an item."""
    return item.dose.minutes is not None and item.dose.reps is None and not item.dose.distance and item.cues is None


def _names_service(reading: Reading, item: Item) -> bool:
    """Whether an item is no more than the name of a service, whose minutes are a time entry."""
    every, name = services(reading), item.name.lower()
    index = bisect_left(every, item.start, key=lambda service: service.start)
    return any(
        name == folded_text(reading)[service.start : service.end]
        for service in every[index : index + 3]
        if service.start < item.end and not service.modality
    )


def _said(item: Item) -> bool:
    return item.dose.counted or item.assist is not None


_HOME_WORDS = 4
"""Words of an unknown home exercise at most, of which only minutes or repetitions are said."""


def _is_home(item: Item) -> bool:
    """Whether words behind "HEP" are an exercise: known, or with sets, repetitions or a hold."""
    dose = item.dose
    if item.mention is not None or dose.sets is not None or dose.hold_seconds is not None:
        return True
    return (dose.minutes is not None or dose.reps is not None) and len(item.name.split()) <= _HOME_WORDS


def _outside(reading: Reading) -> Iterator[Intervention]:
    """Known exercises and modalities with a dose, where no block stands."""
    taken = [(b.head, b.end) for b in blocks(reading) if b.category not in _NO_ITEMS]
    starts = [start for start, _ in taken]
    homes = [b.head for b in blocks(reading) if b.category == HOME]
    every = sentences(reading)
    begins = [sentence.start for sentence in every]
    folded = folded_text(reading)
    last = -1
    for mention in exercise_mentions(reading):
        number = bisect_right(begins, mention.start) - 1
        if number <= last or mention.start >= every[number].end:
            continue
        last, sentence = number, every[number]
        if sentence.asks or not _may_tell(reading, sentence):
            continue
        home = bisect_left(homes, sentence.start) < bisect_left(homes, sentence.end)
        for start, end in _free(sentence, taken, starts):
            dosed = sentence.line.zone is Zone.INTERVENTIONS or _MAY_DOSE.search(folded, start, end) is not None
            named = exercises_in(reading, start, end)
            if named and (dosed or home or any(m.term.row.get("applied") for m in named)):
                yield from _free_items(reading, sentence, start, end, home=home)


_SETS_SAID = re.compile(
    r"\bsets? of\b|\b(?:two|three|four) by (?:five|six|eight|ten|twelve|fifteen|twenty)\b|\brounds? of\b"
)
_MOST_WORDS = 5


def _unknown(reading: Reading) -> Iterator[Intervention]:
    """Exercises no row knows, where a clinician says their sets and repetitions ("green band everters, three sets of ten")."""
    if not reading.is_dialogue:
        return
    folded = folded_text(reading)
    for told in _SETS_SAID.finditer(folded):
        start, end = bounds(reading, told.start(), told.end())
        line = reading.line_at(told.start())
        if line.speaker is not Speaker.CLINICIAN or _AT_HOME.search(folded, start, end):
            continue
        for item in items(reading, max(start, line.body), min(end, line.end), listed=True):
            complete = item.dose.sets is not None and (item.dose.reps is not None or item.dose.hold_seconds is not None)
            short = 0 < len(item.name.split()) <= _MOST_WORDS
            if item.mention is None and complete and short and not _NO_NAME.search(item.name.lower()):
                yield _fact(reading, item, None)


_NO_NAME = re.compile(
    r"\b(?:i|you|we|he|she|it|that|this|them|those|were|was|is|are|do|did|going|gonna|can|more|same|last)\b|\b(?:legs?|lead|sides?|arms?|hands?|times|each|sets?|reps?)$"
)
_AT_HOME = re.compile(r"\bhome\b|a day\b|daily|next (?:time|week|visit)")


def _free(sentence: Sentence, taken: Sequence[tuple[int, int]], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of a sentence that no block holds."""
    begin = sentence.start
    index = max(bisect_right(starts, begin) - 1, 0)
    while index < len(taken) and taken[index][0] < sentence.end:
        head, end = taken[index]
        if head > begin:
            yield begin, min(head, sentence.end)
        begin = max(begin, end)
        index += 1
    if begin < sentence.end:
        yield begin, sentence.end


def _may_tell(reading: Reading, sentence: Sentence) -> bool:
    line = sentence.line
    if line.speaker is not None:
        return line.speaker is Speaker.CLINICIAN
    if line.zone is Zone.ASSESSMENT and _follows_diagnosis(reading, sentence):
        return True
    return line.zone not in _SILENT and reading.source.kind not in (SourceKind.INTAKE, SourceKind.REFERRAL)


def _follows_diagnosis(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence follows the one a line's heading is of: "Dx: R ankle sprain. HR 3x15"."""
    body = sentence.line.body
    first, field = sentence_at(reading, body), field_at(fields(reading), body)
    labelled = field is not None and field.kind == "diagnosis" and field.label_start == sentence.line.start
    return labelled and first is not None and first.end <= sentence.start


def _free_items(reading: Reading, sentence: Sentence, start: int, end: int, *, home: bool) -> Iterator[Intervention]:
    spoken, planned = sentence.line.speaker is not None, sentence.line.zone is Zone.PLAN
    for item in items(reading, start, end, listed=False):
        if item.mention is None or item.later or (item.name.lower() in _UNNAMED and not _walked(item)):
            continue
        behind = home and _often_behind(reading, sentence, end)
        kept = spoken and item.dose.often and _KEPT_UP.search(folded_text(reading), sentence.start, item.start + 12)
        at_home = (
            behind
            or bool(kept)
            or (home and (not spoken or item.dose.often or planned))
            or (item.dose.often and item.dose.counted)
        )
        if at_home and not item.absent and (item.dose.counted or item.dose.often or behind):
            yield _fact(reading, item, None, home=True)
            continue
        if _left_out(item, sentence.line.zone):
            yield _fact(reading, item, None)
            continue
        if planned or not _dosed(reading, item, sentence.line.zone, spoken):
            continue
        if spoken and _ADVISED.search(folded_text(reading), max(sentence.start, item.start - 40), item.start):
            continue
        stance = assertion_at(reading, item.mention.start, item.mention.end)
        stance = Assertion.PRESENT if spoken and stance is Assertion.PLANNED else stance
        if stance in (Assertion.PLANNED, Assertion.GOAL, Assertion.POSSIBLE, Assertion.HISTORICAL, Assertion.FAMILY):
            continue
        yield _fact(reading, item, None)


def _often_behind(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Whether a sentence only says behind its exercises that they are done at home, and how often ("rows at home daily")."""
    if sentence.line.speaker is Speaker.PATIENT or exercises_in(reading, start, sentence.end):
        return False
    return _AT_HOME_OFTEN.search(folded_text(reading), max(start - 40, sentence.start), sentence.end) is not None


_KEPT_UP = re.compile(r"\b(?:keep (?:doing|up|going)|continue (?:doing|with)|still do|stick with|go on with)\b")
_AT_HOME_OFTEN = re.compile(
    r"\bat home\b[^.;\n]{0,20}\b(?:every|daily|nightly|once|twice|\d ?(?:x|times)|each)\b"
    r"|\b(?:every|daily|nightly|once|twice|\d ?(?:x|times)|each)\b[^.;\n]{0,20}\bat home\b"
)


def _walked(item: Item) -> bool:
    """Whether walking is told with its distance and how it went, so that it is more than the name of a service."""
    return item.mention is not None and item.dose.distance and (item.cues is not None or item.assist is not None)


def _left_out(item: Item, zone: Zone) -> bool:
    """Whether prose says that a modality or technique was not given today."""
    if not item.absent or item.mention is None or zone is Zone.PLAN:
        return False
    return item.mention.kind in _LEFT_OUT_KINDS or bool(item.mention.term.row.get("manoeuvre"))


_IN_PLACE = re.compile(r"[^.;\n]{0,20}\b(?:in place|intact|still on|removed|fell off|came off|lasted)\b")
_IN_PLACE_SAID = re.compile(r"\b(?:in place|intact|still on|removed|fell off|came off|helped|lasted|measure)\b")
_LEFT_OUT_KINDS = frozenset({"modality", "manual_therapy"})
_GRADED = re.compile(r"\bgrade (?:one|two|three|four|five|[1-5]|i{1,3}|iv|v)\b")
_GOES_TO = re.compile(
    r"\b(?:i'm (?:just )?(?:going to|gonna)|i'll|i will|let me|i just did|i did)[ ](?:just |also |do |some |a little |a bit of |the )*$"
)
"""What a clinician says who treats with the hands, right before the technique."""

_GRADED_BEHIND = re.compile(rf"[ ,]{{1,3}}(?:about |a |at )?{_GRADED.pattern}")
"""The grade of a technique, which is its dose where no minutes are said."""

_BY_MINUTES = frozenset({"neuromuscular_reeducation", "manual_therapy"})
"""Kinds of which minutes alone are a dose."""


def _dosed(reading: Reading, item: Item, zone: Zone, spoken: bool) -> bool:
    """Whether an item outside blocks says enough of its dose to be treatment and not a finding."""
    dose, mention = item.dose, item.mention
    if mention is None:
        return False
    if dose.sets is not None or (dose.reps is not None and (zone is not Zone.OBJECTIVE or dose.hold_seconds)):
        return True
    if mention.term.row.get("applied") and zone not in _SILENT:
        return _IN_PLACE.match(folded_text(reading), item.end) is None and not _IN_PLACE_SAID.search(item.name.lower())
    own = mention.kind == "modality" or _CARDIO.search(folded_text(reading), item.start, item.end) is not None
    if dose.minutes is not None and (own or mention.kind in _BY_MINUTES):
        return True
    if zone is Zone.INTERVENTIONS:
        return not mention.term.row.get("weak") or dose.counted
    if mention.kind == "gait_training" and mention.term.phrase.endswith(" training") and dose.distance:
        return True
    walked = mention.kind == "gait_training" and dose.distance
    if spoken and mention.kind == "manual_therapy":
        folded = folded_text(reading)
        if _GRADED.search(folded, item.start, item.end) or _GRADED_BEHIND.match(folded, item.end):
            return True
        if _GOES_TO.search(folded, max(mention.start - 40, 0), mention.start):
            return True
    return spoken and ((dose.counted and not mention.term.row.get("weak")) or walked)


def _fact(reading: Reading, item: Item, block: Block | None, *, home: bool = False) -> Intervention:
    dose, mention = item.dose, item.mention
    category = (
        block.category
        if block is not None and block.category not in (LISTED, COURSE)
        else mention.kind
        if mention
        else None
    )
    category = HOME if home else category
    if block is not None and mention is not None and mention.kind == "modality" and not mention.term.row.get("weak"):
        category = block.category if block.category == HOME else "modality"
    if category == "modality" and dose.reps is not None and dose.minutes is None and dose.sets is None:
        dose.minutes, dose.reps = dose.reps, None  # "CP x 10": what is put on is counted in minutes
    assertion = Assertion.PLANNED if category == HOME else Assertion.PRESENT
    if block is not None and block.category == COURSE:
        assertion = Assertion.HISTORICAL
    if item.absent:
        assertion = Assertion.ABSENT
    return Intervention(
        evidence=(reading.span(item.start, item.end),),
        name=item.name,
        category=category,
        code=_code(reading, item, block, category),
        minutes=dose.minutes,
        sets=dose.sets,
        reps=dose.reps,
        hold_seconds=dose.hold_seconds,
        load=dose.load,
        load_unit=dose.load_unit,
        side=dose.side,
        cues=item.cues,
        assist=item.assist,
        response=item.response,
        assertion=assertion,
    )


def _code(reading: Reading, item: Item, block: Block | None, category: str | None) -> str | None:
    """Code of the block; of a modality its own, wherever it stands."""
    if category == "modality":
        every = services(reading)
        index = bisect_left(every, item.start, key=lambda service: service.start)
        for service in every[index : index + 4]:
            if service.modality and service.start < item.end:
                return service.code
    return block.code if block is not None and category == block.category else None
