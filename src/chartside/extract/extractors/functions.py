"""What the patient can and cannot do, with which help, device and distance; exercises are not function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chartside.domain.facts import Assertion, Fact, Function, When
from chartside.domain.source import Speaker
from chartside.extract.asked_functions import asked_functions
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_first
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.icd_codes import is_coded
from chartside.extract.lines import is_goal, is_treatment, is_within_treatment
from chartside.extract.once import Once
from chartside.extract.performance import DISTANCE, DURATION, assist_in, device_in, distance_in, reached
from chartside.extract.phrases import plain, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence, bounds, sentences
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, vocabulary, within

_TASKS = frozenset({"walk", "task", "sport"})
_FUNCTION_FIELDS = frozenset({"prior_function", "current_function", "transfers"})
_OTHER_FIELDS = frozenset(
    {"precaution", "medication", "history", "surgical", "diagnosis", "social", "aggravates", "eases", "complaint"}
    | {"onset", "family", "allergy", "equipment"}
)
_DOSE = re.compile(
    r"\b\d+\s?x\s?\d+|(?<!\ba )\bx\s?\d+(?!\s?(?:ft|feet|m\b|wk|week|min))|\b(?:sets?|reps?)\b|\b\d+\s?(?:#|lbs?\b)"
)
_LINK = re.compile(r"\s(?:and|then)\s+(?:he |she |i |they )?")
_WALKS = re.compile(r"\b(?:gait training|gait|amb\w*|walk\w*)\b")
_MINUTES = re.compile(r"[^.;]{0,20}\b(?:\w+ )?(?:min\w*|\d+)")
_LIMITS = re.compile(r"\blimits?\s+(?P<t>[^.;,\n]{3,50})")
_LAG = re.compile(r"\b(?:w/o|without|no|with|w/) (?:quad |extensor )?lag")
_SAID_OF_PATIENT = re.compile(r"\b(?:she|he|pt|patient) (?:still )?(?:can(?:'t|not)?|is unable|could(?:n't| not)?)\b")
_SORE_AFTER = re.compile(
    r"\b(?:soreness|pain|aching|ache|swelling|sore|stiffness|symptoms)\b[^.;]{0,40}\b(?:after|with|w/|during|when|while)\b"
)
_HOW = re.compile(r"(?:w/|with|without|no ad|using)\b")
_NOT_TESTED = re.compile(r"\W*(?:nt|not tested|n/a|deferred|not assessed)\W*$")
_JOINED = re.compile(r"\s*(?:(?:,|/|&|and|or)\s*)?(?:the |her |his |my )?")
_DENIED = ("den", "neg", "symptoms denied", "pertinent")
_MOST_WORDS, _MOST_WORDS_ADDED = 32, 14


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment with its tasks and with the words that tell how they go.

    `end` may lie behind the segment, where further segments belong to the same task.
    """

    start: int
    end: int
    tasks: tuple[Mention, ...]
    marks: tuple[Mention, ...]

    def has(self, *kinds: str) -> bool:
        return any(m.kind in kinds for m in (*self.tasks, *self.marks))


class Functions:
    """Function."""

    name = "functions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Functions of a source, each said once."""
        mentions = mentions_of(reading, "functions.toml")
        once = Once[Function]()
        once.extend(asked_functions(reading, mentions))
        every = sentences(reading)
        for number, sentence in enumerate(every):
            inside = within(mentions, sentence.start, sentence.end)
            inside = tuple(m for m in inside if not is_coded(reading, m.start))
            if not inside or sentence.asks or is_goal(sentence.line) or is_form_line(reading, sentence.line):
                continue
            if exchange_at(reading, sentence.start) is None:
                after = every[number + 1] if number + 1 < len(every) else None
                once.extend(_told(reading, _with_help_after(reading, sentence, after), inside))
        once.extend(reached(reading))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Functions()


def _with_help_after(reading: Reading, sentence: Sentence, after: Sentence | None) -> Sentence:
    """The sentence with a short one behind it that tells the help: "… 300 feet, no cane. Standby only."."""
    if after is None or after.line is not sentence.line or len(reading.text[after.start : after.end].split()) > 4:
        return sentence
    folded = folded_text(reading)
    if DISTANCE.search(folded, sentence.start, sentence.end) and assist_in(reading, after.start, after.end):
        return Sentence(sentence.start, after.end, sentence.line)
    return sentence


