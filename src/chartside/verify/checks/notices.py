"""Messages to patients: nothing clinical in them, the appointment as the source or the chart gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from chartside.domain.canvas import Canvas
from chartside.domain.documents import Basis, Document, Review, Scope, Statement
from chartside.domain.facts import Fact, Intervention, Score, SpecialTest
from chartside.domain.flags import Flag, Severity, Where
from chartside.measures import instruments
from chartside.verify.clocks import clocks_in
from chartside.verify.evidence import supports
from chartside.verify.figures import Day, day_of, days_in, marks_in, numbers_in, quantities_in
from chartside.verify.vocabulary import Lexicon, body_parts, clinical_terms, knowledge

_MINIMUM = "45 CFR 164.502(b): minimum necessary; a message tells of an appointment, not of a condition"
_PROMISE = "Chartside promise: a message gives the appointment that the sources or the chart give"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.I)
_TIMES = frozenset({"min", "h", "day", "wk", "month"})
_SHORTEST = 4  # letters of a fact's words that are looked for; shorter ones stand in too many others
_TELLING = 6  # letters from which a single word of a diagnosis or medicine is looked for


class NoticeCheck:
    """Reads every line of a message, standing and typed ones too, as whoever sees the telephone would."""

    name = "notices"

    def check(self, document: Document, canvas: Canvas) -> Iterable[Flag]:
        """Lines that name something clinical or more of the patient than a first name, and wrong appointments."""
        if document.scope is not Scope.NOTICE:
            return
        facts = _words_of_facts(canvas)
        for statement in document.statements():
            if statement.review is Review.REJECTED:
                continue
            told = _without_own(statement.text, canvas)
            for what in sorted({*_clinical(told), *_of_facts(told, facts)}):
                yield _flag(statement, f"This line names {what}; a message may not.", _MINIMUM)
            if _names_more(told, document):
                yield _flag(
                    statement, "This line tells more of the patient than the first name.", _MINIMUM, "notice.identifier"
                )
            yield from _appointment(statement, told, canvas)
        yield from _told_otherwise(document, canvas)


def _clinical(told: str) -> Iterator[str]:
    """What a text names that is clinical, in words for the clinic."""
    allowed = _allowed().sub(" ", told)
    yield from _forbidden().found(allowed)
    if body_parts().any_in(allowed):
        yield "a part of the body"
    if clinical_terms().any_in(allowed):
        yield "a finding or treatment"
    for word in re.findall(r"[a-z]{7,}", allowed.lower()):
        yield from (what for ending, what in _endings().items() if word.endswith(ending))
    if marks_in(allowed):
        yield "a code or grade"
    if any(not quantity.units & _TIMES for quantity in quantities_in(allowed)):
        yield "a value"


def _words_of_facts(canvas: Canvas) -> Mapping[str, str]:
    """Words of the canvas's facts that no message repeats, and what each is."""
    kinds: Mapping[str, str] = knowledge("notice")["facts"]
    words: dict[str, str] = {}
    for fact in canvas.facts:
        if fact.kind not in kinds:
            continue
        texts = [text.casefold() for text in _texts(fact) if len(text) >= _SHORTEST]
        if fact.kind in ("diagnosis", "medication"):
            texts += [word for text in texts for word in re.findall(rf"[a-z]{{{_TELLING},}}", text)]
        words |= dict.fromkeys(texts, kinds[fact.kind])
    return words


def _texts(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Intervention | SpecialTest):
        yield fact.name
    elif isinstance(fact, Score):
        if fact.instrument in instruments():
            yield instruments()[fact.instrument].name
    else:
        for name in ("text", "task"):
            if text := getattr(fact, name, None):
                yield str(text)


def _of_facts(told: str, facts: Mapping[str, str]) -> Iterator[str]:
    plain = _allowed().sub(" ", told).casefold()
    for words, what in facts.items():
        if words in plain and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", plain):
            yield what


