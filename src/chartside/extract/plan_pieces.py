"""Where a note plans: the pieces of its plan sections, of plan labels within lines, and of sentences that plan by themselves.

A piece is a sentence of a plan or a part of one ("add rows; recheck ROM. d/c nv" has three). What stands among them but
is no plan (goals, home exercises, precautions, minutes, signatures) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chartside.extract.plan_frequency import daily, frequencies, frequency_places
from chartside.extract.plan_openers import Openers, any_in
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.service_minutes import service_times
from chartside.extract.treatment_blocks import HOME, blocks
from chartside.extract.vocabulary import folded_text

_STOP = re.compile(r"[;\n.!|•▪●]")
_SPOKEN_STOP = re.compile(r"[;\n.!|•▪●]|\bperiod\b(?! of)|\bnew paragraph\b")
_ABBREVIATED = frozenset(
    {
        "dr", "mr", "ms", "mrs", "vs", "cont", "incr", "prog", "freq", "approx",
        "mod", "w/o", "appt", "e.g", "i.e", "re", "dur", "pt", "no", "st",
    }
)  # fmt: skip
_SHORTENED = (
    " dr",
    " dr.",
    " drs.",
    " mr.",
    " mrs.",
    " ms.",
    "cont",
    "cont.",
    "prog",
    "prog.",
    "incr",
    "incr.",
    "freq",
    "freq.",
    "approx.",
    "appt.",
    "con't.",
)
_LAST_LETTERS = frozenset("trsgq.")
"""With which `_SHORTENED` end."""
_TITLES = ("dr.", "mr.", "ms.", "mrs.", "st.", "vs.")
_LAST_WORD = re.compile(r"[a-z./]+$")
_OTHER_LETTER = re.compile(r"\s*[soa][ \t]?[):=]", re.I)
_NEGATED = re.compile(
    r"\W*(?:no|not|nothing|avoid|must|do not|don't|never|limit(?:ed)? to|keep [a-z ]{2,20} (?:under|below|<))\b(?! (?:further|more) (?:pt|therapy|visits|skilled))"
)
_GOES_ON = re.compile(
    r"(?:[,;]| til| till| until)[ \t]+(?=(?:(?:md|surgeon|ortho|pcp|physiatry|neuro|surgical|dr) (?:recheck|ck|check|f/u|appt|visit|follow[- ]?up|clears?\b)|recheck|f/u|refer|cont\b|continue|progress|next (?:visit|session)|rtc\b|d/c|\d ?x ?/))"
)
_TAUGHT = re.compile(
    r"\W*(?:pt |patient |caregiver |he |she |they )?(?:was |were |is )?(?:advised|educated|education|edu|ed|instructed|taught|reviewed|verbalized|demonstrated|told|reminded|agrees|agreed|in agreement|consented|tolerated|completed|performed|signed|left|stated|end of (?:dictation|note|report|session)|states|reports|reported|issued today)\b"
)
_CHARGED = re.compile(
    r"\b(?:(?:precautions?|prec|signed|license|therapist|electronically|timed|(?<!weeks )(?<!wks )(?<!visits )(?<!x )total(?! of)|tot|time in|charges?|bill(?:ed|able)?)\b|(?:in|out):? \d{4}\b"
    r"|(?:te|ta|mt|nmr)\d\b|dob\b|(?:started|ended|finished|began) at \w+|in at \w+|goals? (?:are|were) met\b|[9g]\d{4}(?:-\w\w)? ?x ?\d|9\d{4}\b[^\n]{0,40}\d ?(?:min|')|(?:evaluation|training|therapy|exercise|eval),? \d+ min|no \w+ing\b)|\d:\d\d"
)
_GOAL = re.compile(
    r"\W*(?:(?:pt|patient|functional|new|updated|short term|long term) )?(?:[sl]tgs?|goals?)\b(?! (?:met|review))|\W*(?:(?:pt|patient|he|she) )(?:still |really |just )?(?:wants to|hopes to|would (?:like|love) to)\b|\W*(?:(?:[a-z/-]+ )?criteria|aim(?:s|ing)?(?: for)?|targets?)\b(?! (?:hr|heart|rpe|tissue|muscle))"
)
_DOSE = re.compile(
    r"\b\d{1,2} ?(?:x|×) ?\d{1,3}\b|\b(?:reps?|repetitions|sets)\b|\b(?:sec|second)s? hold|\bevery (?:\w+ )?hours?\b|\b(?:times|x) ?(?:a|per|/) ?day\b|\b(?:twice|once) (?:a day|daily)\b|\bdaily\b"
)
_MOVES = re.compile(
    r"\b(?:next|nv|add|progress\w*|prog|advance|begin|start|initiate|incr\w*|trial|cont(?:inue)?|wean|introduce|visit|session|return|refer\w*|d/c|discharge|reassess|re-?eval|recheck|retest)\b"
)
_AT_HOME = re.compile(
    r"\b(?:at home|hep|home program|(?:he|she|pt|patient) (?:will|is to|to) (?:do|perform|complete|practice)|daily|every (?:day|night|morning))\b"
)
_SIGNED = re.compile(r"\s*(?:signed|sign|therapist|electronically|e-signed|precautions?)\b", re.I)
_SIGNATURE = re.compile(
    r"\s*(?!(?:Cont|Continue|Skilled|Plan|Rec|OP|HH|Pt|Patient|Request|Resume|Hold|Recommend|Outpatient|Will|See|P)\b)"
    r"(?:[A-Z][A-Za-z.'’-]*,?\s){1,4}(?:PT|PTA|DPT|MPT|MSPT|OTR|SPT)\b(?:,|\s*$|\s[A-Z]{2,}|\s\d)"
)
_LONGEST_SIGNATURE = 70
_CERTIFIES = re.compile(
    r"\W*(?:i (?:hereby )?certify|certif(?!ication (?:period|dates|from)|ied)|please sign|physician sign|thank you)"
)
_SILENT = frozenset(
    {Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS, Zone.HEADER, Zone.BILLING, Zone.INTERVENTIONS, Zone.OBJECTIVE}
)
_REPORTED = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.HEADER})
_TOLD = frozenset({Zone.SUBJECTIVE, Zone.HISTORY})
_WORKED = frozenset({Zone.INTERVENTIONS, Zone.OBJECTIVE})
_OFTEN_WITHIN = 40
_STAYING = frozenset({"next", "discharge"})
"""What labels open that stay with what they announce ("Nxt: stairs", "D/C plan: home")."""

_PLANNED = frozenset({"plan", "next", "discharge"})
_CONDITION = re.compile(
    r"(?:if|should|unless)\b[^\n]{3,110}?\b(?:refer\w*|back to|send|call|contact|mri|x-?ray|imaging|f/u|follow[- ]?up|consult|d/c|discharge|inject\w*|notify|reassess|consider|ask|see|return to|hold|will need|re-?eval\w*|in[- ]person)\b"
)
_DISCHARGED = re.compile(r"(?:discharge[d]?|d/?c'?d?) (?:to|from)\b")
_LIVES = re.compile(
    r"\W*(?:(?:pt|patient|he|she) )?(?:lives|works|owns|has a\b|denies|life ?alert|call (?:bell|light)|(?:bed|chair) alarm|left (?:up|in|sitting|supine)|up in chair|all needs|needs met|nurse (?:aware|present)|rn aware|no questions|no complaints|copy of|(?:written )?(?:hep|handouts?|home program|instructions) (?:was |were )?(?:issued|given|provided|reviewed|printed|sent|emailed)|see (?:flowsheet|chart|above|eval))\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a note; `told` where it is a plan, else only its frequencies may be."""

    start: int
    end: int
    sentence: Sentence
    told: bool