def _told(reading: Reading, sentence: Sentence, inside: tuple[Mention, ...]) -> Iterator[Function]:
    folded = folded_text(reading)
    parts = list(_parts(reading, sentence, inside))
    number = 0
    while number < len(parts):
        part = parts[number]
        number += 1
        field = field_at(fields(reading), part.end - 1)
        kind = field.kind if field is not None else ""
        if not part.tasks and _walks_on(reading, sentence, part.start, part.end):
            part = _Part(
                part.start, part.end, tuple(m for m in inside if m.kind == "walk")[:1] or inside[:1], part.marks
            )
        if said("functions.not_task").search(folded, part.start, part.end) and kind not in _FUNCTION_FIELDS:
            continue
        if kind in _OTHER_FIELDS or (not part.tasks and kind not in _FUNCTION_FIELDS):
            continue
        end = part.end
        while number < len(parts) and not parts[number].tasks and parts[number].start - end <= 8:
            if kind == "prior_function" and not _HOW.match(folded, parts[number].start):
                break
            if kind != "transfers" and not _adds(reading, parts[number]):
                break
            end = parts[number].end
            number += 1
        marks = tuple(m for m in within(inside, part.start, end) if m.kind not in _TASKS)
        whole = _Part(part.start, end, part.tasks, marks)
        if _is_function(reading, sentence, whole, field):
            yield from _function(reading, whole, part.end, field)


def _parts(reading: Reading, sentence: Sentence, inside: tuple[Mention, ...]) -> Iterator[_Part]:
    """Segments, parted again at "and" where a second thing is done ("stood 8 minutes and walked to the mailbox")."""
    folded = folded_text(reading)
    for start, end in segments(folded, sentence.start, sentence.end):
        begin = start
        for link in _LINK.finditer(folded, start, end):
            does = said_first("functions.does").match(folded, link.end() - 1)
            if does and any(m.kind in _TASKS for m in within(inside, link.end() - 1, end)):
                yield _part(reading, inside, begin, link.start())
                begin = link.end()
        yield _part(reading, inside, begin, end)


def _part(reading: Reading, inside: tuple[Mention, ...], start: int, end: int) -> _Part:
    start, end = strip(reading.text, start, end)
    words = within(inside, start, end)
    tasks = tuple(m for m in words if m.kind in _TASKS)
    return _Part(start, end, tasks, tuple(m for m in words if m.kind not in _TASKS))


def _walks_on(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """A distance in a sentence that began with walking ("Gait training, 8 min: 150 feet twice …")."""
    folded = folded_text(reading)
    return bool(DISTANCE.search(folded, start, end) and _WALKS.search(folded, sentence.start, start))


def _adds(reading: Reading, part: _Part) -> bool:
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    if len(text.split()) > _MOST_WORDS_ADDED:
        return False
    return bool(
        part.has("deviation")
        or said_first("functions.adds").match(text)
        or text.endswith(" only")
        or DISTANCE.search(text, 0, 24)
        or DURATION.search(text, 0, 24)
        or vocabulary("equipment.toml").find(folded, part.start, part.end)
        or assist_in(reading, part.start, part.end)
    )


def _is_function(reading: Reading, sentence: Sentence, part: _Part, field: Field | None) -> bool:
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    if field is not None and field.kind in _FUNCTION_FIELDS:
        graded = field.label != "balance" or said("functions.graded").search(text)
        return bool(graded) and not _NOT_TESTED.match(folded, max(part.start, field.start), part.end)
    line = sentence.line
    if line.zone in (Zone.GOALS, Zone.BILLING) or said("functions.not_task").search(text):
        return False
    if any(said(f"functions.{table}").search(text) for table in ("symptom_said", "asks", "happened")):
        return False
    if len(text.split()) > _MOST_WORDS or _SORE_AFTER.search(text):
        return False
    helped = assist_in(reading, part.start, part.end) is not None
    walked = helped and bool(DISTANCE.search(text)) and part.has("walk") and not said("functions.drill").search(text)
    if _is_treated(reading, sentence, part):
        return walked or _SAID_OF_PATIENT.search(text) is not None
    if line.speaker is Speaker.CLINICIAN:
        return walked
    stance = stance_at(reading, part.tasks[0].start, part.tasks[0].end)
    if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY):
        return False
    if line.zone is Zone.PLAN:
        return False
    sport = line.zone is Zone.SUBJECTIVE and part.has("sport")
    if _DOSE.search(text) and not (walked or sport or _LAG.search(text)):
        return False
    return walked or _says_how(reading, sentence, part, helped=helped)


