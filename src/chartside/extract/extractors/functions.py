"""What the patient can and cannot do, with which help, device and distance; exercises are not function."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Fact, Function, When
from chartside.domain.source import Speaker
from chartside.extract.asked_functions import asked_functions
from chartside.extract.context_words import said_first
from chartside.extract.everyday_tasks import done_by_others, everyday_tasks
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.function_claims import LIMITS, MANNERS, NOT_TESTED, SAID_OF_PATIENT, TOLD, tells_function
from chartside.extract.function_parts import (
    FUNCTION_FIELDS,
    TASKS,
    Part,
    adds,
    begins_anew,
    earlier_function,
    is_earlier,
    more_of,
    next_bouts,
    opens_earlier,
    parts_of,
    tells_more,
    without_earlier,
)
from chartside.extract.icd_codes import is_coded
from chartside.extract.lines import is_goal
from chartside.extract.mention_index import MentionIndex
from chartside.extract.note_parts import is_treated, zone_of
from chartside.extract.once import Once, said_of
from chartside.extract.performance import (
    DISTANCE,
    assist_in,
    device_in,
    distance_in,
    helps,
    reaches,
    task_mentions,
)
from chartside.extract.phrases import lies_in, plain, strip, without_lead_in
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.spoken_tasks import spoken_tasks
from chartside.extract.tested_tasks import tested
from chartside.extract.unnamed_tasks import unnamed_task
from chartside.extract.vocabulary import Mention, Term, folded_text

_OTHER_FIELDS = frozenset(
    {"precaution", "medication", "history", "surgical", "diagnosis", "social", "aggravates", "eases"}
    | {"onset", "family", "allergy", "equipment"}
)
_WALKS = re.compile(r"\b(?:gait training|gait|amb\w*|walk\w*)\b")
_HOW = re.compile(r"(?:w/|with|without|no ad|using)\b")
_JOINED = re.compile(r"\s*(?:(?:,|/|&|and|or)\s*)?(?:the |her |his |my )?")
_NO_MORE = re.compile(r"(?:has )?(?:stopped|unable|can't|cannot|no longer able)\b")
_ELSE = ("not_task", "symptom_said", "asks", "happened")
_HOW_FOUND = frozenset(
    {"limit", "able", "rated", "deviation", "need", "walk", "sleep", "wakes", "place", "sport", "reach"}
)
_SAYS = frozenset({"limit", "able"})
_NEVER = frozenset({Zone.GOALS, Zone.BILLING, Zone.PLAN})


class Functions:
    """Function."""

    name = "functions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Functions of a source, each said once."""
        mentions = task_mentions(reading)
        index = MentionIndex(mentions)
        once = Once[Function]()
        once.extend(asked_functions(reading, mentions))
        every = sentences(reading)
        labelled = [f for f in fields(reading) if f.kind in FUNCTION_FIELDS]
        ahead = 0
        for number, sentence in enumerate(every):
            while ahead < len(labelled) and labelled[ahead].end <= sentence.start:
                ahead += 1
            if index.first(sentence.start, sentence.end) is None:
                continue
            field = ahead < len(labelled) and labelled[ahead].start < sentence.end
            if sentence.asks or not _may_tell(reading, sentence, index, field=field):
                continue
            after = every[number + 1] if number + 1 < len(every) else None
            told = tuple(_told(reading, _with_help_after(reading, sentence, after), index, labelled=field))
            for function in told:
                bout = f"{function.distance:g}{function.distance_unit}" if function.distance else ""
                once.add(function, f"{said_of(function)} {bout}")
            if told and after is not None and after.line is sentence.line:
                once.extend(_earlier_after(reading, after, told[-1].task, index))
        once.extend(spoken_tasks(reading, list(once.facts)))
        once.extend(reaches(reading))
        once.extend(tested(reading, mentions))
        others = [(f.evidence[0].start, f.evidence[0].end) for f in done_by_others(reading)]
        facts = [
            f
            for f in once.facts
            if (f.start, f.evidence[-1].end) in others or not lies_in(others, f.start, f.evidence[-1].end)
        ]
        facts.extend(everyday_tasks(reading, facts))
        return sorted(facts, key=lambda f: f.start)


EXTRACTOR = Functions()


