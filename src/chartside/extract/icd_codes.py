"""ICD-10-CM codes in a note with the words beside them."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from operator import itemgetter

from chartside.domain.facts import Diagnosis
from chartside.extract.body_places import side_in
from chartside.extract.fields import field_at, fields
from chartside.extract.phrases import left_of, plain, strip
from chartside.extract.reading import Line, Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, folded_text, mentions_of, within

_CODE = re.compile(
    r"(?P<category>[A-TV-Z](?<![\w.#/].)\d[0-9A-Z])(?:\.(?P<detail>[0-9A-Z]{1,4})|(?P<plain>[0-9A-Z]{1,4}))(?![\w/]|\.\d)"
)
_CUT_BEFORE = re.compile(
    r"[;|\n]|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)\.\s|:\s|^\s*\d[.)]\s|\)\s*,?\s*(?:and\s)?"
    r"|\b(?:referred|seen|here|evaluat\w*|treat\w*|presents?|presenting|diagnosed|diagnosis|diagnoses|dx|history)\b"
    r"(?:[^.;\n]|(?<=\bDr)\.|(?<=\bMr)\.|(?<=\bMrs)\.){0,80}?\b(?:for|of|with|is|are)\s"
)
_CUT_BEHIND = re.compile(r"[;|\n()]|\.\s|\.$|,\s*(?=[A-TV-Z]\d)|\s(?=[A-TV-Z]\d\d|[A-TV-Z]\d[0-9A-Z]\.)|\s{3,}")
_TRAILING = re.compile(
    r"(?:[\s,]*\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|[\s,(\[–—-]+|[\s,(\[]*\b(?:icd-?10(?:-cm)?|code)\s*[:#]?\s*)$", re.I
)
_LEADING = re.compile(r"(?:(?:and|with|the|a|an|or)\s+|[-(\[]\s*|\d[.)]\s+)", re.I)
_LABEL_ONLY = re.compile(
    r"(?:(?:medical|med|treatment|tx|pt|primary|secondary|rehab|referring|visit)\s+)?(?:dx|diagnos[ie]s|icd-?10(?:-cm)?|codes?|problem)s?"
    r"(?:\s+codes?)?\W*",
    re.I,
)
_CODE_LABEL = re.compile(r"[.;,]?\s*\(?\bicd-?\s?10(?:-cm)?\s*(?:codes?)?\s*[:#]?\s*$", re.I)
_TIMED = re.compile(r"\b(?:days?|weeks?|wks?|months?|mos?|years?) ago\b|\bsince\b", re.I)
_FOR = re.compile(r"\)?\s*(?:for|due to|d/t|2/2|with dx of|dx)\s+", re.I)
_OF_PERSON = re.compile(r"\b(?:year[- ]old|y/?\.?o\b|yo\b|patient|pt\b|referred)", re.I)
_CLOSED = re.compile(r"\)|(?=[,;.])")
_LISTED = re.compile(r"\s*[,;/&+]\s*|\s+and\s+")
_REACH = 160
"""Characters before a code in which its words stand."""

_NEAR = 40
"""Spans of coded diagnoses looked at before a place; codes listed together share their words."""


@cache
def known_codes() -> dict[str, str]:
    """Titles of the ICD-10-CM codes on file (`lexicon/icd10_pt.csv`), by code without its dot."""
    text = files("chartside.extract.lexicon").joinpath("icd10_pt.csv").read_text("utf-8")
    return {row["code"].replace(".", ""): row["title"] for row in csv.DictReader(text.splitlines())}


@once_per_source
def coded_diagnoses(reading: Reading) -> tuple[Diagnosis, ...]:
    """Diagnoses given by their code, in order of place."""
    lines = dict.fromkeys(reading.line_at(code.start()).number - 1 for code in _CODE.finditer(reading.text))
    return tuple(d for number in lines for d in _coded(reading, reading.lines[number]))


def is_coded(reading: Reading, offset: int) -> bool:
    """Whether the words at `offset` are those of a coded diagnosis."""
    spans = _coded_spans(reading)
    near = spans[: bisect_right(spans, offset, key=itemgetter(0))][-_NEAR:]
    return any(start <= offset < end for start, end in near)


@once_per_source
def _coded_spans(reading: Reading) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for d in coded_diagnoses(reading) for span in d.evidence)


def _coded(reading: Reading, line: Line) -> Iterator[Diagnosis]:
    """Each code of a line with the words before it, or else behind it; codes listed together share their words."""
    text = reading.text
    codes = [c for c in _CODE.finditer(text, line.start, line.end) if _is_code(c)]
    previous, shared = line.body, None
    for number, code in enumerate(codes):
        field = field_at(fields(reading), code.start())
        if field is not None:
            previous = max(previous, min(field.start, code.start()))
        following = codes[number + 1].start() if number + 1 < len(codes) else line.end
        words = _words_before(text, max(previous, code.start() - _REACH), code.start())
        label = _CODE_LABEL.search(text, max(line.body, code.start() - 24), code.start()) if words is None else None
        if label is not None and number == 0:
            words = _words_before(text, max(line.body, label.start() - _REACH), label.start())
        spans = [(words[0], code.end())] if words else [(code.start(), code.end())]
        told_for = _FOR.match(text, codes[-1].end(), line.end)
        if told_for is not None and (words is None or _OF_PERSON.search(text, *words)):
            words = _words_behind(text, told_for.end(), line.end) or words
            spans = [(code.start(), words[1])] if words else spans
        elif words is None and shared is not None and _LISTED.fullmatch(text, previous, code.start()):
            words = shared
            spans.append(shared)
        elif words is None:
            words = _words_behind(text, code.end(), following)
            spans = [(code.start(), words[1])] if words else spans
        if words and _TIMED.search(text, *words):
            named = _named_before(reading, line, min(words[0], code.start()))
            words = named or (words if words[0] < code.start() else None)
            spans = [(words[0] if words else code.start(), code.end())]
        behind = words is not None and words[0] > code.start() and told_for is None
        shared, previous = (None if behind else words), spans[0][1]
        said = plain(text[words[0] : words[1]]) if words else ""
        dotted = _dotted(code)
        yield Diagnosis(
            evidence=tuple(reading.span(*span) for span in spans),
            text=said or known_codes().get(dotted.replace(".", ""), dotted),
            icd10=dotted,
            side=side_in(said),
        )


@once_per_source
def _conditions(reading: Reading) -> tuple[Mention, ...]:
    return mentions_of(reading, "conditions.toml")


def _named_before(reading: Reading, line: Line, end: int) -> tuple[int, int] | None:
    """The diagnosis named before words that only tell when it came ("… sprain R ankle gr 2 (ATFL) 9 days ago, …")."""
    known = within(_conditions(reading), max(line.start, end - _REACH), end)
    if not known:
        return None
    folded = folded_text(reading)
    start = left_of(folded, line.body, known[0].start)
    stop = _CLOSED.search(folded, known[0].end, end)
    return start, stop.end() if stop else strip(folded, known[0].start, end)[1]


def _is_code(code: re.Match[str]) -> bool:
    """A dotted code by its pattern; one without its dot only if it is on file."""
    return bool(code["detail"]) or code["category"] + (code["plain"] or "") in known_codes()


def _dotted(code: re.Match[str]) -> str:
    return f"{code['category']}.{code['detail'] or code['plain']}"


def _words_before(text: str, low: int, high: int) -> tuple[int, int] | None:
    start = low
    for cut in _CUT_BEFORE.finditer(text, low, high):
        if text[cut.end() : high].strip(" \t([,:-–—"):
            start = cut.end()
    start, end = strip(text, start, high)
    if ":" in text[end:high]:
        return None
    while (trailing := _TRAILING.search(text[start:end])) is not None:
        start, end = strip(text, start, start + trailing.start())
    while (leading := _LEADING.match(text, start, end)) is not None:
        start = leading.end()
    if _LABEL_ONLY.fullmatch(text, start, end):
        return None
    return (start, end) if re.search(r"[A-Za-z]{2}", text[start:end]) else None


def _words_behind(text: str, low: int, high: int) -> tuple[int, int] | None:
    begin = low + len(text[low:high]) - len(text[low:high].lstrip(" \t-–—:)|="))
    cut = _CUT_BEHIND.search(text, begin, high)
    start, end = strip(text, begin, min(cut.start() if cut else high, begin + 110))
    return (start, end) if re.search(r"[A-Za-z]{3}", text[start:end]) else None