def _is_treated(reading: Reading, sentence: Sentence, part: _Part) -> bool:
    line = sentence.line
    if line.zone is Zone.INTERVENTIONS or is_treatment(line) or is_within_treatment(reading, line):
        return True
    folded = folded_text(reading)
    named = said("functions.treatment").search(folded, sentence.start, min(part.start + 40, sentence.end))
    return named is not None and _MINUTES.match(folded, named.end()) is not None


def _says_how(reading: Reading, sentence: Sentence, part: _Part, *, helped: bool) -> bool:
    """Whether something is said of the task: help, a limit, an ability, a deviation, a distance, that it is done."""
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    zone = sentence.line.zone
    if all(m.term.phrase == "balance" for m in part.tasks):
        return bool(said("functions.balance_says").search(text)) and "weakness" not in text and "exercise" not in text
    if zone is Zone.ASSESSMENT and not helped:
        limits = _LIMITS.search(text)
        if limits:
            return len(limits["t"].split()) <= 3 and "phase" not in text
        return bool(said("functions.cannot").search(text))
    marks = [m for m in part.marks if m.kind in ("limit", "able")]
    if helped or marks:
        return helped or not any(stance_at(reading, m.start, m.end).words.startswith(_DENIED) for m in marks)
    if part.has("walk") and (
        part.has("deviation") or device_in(reading, part.start, part.end) or DISTANCE.search(text)
    ):
        return True
    if _LAG.search(text) or part.tasks[0].term.phrase.startswith(("not ", "off ", "without ", "weaned", "d/c")):
        return True
    does = any(said_first("functions.does").match(folded, m.start) for m in part.tasks)
    early = part.tasks[0].start - part.start < 8
    return does and zone in (Zone.SUBJECTIVE, Zone.UNKNOWN) and bool(DURATION.search(text) or early)


def _function(reading: Reading, part: _Part, first_end: int, field: Field | None) -> Iterator[Function]:
    folded = folded_text(reading)
    first = part.tasks[0].start if part.tasks else part.end
    start, end = without_lead_in(folded, part.start, part.end, max(first, part.start))
    if end <= start:
        return
    text = folded[start:end]
    prior = field is not None and field.kind == "prior_function"
    low = bounds(reading, part.start, part.end)[0]
    prior = prior or any(said_first("functions.before").match(folded, place) for place in (part.start, low))
    distance = distance_in(text) if part.has("walk") else None
    yield Function(
        evidence=(reading.span(start, end),),
        task=_task(reading, part, start, first_end, field),
        level=plain(reading.text[start:end]),
        assist=assist_in(reading, start, end),
        device=device_in(reading, start, end),
        distance=distance[0] if distance else None,
        distance_unit=distance[1] if distance else None,
        when=When.PRIOR if prior else When.CURRENT,
    )


def _task(reading: Reading, part: _Part, start: int, first_end: int, field: Field | None) -> str:
    text, folded = reading.text, folded_text(reading)
    if not part.tasks:
        if field is not None and field.kind == "transfers":
            return plain(text[field.label_start : field.label_start + len(field.label)])
        return plain(text[start:first_end])
    limits = _LIMITS.search(folded, part.start, part.end)
    if limits:
        return plain(text[limits.start("t") : limits.end("t")])
    first = last = part.tasks[0]
    for task in part.tasks[1:]:
        if not _JOINED.fullmatch(folded, last.end, task.start):
            break
        last = task
    return plain(text[first.start : last.end])