def _may_tell(reading: Reading, sentence: Sentence, index: MentionIndex, *, field: bool) -> bool:
    """Whether a sentence can tell a function at all; quick, so that the rest looks at few."""
    inside = index.within(sentence.start, sentence.end)
    line = sentence.line
    if not inside:
        return False
    if not field:
        zone = zone_of(reading, line)
        if zone in _NEVER or inside[0].kind == "treated":
            return False
        kinds = {m.term.kind for m in inside}
        named = not kinds.isdisjoint(TASKS)
        helped = helps(reading).first(sentence.start, sentence.end + 40) is not None
        if not (named or helped) and (zone not in TOLD or kinds.isdisjoint(_SAYS)):
            return False
        if zone is Zone.OBJECTIVE and not helped and kinds.isdisjoint(_HOW_FOUND):
            text = folded_text(reading)
            if (
                text.find("lag", sentence.start, sentence.end) < 0
                and text.find("bal", sentence.start, sentence.end) < 0
            ):
                return False
        if not helped and _is_done_here(reading, sentence, zone) and not (line.speaker is None and _moves(inside)):
            return False
    if is_goal(line) or is_form_line(reading, line) or all(is_coded(reading, m.start) for m in inside):
        return False
    return exchange_at(reading, sentence.start) is None


def _is_done_here(reading: Reading, sentence: Sentence, zone: Zone) -> bool:
    """Whether a sentence tells of the treatment, or is the clinician's, and not of what the patient can do."""
    treated = zone is Zone.INTERVENTIONS or sentence.line.speaker is Speaker.CLINICIAN
    if not treated and not is_treated(reading, sentence.start):
        return False
    return SAID_OF_PATIENT.search(folded_text(reading), sentence.start, sentence.end) is None


def _moves(inside: tuple[Mention, ...]) -> bool:
    """Whether walking or stairs are named with the way they go, which is told also under treatment."""
    goes = any(m.kind == "walk" or m.term.phrase.startswith("stair") for m in inside)
    return goes and any(m.kind == "deviation" or m.term.phrase in MANNERS for m in inside)


def _with_help_after(reading: Reading, sentence: Sentence, after: Sentence | None) -> Sentence:
    """The sentence with a short one behind it that tells the help: "… 300 feet, no cane. Standby only."."""
    if after is None or after.line is not sentence.line or after.end - after.start > 60:
        return sentence
    if len(reading.text[after.start : after.end].split()) > 4 or not assist_in(reading, after.start, after.end):
        return sentence
    if DISTANCE.search(folded_text(reading), sentence.start, sentence.end):
        return Sentence(sentence.start, after.end, sentence.line)
    return sentence


def _earlier_after(reading: Reading, sentence: Sentence, task: str, index: MentionIndex) -> Iterator[Function]:
    """An earlier value of the task in a sentence of its own ("… 45 ft w/ FWW. Prev best 30 ft.")."""
    folded = folded_text(reading)
    text = folded[sentence.start : sentence.end]
    if "/10" in text or "%" in text or not opens_earlier(folded, sentence.start, sentence.end):
        return
    if not any(m.kind in TASKS for m in index.within(sentence.start, sentence.end)):
        yield earlier_function(reading, *strip(reading.text, sentence.start, sentence.end), task)


def _told(reading: Reading, sentence: Sentence, index: MentionIndex, *, labelled: bool) -> Iterator[Function]:
    folded = folded_text(reading)
    parts = parts_of(reading, sentence, index)
    goes_on = labelled or _WALKS.search(folded, sentence.start, sentence.end) is not None
    number, last_task, told = 0, "", (sentence.start, sentence.start)
    while number < len(parts):
        part = parts[number]
        number += 1
        if not (part.tasks or part.marks or last_task or goes_on):
            continue
        field = field_at(fields(reading), part.end - 1)
        kind = field.kind if field is not None else ""
        if last_task and is_earlier(reading, part):
            yield earlier_function(reading, part.start, part.end, last_task)
            continue
        if last_task and tells_more(reading, part, *told):
            yield more_of(reading, part.start, part.end, last_task)
            continue
        if last_task and not part.tasks and part.has("deviation") and begins_anew(reading, parts[number - 2]):
            part = Part(part.start, part.end, (Mention(part.start, part.start, _WALKING),), part.marks)
        last_task = "" if part.tasks else last_task
        if not part.tasks and goes_on and _walks_on(reading, sentence, part.start, part.end):
            walks = [m for m in index.within(sentence.start, sentence.end) if m.kind == "walk"]
            part = Part(
                part.start, part.end, (walks[0] if walks else Mention(part.start, part.start, _WALKING),), part.marks
            )
        of_other = kind in _OTHER_FIELDS and not (kind == "social" and _NO_MORE.match(folded, part.start))
        if of_other or any(m.kind == "treated" for m in part.marks):
            continue
        if kind not in FUNCTION_FIELDS and part.has(*_ELSE):
            continue
        if not part.tasks and kind not in FUNCTION_FIELDS:
            last_task = ""
            if zone_of(reading, sentence.line) in TOLD and sentence.line.speaker is None:
                yield from unnamed_task(reading, part)
            continue
        part, earlier = without_earlier(reading, part)
        end, number = _reach(reading, parts, number, part.end, kind, cut=earlier is not None)
        marks = tuple(m for m in index.within(part.start, end) if m.kind not in TASKS)
        whole = Part(part.start, end, part.tasks, marks)
        if not tells_function(reading, sentence, whole, field):
            continue
        for function in _function(reading, sentence, whole, part.end, field):
            last_task, told = function.task, (whole.start, whole.end)
            yield function
        if last_task:
            yield from _beside(reading, whole, field, last_task, earlier)


