"""Home, family at home, work, hobbies, habits and the dominant hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from chartside.domain.facts import Assertion, Fact, Social
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said, said_last
from chartside.extract.cue_lines import matches_at, places_of
from chartside.extract.everyday_tasks import done_by_others
from chartside.extract.fields import Field, field_at, fields, is_label
from chartside.extract.note_parts import zone_of
from chartside.extract.once import Once
from chartside.extract.phrases import lies_in, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges, has_box, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds, sentence_at
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, rows, vocabulary

_ELSEWHERE = frozenset({Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS, Zone.ASSESSMENT, Zone.OBJECTIVE})
_LATE = frozenset({Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS})
_MAY_HOLD = frozenset({"other", "complaint", "history", "prior_function", "onset", "referral"})
_RETURNS = re.compile(r"\b(?:return|back|rts|resume)\w*\b[^.;\n]{0,30}$")
_STEPS = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|several|no) (?:steps?|stairs?|ste)\b|\brails?\b|\bfloor\b|\bupstairs\b"
)
_OFF_WORK = re.compile(
    r"(?:so )?(?:off|out of|on|full|part|light|half|started|\w+ days|desk|sitting|sits|standing|stands|lifts|lifting|heavy|prolonged|lots of|a lot of|\d+[ -]?h(?:r|our)?s?)\b"
)
_PERSON = re.compile(
    r"(?:alone|with|w/|husband|wife|spouse|partner|daughter|son|family|parents?|mother|father|roommates?)\b"
)
_WITH = re.compile(r"(?:i |we )?lives? (?:with|w/)")
_WHERE = re.compile(
    r"\bin (?:an? |the |their |her |his )?(?=[^,.;]{0,40}\b(?:house|home|apartment|apt|condo|town\w+|trailer|story|duplex|ranch|mobile|level|alf|ilf|facility|building|rv|farm|rambler|cabin|unit|dorm)\b)"
)
_HABITS_ASKED = re.compile(
    r"recreational drugs?(?:, alcohol,? or smoking(?: cigarettes)?)?|smoke(?: cigarettes)?|smoking|tobacco|alcohol"
    r"|marijuana|cannabis|drugs|vape|travel(?:l?ed)?(?: \w+){0,2}|unsafe|(?:new )?partners|repetitive tasks[\w ]{0,8}"
)
_AFTER_ALL = re.compile(r"\b(?:sometimes|occasionally|just|socially|rarely|glass|used to|quit)\b")
_OF_PATIENT = re.compile(r"\b(?:i|she|he|pt|patient|been|just)\b")
_ATHLETE = re.compile(
    r"(?<![\w-])(?:hs|high school|middle school|club|varsity|jv|college|collegiate|travel|d[123]|division [i123]+|competitive|youth|masters|semi-pro|pro)"
    r"\s(?:[a-z]+\s){0,2}?(?:v[oa]ll?e?yball|soccer|football|basketball|baseball|softball|lacrosse|hockey|track|xc|cross country|swim\w*|gymnast\w*|tennis"
    r"|wrestl\w*|rugby|golf\w*|cheer\w*|danc\w*|runner|rower|cyclist|triathlete|athlete|player|pitcher|skater|climber|crossfit\w*)\b"
    r"(?:\s(?:coach|player|athlete|team|outside hitter|setter|libero|pitcher|catcher|goalie|keeper|midfielder|forward|defender|guard|runner))?"
)
_PLAYS_IN = frozenset(
    {"hs", "high school", "middle school", "club", "varsity", "jv", "college", "collegiate", "travel"}
    | {"d1", "d2", "d3", "division", "competitive", "youth", "masters", "semi-pro", "pro"}
)
"""Words with which such a team begins."""

_PRESENT = re.compile(
    r"(?:pt'?s )?(?:wife|husband|spouse|partner|mom|mother|dad|father|daughter|dtr|son|caregiver|grandmother|grandma|grandfather|sister|brother|parents?"
    r"|family|girlfriend|boyfriend|fianc\w+|aide|interpreter)\s(?:is |was )?pres\w*nt(?:\sfor\s(?:tx|treatment|session|eval|visit|evaluation))?\s*(?=$|[.;\n]|, (?:reports|states|says))"
)
_QUIT = re.compile(r"\b(?:quit|former|ex-?\s?smoker|used to|stopped)\b")
_EXERCISED = re.compile(r"\b\d+\s?x\s?\d|\bx\s?\d{2}\b|\b\d{2}x\b|\breps\b|\bsets\b|\bstretch(?:es)?\b|\b\d+x/day")
_ANSWER = re.compile(r"\s*a(?:ns(?:wer)?)?\s?[:.]\s*")
_OF_OTHER = re.compile(
    r"(?:walks|walked|ambulates|takes|rests|denies|reports|has (?:stopped|an? |rw|spc|fww|walker)|owns|uses|wears|unable|can't|cannot|no longer|missed)\b"
)
_JOB_STOPS = frozenset(
    {
        "by",
        "with",
        "w/",
        "per",
        "the",
        "from",
        "to",
        "his",
        "her",
        "of",
        "and",
        "called",
        "seen",
        "see",
        "ask",
        "on",
        "for",
    }
)
_GOES = re.compile(
    r"\b(?:gets?|goes|going|went|walks?|walking|climb\w*|gets|carr\w+|trips?|winded|way) (?:[\w/]+ ){0,6}$"
)
"""Before a word of the home: it is told what is done there."""
_OUTSIDE = re.compile(r"\b(?:community|outside|gait|amb\w*)\b")
_SINGLE_WORDS = frozenset({"retired", "unemployed", "disabled", "student"})
_NEEDS_MORE = frozenset({"lives", "i live", "we live", "diet", "alcohol", "cigarettes"})
_HABIT_LABELS = frozenset({"tobacco", "alcohol", "smoking", "etoh", "hand dominance", "dominance", "support"})
_LONGEST, _FIRST_WORDS = 90, 50


class Socials:
    """Social history."""

    name = "socials"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Social facts of a source, each said once."""
        once = Once[Social]()
        for field in fields(reading):
            if field.kind == "social" and not has_box(reading.text[field.start : field.end]):
                for start, end in _sentences_in(reading, field):
                    once.extend(_listed(reading, field, start, end))
        for exchange in exchanges(reading):
            once.extend(_answered(reading, exchange))
        once.extend(_company(reading))
        done = 0
        helped = [(f.evidence[0].start, f.evidence[0].end) for f in done_by_others(reading)]
        for mention in mentions_of(reading, "social.toml"):
            if mention.kind == "support" and lies_in(helped, mention.start):
                continue  # what is done for the patient is function
            if mention.start >= done and _may_tell(reading, mention):
                for social in _told(reading, mention, done):
                    done = social.evidence[0].end
                    once.extend([social])
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Socials()


