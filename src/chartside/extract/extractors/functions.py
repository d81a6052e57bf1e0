"""What the patient can and cannot do, with which help, device and distance; exercises are not function."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chartside.domain.facts import AssistLevel, Assertion, Fact, Function, When
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import plain, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import exchange_at
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.vocabulary import Mention, fold, folded_text, vocabulary

_NUMBER_WORDS = {
    w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {
    "a": 1,
    "an": 1,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "eighty": 80,
    "half a": 0.5,
}
_DISTANCE = re.compile(
    r"\b(?P<n>\d[\d,]*(?:\.\d+)?|(?:one|two|three|four|five|six|seven|eight|nine|a)(?: hundred| thousand)?|half a|ten|twenty|fifty)[\s-]*"
    r"(?P<u>feet|foot|ft|'|meters?|metres?|m|miles?|mi|yards?|yds?|blocks?|km|steps)(?![\w/])(?!\s*(?:/|per)\s*s)"
)
_UNITS = {
    "feet": "ft",
    "foot": "ft",
    "ft": "ft",
    "'": "ft",
    "meter": "m",
    "meters": "m",
    "metre": "m",
    "metres": "m",
    "m": "m",
    "mile": "mi",
    "miles": "mi",
    "mi": "mi",
    "yard": "yd",
    "yards": "yd",
    "yd": "yd",
    "yds": "yd",
    "block": "blocks",
    "blocks": "blocks",
    "km": "km",
    "steps": "steps",
}
_DURATION = re.compile(
    r"\b(?:\d+(?:\.\d+)?|about \w+|one|two|three|five|ten|fifteen|twenty|thirty)[\s-]*(?:min(?:ute)?s?|hrs?|hours?|sec(?:ond)?s?)\b|\b\d+\s*x\s*/\s*(?:wk|week|day)\b|\b\d+x/\w+"
)
_DOSE = re.compile(
    r"\b\d+\s*x\s*\d+|\bx\s*\d+(?!\s*(?:ft|feet|m\b|wk|week|min))|\b(?:sets?|reps?)\b|\b\d+\s*(?:#|lbs?\b)"
)
_REACH = re.compile(
    r"\b(?:(?:functional )?(?:ir|internal rotation|int rot)|reach(?:es)? behind back|behind(?: the)? back(?: reach)?|apley\w*|hbb|hand behind back)\s*(?:reach\s*)?(?:to|at|:|=)?\s*(?:level of\s*)?"
    r"(?P<a>[ctls]\d{1,2}(?:[-/][ctls]?\d{1,2})?|(?:[lr] |left |right )?(?:buttock|sacrum|greater trochanter|gt|back pocket|psis|hip|lateral thigh))"
    r"(?:\s*/\s*(?P<b>[ctls]\d{1,2}|buttock|sacrum))?",
    re.I,
)
_TREATED = re.compile(r"\W*(?:9\d{4}\b|(?:TE|TA|MT|NMR|Rx|Tx|HEP|Vaso|Ther\s?ex)\b)")
_ADDS = re.compile(
    r"(?:so i |i |and )?\b(?:haven't|hasn't|w/|with|needs|vc|cues?|brace|rail|cane|spc|walker|crutch\w*|no ad|holding|sat down|without|about|due to|because|step-to|recip\w*|x/w\w*|times a|cga|sba|mod|min|max|indep\w*|contact|supervision|standby|slow\w*|eyes|no cane)\b"
)
_PATIENT_DOES = re.compile(
    r"^(?:pt|patient|she|he|i|they)?\s*(?:still |now |also |then |usually |was able to |is able to )?$"
)
_BALANCE_SAYS = re.compile(r"\b(?:loses|limiting|not changed|has not|unsteady|impaired|off|difficulty|better|worse)\b")
_FIXED = re.compile(
    r"\b(?:stance phase|gait speed|gait belt|gait training|walk test|sit to stand test|standing hip|standing ext|six minute|two minute|minute walk|timed up|single leg stance|straight leg raise was|walking program|walking distance|lordosis|kyphosis|standing calf|step ups?|step downs?|work simulation|work hardening|leg press|lateral step|at work|work trial|off work)\b"
)
_ASKS = re.compile(r"\b(?:are|do|did|can|have|could|would) you\b|\byou (?:can|will|could|should)\b")
_GOAL_LINE = re.compile(r"\W*(?:STG|LTG|Goals?\b|Short[- ]term goal|Long[- ]term goal)", re.I)
_TREATMENT = re.compile(
    r"\b(?:therapeutic (?:exercises?|activit\w+)|manual therapy|neuromuscular re-? ?education|gait training|ther ?(?:ex|act\w*)|treatment)\b[^.;]{0,20}\b(?:\w+ )?(?:min\w*|\d+)"
)
_DRILL = re.compile(
    r"\b(?:tandem|march\w*|side ?step\w*|band|lunges?|backwards?|retro|lat|monster|carioca|treadmill|tm)\b"
)
_LIMITS = re.compile(r"\blimits?\s+(?P<t>[^.;,\n]{3,50})")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    tasks: tuple[Mention, ...]
    marks: tuple[Mention, ...]


class Functions:
    """Function."""

    name = "functions"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Functions of a source, each said once."""
        folded = folded_text(reading)
        mentions = vocabulary("functions.toml").find(folded)
        needs = vocabulary("assist_levels.toml").find(folded)
        found = fields(reading)
        once = Once[Function]()
        every = list(sentences(reading))
        for number, sentence in enumerate(every):
            if sentence.asks or exchange_at(reading, sentence.start) is not None:
                continue
            inside = _between(mentions, sentence.start, sentence.end)
            if not inside:
                continue
            after = every[number + 1] if number + 1 < len(every) else sentence
            if (
                after.line is sentence.line
                and len(folded[after.start : after.end].split()) <= 4
                and _DISTANCE.search(folded, sentence.start, sentence.end)
                and _between(needs, after.start, after.end)
            ):
                sentence = Sentence(sentence.start, after.end, sentence.line)
            once.extend(_said(reading, folded, sentence, inside, _between(needs, sentence.start, sentence.end), found))
        once.extend(_reached(reading, folded))
        return once.facts