def _beside(
    reading: Reading, part: Part, field: Field | None, task: str, earlier: tuple[int, int] | None
) -> Iterator[Function]:
    """Further bouts of walking and the earlier value that stand within the words of a task."""
    if part.has("walk") or (field is not None and _WALKS.fullmatch(field.label)):
        for bout in next_bouts(reading, part.start, part.end):
            yield more_of(reading, bout, part.end, task)
    if earlier is not None:
        yield earlier_function(reading, *earlier, task)


def _reach(reading: Reading, parts: list[Part], number: int, end: int, kind: str, *, cut: bool) -> tuple[int, int]:
    """Where what is said of a task ends, over the parts behind it that go on with it, and the next part's number."""
    folded = folded_text(reading)
    anew, first = number > 1 and begins_anew(reading, parts[number - 1]), parts[number - 1].start
    whole = kind == "transfers" or parts[number - 1].has_task("homebound")
    while number < len(parts) and _gap(folded, end, parts[number].start) <= _NEAR and not cut:
        part = parts[number]
        asleep = part.has("sleep", "wakes") and parts[number - 1].has("sleep") and not whole
        if part.tasks and not asleep:
            reaches = part.has_task("reaching") and part.tasks[0].start == part.start and not part.has("limit")
            if not reaches or assist_in(reading, parts[number - 1].start, end) is None:
                break
        if anew and part.has("deviation"):
            break
        if kind == "prior_function" and not _HOW.match(folded, part.start):
            break
        if is_earlier(reading, part) or begins_anew(reading, part) or NOT_TESTED.search(folded, part.start, part.end):
            break
        if tells_more(reading, part, first, end):
            break
        if not whole and (part.has("not_task", "symptom_said") or not (asleep or adds(reading, part))):
            break
        end = part.end
        number += 1
    return end, number


_NEAR = 8
"""Characters between a part and the next that goes on with it; the white space of a table does not count."""


def _gap(folded: str, start: int, end: int) -> int:
    return len(folded[start:end].strip())


_WALKING = Term("gait", "walk", "gait", {})


def _walks_on(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """A distance in a sentence that began with walking ("Gait training, 8 min: 150 feet twice …")."""
    folded = folded_text(reading)
    return bool(DISTANCE.search(folded, start, end) and _WALKS.search(folded, sentence.start, start))


def _function(
    reading: Reading, sentence: Sentence, part: Part, first_end: int, field: Field | None
) -> Iterator[Function]:
    folded = folded_text(reading)
    first = part.tasks[0].start if part.tasks else part.end
    start, end = without_lead_in(folded, part.start, part.end, max(first, part.start))
    if end <= start:
        return
    start -= 3 if folded.startswith("longer", start) and folded[start - 3 : start] == "no " else 0
    text = folded[start:end]
    prior = field is not None and field.kind == "prior_function"
    before = said_first("functions.before")
    prior = prior or any(before.match(folded, place) for place in {part.start, sentence.start})
    walks = part.has("walk") or (field is not None and _WALKS.fullmatch(field.label) is not None)
    distance = distance_in(text) if walks else None
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


def _task(reading: Reading, part: Part, start: int, first_end: int, field: Field | None) -> str:
    text, folded = reading.text, folded_text(reading)
    if not part.tasks:
        if field is not None and field.kind == "transfers":
            return plain(text[field.label_start : field.label_start + len(field.label)])
        return plain(text[start:first_end])
    limits = LIMITS.search(folded, part.start, part.end)
    if limits:
        return plain(text[limits.start("t") : limits.end("t")])
    first = last = part.tasks[0]
    for task in part.tasks[1:]:
        if not _JOINED.fullmatch(folded, last.end, task.start):
            break
        last = task
    return plain(text[first.start : last.end]) or first.term.name
