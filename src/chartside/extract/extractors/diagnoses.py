"""Diagnoses: ICD-10-CM codes with the words beside them, and diagnoses in words where they are stated as such."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from chartside.domain.facts import Assertion, Diagnosis, Fact
from chartside.domain.source import Speaker
from chartside.extract.assertions import stance_at
from chartside.extract.body_places import side_in
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, strip
from chartside.extract.questions_and_answers import exchange_at
from chartside.extract.reading import Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_CODE = re.compile(r"(?<![\w.#/])([A-TV-Z]\d[0-9A-Z])(?:\.([0-9A-Z]{1,4})|([0-9A-Z]{1,4}))?(?![\w/]|\.\d)")
_CUT_BEFORE = re.compile(
    r"[;|\n]|\.\s|:\s|\b(?:for|of|with a diagnosis of|diagnosed with|diagnosis of|dx(?: of)?|treatment dx|medical dx|include|includes|is|are)\s|\)\s*,?\s*(?:and\s)?|^\s*\d[.)]\s|(?<=[a-z]),\s(?=[A-Z])"
)
_CUT_AFTER = re.compile(r"[;|,\n()]|\.\s|\.$|\band\b")
_LISTED_CODES = re.compile(r"\s*[,;/&+]\s*|\s+and\s+")
_WHO = re.compile(
    r"(?:(?:pt|patient|he|she)\s+is\s+)?(?:an?\s+)?\d{1,3}[\s-]*(?:y/?\.?o\.?|yo|year[\s-]old|yr[\s-]old)\.?\s*(?:[mf]\b\.?|male|female|man|woman|gentleman|lady)?\s*",
    re.I,
)
_DATE = re.compile(
    r"[\s,]*\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?\s*$|[\s,(\[-]+$|[\s,]*\b(?:icd-?10(?:-cm)?|code)\s*:?\s*$", re.I
)
_STATED = re.compile(
    r"\b(?:diagnos(?:is|ed|es)(?: \w+)?(?: (?:is|of|with|as|here|would|be|was))*|dx(?: of)?|impression|assessment|consistent with|c/w|s/p|status post|you(?:'ve)? (?:do )?(?:have|had|got)|"
    r"presents? (?:with|s/p)|referred (?:for|with)|here for|seen for|evaluation of|could be|may (?:just )?be|might be|likely|due to|possible|suspect\w*|suspicious for|"
    r"rule out|r/o|concern(?:ed)? (?:for|about)|sounds like|looks like|what i see is|think (?:you|this|it)|signs of|findings of|could be is)\b[^.;\n]{0,60}$|\?$"
)
_TEST = re.compile(r"\s*(?:tests?|sign|signs|protocol|precautions|screen|repair|prevention|risk)\b")


@cache
def known_codes() -> dict[str, str]:
    """Titles of the ICD-10-CM codes on file (`lexicon/icd10_pt.csv`), by code without its dot."""
    text = files("chartside.extract.lexicon").joinpath("icd10_pt.csv").read_text("utf-8")
    return {row["code"].replace(".", ""): row["title"] for row in csv.DictReader(text.splitlines())}


class Diagnoses:
    """Diagnoses."""

    name = "diagnoses"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Diagnoses of a source: coded ones first, then those in words only."""
        folded = folded_text(reading)
        found = fields(reading)
        coded = list(_coded(reading, found))
        once = Once[Diagnosis]()
        once.extend(coded)
        taken = [(f.evidence[0].start, f.evidence[0].end) for f in coded]
        for mention in vocabulary("conditions.toml").find(folded):
            if mention.kind in ("musculoskeletal", "operation") and not any(
                a < mention.end and mention.start < b for a, b in taken
            ):
                once.extend(_worded(reading, folded, mention, field_at(found, mention.start)))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Diagnoses()