class _Note:
    """What the pieces of a source are told by, each looked up once."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.folded, self.talk = reading, folded_text(reading), reading.is_dialogue
        self.home = [(b.head, b.end) for b in blocks(reading) if b.category == HOME and b.start < b.end]
        self.treated = [(b.start, b.end) for b in blocks(reading) if b.category != HOME]
        self.timed = [t.start for t in service_times(reading)]
        self.openers, self.often = Openers(reading), frequency_places(reading)
        self.stop = _SPOKEN_STOP if "period" in self.folded or "new paragraph" in self.folded else _STOP


def plan_pieces(reading: Reading) -> Iterator[Piece]:
    """Pieces of what a note plans, and others in which a frequency may stand; in order of place."""
    note = _Note(reading)
    places, telling = sorted([*note.openers.places, *note.often]), sorted([*note.openers.telling, *note.often])
    told_of = False
    part: _Part | None = None
    line: Line | None = None
    at, last = 0, len(places)
    for sentence in _joined(reading, note.folded):
        if sentence.line.speaker is not None:
            continue
        if sentence.line is not line:
            line = sentence.line
            part = _part(line, part, note.openers) if line.zone is Zone.PLAN or (part and part.carries) else None
            told_of = part is not None or any_in(telling, line.start, line.end)
        if not told_of:
            continue
        while at < last and places[at] < sentence.start:
            at += 1
        if (part is None or part.state not in _PLANNED) and (at == last or places[at] >= sentence.end):
            continue
        if part is None:
            part = _part(line, None, note.openers)
        if not _is_signed(line):
            yield from _pieces(note, sentence, part)


def _pieces(note: _Note, sentence: Sentence, part: _Part) -> Iterator[Piece]:
    folded, openers = note.folded, note.openers
    for first, end in _cut(note.reading.text, folded, sentence, note.stop, openers):
        start = _labelled(folded, first, end, part, openers)
        head = _head(folded, start, end)
        planned = not note.talk or part.zone is not Zone.UNKNOWN
        told = planned and (part.state in _PLANNED or _opens(note.reading, head, end, part, openers))
        contact = None if told or not planned or part.zone in _TOLD else openers.contact(head, end)
        if not told and contact is None and (part.zone in _SILENT or not any_in(note.often, start, end)):
            continue
        if start == first and not openers.opens("sure", head) and _is_treatment(note, start, head, end):
            continue
        if _CERTIFIES.match(folded, start, end):
            part.end()
            continue
        if _DISCHARGED.match(folded, head, end) and (colon := folded.find(":", head, end)) > 0:
            end = colon
        start = _past_ban(folded, start, end)
        if _left_out(note.reading, start, end, note.timed):
            continue
        if contact is not None:
            start, end = contact, _bracket(folded, contact, end)
        yield Piece(start, end, sentence, told or contact is not None)


def _is_treatment(note: _Note, start: int, head: int, stop: int) -> bool:
    """Whether a piece lies among home exercises or treatment, and does not open as plans do behind them."""
    cued = note.openers.opens("after_home", head) or note.openers.cued(head, stop)
    if _inside(note.home, start) and not cued:
        return True
    return _inside(note.treated, start) and not note.openers.opens("strong", head)


def _labelled(folded: str, start: int, end: int, part: _Part, openers: Openers) -> int:
    """Where a piece begins without its label, which the part goes over to; "next visit" stays with what it announces."""
    label = openers.label(_head(folded, start, end), end)
    if label:
        part.open(label[0], first=start == part.line.body)
        return start if label[0] in _STAYING else label[1]
    if part.state in _STAYING and start == part.line.body:
        return min(start, part.first)
    return start


def _joined(reading: Reading, folded: str) -> Sequence[Sentence]:
    """Sentences, those parted at the full stop of an abbreviation ("Prog. quad sets") joined again."""
    every = sentences(reading)
    size = len(folded)
    short = {
        s.start
        for s in every
        if folded[s.end - 1] in _LAST_LETTERS and folded.endswith(_SHORTENED, s.start, min(s.end + 1, size))
    }
    if not short:
        return every
    found: list[Sentence] = []
    held: Sentence | None = None
    for sentence in every:
        begins = sentence.start
        if held is not None and held.line is sentence.line:
            found[-1] = sentence = Sentence(held.start, sentence.end, sentence.line, sentence.asks)
        else:
            found.append(sentence)
        held = sentence if begins in short else None
    return found


class _Part:
    """The part of a note in which a line stands: its zone, unless a label says otherwise, and what its last label opens."""

    def __init__(self, line: Line, zone: Zone) -> None:
        self.line, self.zone = line, zone
        self.labelled = self.signed_off = False
        self.first = line.body
        self.state = "plan" if zone is Zone.PLAN else "other" if zone in _SILENT else "open"

    @property
    def carries(self) -> bool:
        """Whether it says anything of the lines below it."""
        return self.labelled or self.signed_off or self.zone is Zone.PLAN

    def end(self) -> None:
        """The plan is over on this line."""
        self.zone, self.state = Zone.UNKNOWN, "other"

    def open(self, opens: str, *, first: bool) -> None:
        """Go over to what a label opens; one at the beginning of a line also holds for the lines below it."""
        self.state = opens
        if opens != "other":
            self.zone = Zone.ASSESSMENT if opens == "mixed" else Zone.PLAN
            self.labelled = first


def _is_signed(line: Line) -> bool:
    return _SIGNED.match(line.text) is not None or _names_signer(line)


def _names_signer(line: Line) -> bool:
    return len(line.text) <= _LONGEST_SIGNATURE and _SIGNATURE.match(line.text) is not None


def _part(line: Line, before: _Part | None, openers: Openers) -> _Part:
    zone = line.zone
    carried = before is not None and before.labelled and zone is before.line.zone and line.body <= line.start + 3
    if before is not None and carried and not _OTHER_LETTER.match(line.text):
        zone = before.zone
    if zone is Zone.PLAN and before is not None and before.zone is Zone.PLAN and line.body <= line.start + 3:
        zone = Zone.UNKNOWN if _names_signer(before.line) else zone
    elif zone is Zone.PLAN and before is not None and before.signed_off and line.body <= line.start + 3:
        zone = Zone.UNKNOWN
    part = _Part(line, zone)
    part.signed_off = zone is not line.zone and line.zone is Zone.PLAN
    part.labelled = zone is not line.zone and not part.signed_off
    if line.zone is Zone.PLAN and line.body > line.start:
        first = line.start + len(line.text) - len(line.text.lstrip(" \t#*_•-"))
        part.state, part.first = openers.labels.get(first, (part.state, 0))[0], first
    return part


def _bracket(folded: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before `start`, else `end`."""
    close = folded.find(")", start, end)
    return close if close >= 0 and folded.find("(", start, close) < 0 else end


