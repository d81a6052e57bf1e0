"""Goals without a label: their state in prose, what a patient answers when asked, and aims with a time in sentences.

"Every goal is met", "he met long term goal one", "What do you want to get back to? – Gardening", "In six weeks she will
walk ten steps".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.facts import Goal, GoalTerm
from chartside.domain.source import SourceKind, Speaker
from chartside.extract.goal_cues import goal_cues
from chartside.extract.goal_words import SPAN, due_in, status_at_end, status_in, target_in, verbs
from chartside.extract.phrases import plain, strip
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.vocabulary import folded_text
from chartside.extract.wished_goals import wishes

_STATE = r"(?:partially |partly |nearly |almost |not (?:yet )?)?(?:met|achieved|ongoing|in progress|progressing|reached|unmet)"
_ALL = re.compile(
    rf"\b(?:all|both|every|each|no|none|most)(?: of)?(?: (?:the|her|his|their))?(?: short[- ]term| long[- ]term| stgs?| ltgs?| remaining| other| pt| rehab| therapy| established)?(?: goals?)?(?: \d-\d)?(?: are| is| were| was| have been| has been| remain)?(?: now)? {_STATE}\b"
)
_SPOKEN = re.compile(r"\bgoal(?:'s|s are| is| was)? (?:now )?(?:done|met|achieved|reached)\b")
_MET_TERM = re.compile(
    r"\bmet \d(?:/| of )\d (?:of (?:her|his|the) )?(?:short[- ]term |long[- ]term )?(?:goals|stgs|ltgs)\b|\b(?:met|achieved|reached) (?:her |his |their |the |all )?(?:(?P<short>short[- ]term|stg)|(?P<long>long[- ]term|ltg))(?: goals?)?(?: (?:number |#)?(?:\d|one|two|three|four|five))?"
)
_WROTE = re.compile(
    r"\bgoal (?:we|you|i) (?:wrote|set|made|had|put down|agreed on)(?: (?:was|is|for you|together))*[,: ]+(?:was |is )?(?:to )?(?P<what>[^.;?!\n]{4,90})"
    r"|\b(?:my|your|her|his|the|our) (?:main |big |next |first |biggest |one )?goal (?:is|was|would be|here is|for (?:you|me) is|right now is) (?:just )?(?:to )?(?P<what2>(?!to see|that|not|the same|met|done|for)[^.;?!\n]{4,110})"
)
_ASKED = re.compile(
    r"\b(?:what (?:do|would|are|activit\w+ (?:do|would)|activity (?:do|would)|things? (?:do|would)) (?:you|your) (?:most )?(?:want|like|hope|hoping|wish|goals?|looking|trying|expect|need to get)|(?:anything|something|activities|activity) you(?:'d| would)? (?:want|like|hope) to|what(?:'s| is) (?:most important|the one thing|one thing|your number one)|want out of|get out of (?:pt|therapy|treatment|this)|what(?:'s| is| are) (?:your|the) (?:main |biggest )?goals?|want to (?:get back to|be able to do|get out of)|hope to (?:get|accomplish|achieve)|goals?(?: for (?:therapy|pt|treatment|physical therapy))?\s*\?|get back to doing|like to (?:get back to|be able to|accomplish))"
)
_REPLY = re.compile(r"\s*(?:a|answer|patient|pt)\s*[:.)-]\s*", re.I)
_FILLER = re.compile(
    r"(?:(?:um|uh|well|oh|honestly|i guess|just|really|i'd like to|i want to|i would like to|i'd love to|i wanna|to be able to|be able to|to)\b[\s,]*)+"
)
_IN_TIME = re.compile(
    rf"(?P<when>(?:in|by|within|after) (?:the next )?(?:{SPAN}|(?:the )?(?:end of [a-z]+|d/?c|discharge))[,:]?[ \t]*)(?P<who>(?:(?:the )?(?:patient|pt|child|he|she|they)[ \t]+)?(?:will|to|should)\b(?: be able to)?[ \t]+)?(?P<colon>(?<=:[ \t])|(?<=:))?"
)
_WILL = re.compile(r"(?:the )?(?:patient|pt|child|he|she|they)[ \t]+will[ \t]+(?:be able to[ \t]+)?")
_SERVICE = re.compile(
    r"\b(?:be seen|continue|return to (?:clinic|md|therapy|pt)|follow|f/u|benefit|receive|need|attend|require|be re\w+|see\b|be discharged|discharge|schedule|call|start|begin|progress (?:to|with)|bring|have (?:surgery|mri|x-?ray)|undergo|be re|wear|ice|take|do (?:her|his|the) )"
)
_WORKED = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.HEADER, Zone.OBJECTIVE, Zone.INTERVENTIONS, Zone.BILLING})


def told_goals(reading: Reading) -> Iterator[Goal]:
    """Goals of a source that no label announces."""
    folded = folded_text(reading)
    if reading.source.kind is not SourceKind.INTAKE:
        yield from _states(reading, folded)
    yield from _asked(reading, folded)
    yield from _wanted(reading, folded)
    yield from _aims(reading, folded)


def _states(reading: Reading, folded: str) -> Iterator[Goal]:
    for at, _ in goal_cues(reading)["state"]:
        line = reading.line_at(at)
        if line.speaker in (Speaker.PATIENT, Speaker.OTHER):
            continue
        low, high = max(line.start, at - 60), min(line.end, at + 130)
        if _STATE_STEMS.search(folded, low, high):
            yield from _states_at(reading, folded, at, low, high)
        if _WROTE_NEAR.match(folded, at, high):
            for found in _WROTE.finditer(folded, low, high):
                if found.start() <= at < found.end() and (found["what"] or not _is_labelled(line, found)):
                    group = "what" if found["what"] else "what2"
                    yield _told(reading, folded, found.start(group), found.end(group))


_STATE_STEMS = re.compile(r"met|achieved|reached|ongoing|progress|done")
_WROTE_NEAR = re.compile(r"goal (?:we|you|i|is|was|would|here|for|right)\b")


def _states_at(reading: Reading, folded: str, at: int, low: int, high: int) -> Iterator[Goal]:
    for pattern in (_ALL, _SPOKEN, _MET_TERM):
        for found in pattern.finditer(folded, low, high):
            if found.start() <= at < found.end():
                begin = _sentence_start(folded, found.start()) if pattern is _SPOKEN else found.start()
                yield _state(reading, folded, begin, found)


def _wanted(reading: Reading, folded: str) -> Iterator[Goal]:
    """What a patient wants to be able to do again, and what a therapist wants of it."""
    for start, end in wishes(reading):
        yield _told(reading, folded, start, end)


def _is_labelled(line: Line, found: re.Match[str]) -> bool:
    """Whether the labels of goals already read it ("Her goal is to …" in a written note)."""
    return line.speaker is None


def _state(reading: Reading, folded: str, begin: int, found: re.Match[str]) -> Goal:
    start, end = strip(folded, begin, found.end())
    groups = found.groupdict()
    term = GoalTerm.SHORT if groups.get("short") else GoalTerm.LONG if groups.get("long") else None
    return Goal(
        evidence=(reading.span(start, end),),
        text=plain(reading.text[start:end]),
        term=term,
        status=status_in(folded, start, end),
    )


def _sentence_start(folded: str, offset: int) -> int:
    """Where the words of the sentence before `offset` begin, at most ninety characters back."""
    low = max(offset - 90, 0)
    return max((folded.rfind(mark, low, offset) + 1 for mark in ".?!\n"), default=0) or low


def _told(reading: Reading, folded: str, start: int, end: int) -> Goal:
    start, end = strip(folded, start, end)
    status, stop = status_at_end(folded, start, end)
    start, end = strip(folded, start, stop)
    due = due_in(folded, start, end)
    value, unit = target_in(reading, start, end, due)
    return Goal(
        evidence=(reading.span(start, end),),
        text=plain(reading.text[start:end]),
        target_value=value,
        target_unit=unit,
        due=plain(reading.text[due[0] : due[1]]) if due else None,
        status=status,
    )


def _asked(reading: Reading, folded: str) -> Iterator[Goal]:
    """What a patient answers to the question for goals, in forms and in talk."""
    if "?" not in folded:
        return
    every = sentences(reading)
    for found in _question_places(reading, folded):
        line = reading.line_at(found)
        if line.speaker in (Speaker.PATIENT, Speaker.OTHER):
            continue
        mark = folded.find("?", found, line.end)
        if mark < 0:
            continue
        yield from _answer(reading, folded, line, mark + 1, every)


def _question_places(reading: Reading, folded: str) -> Iterator[int]:
    behind = -1
    for at, _ in goal_cues(reading)["question"]:
        if at < behind:
            continue
        low, stop = max(folded.rfind("\n", 0, at) + 1, at - 40), folded.find("?", at, at + 90)
        if stop < 0 or "\n" in folded[at:stop]:
            continue
        found = _ASKED.search(folded, low, stop + 1)
        if found:
            behind = stop
            yield found.start()


def _answer(reading: Reading, folded: str, line: Line, start: int, every: tuple[Sentence, ...]) -> Iterator[Goal]:
    stop = folded.find("\n", start)
    stop = len(folded) if stop < 0 else stop
    reply = _REPLY.match(folded, start, stop)
    if reply or (line.speaker is None and folded[start:stop].strip()):
        begin = reply.end() if reply else start
        yield from _replies(reading, folded, begin, min(stop, begin + 200))
        return
    if line.number >= len(reading.lines):
        return
    following = reading.lines[line.number]
    if line.speaker is None and following.text.strip() and not _FORM_LINE.match(following.text):
        yield from _replies(reading, folded, following.start, min(following.end, following.start + 200))
        for more in reading.lines[following.number : following.number + 6]:
            if not (_BULLET.match(following.text) and _BULLET.match(more.text)):
                break
            yield from _replies(reading, folded, more.start, min(more.end, more.start + 200))
        return
    if following.speaker is not Speaker.PATIENT:
        return
    for low, high in _wishes(folded, following):
        yield _told(reading, folded, low, high)


def _replies(reading: Reading, folded: str, start: int, end: int) -> Iterator[Goal]:
    """The goals of a written answer, without words that only say when or thank."""
    for number, (low, high) in enumerate(_and_parts(folded, start, end)):
        filler = _FILLER.match(folded, low, high)
        low = filler.end() if filler else low
        if (
            high - low > 3
            and not (number and _NO_GOAL.match(folded, low, high))
            and not _NOTHING.match(folded, low, high)
        ):
            yield _told(reading, folded, low, high)


_BULLET = re.compile(r"\s*[-*•·–]\s*\w")
_FORM_LINE = re.compile(r"\s*(?:\d{1,2}[.)]\s*[A-Z]|[^?\n]{0,80}\?|[A-Z][\w /&-]{2,30}:|\[)")
_NO_GOAL = re.compile(
    r"(?:before|by|in|within|asap|as soon|hopefully|soon|that|this|it|thanks?|thank|would|because|since|my|i (?:am|have|feel|don't|can't|used))\b"
)
_NOTHING = re.compile(r"\W*(?:n/?a|none|nothing|not sure|unsure|don't know|\?+|yes|no)\W*$")


def _wishes(folded: str, line: Line) -> Iterator[tuple[int, int]]:
    wish = re.compile(r"\bi(?:'d| would)?(?: just| really)? (?:want|like|love|wanna|need|hope)(?: to)?\b").search(
        folded, line.body, line.end
    )
    start = wish.end() if wish else line.body
    filler = _FILLER.match(folded, start, line.end)
    stop = re.compile(r"[.?!;\n]").search(folded, start, line.end)
    end = stop.start() if stop else line.end
    if wish and line.body < wish.start() - 3:
        start = line.body
    elif filler:
        start = filler.end()
    if end - start > 6:
        yield start, min(end, start + 160)


def _and_parts(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for cut in _PARTED.finditer(folded, start, end):
        if cut.group().strip() in ("&", "+", "/") and not verbs().match(folded, cut.end(), end):
            continue
        yield strip(folded, begin, cut.start())
        begin = cut.end()
    yield strip(folded, begin, end)


_PARTED = re.compile(r",\s+and\s+|;|\.(?=\s)|\n|\s[&+/]\s|\s\d[.)]\s")


def _aims(reading: Reading, folded: str) -> Iterator[Goal]:
    """Sentences that aim at something by a time."""
    for sentence in sentences(reading):
        if sentence.line.speaker is not None or sentence.line.zone in _WORKED:
            continue
        first = folded[sentence.start : sentence.start + 2]
        if first not in _FIRST:
            continue
        found = _IN_TIME.match(folded, sentence.start, sentence.end)
        if found and (found["who"] or found["when"].rstrip().endswith(":")):
            if not _SERVICE.match(folded, found.end(), sentence.end):
                yield from _in_time(reading, folded, found, sentence)
            continue
        will = _WILL.match(folded, sentence.start, sentence.end)
        if will and not _SERVICE.match(folded, will.end(), sentence.end) and verbs().match(folded, will.end()):
            due = due_in(folded, will.end(), sentence.end)
            if due is not None:
                yield _told(reading, folded, will.end(), sentence.end)


_FIRST = frozenset({"in", "by", "wi", "af", "th", "pa", "pt", "ch", "he", "sh"})


def _in_time(reading: Reading, folded: str, found: re.Match[str], sentence: Sentence) -> Iterator[Goal]:
    begin = found.end()
    due = strip(folded, *found.span("when"))
    said = re.sub(r"^(?:in|by|within|after) (?:the next )?", "", folded[due[0] : due[1]])
    for cut in (*re.compile(r",\s*(?:and\s+)?|\sand\s").finditer(folded, begin, sentence.end), None):
        stop = cut.start() if cut else sentence.end
        if cut and not verbs().match(folded, cut.end(), sentence.end):
            continue
        goal = _told(reading, folded, begin, stop)
        yield goal if goal.due else _due(goal, said)
        begin = cut.end() if cut else stop


def _due(goal: Goal, due: str) -> Goal:
    return Goal(
        evidence=goal.evidence,
        text=goal.text,
        target_value=goal.target_value,
        target_unit=goal.target_unit,
        due=due,
        status=goal.status,
    )
