"""Medical and surgical history, allergies, imaging, family: fields of a note, sentences, interviews and forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import Assertion, Fact, History
from chartside.domain.source import Speaker
from chartside.extract.asked_history import asked_history, asks_for_family, asks_for_history
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.named_conditions import ALLERGIC, ALLERGIC_CUE
from chartside.extract.note_parts import zone_of
from chartside.extract.once import Once
from chartside.extract.past_events import past_events
from chartside.extract.phrases import left_of, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, has_box, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds, sentences
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, vocabulary

_LISTS = frozenset({"history", "surgical", "allergy", "family", "imaging", "before"})
_NOTHING = re.compile(
    r"(?:none|n/a|see|unremarkable|no|nkda|no known|denies|noncontributory|not|reviewed|as above|per|unknown|negative"
    r"|same|unchanged)\b[\s\w]{0,24}$"
)
_ALL_NEGATIVE = re.compile(r"\s*(?:none|no significant|unremarkable|non-?contributory|negative)\b")
_NO_ALLERGIES = re.compile(r"\s*(?:none|no|nkda|n/a|denies)\b")
_NKDA = re.compile(r"\bNKD?A\b")
_AND = re.compile(r"\s+and\s+|\s*(?:(?<!\bs)/|&)\s*")
_AFTER = re.compile(r"(?:s/p|hx of|h/o|history of)\b")
_TAKEN = re.compile(r"(?:on|takes|taking|uses|using|managed with|controlled with)\b")
_KIN = (
    r"(?:an? |her |his |my |pt'?s |patient's |the )?(?:older |younger |maternal |paternal |twin |both )?(?:mother|father|mom|dad|mgm|pgm|brother|sister|sibling|grandmother|grandfather"
    r"|grandma|grandpa|grandparents?|aunt|uncle|cousin|parents|twin)s?"
)
_KIN_WORDS = frozenset(
    {"mother", "father", "mom", "dad", "mgm", "pgm", "brother", "sister", "sibling"}
    | {"grand", "aunt", "uncle", "cousin", "parents", "twin"}
)
_RELATIVE = re.compile(rf"{_KIN}\b(?! (?:was |is |were )?(?:present|educated|instructed|reports?|states))")
_RELATIVE_HAD = re.compile(
    rf"{_KIN}\s(?:(?:w/|with|had|has|have|died (?:of|from)|dx w/|diagnosed with|s/p|hx of|h/o)\s|(?:was|is|were)\s(?:an?\s|born|diagnosed|also\s|late))"
)
_NOT_ILL = re.compile(
    r"(?:pt|patient|an? (?:appointment|appt|question|good)|noticed|been|concerns?|to |not |no |questions)\b"
)
_OTHER_ILL = re.compile(r"\b(?:y/?o|yo|year[- ]old)\b")
_POST_SURGERY = re.compile(r"\b(?:s/p|status post)\b[^.;]{0,30}$")
_HX_OF = re.compile(r"\b(?:hx of|h/o|history of|pmh of|hx|remote|comorbidities|comorbs)[:\s]\s*(?:\w+\s)?$")
_DATED = re.compile(r"\bago\b|\bin (?:19|20)\d\d|\bprior|\bprevious")
_PAST = re.compile(r"\b(?:history|hx|h/o|pmh|past|ago|prior|previous|prev|remote|old)\b")
_EARLIER = re.compile(r"\b(?:prior|previous|prev|remote|old)\s(?:\w+\s){0,2}$")
_BREAKS = re.compile(r"\s(?:and|but|which|that|he|she|i|so|as|okay)\s")
_DOSE = re.compile(r"\d\s?(?:mg|mcg)\b")
_LISTING = frozenset({Zone.HEADER, Zone.UNKNOWN, Zone.SUBJECTIVE, Zone.HISTORY})
_LONGEST_LIST, _LEAST_LISTED = 200, 2
_DOES_MORE = re.compile(
    r"\b(?:education|management|diet|screen\w*|precautions?|symptoms?|sx|flare|assoc\w*|limits?|related|clinic)\b"
)
_SAID_WHEN = re.compile(
    r"(?: in (?:my|the|both|his|her)(?: (?:left|right|both|lower|upper))? (?:legs?|arms?|lungs?|knees?|hips?|shoulders?|necks?|back|foot|feet|hands?|calf|eyes?)\b(?: after (?:my|the|an?|his|her) [a-z]+(?: [a-z]+)?)?)?(?: (?:taken out|out|removed|fixed|repaired|replaced))?(?:,? (?:(?:about |like |maybe |a few |a couple (?:of )?)?(?:\w+ )?(?:years?|months?|weeks?) ago|(?:back )?in (?:college|high school|my (?!left|right|legs?|arms?|back|knees?|hips?|shoulders?|neck|foot|feet|hands?|lungs?|head|stomach|chest|eyes?)\w+|(?:19|20)\d\d|the \w+)\b"
    r"|when i was (?:an? )?\w+|as a kid|last (?:year|summer|fall|spring|winter)|years back|way back)){1,2}| (?:taken out|out|removed)\b"
)
_SATURATED = re.compile(r"\d\s?%?\s?(?:on )?$")
"""Before "RA" that means room air."""

_SILENT = frozenset({Zone.ASSESSMENT, Zone.PLAN, Zone.GOALS, Zone.INTERVENTIONS, Zone.BILLING})


class Histories:
    """What lies behind the patient."""

    name = "histories"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """History of a source, each thing said once."""
        once = Once[History]()
        for field in fields(reading):
            if field.kind in _LISTS and not has_box(reading.text[field.start : field.end]):
                once.extend(_listed(reading, field))
        once.extend(asked_history(reading))
        once.extend(past_events(reading))
        once.extend(_told(reading, mentions_of(reading, "conditions.toml")))
        if reading.is_dialogue:
            once.extend(_befallen(reading))
        told = [f.evidence[0] for f in once.facts if f.assertion is Assertion.FAMILY]
        once.extend(f for f in _relatives(reading) if not any(f.start <= s.start < f.evidence[0].end for s in told))
        once.extend(_allergic(reading))
        for none in _NKDA.finditer(reading.text) if "NK" in reading.text else ():
            once.extend([_fact(reading, none.start(), none.end(), Assertion.ABSENT, "allergies")])
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Histories()

_RATED = re.compile(r"[^.;,\n]{0,24}\b\d{1,2}(?:-\d{1,2})?/10\b")
"""Behind a pain: it is rated, so it is told of today."""


def _fact(reading: Reading, start: int, end: int, assertion: Assertion, text: str = "") -> History:
    return History(
        evidence=(reading.span(start, end),), text=text or plain(reading.text[start:end]), assertion=assertion
    )


def _listed(reading: Reading, field: Field) -> Iterator[History]:
    """Items of a history, surgery, allergy, family or imaging field."""
    folded = folded_text(reading)
    content = folded[field.start : field.end]
    start, end = strip(folded, field.start, field.end)
    if start >= end:
        return
    if field.kind == "imaging":
        yield _fact(reading, start, end, Assertion.PRESENT)
    elif field.kind == "allergy":
        none = _NO_ALLERGIES.match(content)
        text = "allergies" if none else f"allergy: {plain(reading.text[start:end])}"
        yield _fact(reading, field.label_start, end, Assertion.ABSENT if none else Assertion.PRESENT, text)
    elif field.kind == "before":
        never = re.match(r"no(?:ne|pe|t)?\b|never\b", content.lstrip()) is not None
        bare = len(content.split()) <= 2 and field.label == "had before"
        text = f"{plain(folded[field.label_start : field.start]).rstrip('? a:')}" if bare else ""
        yield _fact(
            reading,
            field.label_start if bare else start,
            end,
            Assertion.ABSENT if never else Assertion.HISTORICAL,
            text,
        )
    elif _ALL_NEGATIVE.match(content):
        negative = field.kind in ("surgical", "family")
        yield _fact(reading, field.label_start, end, Assertion.ABSENT if negative else Assertion.PRESENT)
    else:
        yield from _items_told(reading, field)


def _items_told(reading: Reading, field: Field) -> Iterator[History]:
    folded = folded_text(reading)
    for low, high in _items(folded, field.start, field.end):
        item = folded[low:high]
        if _NOTHING.match(item) or len(item.split()) > 12 or not re.search(r"[a-z]{2}", item):
            continue
        if (_DOSE.search(item) or _TAKEN.match(item)) and vocabulary("medications.toml").find(folded, low, high):
            continue
        assertion = Assertion.PRESENT
        if stance_at(reading, low, high).assertion is Assertion.ABSENT:
            assertion = Assertion.ABSENT
        elif field.kind == "family" or _RELATIVE.match(item):
            assertion = Assertion.FAMILY
        elif field.kind == "surgical" or _is_operation(folded, low, high):
            assertion = Assertion.HISTORICAL
        yield _fact(reading, *without_lead_in(folded, low, high, high - 2), assertion)


def _items(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Items of a list; "(A1c 7.9)" stays with its condition, "and" parts the last two."""
    begin, depth = start, 0
    for place in range(start, end):
        letter = folded[place]
        depth = max(depth + (letter == "(") - (letter == ")"), 0)
        ends = letter in ",;|\n" or (letter == "." and folded[place + 1 : place + 2] in (" ", ""))
        if depth == 0 and ends:
            yield from _halves(folded, begin, place)
            begin = place + 1
    yield from _halves(folded, begin, end)