def _head(folded: str, start: int, end: int) -> int:
    while start < end and not folded[start].isalnum():
        start += 1
    return start


def _opens(reading: Reading, head: int, end: int, part: _Part, openers: Openers) -> bool:
    """Whether a piece plans by its own words."""
    zone = part.zone
    if zone in _REPORTED:
        return False
    if openers.opens("sure", head):
        return True
    folded = folded_text(reading)
    if openers.opens("if", head) and _CONDITION.match(folded, head, end):
        return zone not in _WORKED
    if zone is Zone.GOALS or (part.state == "other" and zone not in _SILENT):
        return openers.opens("after_home", head) or (
            zone is Zone.GOALS and head <= part.line.body + 2 and openers.opens("strong", head)
        )
    if openers.opens("strong", head) or (zone not in _SILENT and openers.cued(head, end)):
        return True
    if zone in _WORKED:
        often = next(iter(frequencies(reading, head, min(end, head + _OFTEN_WITHIN))), None)
        if often is None or not often.per_week or not often.weeks or often.start > head or head > part.line.body + 2:
            return False
        part.open("plan", first=False)
        return True
    if part.state == "mixed" and any(f.at < head + 16 for f in frequencies(reading, head, end)):
        return True
    return openers.opens("weak", head)


def _cut(
    text: str, folded: str, sentence: Sentence, stop: re.Pattern[str], openers: Openers
) -> Iterator[tuple[int, int]]:
    begin, end = sentence.start, sentence.end
    for cut in stop.finditer(folded, begin, end):
        if not _stops(folded, cut.start(), cut.end(), end) and not _ends_so(text, folded, begin, cut.end(), openers):
            continue
        if folded[begin : cut.start()].strip():
            yield begin, cut.start()
        begin = cut.end()
    if folded[begin:end].strip():
        yield begin, end


