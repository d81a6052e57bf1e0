"""Home, family at home, work, hobbies, habits and the dominant hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import Assertion, Fact, Social
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said
from chartside.extract.fields import Field, field_at, fields, is_label
from chartside.extract.once import Once
from chartside.extract.phrases import plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_TALK_ZONES = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.UNKNOWN, Zone.HEADER})
_ELSEWHERE = frozenset({Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS, Zone.ASSESSMENT, Zone.OBJECTIVE})
_STEPS = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|several|no) (?:steps?|stairs?|ste)\b|\brails?\b|\bfloor\b|\bw/ \w+ rail\b"
)
_JOB_LEAD = re.compile(
    r"\b(?:is a|is an|i'm a|i'm an|am a|am an|works? as|old|job|occupation|employed|a retired|retired|\d+ y/?o(?: [mf])?\.?)\b[^.;\n]{0,20}$|^\W*$"
)
_HABIT_ASKED = re.compile(
    r"\b(?:smoke|smoking|tobacco|alcohol|drink|drugs|marijuana|cannabis|vape|travel(?:l?ed)?|unsafe|partners)\b"
)
_HABIT_NAME = re.compile(
    r"recreational drugs?(?:, alcohol,? or smoking(?: cigarettes)?)?|smoke(?: cigarettes)?|smoking|tobacco|alcohol|marijuana|cannabis|drugs|vape|travel(?:l?ed)?[\w ]{0,12}|unsafe|"
    r"(?:new )?partners|repetitive tasks[\w ]{0,8}"
)
_BREAKS = re.compile(
    r"\s(?:and (?:i|we|playing|that's)|who|presents|presenting|referred|with (?:a |an )?(?:pain|neck|low|left|right|l|r|history)|but|because|which|so i|and then|i mean|not too often)\s"
)
_NAMED_LABELS = {"which hand do you write with?": "hand dominant", "which hand do you write with": "hand dominant"}


class Socials:
    """Social history."""

    name = "socials"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Social facts of a source, each said once."""
        folded = folded_text(reading)
        found = fields(reading)
        mentions = vocabulary("social.toml").find(folded)
        once = Once[Social]()
        for field in found:
            if field.kind == "social":
                for start, end in _within(reading, field):
                    once.extend(_listed(reading, folded, field, start, end))
        for exchange in exchanges(reading):
            once.extend(_answered(reading, folded, exchange))
        once.extend(_told(reading, folded, mentions, found))
        return once.facts


EXTRACTOR = Socials()


def _fact(reading: Reading, start: int, end: int, assertion: Assertion, text: str = "") -> Social:
    return Social(
        evidence=(reading.span(start, end),), text=text or plain(reading.text[start:end]), assertion=assertion
    )


def _within(reading: Reading, field: Field) -> Iterator[tuple[int, int]]:
    """Sentences of a field ("Lives w/ wife. Retired. Nonsmoker.")."""
    start = field.start
    while start < field.end:
        end = max(min(bounds(reading, start, start + 1)[1], field.end), start + 1)
        yield start, end
        start = end + 1
        while start < field.end and not reading.text[start].isalnum():
            start += 1


def _listed(reading: Reading, folded: str, field: Field, start: int, end: int) -> Iterator[Social]:
    """A labelled field: the living situation parts into who and where, all else is one fact."""
    start, end = strip(folded, start, end)
    content = folded[start:end]
    if not content or re.match(r"(?:n/a|none listed|see)\b", content):
        return
    stance = stance_at(reading, start, min(start + 1, end)).assertion
    assertion = (
        Assertion.ABSENT
        if re.match(r"(?:none|no|never|denies)\b", content) or stance is Assertion.ABSENT
        else Assertion.PRESENT
    )
    if field.label in _NAMED_LABELS:
        yield _fact(reading, field.label_start, end, assertion, f"{content} {_NAMED_LABELS[field.label]}")
        return
    if field.label in ("tobacco", "alcohol", "smoking", "etoh", "hand dominance", "dominance", "support"):
        yield _fact(reading, start if len(content.split()) > 1 else field.label_start, end, assertion)
        return
    if re.match(r"lives?\b", content):
        yield from _who_and_where(reading, folded, start, end)
        return
    parts = list(segments(folded, start, end))
    person = re.match(
        r"(?:alone|with|w/|husband|wife|spouse|partner|daughter|son|family|parents?|mother|father|roommates?)\b",
        content,
    )
    if len(parts) > 1 and person and not re.search(r"\bwho\b", field.label):
        text = (
            f"lives {folded[parts[0][0] : parts[0][1]]}" if field.label.startswith(("living", "lives", "home")) else ""
        )
        yield _fact(reading, field.label_start, parts[0][1], assertion, text)
        yield _fact(reading, parts[1][0], end, assertion)
        return
    if folded[end : end + 1] == ")":
        end += 1
    text = ""
    if person and field.label.startswith(("who", "living", "lives")):
        text = f"lives with {content}" if not content.startswith(("alone", "with", "w/")) else f"lives {content}"
    yield _fact(reading, start, end, assertion, text)


