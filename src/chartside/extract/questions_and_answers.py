"""Questions and their answers: in dialogues ("Any numbness? – No"), and on forms ("Numbness?  [ ] Yes  [x] No").

What is asked is no fact; the answer makes it one. An exchange is a question of one speaker with the first words of
the next speaker, read as yes, no or open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter

from chartside.domain.source import Source
from chartside.extract.folding import fold
from chartside.extract.reading import Line, Reading
from chartside.extract.shared_work import once_per_source


class Answer(StrEnum):
    """What an answer says to its question."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer.

    Attributes:
        question_start: Where the question begins, after "okay, and".
        question_end: Where it ends, question mark included.
        answer: Yes, no or open.
        answer_start: Where the answer begins.
        answer_end: Where the words end that answer ("No, neither"); for open answers its first sentence.
        turn_end: Where the answering speaker ends.
        limited: Whether the answer is a yes with its limits ("Only when I sit", "Just one in the morning").
    """

    question_start: int
    question_end: int
    answer: Answer
    answer_start: int
    answer_end: int
    turn_end: int
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks."""

    start: int
    end: int
    label: str


_SENTENCE = re.compile(r"[^.?!]+(?:[.](?=\w)[^.?!]+)*[.?!]*")
_OPENER = re.compile(
    r"(?:(?:so|and|or|ok|okay|alright|all right|um|uh|uhm|then|well|right|now|yeah|no|great|good|perfect|i see|sure"
    r"|but|like|also|sorry|hmm+|mm-?hmm|how about|what about|got it|gotcha|oh|i mean)\b[\s,.-]*)+"
)
_ASKS = re.compile(
    r"(?:any|do|does|did|have|has|had|are|is|was|were|can|could|would|will|how|what|when|where|which|who|why|ever)\b"
)
_ASKS_LATE = re.compile(
    r"\b(?:when (?:did|was)|how (?:did|long|is|are|was)|what (?:is|are|did|do|about)|where (?:is|does)"
    r"|(?:did|do|have|are|were|can|could) you|is it|is there|does it|any)\b"
)
_RUN_ON = 8
"""Words of speech without a stop in which the question is looked for at the end."""

_TAG = re.compile(r"\w[\s,]+(?:okay|ok|right|all right|alright|yeah)\s*\?\s*$")
_STATES = re.compile(
    r"(?:tell me|let me know|say when|holler|stop me|i|i'm|i've|it|it's|she|he|we|my|that|that's|this|they|there|there's|you|you're|your|no|not)\b"
)
_FILLER = re.compile(
    r"(?:(?:uh|um|uhm|umm|oh|ow|ouch|ooh|aah?|well|hmm+|er|so|like|you know|i mean|ok|okay|actually|honestly)\b[\s,.-]*)+"
)
_NO = re.compile(
    r"(?:no+|nope|nah|never|none|neither|nothing|negative"
    r"|not (?:really|that|at all|as|so|anymore|yet|much|lately|recently|since)"
    r"|(?:i|it|they|she|he|we|that) (?:do|does|did|have|has|had|am|is|are|was|were|ca|would|could)(?:n't| n't| not)"
    r"|(?:i|we) (?:can't|never|deny)|(?:it|he|she) (?:isn't|hasn't)|i'm not|denies)\b"
)
_GRUNTED_NO = re.compile(r"(?:(?:n|u)uh-uh|uh-uh|unh-unh|hm-mm|mm-mm|nuh uh)\b(?!-)")
_NO_MORE = re.compile(
    r"(?:[\s,]*(?:no+|never|neither|nothing(?: like that| else)?|none|nope|of (?:those|that)"
    r"|not (?:really|at all|that i (?:know|can think|am aware|recall) of)"
    r"|i (?:don't|do n't|haven't|have n't|didn't)(?: think so)?)\b)+"
)
_NO_BUT = re.compile(r"no,? (?:i )?(?:do|am|have|it is|it does|actually)\b")
_NO_NOT = re.compile(r"no,? i (?:do|have)(?:n't| n't| not)")
_YES = re.compile(
    r"(?:yes|yeah|yep|yup|yea|ya|i do|i am|i have|i did|i was|sure|definitely|absolutely|correct|exactly|mm-?hmm"
    r"|uh-?huh|right|a (?:little|bit|lot|tiny)|some(?:times)?|occasionally|i think so|it does|it is|it hurts"
    r"|that hurts|kind of|kinda|always|once in a while)\b"
)
_JUST = re.compile(r"(?:(?:uh|um|well|no)\b[\s,.]*)*(?:it's |i have )?(?:just|only)\b")
_LIMITED = re.compile(
    r"(?:(?:uh|um|well|no|not|yeah|really|usually|it's|i have|so)\b[\s,.]*)*(?:(?:just|only|but only|mostly|mainly|sometimes)\s+(?:one\b(?! thing)|once|twice|a (?:little|bit|few|couple|tiny)"
    r"|when|if|after|at|in the (?:morning|evening|mornings|evenings|beginning)|sometimes|first thing|with|on|while|during|by)|when i|if i|at night|(?:just|only|mostly) (?:for|to)\b|in the mornings?|(?:once|twice)(?=[.,\s]*(?:$|[.!\n]))|(?:a couple|a few|two|three|four|several)(?: of)? times|once in a while|on and off|here and there|off and on)\b"
)
_BARE_ASKED = re.compile(
    r"(?:(?:ok|okay|and|so|alright|got it|great|good|yeah|mkay|how about|what about)\s+)*(?:any\b|still\b|ever\b|pain\b|sleep\w*|stairs\b|swelling\b|numb\w*|tingling\b|outside\b|work\b|driving\b"
    r"|walking\b|meds\b|medications?\b|goals?\b|worst\b|at (?:its|it's) worst|best\b|other\b|new\b|falls?\b|dizz\w*|headaches?|lock\w*|click\w*)"
)
_BOX = re.compile(r"\[\s?(?P<mark>[xX✓✔]?)\s?\]|(?P<full>[☒☑])|(?P<empty>☐)")
_BOX_SIGNS = "[☐☒☑"
_BOX_ANSWER = re.compile(
    r"(?P<q>[^\n?:\[☐☒☑]{3,120}[?:])[ \t]*(?P<a>(?:(?:\[\s?[xX✓✔]?\s?\]|[☐☒☑])[ \t]*(?:yes|no|y|n)\b[ \t]*){2})", re.I
)
_LONG = 400
"""A question or answer is looked at for so many characters; what follows is talk."""


