"""Medical and surgical history, allergies, imaging, family: fields of a note, sentences, interviews and forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import Assertion, Fact, History
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, fold, folded_text, vocabulary

_LISTS = frozenset({"history", "surgical", "allergy", "family", "imaging"})
_EMPTY = re.compile(
    r"(?:none|n/a|see|unremarkable|no|nkda|no known|denies|noncontributory|not|reviewed|as above|per|unknown|negative|same|unchanged)\b[\s\w]{0,24}$",
    re.I,
)
_AND = re.compile(r"\s+and\s+|\s*[/&]\s*", re.I)
_FROM_HISTORY = re.compile(
    r"\b(?:pmh|history (?:is|of|includes|significant)|hx|h/o|diagnosed with|comorbid\w*|underwent|had (?:a |an |my |his |her |two |three )?|i have|you've got|"
    r"suffers from|has (?:a )?|treating your|with (?:a )?history|s/p|status post|prior|previous|past|ago|significant for|also has|known|your|yeah|yes)\b"
)
_FORM_ITEM = re.compile(
    r"\[\s?(?P<mark>[xX✓✔]?)\s?\][ \t]*(?P<item>(?!yes\b|no\b)[A-Za-z][^\[\n☐☒☑]{2,40}?)(?=[ \t]*(?:\[|☐|☒|☑|\n|$|[ ]{2,}))",
    re.I,
)
_FORM_BOX = re.compile(
    r"(?P<mark>[☐☒☑])[ \t]*(?P<item>(?!yes\b|no\b)[A-Za-z][^\[\n☐☒☑]{2,40}?)(?=[ \t]*(?:\[|☐|☒|☑|\n|$|[ ]{2,}))", re.I
)
_RELATIVE = re.compile(
    r"\b(?:mother|father|mom|dad|parents?|brother|sister|grand(?:mother|father|parents?)|aunt|uncle|family history|runs in)\b"
)
_ASKED = (
    ("allergies", re.compile(r"\ballerg\w+"), re.compile(r"(?:any )?(?:known )?allergies(?: to \w+(?: \w+)?)?")),
    ("family", re.compile(r"\bfamily history\b|\brelatives\b"), re.compile(r"family history[^?.]*")),
    (
        "operations",
        re.compile(r"\b(?:surgeries|surgery|hospitali[sz]ations?|operations?)\b"),
        re.compile(r"(?:hospitali[sz]ations?|(?:previous |prior |past )?surger(?:ies|y)|operations?)[^?.]*"),
    ),
    (
        "conditions",
        re.compile(
            r"\b(?:medical (?:conditions?|problems?|issues)|diagnosed with|health (?:conditions?|problems?)|chronic conditions)\b"
        ),
        re.compile(
            r"(?:any )?(?:other )?(?:medical|health) (?:conditions?|problems?|issues)|conditions? like [^?.]*|diagnosed[^?.]*"
        ),
    ),
    (
        "before",
        re.compile(
            r"\b(?:in the past|ever had (?:this|anything|something)|happened before|(?:pain|injur\w+|anything like this|therapy) before|similar injury|trauma to)\b"
        ),
        re.compile(r".*"),
    ),
    ("contacts", re.compile(r"\bsick contacts\b"), re.compile(r"sick contacts")),
    (
        "immunizations",
        re.compile(r"\b(?:immuni[sz]ations?|vaccin\w+)\b"),
        re.compile(r"up[- ]to[- ]date with[^?.]*|(?:immuni[sz]ations?|vaccin\w+)[^?.]*"),
    ),
)
_IMAGING = re.compile(r"\b(?:x-?rays?|mri|ct scan|ultrasound|emg|bone scan|dexa|radiographs?|imaging)\b")
_IMAGING_SAYS = re.compile(
    r"\b(?:show(?:s|ed|ing)?|normal|negative|reveal\w*|confirm\w*|per (?:the )?report|unremarkable|demonstrat\w+|positive|found|degenerat\w+|tear|no fracture)\b"
)
_FRACTURE = re.compile(
    r"\b(?:no|not see any|n't see any|do n't see any) (?:fractures?|bony abnormalit\w+|acute (?:fracture|findings))\b"
)
_RELIEF = re.compile(r"\bwith (?:about |some |little |no |good |\w+ )?[\w ]{0,30}relief\b")


class Histories:
    """What lies behind the patient."""

    name = "histories"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """History of a source, each thing said once."""
        folded = folded_text(reading)
        found = fields(reading)
        mentions = vocabulary("conditions.toml").find(folded)
        once = Once[History]()
        once.extend(_ticked(reading))
        for field in found:
            if field.kind in _LISTS:
                once.extend(_listed(reading, folded, field))
        for exchange in exchanges(reading):
            once.extend(_answered(reading, folded, exchange))
        once.extend(_told(reading, folded, mentions, found))
        once.extend(_imaged(reading, folded, found))
        return once.facts


EXTRACTOR = Histories()


def _fact(reading: Reading, start: int, end: int, assertion: Assertion, text: str = "") -> History:
    return History(
        evidence=(reading.span(start, end),), text=text or plain(reading.text[start:end]), assertion=assertion
    )


def _ticked(reading: Reading) -> Iterator[History]:
    """Conditions ticked, or left empty, on a form."""
    for pattern in (_FORM_ITEM, _FORM_BOX):
        for item in pattern.finditer(reading.text):
            start, end = strip(reading.text, item.start("item"), item.end("item"))
            ticked = item.group("mark") not in ("", "☐")
            text = plain(reading.text[start:end])
            if item.group("mark") == "" and not vocabulary("conditions.toml").find(fold(text)):
                continue
            yield _fact(reading, item.start(), end, Assertion.PRESENT if ticked else Assertion.ABSENT, text)


def _listed(reading: Reading, folded: str, field: Field) -> Iterator[History]:
    """Items of a history, surgery, allergy, family or imaging field."""
    content = folded[field.start : field.end]
    if "[" in content and "]" in content:
        return
    start, end = strip(folded, field.start, field.end)
    if field.kind == "imaging":
        if re.search(r"[a-z]{3}", content):
            yield _fact(reading, start, end, Assertion.PRESENT)
        return
    if field.kind == "allergy":
        none = re.match(r"\s*(?:none|no|nkda|n/a|denies)\b", content) or field.label == "nkda"
        text = "allergies" if none else f"allergy: {plain(reading.text[start:end])}"
        yield _fact(reading, field.label_start, end, Assertion.ABSENT if none else Assertion.PRESENT, text)
        return
    if re.match(r"\s*(?:none|no significant|unremarkable|noncontributory|negative)\b", content):
        negative = field.kind in ("surgical", "family")
        yield _fact(reading, field.label_start, end, Assertion.ABSENT if negative else Assertion.PRESENT)
        return
    for low, high in _items(folded, field.start, field.end):
        if (
            _EMPTY.match(folded, low, high)
            or len(folded[low:high].split()) > 12
            or not re.search(r"[a-z]{2}", folded[low:high])
        ):
            continue
        if field_is_medication(folded, low, high):
            continue
        stance = stance_at(reading, low, high).assertion
        assertion = Assertion.ABSENT if stance is Assertion.ABSENT else Assertion.PRESENT
        if field.kind == "family":
            assertion = Assertion.ABSENT if stance is Assertion.ABSENT else Assertion.FAMILY
        elif assertion is Assertion.PRESENT and (field.kind == "surgical" or _operated(folded, low, high)):
            assertion = Assertion.HISTORICAL
        low, high = without_lead_in(folded, low, high, high - 2)
        yield _fact(reading, low, high, assertion)


def field_is_medication(folded: str, start: int, end: int) -> bool:
    """Whether an item of a history list is a drug with its dose, which the medications tell."""
    return bool(re.search(r"\d\s?(?:mg|mcg)\b", folded[start:end])) and bool(
        vocabulary("medications.toml").find(folded, start, end)
    )


def _items(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Items of a list; "(A1c 7.9)" stays with its condition, "and" parts the last two."""
    begin, depth = start, 0
    for place in range(start, end):
        letter = folded[place]
        depth = max(depth + (letter == "(") - (letter == ")"), 0)
        if depth == 0 and (letter in ",;|\n" or (letter == "." and folded[place + 1 : place + 2] in (" ", ""))):
            yield from _halves(folded, begin, place)
            begin = place + 1
    yield from _halves(folded, begin, end)