EXTRACTOR = Functions()


def _between(mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, ...]:
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return tuple(m for m in mentions[first:last] if m.end <= end)


def _said(
    reading: Reading,
    folded: str,
    sentence: Sentence,
    inside: tuple[Mention, ...],
    needs: tuple[Mention, ...],
    found: tuple[Field, ...],
) -> Iterator[Function]:
    parts = [
        _Part(
            start,
            end,
            tuple(m for m in _between(inside, start, end) if m.kind in ("walk", "task", "sport")),
            tuple(m for m in _between(inside, start, end) if m.kind in ("limit", "able", "deviation", "need")),
        )
        for start, end in _halves(folded, sentence, inside)
    ]
    number = 0
    while number < len(parts):
        part = parts[number]
        number += 1
        field = field_at(found, part.end - 1)
        if field is not None and field.kind in (
            "precaution",
            "medication",
            "history",
            "surgical",
            "diagnosis",
            "social",
            "aggravates",
            "eases",
            "complaint",
            "onset",
        ):
            continue
        listed = field is not None and field.kind in ("prior_function", "current_function", "transfers")
        if not part.tasks and _walks_on(folded, sentence, part):
            part = _Part(
                part.start, part.end, tuple(m for m in inside if m.kind == "walk")[:1] or inside[:1], part.marks
            )
        if not part.tasks and not (listed and (part.marks or field is not None and field.kind == "prior_function")):
            continue
        end = part.end
        while (
            number < len(parts)
            and not parts[number].tasks
            and parts[number].start - end <= 8
            and _adds(folded, parts[number], needs)
        ):
            end = parts[number].end
            number += 1
        if not _is_function(reading, folded, sentence, part, end, needs, field):
            continue
        function = _function(reading, folded, part, end, needs, field)
        if function is not None:
            yield function


def _halves(folded: str, sentence: Sentence, inside: tuple[Mention, ...]) -> Iterator[tuple[int, int]]:
    """Segments, parted again at "and" where a second thing is done ("stood 8 minutes and walked to the mailbox")."""
    for start, end in segments(folded, sentence.start, sentence.end):
        begin = start
        for link in re.compile(r"\s(?:and|then)\s+(?:he |she |i |they )?").finditer(folded, start, end):
            if _DOES.match(folded, link.end()) and any(
                m.kind in ("walk", "task", "sport") for m in _between(inside, begin, link.start())
            ):
                yield strip(folded, begin, link.start())
                begin = link.end()
        yield strip(folded, begin, end)