def turns(reading: Reading) -> tuple[Turn, ...]:
    """Turns of a dialogue in order; none for written notes."""
    return _talk(reading)[0]


def exchanges(reading: Reading) -> tuple[Exchange, ...]:
    """Questions with their answers in order of place, those ticked on forms included."""
    return _talk(reading)[1]


def has_box(text: str) -> bool:
    """Whether a text has a box to tick, filled or empty."""
    return any(sign in text for sign in _BOX_SIGNS) and _BOX.search(text) is not None


@once_per_source
def _form_lines(reading: Reading) -> frozenset[int]:
    if not has_box(reading.text):
        return frozenset()
    return frozenset(line.number for line in reading.lines if has_box(line.text))


def is_form_line(reading: Reading, line: Line) -> bool:
    """Whether a line has a box to tick."""
    return line.number in _form_lines(reading)


def exchange_at(reading: Reading, offset: int) -> Exchange | None:
    """The exchange in whose question `offset` stands."""
    found = exchanges(reading)
    if not found:
        return None
    index = bisect_right(found, offset, key=attrgetter("question_start")) - 1
    if index >= 0 and offset < found[index].question_end:
        return found[index]
    return None


@once_per_source
def _talk(reading: Reading) -> tuple[tuple[Turn, ...], tuple[Exchange, ...]]:
    source = reading.source
    spoken = _turns(reading) if source.segments else ()
    found = [*_spoken(source, spoken), *_ticked(source)]
    return spoken, tuple(sorted(found, key=lambda e: e.question_start))


def _turns(reading: Reading) -> tuple[Turn, ...]:
    """Turns by label, or by speaker where there are no labels; what a line without either says goes on with the turn."""
    source = reading.source
    if not any(s.label or s.speaker for s in source.segments):
        return ()
    found: list[Turn] = []
    for line in reading.lines:
        segment = source.segment_at(line.start)
        who = (segment.label or segment.speaker) if segment is not None else None
        if not line.text.strip() or (who is None and not found):
            continue
        if who is None or (found and found[-1].label == who):
            found[-1] = Turn(found[-1].start, line.end, found[-1].label)
        else:
            found.append(Turn(line.body, line.end, who))
    return tuple(found)