def _without_own(text: str, canvas: Canvas) -> str:
    """A line without the clinic's own name, address and telephone number, which may hold any word and number."""
    profile = canvas.profile
    for own in sorted((profile.name, profile.phone, *profile.address), key=len, reverse=True):
        if own.strip():
            text = re.sub(rf"(?<!\w){re.escape(own.strip())}(?!\w)", " ", text, flags=re.I)
    return text


def _names_more(told: str, document: Document) -> bool:
    """Whether a line has the patient's family name, record number or birth date."""
    header = document.header
    family, comma, given = header.patient.partition(",")
    words = family.split() if comma else given.split() or family.split()[1:]
    hidden = [word for word in (*words, header.record_number) if len(word) > 1]
    named = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told, re.I) for word in hidden)
    born = header.birth_date
    return named or (born is not None and any(d.year and d.same_as(day_of(born)) for d in days_in(told)))


def _appointment(statement: Statement, told: str, canvas: Canvas) -> Iterator[Flag]:
    """Days, times and other numbers that neither source nor chart gives, and weekdays that are not their day's."""
    days = days_in(told)
    weekday = _WEEKDAY.search(told)
    full = next((d for d in days if d.year), None)
    if weekday and full and _weekday_of(full) != weekday[1].lower():
        yield _flag(statement, f"{full} is no {weekday[1].capitalize()}.", _PROMISE, "appointment.wrong_weekday")
    if statement.basis is Basis.STANDARD:
        chart = day_of(canvas.next_visit) if canvas.next_visit else None
        if any(chart is None or not day.same_as(chart) for day in days):
            yield _flag(statement, "The chart has no visit on this day.", _PROMISE, "appointment.unsupported")
        elif not days and numbers_in(told) - set(map(float, knowledge("notice")["numbers"]["allowed"])):
            yield _flag(statement, "This standing line holds a number.", _PROMISE, "appointment.unsupported")
        elif clocks_in(told):
            yield _flag(statement, "The chart gives no time of day.", _PROMISE, "appointment.unsupported")


def _told_otherwise(document: Document, canvas: Canvas) -> Iterator[Flag]:
    """Times that the cited words do not give, and days other than the chart's."""
    for support in supports(document, canvas):
        if support.statement.computed_by != "appointment.next":
            continue
        given = clocks_in(support.quotes)
        if any(not clock.rests_on(given) for clock in clocks_in(support.text)):
            yield _flag(support.statement, "The source gives another time.", _PROMISE, "appointment.unsupported")
        quoted = days_in(support.quotes, any_fraction=True)
        days = days_in(support.text)
        if any(not any(day.same_as(other) for other in quoted) for day in days):
            yield _flag(support.statement, "The source gives another day.", _PROMISE, "appointment.unsupported")
        elif canvas.next_visit and any(not day.same_as(day_of(canvas.next_visit)) for day in days):
            yield Flag(
                "appointment.differs_from_chart",
                Severity.WARN,
                f"The chart has the next visit on {canvas.next_visit:%m/%d/%Y}.",
                Where(statement=support.statement.id),
                "Find out which day holds before this is sent.",
                _PROMISE,
            )


def _weekday_of(day: Day) -> str:
    try:
        return _WEEKDAYS[date(day.year or 1, day.month, day.day).weekday()]
    except ValueError:
        return ""


def _flag(statement: Statement, message: str, authority: str, rule: str = "notice.clinical") -> Flag:
    return Flag(
        rule,
        Severity.BLOCK,
        message,
        Where(statement=statement.id),
        "Take it out of the line, or reject the line.",
        authority,
    )


@cache
def _forbidden() -> Lexicon:
    return Lexicon((row["what"], row["words"]) for row in knowledge("notice")["forbidden"])


@cache
def _endings() -> Mapping[str, str]:
    return {ending: row["what"] for row in knowledge("notice")["ending"] for ending in row["endings"]}


@cache
def _allowed() -> re.Pattern[str]:
    words = sorted(knowledge("notice")["allowed"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.I)


CHECK = NoticeCheck()
