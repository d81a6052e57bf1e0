"""Goals: short-term and long-term ones, numbered lists, goals in prose and speech, and what a note says of their state."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from chartside.domain.facts import Fact, Goal, GoalStatus
from chartside.extract.goal_places import Label, is_empty, labels, pieces
from chartside.extract.goal_tables import table_goals
from chartside.extract.goal_words import due_in, headers, only_status, status_at_end, status_at_start, target_in, verbs
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Reading
from chartside.extract.told_goals import told_goals
from chartside.extract.vocabulary import folded_text

_HEAD = re.compile(
    r"(?:\[[ x✓✔-]?\]|(?:[-•*\[\]☐☑✓_\s#|:=>]|\(?\d{1,2}[.)](?=\s)|[a-d][.)](?=\s))+|(?:pt|patient|client|child|he|she|they)\b(?:'s)?[ \t]+(?:will|to|is to|wants to|would like to|is going to)\b[ \t]+(?:be able to[ \t]+)?|(?:to )?be able to |of (?=[a-z]+ing\b)|the |will |to (?=[a-z])(?!\d))+"
)
_TOLD = re.compile(
    r"\b(?:meet|meets|met|achieved|reached|toward|towards|per|review\w*|all|both|of|and)\s+(?:the |her |his |all )?$"
)
_DUE_LATER = re.compile(r"\bdue (?:nv|next|at next)\b")
_AFTER_STATE = re.compile(r"[\s.;:|(–—>-]*(?:status:?[ \t]*|goal (?:is )?)?(?=[a-z])")
_ALL_STATE = re.compile(r"\ball (?:are |goals )?(?=[a-z])")
_WORD = re.compile(r"[a-z]{2}")
_AIM = re.compile(
    r"\d|\bto\b|\bwill\b|\bno\b|\bw/o\b|\bwithout\b|\bindep|\bind\b|\breturn|\bback\b|\bsleep|\bwalk|\bdrive|\bmod i\b|\bsba\b"
)
_TAIL = re.compile(r"[,;]?[ \t](?:n|and|&|\+)$")
_LONGEST = 260


class Goals:
    """Goals."""

    name = "goals"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Goals of a source, in order of place, each place once."""
        kept: list[tuple[int, int, Goal]] = []
        for found in (table_goals(reading), _labelled(reading), told_goals(reading)):
            placed = [(g.evidence[0].start, -g.evidence[0].end, n, g) for n, g in enumerate(found)]
            if not placed:
                continue
            taken = [(a, b) for a, b, _ in kept]
            end = -1
            for start, stop, _, goal in sorted(placed):
                if start >= end and _free(taken, start, -stop):
                    end = -stop
                    kept.append((start, end, goal))
            kept.sort(key=_START)
        return tuple(_once([goal for _, _, goal in kept]))


_CONTENT = re.compile(r"[a-z]{4,}|\d+")


def _once(goals: list[Goal]) -> Iterator[Goal]:
    """Goals without those that a patient says in other words of one that the note also sets."""
    if not any(_is_bare(goal) for goal in goals):
        yield from goals
        return
    words = [frozenset(_CONTENT.findall(g.text.lower())) for g in goals]
    for index, goal in enumerate(goals):
        if _is_bare(goal) and index + 1 < len(goals):
            later = words[index + 1 : index + 6]
            if any(
                len(words[index] & other) >= 2 and goals[index + 1 + n].target_value is not None
                for n, other in enumerate(later)
            ):
                continue
        yield goal


def _is_bare(goal: Goal) -> bool:
    return goal.status is None and goal.target_value is None and goal.term is None


_START = itemgetter(0)


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a goal stands on none of those already read, which are in order of place."""
    index = bisect_left(taken, (end, 0)) - 1
    return index < 0 or taken[index][1] <= start


EXTRACTOR = Goals()


def _labelled(reading: Reading) -> Iterator[Goal]:
    folded = folded_text(reading)
    for label in labels(reading):
        if is_empty(folded, label):
            continue
        found: list[Goal] = []
        shared: GoalStatus | None = None
        for index, (start, end) in enumerate(pieces(folded, label)):
            low, high = strip(folded, start, end)
            if folded[low:high] in headers():
                continue
            state = only_status(folded, start, end)
            if state is not None and found:
                if found[-1].status is None:
                    found[-1] = replace(found[-1], status=state)
                shared = state if _ALL_STATE.search(folded, start, end) else shared
                continue
            goal = _goal(reading, label, start, end, index)
            if goal is not None:
                found.append(goal)
                shared = goal.status if _ALL_STATE.search(folded, max(goal.start, end - 30), end) else shared
        for goal in found:
            yield replace(goal, status=shared) if shared is not None and goal.status is None else goal


def _goal(reading: Reading, label: Label, start: int, end: int, index: int) -> Goal | None:
    folded = folded_text(reading)
    end = min(end, start + _LONGEST)
    head = _HEAD.match(folded, start, end)
    low, high = strip(folded, head.end() if head else start, end)
    if _DUE_LATER.search(folded, low, high) or not _WORD.search(folded, low, high) or high - low < 3:
        return None
    status: GoalStatus | None
    leading = status_at_start(folded, low, high) if index == 0 else None
    if leading is not None and not (leading is GoalStatus.NEW and high - low > 12):
        status, low = leading, label.start
    else:
        status, high = status_at_end(folded, low, min(high + 1, end))
        low, high = strip(folded, low, high)
        if status is None:
            status = _status_behind(folded, end)
    if not label.opens and status is None and _TOLD.search(folded, max(label.start - 16, 0), label.start):
        return None
    if index > 0 and status is None and label.term is None and not _aims(folded, low, high):
        return None
    joined = _TAIL.search(folded, max(low, high - 6), high)
    high = joined.start() if joined else high
    due = due_in(folded, low, high)
    value, unit = target_in(reading, max(low, label.body), high, due)
    if reading.text[high - 1 : high] == ")" and reading.text.count("(", low, high) < reading.text.count(")", low, high):
        high -= 1
    if reading.text[low : low + 1] in tuple("\"“'"):
        low += 1
    if high - low < 3:
        return None
    return Goal(
        evidence=(reading.span(low, high),),
        text=plain(reading.text[low:high]).strip('"“”'),
        term=label.term,
        target_value=value,
        target_unit=unit,
        due=plain(reading.text[due[0] : due[1]]) if due else label.due,
        status=GoalStatus.NEW if label.new else status,
    )


def _aims(folded: str, start: int, end: int) -> bool:
    return _AIM.search(folded, start, end) is not None or verbs().match(folded, start, end) is not None


def _status_behind(folded: str, end: int) -> GoalStatus | None:
    """The state said right behind a goal, in the next sentence or cell ("… at sink. Partially met - 8 min")."""
    behind = _AFTER_STATE.match(folded, end)
    return status_at_start(folded, behind.end(), min(behind.end() + 24, len(folded))) if behind else None
