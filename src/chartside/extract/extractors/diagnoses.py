"""Diagnoses: ICD-10-CM codes with the words beside them, and diagnoses in words where they are stated as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from chartside.domain.facts import Assertion, Diagnosis, Fact
from chartside.domain.source import Speaker
from chartside.extract.assertions import Stance, stance_at
from chartside.extract.body_places import side_in
from chartside.extract.context_words import said, said_last
from chartside.extract.fields import field_at, fields
from chartside.extract.icd_codes import coded_diagnoses
from chartside.extract.named_conditions import is_treatment_name, named_conditions
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, strip
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, rows

_PERSON = re.compile(
    r"(?:(?:pt|patient|he|she)\s+is\s+)?(?:an?\s+)?\d{1,3}[\s-]*(?:y/?\.?o\.?|yo|year[\s-]old|yr[\s-]old)\.?\s*"
    r"(?:[mf]\b\.?|male|female|man|woman|gentleman|lady)?\s*"
)
_SIDE_BEHIND = re.compile(
    r"(?:(?: of| in) (?:the|your) (?:(?:left|right) )?(?:knee|shoulder|hip|ankle|elbow|wrist|hand|foot|thumb|neck|lower back|low back|spine)"
    r"|(?: of| in)?(?: the)? (?:[lr]|left|right|bilateral|b)"
    r"(?: (?:knee|shoulder|hip|ankle|elbow|wrist|hand|foot|arm|leg))?"
    r"|,? (?:l|r|b|left|right)(?=\s*(?:[,.;)]|$|x\b|gr\b|pod\b|wks?\b|s/p\b)))(?=[\s,.;)]|$)"
)
_TEST = re.compile(
    r"\s*(?:tests?|sign|signs|protocol|precautions|tx|therapy|rehab|program|clinic|class|group|eval|screen|repair|prevention|risk)\b"
)
_NO_NAME = re.compile(r"\b(?:history of|hx of|h/o|prior|previous|weakness|pain|compounded by)\b[^.;]{0,16}$")
_OPERATED_AT = re.compile(
    r"(?:(?:pod|post-?op|wks?|weeks?|days?|months?|mo|#?\d[\d.]*)\s+)+(?P<op>(?:s/p|status post)\b)"
)
_NOT_YET = re.compile(
    r"\b(?:considering|candidate for|declin\w*|discuss\w*|awaiting|scheduled for|wants?|may need|hold(?:ing)? off|pending|prior|previous|1st|2nd|3rd|\d+th|second|third|re-)\s+(?:an?\s+)?(?:[rlb]\s+)?$"
    r"|\b(?:relapse|flare)\b[^.;\n]{0,30}\($"
)
_PLUS = re.compile(
    r"(?:\s*\([^()\n]{0,60}\))?\s*(?:\+|&|w/|with|from|due to|d/t|2/2|secondary to|,\s*(?=[a-z]{3,5} (?:auto|allo)graft))\s*"
)
_AUTO = re.compile(r"\s*,?\s*(?:w/|with)?\s*[a-z]{2,9} (?:auto|allo)graft")
_NOT_NOW = re.compile(
    r"\b(?:pmh\w*|psh\w*|hx|history|h/o|comorbid\w*|meds?|medications?|allerg\w*|family|mother|father|prev(?:ious)?|prior|denies|no"
    r"|h/o|goals?|rule out|precautions?|interests?|plan)\b[^.;\n]*$|\bno\s+$"
)
_EXTENT = re.compile(
    r"\s*(?:\((?:mild|mod\w*|severe|atfl|oa|[rl]|non-?op\w*|gr(?:ade)? ?\d)\)|,? (?:gr|grade|stage|stg|gold|type) ?[0-9iv]{1,3}[ab]?\b"
    r"|,? dx(?:'d)? (?:in )?\d{4}|(?: [rlb])? x ~?\d+ ?(?:mos?|wks?|weeks?|yrs?|months?|years?|days?)\b)"
)
_SIDE_FRONT = re.compile(r"\([rlb]\)\s*$")
_LEAD = re.compile(
    r"(?:(?:(?:i )?think (?:it's|it is|this is|you have)|c|w/|#?\d+(?:/\d+)?|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|v\d+(?:/\d+)?|visit|vist|vis|pt|initial|evaluation|pt eval|re-?eval|daily|note|progress|session|dx|sx|pod|wks?|mo|post-?op|post|f/u|follow up|eval|op|ortho|neuro"
    r"|days?|months?|years?|yo|y/o|[mf]|hs|rehab|inpt|outpt|lsvt|home|health)\b[\s#:,/-]*)+(?=\S)"
)
_LISTED = re.compile(r"\s*,\s*(?:[^\s,;.]+\s+){0,4}")
_LONGEST_BRACKET = 60
_IMAGED = re.compile(r"\b(?:mri|x-?rays?|imaging|ct|ultrasound|emg|shows?|showed|reveal\w*|radiographs?)\b[^.;\n]*$")
_THINK = re.compile(r"\b(?:think (?:it|this|that)|thinking|guess|suspect|probably)\b")
_SEEN_FOR = re.compile(
    r"\b(?:seen|referred|here|evaluat\w*|treat\w*|presents?|f/u|follow up|therapy)\b[^.;\n]{0,60}\b(?:for|with|of)\s+(?:\S+\s+){0,4}$"
)
_STANDS = re.compile(r"\s*(?:$|[+,.;&\n]|(?:w/|with|s/p|2/2|d/t|secondary to|due to|pattern|component)(?![a-z]))")
_FIRST = 60
"""Characters from the beginning of an assessment in which its diagnosis stands."""

_ACCOUNT = 30
"""Characters behind a pain in which the patient's account of it goes on ("is better this week")."""