def _answered(reading: Reading, folded: str, exchange: Exchange) -> Iterator[Social]:
    question = folded[exchange.question_start : exchange.question_end]
    asked = _HABIT_NAME.search(question)
    if (
        asked is None
        or exchange.answer is Answer.OPEN
        or not (_HABIT_ASKED.search(question) or "repetitive" in question)
    ):
        return
    answer = folded[exchange.answer_start : exchange.turn_end]
    if exchange.answer is Answer.NO and re.search(
        r"\b(?:sometimes|occasionally|just|socially|rarely|glass|used to|quit)\b", answer[:160]
    ):
        return
    if exchange.answer is Answer.YES and len(answer.split()) > 5:
        return
    yield _fact(
        reading,
        exchange.question_start,
        exchange.answer_end,
        Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT,
        plain(asked.group()),
    )


def _told(reading: Reading, folded: str, mentions: Sequence[Mention], found: tuple[Field, ...]) -> Iterator[Social]:
    done = 0
    for mention in mentions:
        if mention.start < done or mention.kind == "asked":
            continue
        line = reading.line_at(mention.start)
        field = field_at(found, mention.start)
        if (
            exchange_at(reading, mention.start) is not None
            or is_label(reading, mention.start)
            or (field and field.kind not in ("other", "complaint"))
        ):
            continue
        if line.zone in _ELSEWHERE and line.speaker is None:
            continue
        if (
            line.speaker is Speaker.CLINICIAN
            and mention.kind != "hand"
            and not folded[line.body : line.end].startswith(("so you", "you "))
        ):
            continue
        low, high = bounds(reading, mention.start, mention.end)
        part = next(((a, b) for a, b in segments(folded, low, high) if a <= mention.start < b), None)
        if part is None or not _tells(folded, mention, low, part):
            continue
        stance = stance_at(reading, mention.start, mention.end)
        habit = mention.kind == "habit" and line.speaker is not None
        if stance.conditional or stance.assertion in (Assertion.GOAL, Assertion.FAMILY):
            continue
        if stance.assertion is Assertion.PLANNED and not habit:
            continue
        if said("socials.others").search(folded, part[0], part[1]):
            continue
        start, end = _phrase(folded, mention, part, high)
        if end - start < 4:
            continue
        done = end
        assertion = (
            Assertion.ABSENT if stance.assertion is Assertion.ABSENT and mention.kind == "habit" else Assertion.PRESENT
        )
        if mention.kind == "lives":
            yield from _who_and_where(reading, folded, start, end)
        else:
            yield _fact(reading, start, end, assertion)


def _tells(folded: str, mention: Mention, low: int, part: tuple[int, int]) -> bool:
    """Whether the word is said as social history here: "cook" of a job, "plays" of a sport, not of chance."""
    before = folded[low : mention.start]
    if (
        mention.kind == "work"
        and " " not in mention.term.phrase
        and mention.term.phrase not in ("retired", "unemployed", "disabled", "student")
    ):
        return bool(_JOB_LEAD.search(before[-60:])) and len(folded[part[0] : part[1]].split()) <= 12
    if mention.kind == "hobby":
        return bool(re.search(r"\b(?:i|she|he|pt|patient|been|just)\b", before[-30:])) and bool(
            folded[mention.end : part[1]].strip()
        )
    if mention.kind == "home":
        return not re.search(r"\b(?:community|outside|gait|amb\w*)\b", before[-20:])
    if mention.term.phrase in ("lives", "diet", "alcohol", "cigarettes"):
        return bool(folded[mention.end : part[1]].strip())
    return True


def _phrase(folded: str, mention: Mention, part: tuple[int, int], high: int) -> tuple[int, int]:
    start, end = part
    if end - start > 90:
        start, end = mention.start, right_of(folded, mention.end, end, breaks=_BREAKS)
    else:
        broken = _BREAKS.search(folded, mention.end, end)
        end = broken.start() if broken else end
    if mention.kind == "lives":
        start = mention.start
    start, end = without_lead_in(folded, start, end, mention.start)
    for following in segments(folded, end, high) if mention.kind in ("home", "work") else ():
        text = folded[following[0] : following[1]]
        near = following[0] - end <= 3
        if near and (
            _STEPS.search(text)
            or (mention.kind == "work" and re.match(r"(?:off|out of|on|full|part|light|half|started|\w+ days)\b", text))
        ):
            end = following[1]
        else:
            break
    return strip(folded, start, end)


def _who_and_where(reading: Reading, folded: str, start: int, end: int) -> Iterator[Social]:
    """ "lives with his wife in a one story house with three steps" is who and where."""
    where = re.search(r"\bin (?:an|a|the|their|her|his)?\b", folded[start:end])
    home = vocabulary("social.toml").find(folded, start, end)
    if (
        where
        and re.match(r"lives? (?:with|w/)", folded[start:end])
        and any(m.kind == "home" for m in home)
        and where.start() > 8
    ):
        yield _fact(reading, *strip(folded, start, start + where.start()), Assertion.PRESENT)
        place = start + where.start() + len(where.group())
        yield _fact(reading, *strip(folded, place, end), Assertion.PRESENT)
        return
    yield _fact(reading, start, end, Assertion.PRESENT)
