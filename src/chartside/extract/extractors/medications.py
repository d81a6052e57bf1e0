"""Medications: known names anywhere with the dose beside them, and every item of a medication list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartside.domain.facts import Assertion, Fact, Medication
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import plain, segments, strip
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_UNIT = r"(?:mg|mcg|µg|ug|g|gm|grams?|ml|units?|iu|milligrams?|micrograms?|puffs?|tabs?|tablets?|caps?|capsules?|pills?|%|drops?|meq)"
_HOW_OFTEN = (
    r"(?:once|twice|one|two|three|four|\d+|every|each|per|a|an|times?|x|day|daily|days|nightly|weekly|week|month|monthly|qd|qday|bid|tid|"
    r"qid|qhs|qam|qpm|hs|po|prn|q\d+h(?:rs?)?|qod|as|needed|at|bedtime|night|in|the|morning|evening|with|meals|food|hours?|hrs?|when|to|by|mouth|"
    r"patch|gel|cream|inhaler|injections?|otc|low|dose|regularly|occasionally|about|six|eight|twelve|together|recently|started)"
)
_DOSE = re.compile(
    rf"(?:(?:[\s,]+(?:uh|um|about)\b)*[\s,]*(?:\d[\d,.]*(?:\s?-\s?\d+)?\s?{_UNIT}(?:\s*/\s*{_UNIT})?\b|{_HOW_OFTEN}(?=[\s,;.)|]|$)|\(last taken [^)\n]{{1,20}}\)))+",
    re.I,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:and|or|the|with|a|an|at|to|as|in|by|uh|um|when|about|one|two|per|low|each|x|every|three|-|,))+$", re.I
)
_FOR = re.compile(r"\s+(?:for|to help with)\s+(?!the\s+(?:last|past))[^,.;\n|]{3,40}", re.I)
_TAKES = re.compile(
    r"\b(?:takes?|taking|took|on|uses?|using|used|tried|prescribed?|meds?|medications?|dose|continue|refill|started|rx|given|give you|do the|just an?|apply)\b"
)
_OTHER_THING = re.compile(
    r"\s*(?:injections?|level|levels|allergy|allergic|resistance|resistant|deficiency|pump iron|response|sensitivity)\b"
)
_ALLERGY = re.compile(r"\b(?:allerg\w+|intoleran\w+|reaction to)\b[^.;\n]{0,40}$")
_ASKED = re.compile(r"\b(?:medications?|medicines?|meds|prescriptions?)\b")
_DOSED = re.compile(r"\d\s?(?:mg|mcg|units?|ml|%)\b|\b(?:prn|daily|bid|tid|qd|qhs)\b", re.I)
_NO_ITEM = re.compile(
    r"(?:none|no meds|n/a|see|reviewed|per|unchanged|no changes?|list|nkda|unknown|other|denies)\b", re.I
)


class Medications:
    """Medications, each with dose and frequency where they stand beside the name."""

    name = "medications"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Medications of a source, each said once."""
        folded = folded_text(reading)
        found = fields(reading)
        once = Once[Medication]()
        taken: list[tuple[int, int]] = []
        mentions = vocabulary("medications.toml").find(folded)
        for number, mention in enumerate(mentions):
            limit = mentions[number + 1].start if number + 1 < len(mentions) else len(folded)
            medication = _named(reading, folded, mention, field_at(found, mention.start), limit)
            if medication is not None:
                taken.append((medication.evidence[0].start, medication.evidence[0].end))
                once.add(medication, mention.term.phrase.rstrip("s"))
        for field in found:
            if field.kind == "medication":
                once.extend(_listed(reading, field, taken))
        for exchange in exchanges(reading):
            once.extend(_none_taken(reading, folded, exchange))
        return once.facts


EXTRACTOR = Medications()


def _named(reading: Reading, folded: str, mention: Mention, field: Field | None, limit: int) -> Medication | None:
    line = reading.line_at(mention.start)
    before = folded[max(line.start, mention.start - 60) : mention.start]
    if (
        _OTHER_THING.match(folded, mention.end)
        or _ALLERGY.search(before)
        or (field and field.kind in ("allergy", "eases", "family"))
    ):
        return None
    if exchange_at(reading, mention.start) is not None:
        return None
    listed = field is not None and field.kind == "medication"
    if mention.term.row.get("loose") and not (
        listed or _TAKES.search(folded, max(line.start, mention.start - 120), mention.start)
    ):
        return None
    end = _dose_end(folded, mention.end, min(limit, line.end))
    purpose = _FOR.match(folded, end, min(limit, line.end, end + 50))
    if purpose and not listed and len(purpose.group().split()) <= 5:
        end = strip(folded, mention.start, purpose.end())[1]
    stance = stance_at(reading, mention.start, mention.end)
    advised = folded[max(line.start, mention.start - 120) : mention.start]
    if line.speaker is Speaker.CLINICIAN:
        if mention.kind == "unnamed" or said("medications.advice").search(advised):
            return None
        if not said("medications.given").search(advised):
            return None
    if re.search(r"\bago\b", before) and mention.term.phrase.startswith("antibiotic"):
        return None
    if stance.conditional or stance.assertion is Assertion.FAMILY:
        return None
    taken = listed or said("medications.goes_on").search(before)
    return Medication(
        evidence=(reading.span(mention.start, end),),
        text=plain(reading.text[mention.start : end]),
        assertion=Assertion.PRESENT if taken and stance.assertion is not Assertion.ABSENT else stance.assertion,
    )


def _dose_end(folded: str, start: int, limit: int) -> int:
    dose = _DOSE.match(folded, start, min(limit, start + 90))
    if not dose:
        return start
    end = dose.end()
    for _ in range(3):
        tail = _TAIL.search(folded[start:end])
        if not tail:
            break
        end = start + tail.start()
    stripped = strip(folded, start, end)[1]
    if folded[stripped : stripped + 1] == ")" or folded[end - 1 : end] == ")":
        return end
    return max(stripped, start)


def _listed(reading: Reading, field: Field, taken: list[tuple[int, int]]) -> Iterator[Medication]:
    """Items of a medication list that no known name explains: a dose, or a short list under its label, tells."""
    for start, end in segments(reading.text, field.start, field.end):
        if any(low < end and start < high for low, high in taken):
            continue
        text = plain(reading.text[start:end])
        if _NO_ITEM.match(text) or len(text) < 4 or len(text.split()) > 6:
            continue
        if _DOSED.search(text):
            yield Medication(evidence=(reading.span(start, end),), text=text)


def _none_taken(reading: Reading, folded: str, exchange: Exchange) -> Iterator[Medication]:
    question = folded[exchange.question_start : exchange.question_end]
    asked = _ASKED.search(question)
    if exchange.answer is not Answer.NO or asked is None or "allerg" in question:
        return
    answer = folded[exchange.answer_start : exchange.turn_end][:120]
    if vocabulary("medications.toml").find(answer):
        return
    yield Medication(
        evidence=(reading.span(exchange.question_start, exchange.answer_end),),
        text=asked.group(),
        assertion=Assertion.ABSENT,
    )