def _fact(reading: Reading, start: int, end: int, assertion: Assertion = Assertion.PRESENT, text: str = "") -> Social:
    return Social(
        evidence=(reading.span(start, end),), text=text or plain(reading.text[start:end]), assertion=assertion
    )


def _sentences_in(reading: Reading, field: Field) -> Iterator[tuple[int, int]]:
    """Sentences of a field ("Lives w/ wife. Retired. Nonsmoker.")."""
    start = field.start
    while start < field.end:
        end = max(min(bounds(reading, start, start + 1)[1], field.end), start + 1)
        yield start, end
        start = end + 1
        while start < field.end and not reading.text[start].isalnum():
            start += 1


def _listed(reading: Reading, field: Field, start: int, end: int) -> Iterator[Social]:
    """A sentence of a labelled field: the living situation parts into who and where, all else is one fact."""
    folded = folded_text(reading)
    answer = _ANSWER.match(folded, start, end)
    start, end = strip(folded, answer.end() if answer else start, end)
    content = folded[start:end]
    if not content or re.match(r"(?:n/a|none listed|see)\b", content) or _OF_OTHER.match(content):
        return
    if _EXERCISED.search(content):
        return
    denied = re.match(r"(?:none|no|never|denies)\b", content) is not None
    assertion = Assertion.ABSENT if denied else Assertion.PRESENT
    end += folded[end : end + 1] == ")" and "(" in content
    person = _PERSON.match(content)
    parts = list(segments(folded, start, end))
    if field.label == "dominant hand":
        yield _fact(reading, field.label_start, end, text=f"{content} hand dominant")
    elif field.label in _HABIT_LABELS:
        past = _QUIT.search(content) is not None and not denied
        text = f"{field.label}, {plain(content)}" if past else ""
        whole = len(content.split()) <= 1 or past
        yield _fact(
            reading, field.label_start if whole else start, end, Assertion.HISTORICAL if past else assertion, text
        )
    elif len(parts) > 1 and (apart := _apart(reading, field, parts)):
        for low, high in apart:
            yield from _listed(reading, field, low, high)
    elif re.match(r"lives?\b", content):
        yield from _who_and_where(reading, start, end)
    elif person and len(parts) > 1 and "who" not in field.label:
        lives = field.label.startswith(("living", "lives", "home"))
        text = f"lives {plain(folded[parts[0][0] : parts[0][1]])}" if lives else ""
        yield _fact(reading, field.label_start, parts[0][1], assertion, text)
        yield _fact(reading, parts[1][0], end, assertion)
    else:
        text = ""
        if person and field.label.startswith(("who", "living", "lives")):
            text = f"lives {content}" if content.startswith(("alone", "with", "w/")) else f"lives with {content}"
        yield _fact(reading, start, end, assertion, text)