def _walks_on(folded: str, sentence: Sentence, part: _Part) -> bool:
    """A distance with its help, in a sentence that began with walking ("Gait training, 8 min: 150 feet twice …")."""
    return bool(
        _DISTANCE.search(folded, part.start, part.end)
        and re.search(r"\b(?:gait training|gait|amb\w*|walk\w*)\b", folded[sentence.start : part.start])
    )


def _adds(folded: str, part: _Part, needs: tuple[Mention, ...]) -> bool:
    text = folded[part.start : part.end]
    return len(text.split()) <= 14 and bool(
        _ADDS.match(text)
        or text.endswith(" only")
        or _DISTANCE.match(text)
        or _DURATION.match(text)
        or any(part.start <= n.start < part.end for n in needs)
    )


def _is_function(
    reading: Reading,
    folded: str,
    sentence: Sentence,
    part: _Part,
    end: int,
    needs: tuple[Mention, ...],
    field: Field | None,
) -> bool:
    line: Line = sentence.line
    text = folded[part.start : end]
    helped = any(part.start <= n.start < end for n in needs)
    walks = [m for m in part.tasks if m.kind == "walk"]
    distance = bool(_DISTANCE.search(text)) and bool(walks)
    if field is not None and field.kind in ("prior_function", "current_function", "transfers"):
        return True
    if line.zone in (Zone.GOALS, Zone.BILLING) or _FIXED.search(text) or _GOAL_LINE.match(line.text):
        return False
    if len(text.split()) > 32 or _ASKS.search(text):
        return False
    treated = line.zone is Zone.INTERVENTIONS or _TREATED.match(line.text) or _within_treatment(reading, line)
    if treated or _TREATMENT.search(folded, sentence.start, part.start + 40):
        return (distance or _walks_on(folded, sentence, part)) and helped and not _DRILL.search(text)
    if line.zone is Zone.PLAN and line.speaker is None:
        return False
    sport = line.zone is Zone.SUBJECTIVE and any(m.kind == "sport" for m in part.tasks)
    if _DOSE.search(text) and not (distance and helped) and "lag" not in text and not sport:
        return False
    stance = stance_at(reading, part.tasks[0].start, part.tasks[0].end)
    if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.PLANNED, Assertion.FAMILY):
        return False
    if line.speaker is Speaker.CLINICIAN:
        return distance and helped
    if distance and (helped or line.zone in (Zone.SUBJECTIVE, Zone.OBJECTIVE, Zone.UNKNOWN)):
        return True
    if all(m.term.phrase == "balance" for m in part.tasks):
        return bool(_BALANCE_SAYS.search(text)) and not re.search(r"\b(?:weakness|training|exercises?)\b", text)
    if line.zone is Zone.ASSESSMENT and not helped:
        limits = _LIMITS.search(text)
        if limits:
            return len(limits.group("t").split()) <= 3 and "phase" not in text
        return bool(re.search(r"\b(?:unable|cannot|can't|difficulty|not able|loses balance)\b", text))
    if helped or any(m.kind in ("limit", "able") for m in part.marks):
        return True
    if walks and (any(m.kind == "deviation" for m in part.marks) or _device(reading, part.start, end)):
        return True
    if "lag" in text and re.search(r"\b(?:w/o|without|no|with|w/) (?:quad |extensor )?lag", text):
        return True
    return (
        _does(folded, part)
        and line.zone in (Zone.SUBJECTIVE, Zone.UNKNOWN)
        and bool(_DURATION.search(text) or part.tasks[0].start - part.start < 8)
    )


_DOES = re.compile(
    r"(?:walks|walked|stands|stood|drives|drove|runs|ran|jogs|jogged|swims|swam|hikes|hiked|fastens|climbs|lifts|carries|reaches|sits|dresses|works|biked|jog|limps)\b"
)


def _does(folded: str, part: _Part) -> bool:
    return any(_DOES.match(folded, m.start) for m in part.tasks)


