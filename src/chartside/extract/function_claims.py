"""Whether a part of a sentence tells a function: what must be said of a task in which part of a note."""

from __future__ import annotations

import re
from bisect import bisect_left

from chartside.domain.facts import Assertion
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_first, words
from chartside.extract.fields import Field
from chartside.extract.function_parts import FUNCTION_FIELDS, Part
from chartside.extract.icd_codes import is_coded
from chartside.extract.note_parts import is_treated, zone_of
from chartside.extract.performance import DISTANCE, DURATION, device_in, helps, reach_places
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import Sentence
from chartside.extract.vocabulary import Mention, folded_text

LIMITS = re.compile(
    r"\blimits?\s+(?:(?:her |his |their |the )?ability to |tolerance (?:for|to|of) )?(?P<t>[^.;,\n]{3,50})"
)
SAID_OF_PATIENT = re.compile(r"\b(?:she|he|pt|patient) (?:still )?(?:can(?:'t|not)?|is unable|could(?:n't| not)?)\b")
NOT_TESTED = re.compile(
    r"(?:^|\W)(?:nt|not tested|n/a|deferred|not assessed|not attempted|dnt)\b(?: (?:due to|d/t|2/2|secondary to|because of|for|this|today)\b[^.;,\n]{0,40})?\W*$"
)
TOLD = frozenset({Zone.SUBJECTIVE, Zone.UNKNOWN, Zone.HISTORY})
_DOSE = re.compile(
    r"\b\d+\s?x\s?\d+|(?<!\ba )\bx\s?\d+(?!\s?(?:ft|feet|m\b|wk|week|min|mo\b|/|\s?(?:person|people)))|\b(?:sets?|reps?)\b"
)
_LOAD = re.compile(r"\b\d+\s?(?:#|lbs?\b)")
_MINUTES = re.compile(r"[^.;]{0,20}\b(?:\w+ )?(?:min\w*|\d+)")
_LAG = re.compile(r"\b(?:w/o|without|no|with|w/) (?:quad |extensor )?lag")
_SORE_AFTER = re.compile(
    r"\b(?:soreness|pain|aching|ache|swelling|sore|stiffness|symptoms)\b[^.;]{0,40}\b(?:after|with|w/|during|when|while)\b"
)
_SCORE = re.compile(r"[a-z][\w-]{1,12}(?: \w+)?:? \d+(?:\.\d+)?\s?(?:%|/\s?\d+)?\W*$")
_ITEM_RATED = re.compile(r"[a-z][a-z /-]{2,30}:? (?:10|\d(?:\.\d)?)(?:/10)?\W*")
"""A task with its rating in a questionnaire ("stairs 4")."""
MANNERS = words("functions.manners")
_DENIED = ("den", "neg", "symptoms denied", "pertinent")
_FOUND = frozenset({Zone.OBJECTIVE, Zone.UNKNOWN})
_BEHIND = frozenset({"ok", "okay", "fine", "good", "well", "great", "full", "again", "longer", "further"})
"""Said of a task only where they stand behind it."""

_SLEEP_TOLD = TOLD | {Zone.HEADER, Zone.OBJECTIVE}
_SLEPT = re.compile(r"\d|\b(?:pillows?|recliner|side|back|up|couch|once|twice)\b")
_ABLE = re.compile(r"(?:still |now |is |was |pt |patient |he |she )*(?:able|unable|not able) to ")
_STEPS = re.compile(r"\b\d+ (?:steps|stairs|flights?)\b")
"""Counted under treatment: stairs practised."""

_MOST_WORDS = 32


def tells_function(reading: Reading, sentence: Sentence, part: Part, field: Field | None) -> bool:
    """Whether a part with its task tells how the patient does it, in daily life or with help at this visit.

    Args:
        reading: The source.
        sentence: The sentence of the part.
        part: The part, with its tasks and marks.
        field: The labelled field in which it stands, if any.
    """
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    if text.endswith(" status") and folded.startswith(":", part.end):
        return False  # a label: "Homebound status: …"
    levels = reach_places(reading)
    if levels and bisect_left(levels, part.start) < bisect_left(levels, part.end):
        return False
    if field is not None and field.kind in FUNCTION_FIELDS:
        return _tells_in_field(reading, part, text, field)
    zone = zone_of(reading, sentence.line)
    if zone in (Zone.GOALS, Zone.BILLING) or any(is_coded(reading, m.start) for m in part.tasks):
        return False
    if text.count(" ") >= _MOST_WORDS and len(text.split()) > _MOST_WORDS:
        return False
    helped = helps(reading).first(part.start, part.end) is not None
    walked = helped and part.has("walk") and not part.has("drill") and DISTANCE.search(text) is not None
    if part.has_task("gait training") and not walked:
        return False
    if _is_treated(reading, sentence, part):
        return walked or _is_manner(part, zone, text) or SAID_OF_PATIENT.search(text) is not None
    if sentence.line.speaker is Speaker.CLINICIAN:
        return walked
    if zone is Zone.PLAN or (_is_dosed(part, zone, text) and not (walked or _LAG.search(text))):
        return False
    if not (walked or _says_how(reading, sentence, part, zone, helped=helped)):
        return False
    if not helped and _SORE_AFTER.search(text):
        return False
    stance = stance_at(reading, part.tasks[0].start, part.tasks[0].end)
    return not (stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY))