def _spoken(source: Source, spoken: tuple[Turn, ...]) -> Iterator[Exchange]:
    marked = "?" in source.text and any(s.label for s in source.segments)
    for asked, answered in pairwise(spoken):
        said = fold(source.text[answered.start : min(answered.end, answered.start + _LONG)])
        answer, begin, end = _answer(said)
        limited = answer is not Answer.YES and _LIMITED.match(said) is not None
        answer = Answer.OPEN if limited else answer
        just = _JUST.match(said) if not limited else None
        if answered.end <= answered.start + begin:
            continue
        low = max(asked.start, asked.end - _LONG)
        text = fold(source.text[low : asked.end])
        for number, (left, right) in enumerate(_questions(text, answer, marked=marked)):
            reply = answer
            if answer is Answer.OPEN and just and text.startswith("any ", left):
                reply = Answer.NO
            if number and answer is Answer.YES:
                reply = Answer.OPEN
            place = answered.start + begin
            stop = max(answered.start + end, place + 1)
            yield Exchange(low + left, low + right, reply, place, stop, answered.end, limited and not number)


def _questions(text: str, answer: Answer, *, marked: bool = True) -> Iterator[tuple[int, int]]:
    """Questions at the end of what was said, the last first; "Any fever. – No" is one without its mark."""
    sentences = [(m.start(), m.end()) for m in _SENTENCE.finditer(text) if m.group().strip(" .?!-")]
    for number, (start, end) in enumerate(reversed(sentences[-6:])):
        said = text[start:end]
        lead = len(said) - len(said.lstrip())
        opener = _OPENER.match(said.lstrip())
        lead += opener.end() if opener else 0
        asks = said.rstrip().endswith("?") or _ASKS.match(said[lead:])
        late = None if said.rstrip()[-1:] in "?.!" else _last_question(said)
        if late is not None and late > lead:
            asks, lead = True, late
        if _TAG.search(said) and not _ASKS.match(said[lead:]):
            break
        bare = number == 0 and answer is Answer.NO and len(said.split()) <= 8 and not _STATES.match(said[lead:])
        if (
            not asks
            and not bare
            and (marked or number or len(said.split()) > 7 or not _BARE_ASKED.match(said.lstrip()))
        ):
            break
        if lead < len(said.rstrip(" ?.!")):
            yield start + lead, start + len(said.rstrip())
        if len(said.split()) > 2 and opener and opener.group().startswith(("ok", "alright", "all right")):
            break


def _last_question(said: str) -> int | None:
    """Where the last question begins in speech written without stops ("left wrist alright and how did it start")."""
    if len(said.split()) < _RUN_ON:
        return None
    found = [m.start() for m in _ASKS_LATE.finditer(said, max(0, len(said) - 110))]
    return found[-1] if found else None


def _answer(text: str) -> tuple[Answer, int, int]:
    """The answer with the place of the words that give it."""
    begin = len(text) - len(text.lstrip(" -.,"))
    grunt = _GRUNTED_NO.match(text, begin)
    if grunt:
        return Answer.NO, begin, grunt.end()
    filler = _FILLER.match(text, begin)
    said = filler.end() if filler else begin
    no = _NO.match(text, said)
    if no:
        more = _NO_MORE.match(text, no.end())
        open_after_all = _NO_BUT.match(text, said) and not _NO_NOT.match(text, said)
        return Answer.OPEN if open_after_all else Answer.NO, begin, more.end() if more else no.end()
    yes = _YES.match(text, said)
    if yes:
        return Answer.YES, begin, yes.end()
    sentence = _SENTENCE.match(text, said)
    return Answer.OPEN, begin, sentence.end() if sentence else len(text)


def _ticked(source: Source) -> Iterator[Exchange]:
    if not has_box(source.text):
        return
    offset = 0
    for line in source.text.split("\n"):
        for found in _BOX_ANSWER.finditer(line[:2000]):
            marked = [
                word
                for box, word in re.findall(r"(\[\s?[xX✓✔]?\s?\]|[☐☒☑])[ \t]*(yes|no|y|n)\b", found.group("a"), re.I)
                if box in "☒☑" or re.search(r"[xX✓✔]", box)
            ]
            if len(marked) == 1:
                answer = Answer.YES if marked[0].lower().startswith("y") else Answer.NO
                start = offset + found.start("q") + len(found.group("q")) - len(found.group("q").lstrip())
                end = offset + found.start("a") + len(found.group("a").rstrip())
                yield Exchange(start, offset + found.end("q"), answer, offset + found.start("a"), end, end)
        offset += len(line) + 1