def _coded(reading: Reading, found: tuple[Field, ...]) -> Iterator[Diagnosis]:
    """Each code with the words before it, or else behind it, as one diagnosis."""
    text = reading.text
    for line in reading.lines:
        codes = [c for c in _CODE.finditer(text, line.start, line.end) if _is_code(c)]
        previous = line.body
        for field in found:
            if field.kind == "diagnosis" and line.start <= field.label_start < line.end:
                labelled[field.start] = field.end
        shared: tuple[int, int] | None = None
        for number, code in enumerate(codes):
            following = codes[number + 1].start() if number + 1 < len(codes) else line.end
            start, end = _words_before(text, max(previous, code.start() - 160), code.start())
            quote: tuple[int, int] = (code.start(), code.end())
            shared = shared if shared and _LISTED_CODES.fullmatch(text, previous, code.start()) else None
            if start < end:
                quote = (start, code.end())
                shared = (start, end)
            elif shared:
                start, end = shared
            else:
                start, end = _words_behind(text, code.end(), following)
                quote = (code.start(), max(end, code.end()))
            previous = max(code.end(), quote[1])
            words = plain(text[start:end])
            dotted = _dotted(code)
            yield Diagnosis(
                evidence=(reading.span(*quote),)
                if quote[0] <= start <= quote[1] or not words
                else (reading.span(*quote), reading.span(start, end)),
                text=words or known_codes().get(dotted.replace(".", ""), dotted),
                icd10=dotted,
                side=side_in(words),
            )


def _is_code(code: re.Match[str]) -> bool:
    """A dotted code by its pattern; one without its dot only if it is on file."""
    if code.group(2):
        return True
    return bool(code.group(3)) and (code.group(1) + code.group(3)) in known_codes()


def _dotted(code: re.Match[str]) -> str:
    rest = code.group(2) or code.group(3)
    return f"{code.group(1)}.{rest}" if rest else code.group(1)


def _words_before(text: str, low: int, high: int) -> tuple[int, int]:
    start = low
    for cut in _CUT_BEFORE.finditer(text, low, high):
        if text[cut.end() : high].strip(" \t([,:-–—"):
            start = cut.end()
    start, end = strip(text, start, high)
    while found := _DATE.search(text, start, end):
        if found.end() != end or found.start() == end:
            break
        end = found.start()
    start, end = strip(text, start, end)
    while (lead := re.compile(r"(?:and|with|the|a|an|[-(\[])\s+|\d[.)]\s+", re.I).match(text, start, end)) is not None:
        start = lead.end()
    return (start, end) if re.search(r"[A-Za-z]{3}", text[start:end]) else (high, high)


def _words_behind(text: str, low: int, high: int) -> tuple[int, int]:
    begin = low + len(text[low:high]) - len(text[low:high].lstrip(" \t-–—:)"))
    cut = _CUT_AFTER.search(text, begin, high)
    start, end = strip(text, begin, cut.start() if cut else high)
    return (start, end) if re.search(r"[A-Za-z]{3}", text[start:end]) else (low, low)


def _worded(reading: Reading, folded: str, mention: Mention, field: Field | None) -> Iterator[Diagnosis]:
    line = reading.line_at(mention.start)
    if _TEST.match(folded, mention.end) or exchange_at(reading, mention.start) is not None:
        return
    if mention.term.row.get("abbreviation") and not reading.text[mention.start].isupper():
        return
    low, high = bounds(reading, mention.start, mention.end)
    before = folded[max(low, mention.start - 90) : mention.start]
    labelled = field is not None and field.kind == "diagnosis"
    if not labelled:
        if field is not None and field.kind != "other" and field.kind != "referral":
            return
        if (
            line.zone in (Zone.HISTORY, Zone.GOALS, Zone.PLAN, Zone.BILLING, Zone.INTERVENTIONS)
            and line.speaker is None
        ):
            return
        if not _STATED.search(before) or line.speaker is Speaker.PATIENT:
            return
        if mention.kind == "operation" and not re.search(
            r"\b(?:s/p|status post|after|following)\b[^.;\n]{0,40}$", before
        ):
            return
        if re.search(r"\b(?:history of|hx of|h/o|prior|previous|weakness|pain)\b[^.;]{0,16}$", before):
            return
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion in (Assertion.FAMILY, Assertion.GOAL, Assertion.PLANNED):
        return
    start = left_of(folded, low, mention.start)
    who = _WHO.match(folded, start, mention.start)
    start = who.end() if who else start
    end = mention.end
    tail = re.match(
        r"(?: of)?(?: the)? (?:[lr]|left|right|bilateral|b) ?(?:\w+)?(?=[\s,.;]|$)|,? (?:l|r|b|left|right)(?=[\s,.;]|$)",
        folded[end:high],
    )
    end = end + tail.end() if tail and tail.group().strip(" ,") else end
    text = plain(reading.text[start:end])
    possible = stance.assertion is Assertion.POSSIBLE
    yield Diagnosis(
        evidence=(reading.span(start, end),),
        text=text,
        side=side_in(text),
        assertion=Assertion.POSSIBLE
        if possible
        else Assertion.ABSENT
        if stance.assertion is Assertion.ABSENT
        else Assertion.PRESENT,
    )
