"""From a word to the phrase around it: how far what is said of a thing reaches in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

from chartside.extract.context_words import by_first_letter
from chartside.extract.lexicon_tables import lexicon_tables

_SEPARATOR = re.compile(
    r"(?=[,;()|\"“”:.!?\tceCE]|\s[\s|–—bhatBHAT-])(?:,(?!\d{3}\b)\s*|;\s*|\s+(?:-{1,2}\s+|[–—|]\s|(?i:but|however|although)\s+|(?i:though)\b)|[()]|\s{3,}|\t+"
    r"|\b(?i:comma|except)\b|[\"“”]\s*(?=\w)"
    r"|(?<=\w)[.!?]*[\"“”](?!\s(?i:by|in|at|when|with|w/|after|on|for|since)\s)|:\s+(?!\d))"
)
_WORD = re.compile(r"[^\s,;:()\[\]|\"“”?!]+")
_EDGE = " \t\r\n.,;:-–—*•/|?!\"“”'+&"
_LONGEST_LEFT, _LONGEST_RIGHT = 6, 22


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lexicon_tables("phrase_words.toml")[table])


@cache
def _lead_in() -> re.Pattern[str]:
    words = sorted(_words("lead_ins"), key=len, reverse=True)
    return re.compile(rf"(?:{by_first_letter(re.escape(w) for w in words)})(?![\w'])[\s,:.]*", re.I)


_PERSON = re.compile(
    r"(?:an?\s+)?\d{1,3}[\s-]*(?:y/?\.?o\.?|yo|year[\s-]old|yr[\s-]old)\.?\s*(?:[mf]\b\.?|male|female|man|woman|gentleman|lady)?[\s,]*"
)


def segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a sentence between commas, semicolons, brackets, quotes, dashes, colons and "but"."""
    begin = start
    for cut in _SEPARATOR.finditer(text, start, end):
        if text[begin : cut.start()].strip(_EDGE):
            yield strip(text, begin, cut.start())
        begin = cut.end()
    if text[begin:end].strip(_EDGE):
        yield strip(text, begin, end)


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation and spaces at its edges."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def without_lead_in(text: str, start: int, end: int, keep: int) -> tuple[int, int]:
    """The range without "Patient reports", "well, um" and the like at its beginning; never past `keep`."""
    for _ in range(6):
        found = _lead_in().match(text, start, end) or _PERSON.match(text, start, end)
        if not found or found.end() > keep or found.end() == start:
            break
        start = found.end()
    return strip(text, start, end)


def left_of(text: str, low: int, start: int, *, stops: frozenset[str] | None = None) -> int:
    """Where the noun phrase that ends at `start` begins: back over its describing words, at most six."""
    stops = _words("left_stops") if stops is None else stops
    position, first = start, start
    for word in reversed(list(_WORD.finditer(text, max(low, start - 80), start))[-_LONGEST_LEFT:]):
        between = text[word.end() : position]
        plain = word.group().lower().replace("’", "'").strip(".-*•")
        if between.strip(" /-") or "\n" in between or "  " in between or plain in stops or not plain:
            break
        position = first = word.start()
        if word.group().endswith("."):
            break
    return first


def right_of(text: str, end: int, high: int, *, breaks: re.Pattern[str] | None = None) -> int:
    """Where what is said of the thing at `end` ends: at the next comma or break, at most 22 words on."""
    last = end
    stop = breaks.search(text, end, high) if breaks is not None else None
    high = stop.start() if stop else high
    for number, word in enumerate(_WORD.finditer(text, end, min(high, end + 220))):
        between = text[last : word.start()]
        if word.end() < len(text) and text[word.end()].isalnum():
            break
        if number >= _LONGEST_RIGHT or between.strip(" /'") or "   " in between or "\n" in between:
            break
        last = word.end()
        if word.group()[-1] in ".":
            break
    return strip(text, end - 1, last)[1] if last > end else end


def plain(text: str) -> str:
    """A quote as one line of text: white space to single spaces."""
    return " ".join(text.split())


def lies_in(places: Sequence[tuple[int, int]], start: int, end: int | None = None) -> bool:
    """Whether an offset, or a stretch up to `end`, lies in one of the places, which are in order and apart."""
    index = bisect_right(places, start, key=itemgetter(0)) - 1
    return index >= 0 and (start + 1 if end is None else end) <= places[index][1]