def _ends_so(text: str, folded: str, begin: int, behind: int, openers: Openers) -> bool:
    """Whether a full stop behind an abbreviation also ends a piece: a label or a word with a capital follows it."""
    if text[behind - 1] != "." or text[behind : behind + 1] != " ":
        return False
    if openers.label(behind + 1, behind + 60):
        return True
    if folded.endswith(_TITLES, begin, behind):
        return False
    return (
        folded.find(" ", begin + 1, behind) > 0
        and text[behind + 1 : behind + 3].istitle()
        and text[behind + 2].islower()
    )


def _stops(folded: str, start: int, behind: int, end: int) -> bool:
    """Whether a mark parts what stands before it from what follows."""
    mark = folded[start]
    if mark in ";\n" or mark.isalpha():
        return True
    if behind < end and not folded[behind].isspace():
        return False
    if mark == ".":
        word = _LAST_WORD.search(folded, max(start - 8, 0), start)
        return word is None or word.group() not in _ABBREVIATED
    return mark == "!" or folded[start - 1 : start].isspace()


def _past_ban(folded: str, start: int, end: int) -> int:
    """Where a plan goes on behind what it forbids ("no lifting, MD recheck 2/26"), else its beginning."""
    if not _NEGATED.match(folded, start, end):
        return start
    behind = _GOES_ON.search(folded, start, end)
    return behind.end() if behind else start


def _left_out(reading: Reading, start: int, end: int, timed: list[int]) -> bool:
    """Whether a piece among plans is none: a goal, a precaution, teaching, minutes, charges, a home exercise."""
    folded = folded_text(reading)
    if _GOAL.match(folded, start, end) or _NEGATED.match(folded, start, end) or _TAUGHT.match(folded, start, end):
        return True
    if _LIVES.match(folded, start, end):
        return True
    if _CHARGED.search(folded, start, end):
        return True
    index = bisect_left(timed, start)
    moves = _MOVES.search(folded, start, end) is not None
    if index < len(timed) and timed[index] < end and not moves:
        return True
    dosed = not moves and _DOSE.search(folded, start, end) and _AT_HOME.search(folded, start, end)
    return bool(dosed) and not frequencies(reading, start, end) and daily(folded, start, end) is None


def _inside(places: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of several places, given in order."""
    index = bisect_right(places, offset, key=lambda p: p[0]) - 1
    return index >= 0 and offset < places[index][1]