def _tells_in_field(reading: Reading, part: Part, text: str, field: Field) -> bool:
    graded = said("functions.graded").search(text) is not None
    helped = helps(reading).first(part.start, part.end) is not None
    if not helped and said_first("functions.lived").match(text):
        return False
    if field.label == "balance" and not (graded or helped):
        return False
    if _ITEM_RATED.fullmatch(text) or NOT_TESTED.search(folded_text(reading), max(part.start, field.start), part.end):
        return False
    return bool(part.tasks or part.marks or graded or helped) or (field.kind != "transfers" and not _SCORE.match(text))


def _is_manner(part: Part, zone: Zone, text: str) -> bool:
    """Whether it is told in a treatment how the patient walks or climbs stairs ("amb 400' no AD, mild antalgic")."""
    if part.has("drill") or _is_dosed(part, zone, text):
        return False
    stairs = (
        not _STEPS.search(text)
        and part.tasks[0].term.phrase.startswith("stair")
        and any(m.term.phrase in MANNERS for m in part.marks)
    )
    return stairs or (part.has("walk") and part.has("deviation") and DISTANCE.search(text) is not None)


def _is_dosed(part: Part, zone: Zone, text: str) -> bool:
    """Whether a part names an exercise by its sets; in what the patient tells, a load is what is lifted."""
    if _ABLE.match(text) and not re.search(r"\d\s?x\s?\d", text):
        return False
    if part.has("sleep") or (zone is Zone.SUBJECTIVE and part.has("sport")):
        return False
    if ("x" in text or "set" in text or "rep" in text) and _DOSE.search(text):
        return True
    return zone not in TOLD and ("#" in text or "lb" in text) and _LOAD.search(text) is not None


def _is_treated(reading: Reading, sentence: Sentence, part: Part) -> bool:
    line = sentence.line
    if zone_of(reading, line) is Zone.INTERVENTIONS or is_treated(reading, part.start):
        return True
    folded = folded_text(reading)
    named = said("functions.treatment").search(folded, sentence.start, min(part.start + 40, sentence.end))
    return named is not None and _MINUTES.match(folded, named.end()) is not None


def _says_how(reading: Reading, sentence: Sentence, part: Part, zone: Zone, *, helped: bool) -> bool:
    """Whether something is said of the task: help, a limit, an ability, a deviation, a distance, that it is done."""
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    if all(m.term.phrase == "balance" for m in part.tasks):
        return bool(said("functions.balance_says").search(text)) and "weakness" not in text and "exercise" not in text
    if zone is Zone.ASSESSMENT and not helped:
        limits = LIMITS.search(text)
        if limits:
            return len(limits["t"].split()) <= (5 if "to " in limits.group() else 3) and "phase" not in text
        return bool(said("functions.cannot").search(text))
    marks = [m for m in part.marks if m.kind in ("limit", "able") or (m.kind == "rated" and _rates(folded, part, m))]
    if helped or marks:
        return helped or not any(stance_at(reading, m.start, m.end).words.startswith(_DENIED) for m in marks)
    if part.has("walk") and (
        part.has("deviation") or device_in(reading, part.start, part.end) or DISTANCE.search(text)
    ):
        return True
    if _LAG.search(text) or part.tasks[0].term.phrase.startswith(("not ", "off ", "without ", "weaned", "d/c")):
        return True
    if zone in _FOUND and "balance" in part.tasks[0].term.phrase and said("functions.graded").search(text):
        return True
    if part.has("sleep") and zone in _SLEEP_TOLD:
        return _SLEPT.search(text) is not None
    if zone not in TOLD:
        return False
    does = any(said_first("functions.does").match(folded, m.start) for m in part.tasks)
    early = part.tasks[0].start - part.start < 8
    tolerated = ("tolerance" in text or "wear" in text) and bool(DURATION.search(text))
    return tolerated or (does and (bool(DURATION.search(text)) or early))


def _rates(folded: str, part: Part, mark: Mention) -> bool:
    """Whether a word such as "ok" or "hard" is said of the task right before or behind it."""
    if mark.start < part.tasks[0].start and mark.term.phrase in _BEHIND:
        return False
    return any(
        len((folded[task.end : mark.start] if task.end <= mark.start else folded[mark.end : task.start]).split()) <= 3
        for task in part.tasks
    )
