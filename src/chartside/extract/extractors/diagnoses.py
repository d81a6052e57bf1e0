"""Diagnoses: ICD-10-CM codes with the words beside them, and diagnoses in words where they are stated as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import Assertion, Diagnosis, Fact
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.body_places import side_in
from chartside.extract.context_words import said_last
from chartside.extract.fields import field_at, fields
from chartside.extract.icd_codes import coded_diagnoses
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, mentions_of

_PERSON = re.compile(
    r"(?:(?:pt|patient|he|she)\s+is\s+)?(?:an?\s+)?\d{1,3}[\s-]*(?:y/?\.?o\.?|yo|year[\s-]old|yr[\s-]old)\.?\s*"
    r"(?:[mf]\b\.?|male|female|man|woman|gentleman|lady)?\s*"
)
_SIDE_BEHIND = re.compile(
    r"(?:(?: of| in)?(?: the)? (?:[lr]|left|right|bilateral|b)"
    r"(?: (?:knee|shoulder|hip|ankle|elbow|wrist|hand|foot|arm|leg))?"
    r"|,? (?:l|r|b|left|right))(?=[\s,.;)]|$)"
)
_TEST = re.compile(r"\s*(?:tests?|sign|signs|protocol|precautions|screen|repair|prevention|risk)\b")
_NO_NAME = re.compile(r"\b(?:history of|hx of|h/o|prior|previous|weakness|pain|compounded by)\b[^.;]{0,16}$")
_OPERATED = re.compile(r"\b(?:s/p|status post|after|following)\b[^.;\n]{0,40}$")
_OPERATED_AT = re.compile(
    r"(?:(?:pod|post-?op|wks?|weeks?|days?|months?|mo|#?\d[\d.]*)\s+)+(?P<op>(?:s/p|status post)\b)"
)
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
    last = -1
    for mention in mentions_of(reading, "conditions.toml"):
        field = field_at(fields(reading), mention.start)
        if mention.kind not in ("musculoskeletal", "operation") and (field is None or field.kind != "diagnosis"):
            continue
        if any(a < mention.end and mention.start < b for a, b in taken):
            continue
        if last >= 0 and _OR.fullmatch(folded, last, mention.start):
            last = mention.end
            continue
        found = _stated(reading, mention)
        if found is not None:
            last = mention.end
            yield found


def _stated(reading: Reading, mention: Mention) -> Diagnosis | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    if (
        _TEST.match(folded, mention.end)
        or exchange_at(reading, mention.start) is not None
        or is_form_line(reading, line)
    ):
        return None
    low, high = bounds(reading, mention.start, mention.end)
    before = folded[max(low, mention.start - 90) : mention.start]
    field = field_at(fields(reading), mention.start)
    if field is None or field.kind != "diagnosis":
        if field is not None and field.kind not in ("other", "referral"):
            return None
        if (line.zone in _SILENT and line.speaker is None) or line.speaker is Speaker.PATIENT:
            return None
        if not _is_stated(before) or _NO_NAME.search(before):
            return None
        if mention.kind == "operation" and not _OPERATED.search(before):
            return None
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion in (Assertion.FAMILY, Assertion.GOAL, Assertion.PLANNED):
        return None
    start = left_of(folded, low, mention.start)
    person = _PERSON.match(folded, start, mention.start)
    start = person.end() if person else start
    opened = _OPERATED_AT.match(folded, start, mention.start)
    start = opened.start("op") if opened else start
    side = _SIDE_BEHIND.match(folded, mention.end, high)
    end = side.end() if side else mention.end
    text = plain(reading.text[start:end])
    assertion = stance.assertion if stance.assertion in (Assertion.POSSIBLE, Assertion.ABSENT) else Assertion.PRESENT
    return Diagnosis(evidence=(reading.span(start, end),), text=text, side=side_in(text), assertion=assertion)


def _is_stated(before: str) -> bool:
    """Whether the words lead up to a diagnosis, at most some words before it ("could be a medial …", "?meniscus")."""
    if before.endswith("?"):
        return True
    words = before.split()
    return any(
        said_last("diagnoses.stated").search(" ".join(words[: len(words) - n])) for n in range(min(8, len(words) + 1))
    )