def _within_treatment(reading: Reading, line: Line) -> bool:
    """A line set in under a line that names a code or minutes belongs to that treatment."""
    if not line.text.startswith(("  ", "\t")):
        return False
    for earlier in reversed(reading.lines[max(line.number - 8, 0) : line.number - 1]):
        if not earlier.text.startswith((" ", "\t")):
            return bool(_TREATED.match(earlier.text))
    return False


def _function(
    reading: Reading, folded: str, part: _Part, end: int, needs: tuple[Mention, ...], field: Field | None
) -> Function | None:
    first = part.tasks[0].start if part.tasks else part.end
    start, end = without_lead_in(folded, part.start, end, first)
    start, end = strip(folded, start, end)
    if end <= start:
        return None
    text = folded[start:end]
    prior = (
        field is not None
        and field.kind == "prior_function"
        or bool(re.match(r"before\b|used to\b|previously\b|prior\b", folded[part.start : part.end]))
    )
    distance = _DISTANCE.search(text) if any(m.kind == "walk" for m in part.tasks) else None
    level = next((n.kind for n in needs if start <= n.start < end), None)
    device = _device(reading, start, end)
    task = _task(reading, folded, part, start)
    return Function(
        evidence=(reading.span(start, end),),
        task=task,
        level=plain(reading.text[start:end]),
        assist=AssistLevel(level) if level else None,
        device=device,
        distance=_number(distance.group("n")) if distance else None,
        distance_unit=_UNITS[distance.group("u")] if distance else None,
        when=When.PRIOR if prior else When.CURRENT,
    )


def _task(reading: Reading, folded: str, part: _Part, start: int) -> str:
    if not part.tasks:
        return plain(reading.text[start : part.end])
    limits = _LIMITS.search(folded, part.start, part.end)
    if limits:
        return plain(limits.group("t"))
    names = [plain(reading.text[m.start : m.end]) for m in part.tasks[:3]]
    return " ".join(dict.fromkeys(names))


def _device(reading: Reading, start: int, end: int) -> str | None:
    folded = fold(reading.text[start:end])
    named = [
        reading.text[start + m.start : start + m.end]
        for m in vocabulary("equipment.toml").find(folded)
        if m.kind in ("walking", "wheel", "brace")
        and not re.search(r"\b(?:no|without|w/o|off|stop using)\s+$", folded[: m.start])
    ]
    if re.search(r"\brail\b", folded) and not re.search(r"\bno rail", folded):
        named.append("rail")
    return ", ".join(dict.fromkeys(named)) or None


def _number(word: str) -> float | None:
    word = word.replace(",", "")
    try:
        return float(word)
    except ValueError:
        parts = word.split()
        value = _NUMBER_WORDS.get(word, _NUMBER_WORDS.get(parts[0]))
        if value is None:
            return None
        return float(value) * (100 if "hundred" in parts else 1000 if "thousand" in parts else 1)


def _reached(reading: Reading, folded: str) -> Iterator[Function]:
    """Levels reached behind the back ("IR to L4"); "L buttock / T8" is right and left in a table of both."""
    for reach in _REACH.finditer(folded):
        line = reading.line_at(reach.start())
        if (
            line.zone in (Zone.GOALS, Zone.PLAN)
            or stance_at(reading, reach.start(), reach.start("a")).assertion is Assertion.GOAL
        ):
            continue
        if re.match(r"\W*(?:ltg|stg|goal)", folded[line.start : reach.start()]):
            continue
        row = folded[line.start : reach.start()]
        both = reach.group("b") and re.search(r"\br\s*/\s*l\b|\bright\s*/\s*left\b", row)
        sides = re.findall(r"\b(l|r|left|right)\b", row)
        side = {"l": "left", "r": "right"}.get(sides[-1], sides[-1]) if sides else ""
        for group in ("a", "b"):
            if not reach.group(group):
                continue
            named = ("right" if group == "a" else "left") if both else side
            end = reach.end(group)
            yield Function(
                evidence=(reading.span(reach.start(), end),),
                task=f"reach behind back{', ' + named if named else ''} (IR)",
                level=f"to {plain(reading.text[reach.start(group) : end])}",
            )