def _halves(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = strip(folded, start, end)
    if folded.find("(", start, end) >= 0 and folded[end : end + 1] == ")":
        end += 1
    parts = list(_AND.finditer(folded, start, end))
    known = vocabulary("conditions.toml").find(folded, start, end)
    if len(parts) == 1 and len(known) == 2 and known[0].end <= parts[0].start() and known[1].start >= parts[0].end():
        yield strip(folded, start, parts[0].start())
        yield strip(folded, parts[0].end(), end)
    elif start < end:
        yield start, end


def _operated(folded: str, start: int, end: int) -> bool:
    known = vocabulary("conditions.toml").find(folded, start, end)
    return (
        any(m.kind == "operation" for m in known)
        and not any(m.kind == "disease" for m in known)
        or bool(re.match(r"(?:s/p|hx of|h/o|history of)\b", folded[start:end]))
    )


def _told(reading: Reading, folded: str, mentions: Sequence[Mention], found: tuple[Field, ...]) -> Iterator[History]:
    """Conditions told in sentences: "past medical history is significant for …", "I have gallstones"."""
    for mention in mentions:
        field = field_at(found, mention.start)
        if exchange_at(reading, mention.start) is not None or (field and field.kind != "other"):
            continue
        low, high = bounds(reading, mention.start, mention.end)
        low = max(low, mention.start - 240)
        before = folded[low : mention.start]
        line = reading.line_at(mention.start)
        stance = stance_at(reading, mention.start, mention.end)
        if mention.term.row.get("abbreviation") and not reading.text[mention.start].isupper():
            continue
        family = bool(_RELATIVE.search(before)) and stance.assertion in (Assertion.FAMILY, Assertion.ABSENT)
        spoken = line.speaker is not None
        past = _FROM_HISTORY.search(before)
        if line.zone is Zone.HISTORY or family:
            pass
        elif not past or line.zone in (Zone.ASSESSMENT, Zone.PLAN, Zone.GOALS, Zone.INTERVENTIONS, Zone.BILLING):
            continue
        if mention.kind == "status" and line.speaker is not Speaker.PATIENT and line.zone is not Zone.HISTORY:
            continue
        if (
            mention.kind == "musculoskeletal"
            and not family
            and not re.search(r"\b(?:history|hx|h/o|pmh|past|ago|prior|previous)\b", before)
        ):
            continue
        if stance.conditional or stance.assertion in (Assertion.PLANNED, Assertion.GOAL, Assertion.POSSIBLE):
            continue
        start, end = _phrase(folded, mention, low, high, family=family, spoken=spoken)
        assertion = stance.assertion
        if family and assertion is not Assertion.ABSENT:
            assertion = Assertion.FAMILY
        elif assertion is not Assertion.ABSENT:
            assertion = (
                Assertion.HISTORICAL
                if mention.kind == "operation" and line.zone is not Zone.UNKNOWN
                else Assertion.PRESENT
            )
            if mention.kind == "operation" and re.search(
                r"\bago\b|\bin (?:19|20)\d\d|\bprior|\bprevious", folded[start:end] + before[-20:]
            ):
                assertion = Assertion.HISTORICAL
        yield _fact(reading, start, end, assertion)


def _phrase(folded: str, mention: Mention, low: int, high: int, *, family: bool, spoken: bool) -> tuple[int, int]:
    if family:
        relative = list(_RELATIVE.finditer(folded, low, mention.start))
        start = relative[-1].start() if relative else mention.start
        return start, mention.end
    part = next(
        ((a, b) for a, b in segments(folded, low, high) if a <= mention.start < b), (mention.start, mention.end)
    )
    start = left_of(folded, part[0], mention.start)
    end = right_of(folded, mention.end, part[1], breaks=re.compile(r"\s(?:and|but|which|that|he|she|i)\s"))
    return start, max(end, mention.end)


def _imaged(reading: Reading, folded: str, found: tuple[Field, ...]) -> Iterator[History]:
    """What imaging showed, as told."""
    for scan in _IMAGING.finditer(folded):
        field = field_at(found, scan.start())
        if (field and field.kind != "other") or exchange_at(reading, scan.start()) is not None:
            continue
        low, high = bounds(reading, scan.start(), scan.end())
        if not _IMAGING_SAYS.search(folded, scan.end(), min(high, scan.end() + 120)):
            continue
        stance = stance_at(reading, scan.start(), scan.end())
        if stance.assertion not in (Assertion.PRESENT, Assertion.HISTORICAL) or stance.conditional:
            continue
        start = left_of(folded, low, scan.start())
        yield _fact(reading, start, right_of(folded, scan.end(), high), Assertion.PRESENT)


def _answered(reading: Reading, folded: str, exchange: Exchange) -> Iterator[History]:
    if exchange.answer is Answer.OPEN:
        return
    question = folded[exchange.question_start : exchange.question_end]
    for kind, asks, names in _ASKED:
        if not asks.search(question):
            continue
        if exchange.answer is Answer.YES and kind not in ("immunizations",):
            return
        named = names.search(question)
        text = plain((named.group() if named else question).strip(" ?.")).removeprefix("any ")
        yield _fact(
            reading,
            exchange.question_start,
            exchange.answer_end,
            Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT,
            text,
        )
        return