def _apart(reading: Reading, field: Field, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a list that stand each for itself: a home in four items and more, habits beside a family.

    Devices at home are equipment and no part of it.
    """
    folded = folded_text(reading)
    if field.label.startswith("home") and len(parts) >= 4:
        return [p for p in parts if not _is_device(folded, *p)]
    number = next((n for n, p in enumerate(parts) if n and _is_habit(folded, *p)), 0)
    if not number:
        return []
    return [(parts[0][0], parts[number - 1][1]), *parts[number:]]


def _is_device(folded: str, start: int, end: int) -> bool:
    found = vocabulary("equipment.toml").find(folded, start, end)
    return bool(found) and found[0].start - start < 4 and found[0].kind != "any" and "rail" not in found[0].term.phrase


def _is_habit(folded: str, start: int, end: int) -> bool:
    return any(m.kind == "habit" and m.start - start < 12 for m in vocabulary("social.toml").find(folded, start, end))


def _answered(reading: Reading, exchange: Exchange) -> Iterator[Social]:
    folded = folded_text(reading)
    asked = _HABITS_ASKED.search(folded, exchange.question_start, exchange.question_end)
    if asked is None or exchange.answer is Answer.OPEN:
        return
    answer = folded[exchange.answer_start : exchange.turn_end]
    if exchange.answer is Answer.NO and _AFTER_ALL.search(answer[:160]):
        return
    if exchange.answer is Answer.YES and len(answer.split()) > 5:
        return
    assertion = Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT
    yield _fact(reading, exchange.question_start, exchange.answer_end, assertion, plain(asked.group()))


def _company(reading: Reading) -> Iterator[Social]:
    """Who came along ("Wife present for tx"), and the team a young athlete plays on."""
    folded = folded_text(reading)
    done = -1
    for place in places_of(folded, ("pres",)):
        sentence = sentence_at(reading, place)
        if sentence is None or sentence.start <= done or place + len("pres") - sentence.start > _FIRST_WORDS:
            continue
        done = sentence.start
        said_present = _PRESENT.match(folded, sentence.start, sentence.end)
        if said_present and sentence.line.speaker is None and zone_of(reading, sentence.line) not in _ELSEWHERE:
            yield _fact(reading, said_present.start(), said_present.end())
    for athlete in matches_at(folded, _ATHLETE, _PLAYS_IN):
        line = reading.line_at(athlete.start())
        if line.speaker is None and zone_of(reading, line) in (
            Zone.UNKNOWN,
            Zone.HEADER,
            Zone.SUBJECTIVE,
            Zone.HISTORY,
        ):
            stance = stance_at(reading, athlete.start(), athlete.end())
            if stance.assertion is Assertion.PRESENT and not _RETURNS.search(folded, line.start, athlete.start()):
                yield _fact(reading, athlete.start(), athlete.end())


def _may_tell(reading: Reading, mention: Mention) -> bool:
    line = reading.line_at(mention.start)
    field = field_at(fields(reading), mention.start)
    if mention.kind == "asked" or is_form_line(reading, line) or is_label(reading, mention.start):
        return False
    told_elsewhere = mention.kind == "hand" and field is not None and field.kind == "diagnosis"
    if exchange_at(reading, mention.start) is not None or (
        field and field.kind not in _MAY_HOLD and not told_elsewhere
    ):
        return False
    if line.speaker is None:
        return zone_of(reading, line) not in _ELSEWHERE or (
            mention.kind == "hand" and zone_of(reading, line) not in _LATE
        )
    said_to = folded_text(reading).startswith(("so you", "you "), line.body, line.end)
    return line.speaker is not Speaker.CLINICIAN or mention.kind == "hand" or said_to


def _told(reading: Reading, mention: Mention, covered: int) -> Iterator[Social]:
    folded = folded_text(reading)
    low, high = bounds(reading, mention.start, mention.end)
    part = next(((a, b) for a, b in segments(folded, low, high) if a <= mention.start < b), None)
    if part is None or not _tells(folded, mention, low, part):
        return
    if mention.kind == "work" and folded.startswith("who ", mention.start - 4):
        return
    if mention.kind == "habit" and said("socials.others").search(folded, *part):
        return
    part = (max(part[0], covered), part[1])
    stance = stance_at(reading, mention.start, mention.end)
    habit = mention.kind == "habit"
    spoken_habit = habit and reading.line_at(mention.start).speaker is not None
    if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.FAMILY):
        return
    if stance.assertion is Assertion.PLANNED and not spoken_habit:
        return
    start, end = _phrase(folded, mention, part, high)
    if end - start < 4 and mention.kind != "hand":
        return
    if mention.kind == "lives":
        yield from _who_and_where(reading, start, end)
    else:
        denied = habit and stance.assertion is Assertion.ABSENT
        past = habit and _QUIT.search(folded, start, end) is not None
        assertion = Assertion.HISTORICAL if past else Assertion.PRESENT
        yield _fact(reading, start, end, Assertion.ABSENT if denied and not past else assertion)


def _tells(folded: str, mention: Mention, low: int, part: tuple[int, int]) -> bool:
    """Whether the word is said as social history here: "cook" of a job, "plays" of a sport, not of chance."""
    before = folded[low : mention.start]
    phrase = mention.term.phrase
    more = folded[mention.end : part[1]].strip()
    if mention.kind == "work" and phrase in _titles() and phrase not in _SINGLE_WORDS:
        lead = not before.strip(" \t-*•.") or _leads_to_job(before) or _is_title(folded, mention, part)
        return lead and len(folded[part[0] : part[1]].split()) <= 16
    if mention.kind == "support" and phrase.endswith(("helps", "assists")) and more.startswith(("with ", "w/")):
        return False  # what is helped with is a task
    if mention.kind == "hobby":
        return bool(more and _OF_PATIENT.search(before[-30:]))
    if mention.kind == "home" and _GOES.search(before):
        return False
    if mention.kind == "home":
        return not _OUTSIDE.search(before[-20:])
    if phrase in ("half days", "full time", "part time"):
        return "work" in folded[part[0] : part[1]]
    return phrase not in _NEEDS_MORE or bool(more)


@cache
def _titles() -> frozenset[str]:
    """Titles of jobs: single words, and the rows that hold nothing else."""
    return frozenset(
        word
        for row in rows("social.toml")
        if row["kind"] == "work" and ("plumber" in row["words"] or "roofer" in row["words"])
        for word in row["words"]
    )


def _is_title(folded: str, mention: Mention, part: tuple[int, int]) -> bool:
    """Whether a segment is nothing but a job's title ("RHD, line cook", "retired school librarian")."""
    words = folded[part[0] : mention.end].split()
    alone = not folded[mention.end : part[1]].strip(" .")
    return alone and len(words) <= 4 and not _JOB_STOPS.intersection(words)


def _leads_to_job(before: str) -> bool:
    words = before[-60:].split()
    return any(
        said_last("socials.lead_to_job").search(" ".join(words[: len(words) - n])) for n in range(min(4, len(words)))
    )


def _phrase(folded: str, mention: Mention, part: tuple[int, int], high: int) -> tuple[int, int]:
    start, end = part
    stop = said("socials.not_told_after").search(folded, mention.end, end)
    end = stop.start() if stop else end
    if end - start > _LONGEST:
        start, end = mention.start, right_of(folded, mention.end, end)
    if mention.kind == "lives":
        start = mention.start
    start, end = without_lead_in(folded, start, end, mention.start)
    for low, stop_at in segments(folded, end, high) if mention.kind in ("home", "work", "habit") else ():
        text = folded[low:stop_at]
        goes_on = (
            _QUIT.match(text)
            if mention.kind == "habit"
            else _STEPS.search(text) or (mention.kind == "work" and _OFF_WORK.match(text))
        )
        if low - end > 3 or not goes_on:
            break
        end = stop_at
    return strip(folded, start, end)


def _who_and_where(reading: Reading, start: int, end: int) -> Iterator[Social]:
    """Who and where: "lives with two sons in a duplex with a ramp"."""
    folded = folded_text(reading)
    where = _WHERE.search(folded, start, end)
    if where and _WITH.match(folded, start) and where.start() - start > 8:
        yield _fact(reading, *strip(folded, start, where.start()))
        yield _fact(reading, *strip(folded, where.end(), end))
    else:
        yield _fact(reading, start, end)
