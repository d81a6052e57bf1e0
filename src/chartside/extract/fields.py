"""Labelled fields of a note ("Meds: …", "PLOF …", a heading with its list): what each label's words are about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from chartside.extract.phrases import lies_in
from chartside.extract.reading import Reading
from chartside.extract.sentences import bounds
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, folded_text, found_in, rows, vocabulary

_OPENS = re.compile(r"(?:^|\n|[.;|•*)]|  |\t|- |\d\.? |=)[ \t#*_>\-•]*$")
_COLON = re.compile(r"[ \t*_]*(?::|(?<=\?)|=|[ \t]-[ \t])[*_]*[ \t]*")
_BARE = re.compile(r"[ \t]+(?=[a-z\d])", re.I)
_BULLET = re.compile(r"[ \t]*(?:[-*•●▪◦·–—‣]+|\(?\d{1,2}[.)])[ \t]+|[ \t]+")
_OTHER_LABEL = re.compile(r"(?:^|[.|;]\s+|\s{2,})[A-Z][A-Za-z/ ]{1,24}:\s")
_NEW_SUBJECT = re.compile(r"(?:denies|denied|lives?|reports?|states|pt|patient|he|she|no\b|works?|uses|wants)\b")
_LONGEST_QUESTION, _FORM_LINE = 100, 400
_QUESTION = re.compile(
    r"(?:^|\n|\s{3,})[ \t]*(?:q\s?\d{0,2}[:.)][ \t]*)?(?P<question>[a-z][^?\n]{3,90}\?)(?:[ \t]*\n?[ \t]*a\s?\d{0,2}[:.)][ \t]*|[ \t]+)(?P<answer>[^\s?][^\n]*?)(?=\s{3,}|$)",
    re.M,
)
_LIST_LINES = 14


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands behind it; several lines give several fields of one label.

    Attributes:
        kind: What the label is about ("medication", "prior_function" …).
        label: The label as written, in lower case.
        label_start: Offset of the label.
        start: Offset at which the content begins.
        end: Offset after the content.
    """

    kind: str
    label: str
    label_start: int
    start: int
    end: int


@once_per_source
def fields(reading: Reading) -> tuple[Field, ...]:
    """All labelled fields in order of place."""
    folded = folded_text(reading)
    asked = tuple(_asked(reading, folded))
    questions = [(f.label_start, f.start) for f in asked]
    labels = [
        (m, begin)
        for m in found_in(reading, vocabulary("fields.toml"))
        if (begin := _content(reading, folded, m)) is not None and not lies_in(questions, m.start)
    ]
    starts = sorted([m.start for m, _ in labels] + [start for start, _ in questions])
    found = list(asked)
    for mention, begin in labels:
        following = bisect_right(starts, mention.start)
        limit = starts[following] if following < len(starts) else len(folded)
        line = reading.line_at(mention.start)
        if begin < line.end and folded[begin : line.end].strip():
            whole = mention.start <= line.start + 12 and folded[mention.end : begin].strip() != ""
            end = min(limit, _end(reading, folded, begin, line.end, whole=whole))
            if folded[begin:end].strip():
                found.append(Field(mention.kind, mention.term.phrase, mention.start, begin, end))
        elif mention.term.row.get("several"):
            found.extend(_listed(reading, folded, mention, limit))
    return tuple(sorted(found, key=lambda f: f.start))


def _asked(reading: Reading, folded: str) -> Iterator[Field]:
    """Questions of a form with what is written behind them; ticked boxes are read elsewhere."""
    for line in reading.lines:
        if line.speaker is not None or "?" not in line.text[:_LONGEST_QUESTION]:
            continue
        end = min(line.end, line.start + _FORM_LINE)
        if line.number < len(reading.lines) and reading.lines[line.number].text.lstrip()[:2] in ("A:", "A.", "A)"):
            end = min(reading.lines[line.number].end, end + _FORM_LINE)
        for asked in _QUESTION.finditer(folded, line.start, end):
            kind = _kind_of(asked["question"])
            if kind is not None and "[" not in asked["answer"] and "?" not in asked["answer"]:
                yield Field(*kind, asked.start("question"), asked.start("answer"), asked.end("answer"))


def _kind_of(question: str) -> tuple[str, str] | None:
    for row in rows("fields.toml", "question"):
        if any(words in question for words in row["asks"]):
            return str(row["kind"]), str(row["label"])
    return None


def _content(reading: Reading, folded: str, mention: Mention) -> int | None:
    """Where the content of a label begins; None where the word is no label."""
    if folded[mention.start - 1 : mention.start] == " " and folded[mention.start - 2 : mention.start - 1].isalpha():
        return None  # behind a word of the same sentence, as most are
    line, row = reading.line_at(mention.start), mention.term.row
    colon = _COLON.match(folded, mention.end, line.end)
    if colon is None and not (row.get("bare") or row.get("several")):
        return None
    if (
        not _OPENS.search(folded, max(line.start - 1, mention.start - 12, 0), mention.start)
        and mention.start != line.start
    ):
        return None
    if colon and (colon.end() > mention.end or folded[mention.end - 1] == "?"):
        return colon.end()
    if row.get("bare"):
        bare = _BARE.match(folded, mention.end, line.end)
        if bare:
            return bare.end()
    if row.get("several") and not folded[mention.end : line.end].strip(" \t:*_"):
        return line.end
    return None


def _end(reading: Reading, folded: str, begin: int, line_end: int, *, whole: bool) -> int:
    """End of a field's content: of its sentence, or of its line where the label opens the line with a colon."""
    end = bounds(reading, begin, begin + 1)[1]
    while whole and end < line_end and "|" not in folded[end : end + 3]:
        following = end + len(folded[end:line_end]) - len(folded[end:line_end].lstrip(" ;."))
        if following >= line_end or _NEW_SUBJECT.match(folded, following):
            break
        end = max(bounds(reading, following, following + 1)[1], following + 1)
    text, high = reading.text, min(end, line_end)
    other = _OTHER_LABEL.search(text, begin, high) if text.find(":", begin, high) >= 0 else None
    if other and other.start() > begin:
        end = other.start() + 1
    return min(end, line_end)


def _listed(reading: Reading, folded: str, mention: Mention, limit: int) -> Iterator[Field]:
    """Lines of a list under a label: bullets, or plain lines until an empty one."""
    first = reading.line_at(mention.start).number
    for line in reading.lines[first : first + _LIST_LINES]:
        if line.start >= limit or not line.text.strip():
            return
        marker = _BULLET.match(line.text)
        start = max(line.body, line.start + (marker.end() if marker else 0))
        end = min(line.end, limit)
        if start < end:
            yield Field(mention.kind, mention.term.phrase, mention.start, start, end)


def is_label(reading: Reading, offset: int) -> bool:
    """Whether `offset` stands in the label of a field."""
    found = fields(reading)
    index = bisect_right(found, offset, key=attrgetter("label_start")) - 1
    if index < 0:
        return False
    label = found[index]
    return offset < max(label.label_start + len(label.label), min(label.start, label.label_start + _LONGEST_QUESTION))


def field_at(found: tuple[Field, ...], offset: int) -> Field | None:
    """The field in whose content `offset` stands."""
    index = bisect_right(found, offset, key=attrgetter("start")) - 1
    if index >= 0 and found[index].end > offset:
        return found[index]
    return None