def _halves(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = strip(folded, start, end)
    if folded.find("(", start, end) >= 0 and folded[end : end + 1] == ")":
        end += 1
    parts = list(_AND.finditer(folded, start, end))
    known = vocabulary("conditions.toml").find(folded, start, end)
    apart = len(parts) == 1 and len(known) == 2
    if apart and known[0].end <= parts[0].start() and known[1].start >= parts[0].end():
        yield strip(folded, start, parts[0].start())
        yield strip(folded, parts[0].end(), end)
    elif start < end:
        yield start, end


def _is_operation(folded: str, start: int, end: int) -> bool:
    kinds = {m.kind for m in vocabulary("conditions.toml").find(folded, start, end)}
    after = folded.find("s/p", start, end) >= 0
    return ("operation" in kinds and ("disease" not in kinds or after)) or _AFTER.match(folded, start) is not None


def _told(reading: Reading, mentions: Sequence[Mention]) -> Iterator[History]:
    """Conditions told in sentences: "past medical history is significant for …", "I have gallstones"."""
    covered = 0
    for mention in mentions:
        field = field_at(fields(reading), mention.start)
        if mention.start < covered or (field is not None and field.kind not in ("other", "complaint")):
            led = folded_text(reading)[max(mention.start - 16, 0) : mention.start]
            if mention.start < covered or field is None or field.kind != "diagnosis" or not _HX_OF.search(led):
                continue
        asked = exchange_at(reading, mention.start)
        if (asked is not None and not _confirmed(reading, asked)) or is_form_line(
            reading, reading.line_at(mention.start)
        ):
            continue
        fact = _condition(reading, mention)
        if fact is not None:
            covered = fact.evidence[0].end
            yield fact


def _confirmed(reading: Reading, asked: Exchange) -> bool:
    """Whether a question that names a condition is a statement put for a yes ("You've got a history of …, correct?")."""
    question = folded_text(reading)[asked.question_start : asked.question_end]
    return asked.answer is Answer.YES and not re.search(r"\b(?:any|family|ever)\b", question)


def _condition(reading: Reading, mention: Mention) -> History | None:
    folded = folded_text(reading)
    low, high = bounds(reading, mention.start, mention.end)
    low = max(low, mention.start - 240)
    before = folded[low : mention.start]
    line = reading.line_at(mention.start)
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion in (Assertion.PLANNED, Assertion.GOAL, Assertion.POSSIBLE):
        return None
    family = stance.assertion is Assertion.FAMILY or (
        stance.assertion is Assertion.ABSENT and said("histories.relative").search(before) is not None
    )
    patient = line.speaker is Speaker.PATIENT
    zone = zone_of(reading, line)
    if mention.kind == "status":
        if family or (not patient and zone is not Zone.HISTORY):
            return None
    elif (
        not family
        and zone is not Zone.HISTORY
        and not (asks_for_history(reading, mention.start) or _is_listed(reading, mention, zone, low, high))
    ):
        if (
            (zone in _SILENT and not _HX_OF.search(before[-16:]))
            or not said("histories.tells").search(before)
            or said("histories.course").search(before)
        ):
            return None
        if mention.kind == "musculoskeletal" and not (_PAST.search(before) or _listed_ill(reading, mention, low)):
            return None
        if mention.kind == "operation" and _POST_SURGERY.search(before):
            return None
    if _RATED.match(folded, mention.end, high):
        return None
    if family:
        relatives = list(said("histories.relative").finditer(folded, low, mention.start))
        start, end = (relatives[-1].start() if relatives else mention.start), mention.end
    else:
        start, end = _phrase(folded, mention, low, high, spoken=line.speaker is not None)
    return _fact(reading, start, end, _standing(folded, mention, stance.assertion, start, end, before, family=family))


def _is_listed(reading: Reading, mention: Mention, zone: Zone, low: int, high: int) -> bool:
    """Whether a disease stands alone in a list of diseases without a label: "Mild dementia. CHF, CKD 3, a-fib"."""
    line = reading.line_at(mention.start)
    if (
        mention.kind != "disease"
        or zone not in _LISTING
        or line.speaker is not None
        or mention.start - low > _LONGEST_LIST
    ):
        return False
    folded = folded_text(reading)
    if _SATURATED.search(folded, max(mention.start - 8, low), mention.start):
        return False
    parts = list(segments(folded, low, min(high, low + _LONGEST_LIST)))
    number = next((n for n, (a, b) in enumerate(parts) if a <= mention.start < b), None)
    if number is None or any(not _bare(folded, mention, a, b) for a, b in parts[number : number + 1]):
        return False
    around = max(line.start, mention.start - _LONGEST_LIST), min(line.end, mention.start + _LONGEST_LIST)
    others = vocabulary("conditions.toml").find(folded, *around)
    near = sum(m.kind == "disease" for m in others)
    return near >= _LEAST_LISTED


def _bare(folded: str, mention: Mention, start: int, end: int) -> bool:
    """Whether a segment is the disease's name and at most two describing words on either side."""
    before, behind = folded[start : mention.start].split(), folded[mention.end : end].split()
    return len(before) <= 1 and len(behind) <= 2 and not _DOES_MORE.search(folded, mention.end, end)


def _listed_ill(reading: Reading, mention: Mention, low: int) -> bool:
    """Whether a condition PT treats stands in an opening list behind other diseases ("84 y/o, CHF, COPD, OA knees")."""
    folded = folded_text(reading)
    if not _OTHER_ILL.search(folded, low, min(low + 20, mention.start)):
        return False
    earlier = vocabulary("conditions.toml").find(folded, low, mention.start)
    return sum(m.kind == "disease" for m in earlier) >= 2


def _standing(
    folded: str, mention: Mention, assertion: Assertion, start: int, end: int, before: str, *, family: bool
) -> Assertion:
    """A condition is present, an operation past unless it is an injection; what is denied is absent."""
    if mention.kind == "status":
        return Assertion.PRESENT
    if assertion is Assertion.ABSENT:
        return assertion
    if family:
        return Assertion.FAMILY
    dated = _DATED.search(folded[start:end] + before[-20:])
    if mention.kind == "musculoskeletal" and _EARLIER.search(before[-30:]):
        return Assertion.HISTORICAL
    if mention.kind == "operation" and (dated or "injection" not in mention.term.phrase):
        return Assertion.HISTORICAL
    return Assertion.PRESENT


def _phrase(folded: str, mention: Mention, low: int, high: int, *, spoken: bool) -> tuple[int, int]:
    parts = segments(folded, low, high)
    begin, stop = next(((a, b) for a, b in parts if a <= mention.start < b), (mention.start, mention.end))
    start = left_of(folded, begin, mention.start)
    if spoken:
        when = _SAID_WHEN.match(folded, mention.end, high)
        return start, when.end() if when else mention.end
    return start, max(right_of(folded, mention.end, stop, breaks=_BREAKS), mention.end)


def _relatives(reading: Reading) -> Iterator[History]:
    """Illness in the family, told in a written note: "Mother w/ RA", "An older brother was a late walker"."""
    folded = folded_text(reading)
    if not any(word in folded for word in _KIN_WORDS):
        return
    for sentence in sentences(reading):
        speaker = sentence.line.speaker
        if speaker is not None and not (speaker is Speaker.PATIENT and asks_for_family(reading, sentence.start)):
            continue
        start = sentence.start
        if speaker is not None:
            start, _ = without_lead_in(folded, sentence.start, sentence.end, sentence.end - 3)
        if folded[start] not in "aghmfdpsbtucHM":
            continue
        told = _RELATIVE_HAD.match(folded, start, sentence.end)
        if told is None or zone_of(reading, sentence.line) in _SILENT or _NOT_ILL.match(folded, told.end()):
            continue
        end = next((b for a, b in segments(folded, sentence.start, sentence.end) if b > told.end()), sentence.end)
        denied = stance_at(reading, told.end() - 1, end).assertion is Assertion.ABSENT
        yield _fact(reading, *strip(folded, start, end), Assertion.ABSENT if denied else Assertion.FAMILY)


def _allergic(reading: Reading) -> Iterator[History]:
    """Allergies told by what they do: "Penicillin gives me a rash"."""
    folded = folded_text(reading)
    for found in ALLERGIC.finditer(folded) if ALLERGIC_CUE in folded else ():
        text = f"allergy: {plain(reading.text[found.start() : found.end()])}"
        yield _fact(reading, *found.span(), Assertion.PRESENT, text)


def _befallen(reading: Reading) -> Iterator[History]:
    """What a patient tells of an earlier time: "I've sprained my ankle in the past", "I've never had this before"."""
    folded = folded_text(reading)
    for sentence in sentences(reading):
        if sentence.line.speaker is not Speaker.PATIENT or sentence.asks:
            continue
        for start, end in segments(folded, sentence.start, sentence.end):
            fell = said("histories.befell").search(folded, start, end)
            if fell is None or not said("histories.back_then").search(folded, fell.start(), end):
                continue
            start, end = without_lead_in(folded, fell.start(), end, fell.end())
            never = fell.group().startswith("never")
            yield _fact(reading, start, end, Assertion.ABSENT if never else Assertion.HISTORICAL)
