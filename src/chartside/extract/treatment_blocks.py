"""Blocks of treatment: what stands under a code or a family word, cut into its items.

A block opens with a service and its minutes ("TE 23':", "97140 (25 min):", "ther ex sixteen minutes,"), with a service
and a colon, with a code at the beginning of a line, or with the words of a home program; it ends with the next block,
a new part of the note, or an empty line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from chartside.extract.mention_index import MentionIndex
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.service_minutes import service_times
from chartside.extract.service_words import Service, ServiceTime, services
from chartside.extract.shared_work import once_per_source
from chartside.extract.treatment_runs import exercise_lines
from chartside.extract.vocabulary import Mention, folded_text, found_in, mentions_of, vocabulary

HOME = "home_program"
COURSE = "course"
"""Category of a block that sums up the treatments of a whole episode."""

LISTED = "listed"
"""Category of a block that names no service; each item has its own."""

_HOME_REST = re.compile(
    r"(?![ \t]*(?:compliance|compliant|adherence|compl\b))"
    r"(?:[ \t]+(?:issued|updated|update|given|reviewed|progressed|progression|today|provided|instructed|added|changes?|handout|includes?|consists? of|of|with|w/|keep|add|continue|do|start|the|and|program)\b){0,4}"
    r"[ \t]*(?:[:,–-]|-?>)?[ \t]*(?:\+[ \t]*|(?:add(?:ed)?|keep|continue|do|start|with|issued)\b:?[ \t]*(?:the\b)?)?[ \t]*"
)
_HEADS = re.compile(
    r"(?:[ \t]*(?:\([^)\n]{0,30}\)|\d{1,3}[ \t]?(?:'|min(?:ute)?s?\b)|today\b|this visit\b|rendered\b|provided\b|performed\b|completed\b|details?\b|log\b)){0,3}"
    r"[ \t]*(?P<mark>[:=]+>?|>+(?![a-z<])|-{1,2}(?=[ \t\n])|(?=\n|$))[*_ \t]*"
)
_QUALIFIED = re.compile(r"(?:,|[ \t]*[-(–—])[^.\n:]{3,70}(?P<mark>:)[ \t]*(?=\n|$)")
"""What a heading may say before its colon at the end of the line ("Treatment, gait belt throughout:")."""

_COURSE = re.compile(
    r"[ \t]*(?:[:–-]|(?:has |have )?(?:included|consisted of|including|includes|consisting of)\b|to date[ \t]*:?|(?<=of)(?=[ \t])|(?<=included)(?=[ \t])|(?<=received)(?=[ \t]))[ \t]*"
)
_LABELLED = re.compile(r"[ \t]*(?:\([^)\n]{0,20}\)[ \t]*)?:")
_BEGINS = re.compile(r"(?:^|\n)[ \t#*•_-]*(?:[soap][ \t]?[-–:/][ \t]*)?$|[.;!?)\]][ \t]+$|[ \t]{2,}$")
_AFTER = re.compile(
    r"[ \t]*(?:[:;,.)\]|–—-]|(?:which )?(?:consisted of|consisting of|included|including|with|to include|focusing on|for)\b|colon\b|comma\b|today\b|[ \t]*(?:furnished|provided|performed|done|delivered|given) by [^:,;\n]{2,30}(?:,[ \t]*(?:pta|pt|dpt|spt|atc)\b)*|[ \t](?=[:;,.)–—-]))*[ \t]*"
)
_TOLD_AFTER = re.compile(
    r"[^.;\n]{0,60}?\b(?:consist(?:ed|ing) of|and included|which included|including|to include)\b[ \t]*:?[ \t]*"
)
_TOLD_WITHIN = 80
"""Characters in which the words of `_TOLD_AFTER` stand."""

_TOPIC = re.compile(r"[ \t]*[^:;.\n|]{1,32}:(?=[ \t\n])[ \t]*")
_OPENS = re.compile(
    r"[ \t]*(?:(?:today|this visit|performed|provided|completed|log|\([^)\n]{0,30}\))[ \t]*){0,2}(?::|colon\b|-{1,2}[ \t]|–)[ \t]*"
)
_STARTS = re.compile(
    r"(?:^|[ \t]{2,}|[.;|:!?)]\s*|\bperiod |\bthen |\band |, |[•*-]\s*|\b(?:did|spent|performed|completed|received) (?:the |a |about )?)$"
)
_ENDS = re.compile(
    r"(?:(?=[ \t\np])|^)(?:(?:(?<=[.!?])[ \t]+|\bperiod\s+(?:new paragraph\s+)?|^[ \t]*|\n[ \t]*)(?:assessment\b|plan\b|total\b|timed\b|charges?\b|billed\b|time in\b|in \d|a:|p:|response\b|skilled\b|totl?\b|ttl\b)|[ \t]+(?:=[ \t]*\d|tot(?:al|l)?[ \t:=]{1,2}\d))"
)
"""It begins with a space, a line break or "period", which is asked first as it is sought at every letter."""

_LEAST_OF_DAY = 2
"""Exercises on its line that make "Today:" a heading of treatment."""

_TOTAL_NEXT = re.compile(r"[ \t]*(?:=[ \t]*\d|(?:tot(?:al|l)?|ttl|timed)\b[ \t:=]{1,2}\d)")
_NOTHING = re.compile(r"[ \t:*_|.-]*(?:\n|$)")
_NO_BLOCKS = frozenset({Zone.GOALS, Zone.SUBJECTIVE, Zone.HISTORY})
_CHARGE = re.compile(r"[ \t]*\(?9\d{4}\)?(?:[ \t]*[(x×-][ \t]*\d[ \t]*(?:units?|u)?\)?)?[ \t]*[:,–-]?[ \t]*")
_CHARGED = re.compile(
    r"[ \t]?(?:-[a-z0-9]{2}|[x×][ \t]?\d\b|[ \t](?:gp|kx|59)\b|,[ \t]*9\d{4}|[ \t]*(?:\(\d|\d)[ \t]*(?:units?|u\b))"
)


class Block(NamedTuple):
    """A block of treatment.

    Attributes:
        head: Offset at which its heading begins.
        start: Offset at which its items begin.
        end: Offset after its last item.
        service: The service it is under; None for a home program.
        category: CPT family, or "home_program".
        code: CPT code as the note writes it; None where it only has a family word.
        minutes: Minutes of the whole block that stand behind its items; None where they stand before.
    """

    head: int
    start: int
    end: int
    service: Service | None
    category: str | None
    code: str | None
    minutes: float | None = None


@once_per_source
def blocks(reading: Reading) -> tuple[Block, ...]:
    """Blocks of a source in order of place, none over another."""
    openers = sorted(_openers(reading), key=lambda o: (o.head, -o.start))
    kept: list[Block] = []
    for opener in openers:
        if not kept or opener.head >= kept[-1].start:
            kept.append(opener)
    heads = [b.head for b in kept]
    headed = [
        _closed(reading, b, heads[i + 1] if i + 1 < len(heads) else len(reading.text)) for i, b in enumerate(kept)
    ]
    lines = exercise_lines(reading, exercise_index(reading), [(b.head, b.end) for b in headed])
    unheaded = [Block(line.start, line.body, line.end, None, LISTED, None) for line in lines]
    return tuple(sorted((*headed, *unheaded), key=lambda b: b.head)) if unheaded else tuple(headed)


def _openers(reading: Reading) -> Iterator[Block]:
    folded = folded_text(reading)
    timed = {t.start: t for t in service_times(reading) if t.service is not None}
    timed_services = {id(t.service) for t in timed.values()}
    for time in timed.values():
        block = _timed(reading, time)
        if block is not None:
            yield block
    for service in services(reading):
        if id(service) not in timed_services and (block := _untimed(reading, service)) is not None:
            yield block
    for opener in found_in(reading, vocabulary("treatment_openers.toml")):
        if (block := _opened(reading, folded, opener)) is not None:
            yield block


def _opened(reading: Reading, folded: str, opener: Mention) -> Block | None:
    """The block that a heading, a phrase or the words of a home program open."""
    line = reading.line_at(opener.start)
    if opener.kind == "home":
        labelled = _LABELLED.match(folded, opener.end) and not folded[line.start : opener.start].strip(
            " -*•#0123456789."
        )
        colon = line.zone is Zone.GOALS and _LABELLED.match(folded, opener.end) is not None
        if line.zone in (Zone.SUBJECTIVE, Zone.GOALS) and line.speaker is None and not labelled and not colon:
            return None
        if opener.term.phrase == "home" and not labelled:
            return None
        if opener.start and folded[opener.start - 1] in "/w":
            return None
        rest = _HOME_REST.match(folded, opener.end)
        return Block(opener.start, rest.end(), line.end, None, HOME, None) if rest else None
    if line.speaker is not None:
        return None
    if opener.kind == "phrase":
        if line.zone in _NO_BLOCKS or line.zone is Zone.PLAN:
            return None
        stop = _SENTENCE_END.search(folded, opener.end, line.end)
        told = stop.end() if stop else line.end
        if not exercises_in(reading, opener.end, told) and not _services_in(reading, opener.end, told):
            return None
        start = opener.end + (folded[opener.end : opener.end + 1] == ":")
        return Block(opener.start, start, line.end, None, LISTED, None)
    if opener.kind == "course":
        link = _COURSE.match(folded, opener.end)
        if link is None or not exercises_in(reading, link.end(), line.end):
            return None
        return Block(opener.start, link.end(), line.end, None, COURSE, None)
    heads = _HEADS.match(folded, opener.end) or _QUALIFIED.match(folded, opener.end, line.end)
    if heads is not None and "flow" in opener.term.phrase and heads["mark"].startswith("-"):
        return None
    if heads is None or not _BEGINS.search(folded, max(opener.start - 12, 0), opener.start):
        return None
    if opener.kind == "day" and len(exercises_in(reading, heads.end(), line.end)) < _LEAST_OF_DAY:
        return None
    return Block(opener.start, heads.end(), reading.line_at(max(heads.end() - 1, 0)).end, None, LISTED, None)


def _services_in(reading: Reading, start: int, end: int) -> bool:
    every = services(reading)
    index = bisect_left(every, start, key=attrgetter("start"))
    return index < len(every) and every[index].start < end


def _timed(reading: Reading, time: ServiceTime) -> Block | None:
    folded, line, service = folded_text(reading), reading.line_at(time.start), time.service
    if service is None or (service.modality and not service.by_code):
        return None
    if time.listed and not _OPENS.match(folded, time.end):
        return None
    lead = folded[max(line.body, time.start - 40) : time.start]
    if line.speaker is not None and re.search(r"\b(?:that's|that was|that is|so)\s*(?:about )?$", lead):
        return None
    before = time.start < service.start
    if before and folded[time.end : time.end + 1] in ".\n" and line.speaker is not None:
        return None
    if before and folded[time.end : time.end + 1] in ".\n, " and _sums_up(reading, time):
        return None
    if lead and not _STARTS.search(lead) and _named_before(reading, time.start):
        return None
    told = folded[time.end : min(line.end, time.end + _TOLD_WITHIN)]
    start = _TOLD_AFTER.match(folded, time.end, line.end) if "includ" in told or "consist" in told else None
    start = start or _AFTER.match(folded, time.end)
    named = _OPENS.match(folded, service.end, line.end) if time.start == service.start else None
    behind = named is not None and bool(exercises_in(reading, named.end(), time.end))
    if behind:
        start = named  # "Manual therapy: patellar mobs gr III, 10 min": the minutes stand behind what was done
    category = LISTED if service.category == "individual" else service.category
    code = time.code if service.by_code or folded[time.start : time.end].find(time.code or "\x00") >= 0 else None
    opens = start.end() if start else time.end
    if _TOTAL_NEXT.match(folded, opens):
        return None  # "TE 30' tot 30'": what follows is no treatment
    return Block(time.start, opens, line.end, service, category, code, time.minutes if behind else None)


_LINKED = 5


def _sums_up(reading: Reading, time: ServiceTime) -> bool:
    """Whether minutes close a sentence that has told those of other services ("24 minutes of exercise and 14 of gait.")."""
    times = service_times(reading)
    index = bisect_left(times, time.start, key=lambda other: other.start)
    if index + 1 < len(times) and times[index + 1].start - time.end <= _LINKED:
        return True
    return (
        index > 0
        and "." not in folded_text(reading)[times[index - 1].end : time.start]
        and (times[index - 1].end > reading.line_at(time.start).start)
    )


def _untimed(reading: Reading, service: Service) -> Block | None:
    """A service with a colon, alone on its line, or a code before its exercises, where no minutes are said."""
    folded, line = folded_text(reading), reading.line_at(service.start)
    named = line.zone in _NO_BLOCKS and service.start == line.body and line.zone is not Zone.GOALS
    if named and len(exercises_in(reading, service.end, line.end)) < _LEAST_OF_DAY:
        return None
    if (
        (line.zone in (*_NO_BLOCKS, Zone.BILLING) and not named)
        or (line.zone is Zone.PLAN and line.body > line.start)
        or service.modality
        or (line.zone is Zone.OBJECTIVE and folded[service.start : service.end] in _EXAMINED)
    ):
        return None
    lead = folded[max(line.start, service.start - 12) : service.start]
    if lead.strip(" \t-*•#|0123456789.)") and not _STARTS.search(lead):
        return None
    opened = _OPENS.match(folded, service.end, line.end)
    if opened is None and not lead.strip(" \t-*•#|0123456789.)"):
        opened = _TOPIC.match(folded, service.end, line.end)
    alone = _NOTHING.match(folded, service.end) is not None
    if opened or alone:
        start = opened.end() if opened else line.end
        charge = _CHARGE.match(folded, start, line.end)
        start = charge.end() if charge else start
        category = LISTED if service.category == "individual" else service.category
        return Block(service.start, start, line.end, service, category, service.code if service.by_code else None)
    first = not lead.strip(" \t-*•#|")
    if service.by_code and first and not _CHARGED.match(folded, service.end):
        return Block(service.start, service.end, line.end, service, service.category, service.code)
    return None


def _named_before(reading: Reading, offset: int) -> bool:
    """Whether an exercise is named earlier in the sentence ("bridges … then twelve minutes of ther ex")."""
    folded = folded_text(reading)
    low = max(
        folded.rfind(". ", max(offset - 300, 0), offset),
        folded.rfind("\n", max(offset - 300, 0), offset),
        max(offset - 300, 0),
    )
    first = exercise_index(reading).first(low, len(folded))
    return first is not None and first.start < offset - 3


@once_per_source
def exercise_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Exercises, techniques and modalities named in a source, in order of place."""
    return mentions_of(reading, "interventions.toml")


