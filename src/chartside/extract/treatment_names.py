"""Names of treatment items: their words without dose, help and filling, short forms written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from chartside.extract.phrases import plain
from chartside.extract.reading import Reading
from chartside.extract.vocabulary import rows

LEAD = re.compile(
    r"(?:(?:9\d{4}|(?:ther(?:apeutic)? ?(?:ex(?:ercises?)?|activit(?:y|ies)|act)|manual therapy|neuromuscular re-?education|neuro re-?ed|gait training|modalities|exercises?)[ ,]*(?:including|consisting of|which included|to include|such as)|(?:she|he|they|pt|patient) (?:then |also |next )?(?:rode|performed|completed|did|worked on|began|started|practiced|practised|finished|pedaled|used)(?: on| with)?|after that|before that|i also|we also|we'll|i'll|finished with|finish with|ended with|hop (?:up )?on|jump (?:up )?on|get on|hit|go ahead and|give me|let me (?:get|see)|let's (?:do|go with|go|try|get|start with)|we're (?:gonna|going to) do|i'm (?:gonna|going to) do|you're (?:gonna|going to) do|i want|i'd like|grab|those|these|your|keep up|last one|started with|we did|we'll do|we will do|did|and|then|also|now|the|a|an|plus|started|start|began|with the|did|performed|completed|continued|continue|initiated|added|add|first|next|okay|so|keep|do|doing|some|for balance|on the|in|pt|patient|therapist|let's|let us|of|cont(?:'d)?|resumed?|new|trialed|trial of|finished|reviewed|re-?started|advanced to|add'd|addd|last)\b(?!-)|w/(?=\s)|[-+•*●▪▪◦·–—:.)\]]|\d{1,2}[.)]\s|\n\s*\d{1,2}[.)]\s|\s)+"
)
_TRAIL = re.compile(
    r"(?:\s|[-:,+@(\[/>→]|(?<!\w)(?:with|w/|at|for|of|to|x|and|using|on|in|up|from|was|were|done|as|the|her|his|my|first|now|next|a|an|by|that|has|&)(?!\w))+$"
)
BRACKET = re.compile(r"\([^()\n]*\)")
_APPLIED = re.compile(
    r"\b(?:was|were) (?:then )?(?:applied|performed|provided|completed|given|done|utilized|used)(?: (?:to|on) (?:the )?)?",
    re.I,
)
_MAY_TRAIL = re.compile(r"[^\w)\"']$|(?:^|[^\w])[A-Za-z]{1,5}/?$")
"""Only a name that ends with a sign or a short word has something to lose at its end."""

_LAST, _NEAR_END, _LONGEST_TRAIL_WORD = 7, 24, 5
_WORDS = re.compile(r"[a-z][a-z/.]*")
_SPACED = re.compile(r"\s+([:,;])")
_COLON = re.compile(r":(?=\s|$)")


def _without_trail(name: str) -> str:
    """A name without what trails it, sought near the end first; one that may begin before is sought from the beginning."""
    near = max(len(name) - _NEAR_END, 0)
    found = _TRAIL.search(name, near)
    if found is not None and near and found.start() <= near + _LONGEST_TRAIL_WORD:
        found = _TRAIL.search(name)
    return name[: found.start()] if found else name


@cache
def _short_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    long = {w: str(row["long"]) for row in rows("treatment_words.toml", "short") for w in row["words"]}
    listed = "|".join(re.escape(w) for w in sorted(long, key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?:{listed})(?![\w/])", re.I), long


def name_of(reading: Reading, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str:
    """The words between two offsets without dose and help, short forms written out."""
    text, position, kept = reading.text, start, []
    for left, right in sorted(spans):
        if left >= position:
            kept.append(text[position:left])
        position = max(position, right)
    kept.append(text[position:end])
    name = plain(" ".join(kept))
    if "(" in name:
        name = BRACKET.sub(" ", name)
    if " was " in name or " were " in name:
        name = _APPLIED.sub(" ", name)
    if " ," in name or " :" in name or " ;" in name:
        name = _SPACED.sub(r"\1", name)
    lead = LEAD.match(name.lower())
    name = name[lead.end() :] if lead else name
    name = _COLON.sub(" ", name) if ":" in name else name
    if _MAY_TRAIL.search(name, max(len(name) - _LAST, 0)):
        name = _without_trail(name)
    pattern, long = _short_forms()
    if not long.keys().isdisjoint(_WORDS.findall(name.lower())):
        name = pattern.sub(lambda m: long[m.group().lower()], name)
    return plain(name).strip(" .,;:-")