_TITLE = 100
"""A first line of so many characters is a title; a pain named there is the diagnosis."""

_HEAD_LINES, _HEAD = 5, 450
"""Lines and characters at the top of a note in which its diagnosis stands without a label."""

_OR = re.compile(r"\s*(?:,\s*)?or\s+(?:an?\s+)?")
_SILENT = frozenset({Zone.HISTORY, Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS})


class Diagnoses:
    """Diagnoses."""

    name = "diagnoses"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Diagnoses of a source: coded ones, and those in words only."""
        coded = coded_diagnoses(reading)
        once = Once[Diagnosis]()
        once.extend(coded)
        once.extend(_worded(reading, [span for d in coded for span in d.evidence]))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Diagnoses()


def _worded(reading: Reading, coded: Sequence[object]) -> Iterator[Diagnosis]:
    folded = folded_text(reading)
    taken = [(getattr(span, "start", 0), getattr(span, "end", 0)) for span in coded]
    head = _head(reading)
    last = rejected = -1
    held: tuple[int, int, Assertion] | None = None
    for mention in named_conditions(reading):
        if any(a < mention.end and mention.start < b for a, b in taken):
            continue
        if held is not None and mention.start < held[1]:
            continue
        if held is not None and _bracketed(folded, held[1], mention.start):
            continue
        phrase = left_of(folded, held[1], mention.start) if held is not None else 0
        if "/" in folded[held[1] if held else 0 : mention.start if held else 0].replace("w/", ""):
            phrase = mention.start
        if held is not None and (phrase <= held[1] + 1 or _PLUS.fullmatch(folded, held[1], phrase)):
            held = (held[0], _end(folded, mention, mention.end + 30), held[2])
            continue
        if last >= 0 and _OR.fullmatch(folded, last, mention.start):
            last = mention.end
            continue
        if 0 <= rejected < mention.start and _LISTED.fullmatch(folded, rejected, min(mention.start, rejected + 40)):
            rejected = mention.end
            continue
        found = _stated(reading, mention, head)
        if found is None:
            rejected = mention.end if mention.start < head else -1
        else:
            if held is not None and found[0] < held[1]:
                found = (*strip(folded, held[1], found[1]), found[2])
            if held is not None:
                yield _diagnosis(reading, held)
            held, last = found, mention.end
    if held is not None:
        yield _diagnosis(reading, held)


def _bracketed(folded: str, start: int, end: int) -> bool:
    """Whether a bracket opened behind a diagnosis is still open: "(supra, medium tear)"."""
    between = folded[start:end] if end - start < _LONGEST_BRACKET else ""
    return between.count("(") > between.count(")")


def _diagnosis(reading: Reading, held: tuple[int, int, Assertion]) -> Diagnosis:
    start, end, assertion = held
    text = plain(reading.text[start:end])
    return Diagnosis(evidence=(reading.span(start, end),), text=text, side=side_in(text), assertion=assertion)


def _head(reading: Reading) -> int:
    """Where the head of a written note ends: before its first part that is no diagnosis, after some lines at most."""
    filled = 0
    for line in reading.lines:
        if line.speaker is not None or line.start > _HEAD or filled >= _HEAD_LINES:
            return line.start
        if line.zone not in (Zone.UNKNOWN, Zone.HEADER):
            return line.start
        filled += bool(line.text.strip())
    return min(len(reading.text), _HEAD)


def _end(folded: str, mention: Mention, high: int) -> int:
    """Where a diagnosis ends: behind its side and extent ("sprain R ankle gr 2 (ATFL)")."""
    side = _SIDE_BEHIND.match(folded, mention.end, high)
    end = side.end() if side else mention.end
    for pattern in (_EXTENT, _EXTENT, _AUTO):
        more = pattern.match(folded, end, high)
        end = more.end() if more else end
    return end


@cache
def _primary() -> frozenset[str]:
    return frozenset(
        word.lower() for row in rows("pathologies.toml") if row["kind"] == "primary" for word in row["words"]
    )


def _is_primary(mention: Mention) -> bool:
    """Whether a disease is one that PT is for, and no comorbidity, where it stands at the top of a note."""
    return mention.kind == "primary" or mention.term.phrase in _primary()


def _in_brackets(folded: str, mention: Mention) -> bool:
    return folded[mention.start - 1 : mention.start] == "(" and folded[mention.end : mention.end + 1] == ")"


def _stated(reading: Reading, mention: Mention, head: int) -> tuple[int, int, Assertion] | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    if (
        _TEST.match(folded, mention.end)
        or (mention.term.phrase == "ms" and not reading.text[mention.start : mention.end].isupper())
        or exchange_at(reading, mention.start) is not None
        or is_form_line(reading, line)
    ):
        return None
    low, high = bounds(reading, mention.start, mention.end)
    before = folded[max(low, mention.start - 90) : mention.start]
    field = field_at(fields(reading), mention.start)
    stance = stance_at(reading, mention.start, mention.end)
    labelled = field is not None and field.kind == "diagnosis"
    if _NOT_YET.search(before):
        return None
    opens = mention.start < head and (field is None or field.kind in ("other", "visit")) and not _NOT_NOW.search(before)
    if labelled and stance.assertion is Assertion.HISTORICAL and not stance.words.startswith(("s/p", "status")):
        return None
    if not labelled and not _may_stand(reading, mention, before, stance, opens=opens):
        return None
    staged = opens and stance.words == "stg"
    if stance.conditional or (stance.assertion in (Assertion.GOAL, Assertion.PLANNED) and not staged):
        return None
    if stance.assertion is Assertion.FAMILY and not (opens and _SEEN_FOR.search(before)):
        return None
    start = _begin(folded, low, mention.start)
    if mention.kind == "pathology" and start == mention.start and not labelled:
        return None
    assertion = stance.assertion if stance.assertion in (Assertion.POSSIBLE, Assertion.ABSENT) else Assertion.PRESENT
    if line.speaker is Speaker.CLINICIAN and _THINK.search(before) and assertion is Assertion.PRESENT:
        assertion = Assertion.POSSIBLE
    if opens and assertion is Assertion.ABSENT:
        return None
    return start, _end(folded, mention, high), assertion


def _may_stand(reading: Reading, mention: Mention, before: str, stance: Stance, *, opens: bool) -> bool:
    """Whether a condition without a label is told as the diagnosis: at the top of the note, or by the words before it."""
    line, field = reading.line_at(mention.start), field_at(fields(reading), mention.start)
    if mention.kind not in ("musculoskeletal", "operation", "pathology") and not (opens and _is_primary(mention)):
        return False
    if mention.kind == "operation":
        return False  # without a label an operation is what happened on a day
    if is_treatment_name(mention) or _in_brackets(folded_text(reading), mention):
        return False
    if (opens and _IMAGED.search(before)) or (field is not None and field.kind not in ("other", "referral", "visit")):
        return False
    first = line.zone is Zone.ASSESSMENT and line.body > line.start and _opens_assessment(reading, mention)
    titled = opens and len(line.text) < _TITLE and not _is_account(reading, mention, before)
    if mention.term.phrase.endswith(" pain") and not first and not titled:
        return False
    if (line.zone in _SILENT and line.speaker is None) or line.speaker is Speaker.PATIENT:
        return False
    if opens or (line.zone is Zone.ASSESSMENT and stance.assertion is Assertion.POSSIBLE):
        return True
    if first:
        return True
    return _is_stated(before) and _NO_NAME.search(before) is None


def _is_account(reading: Reading, mention: Mention, before: str) -> bool:
    """Whether a pain is told as the patient has it today, and not as what PT is for ("reports knee pain 4/10")."""
    folded = folded_text(reading)
    behind = folded[mention.end : min(bounds(reading, mention.start, mention.end)[1], mention.end + _ACCOUNT)]
    return bool(said("diagnoses.complaint").search(before) or said("diagnoses.told").search(behind))


def _opens_assessment(reading: Reading, mention: Mention) -> bool:
    """Whether an assessment begins with the diagnosis: "A: R shoulder pain + RTC weakness"."""
    folded, line = folded_text(reading), reading.line_at(mention.start)
    if mention.start - line.body > _FIRST or mention.kind == "operation":
        return False
    return _begin(folded, line.body, mention.start) == line.body and _STANDS.match(folded, mention.end) is not None


def _begin(folded: str, low: int, at: int) -> int:
    """Where the words of a diagnosis begin, without age, visit number or weeks before it."""
    start = left_of(folded, low, at)
    for pattern in (_PERSON, _OPERATED_AT, _LEAD):
        lead = pattern.match(folded, start, at)
        if lead is not None:
            start = lead.start("op") if pattern is _OPERATED_AT else lead.end()
    side = _SIDE_FRONT.search(folded, max(low, start - 5), start)
    stop = folded.rfind(". ", start, at)
    start = stop + 2 if stop >= 0 and folded[stop - 1 : stop].isalnum() else start
    return side.start() if side else start


def _is_stated(before: str) -> bool:
    """Whether the words lead up to a diagnosis, at most some words before it ("could be a medial …", "?meniscus")."""
    if before.endswith("?"):
        return True
    words = before.split()
    return any(
        said_last("diagnoses.stated").search(" ".join(words[: len(words) - n])) for n in range(min(8, len(words) + 1))
    )