@once_per_source
def exercise_index(reading: Reading) -> MentionIndex:
    """The same, to be asked for by place."""
    return MentionIndex(exercise_mentions(reading))


def exercises_in(reading: Reading, start: int, end: int) -> tuple[Mention, ...]:
    """Exercises, techniques and modalities named between two offsets."""
    return exercise_index(reading).within(start, end)


def _closed(reading: Reading, block: Block, limit: int) -> Block:
    """The block with its end: over wrapped and listed lines, to the next block or part of the note."""
    folded, line = folded_text(reading), reading.line_at(block.start)
    end = line.end
    empty = _NOTHING.match(folded, block.start) is not None
    if block.category in _EVALUATIONS or (block.category == HOME and _STOPPED.match(folded, block.start)):
        return block._replace(start=block.head, end=block.head)
    index = line.number
    while index < len(reading.lines) and end < limit:
        following = reading.lines[index]
        if not _continues(line, following, empty):
            break
        end, index = following.end, index + 1
    end = min(end, limit)
    stop = _ENDS.search(folded, block.start, end) if block.category != HOME else None
    end = stop.start() if stop else end
    if (
        block.category == COURSE
        or folded.startswith("i ", block.head)
        or (
            block.category == HOME
            and (line.speaker is not None or ":" not in folded[block.head : block.start])
            and not empty
        )
    ):
        stop = _SENTENCE_END.search(folded, block.start, end)
        end = stop.start() if stop else end
    return block._replace(end=max(end, block.start))


_EXAMINED = frozenset({"gait", "neuro", "manual", "massage"})
"""Words that open findings in the part of the examination."""

_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_EVALUATIONS = frozenset({"evaluation", "reevaluation"})
_STOPPED = re.compile(r"\s*(?:[.;,)]|$|\bperiod\b)")
_BULLET = re.compile(r"[ \t]*(?:[-*•●▪◦·–]|\d{1,2}[.)])[ \t]+")
_OWN_LINE = re.compile(r"[ \t]*(?:[A-Z][\w /&]{0,28}:|[A-Z]{2,}\b[ \t]*[:|]|#|==)")


def _continues(first: Line, following: Line, empty: bool) -> bool:
    text = following.text
    if not text.strip():
        return False
    if following.zone is not first.zone:
        return False
    indented = len(text) - len(text.lstrip(" \t")) > len(first.text) - len(first.text.lstrip(" \t"))
    if indented:
        return True
    if empty and _BULLET.match(text):
        return not _BULLET.match(first.text) or indented
    if empty:
        return not _OWN_LINE.match(text) and not _BULLET.match(first.text)
    return text[:1].islower() and not _BULLET.match(text) and not text.startswith(("timed", "total"))
