"""What the patient, the family or a caregiver was taught ("Ed on sling use", "EDUC: pacing, ice after work")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase, digits

from chartside.domain.facts import Intervention
from chartside.extract.dosage import dose_of, dosed_text
from chartside.extract.looked_up import looked_up
from chartside.extract.reading import Reading, Zone
from chartside.extract.treatment_blocks import exercises_in
from chartside.extract.vocabulary import folded_text, rows

_SILENT = frozenset({Zone.SUBJECTIVE, Zone.HISTORY, Zone.GOALS})
_TEXT = r"(?P<text>[^\n;.]{3,160})"
_PARTS = re.compile(r",[ \t]*(?:and[ \t]+)?|[ \t]+/[ \t]+")
_OUTCOME = re.compile(
    r"[ \t]*(?:verbali[sz]ed|pt verb|return(?:ed)? demo|demonstrated|teach[- ]?back|understood|understanding|good|fair|\(?\+\)?|w/ (?:good|return)|with (?:good|return)|handout|tolerated|consent|he |she |pt |no q)"
)
_THEN = re.compile(r"\b(?:then|unless|so that|if)\b")
_LEAD, _FOLLOWING = 28, 60
_LETTERS = frozenset(ascii_lowercase + digits)
_ENOUGH_WORDS, _FEW_WORDS = 3, 2
_REST = re.compile(r"(?P<text>[^\n;]{3,200}?)(?=[.;](?:\s|$)|\n|$)")


@cache
def _pattern() -> re.Pattern[str]:
    words = {
        kind: "|".join(
            re.escape(w)
            for w in sorted(
                (w for row in rows("treatment_openers.toml", "taught") if row["kind"] == kind for w in row["words"]),
                key=len,
                reverse=True,
            )
        )
        for kind in ("label", "verb", "shown", "person", "link")
    }
    return re.compile(
        rf"\b(?:(?P<label>(?:{words['label']}))(?:[ \t]+(?:today|provided|given|done))?[ \t]*(?:\([^)\n]{{0,20}}\)[ \t]*)?:"
        rf"|(?:(?P<shown>{words['shown']})|{words['verb']})\b\.?[ \t]+(?:(?:{words['person']}|and|&|his|her|the)[ \t]+){{0,4}}(?P<link>{words['link']})(?<![ \t]to)(?!\w):?)[ \t]*"
    )


_WHOLE_HINTS = ("ed", "edu")
_HINTS = (
    "educ", "reeduc", "re-educ", "remind", "taught", "teach", "training", "trained", "counsel", "caution", "underst", "advice", "instruct",
)  # fmt: skip


@looked_up()
def _hints() -> Iterator[tuple[str, tuple[int, bool]]]:
    """Beginnings of words near which teaching is told, with their length and whether they are whole words."""
    for word in (*_WHOLE_HINTS, *_HINTS):
        yield word, (len(word), word in _WHOLE_HINTS)


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def teaching(reading: Reading) -> Iterator[Intervention]:
    """What was taught, a fact for each topic."""
    folded = folded_text(reading)
    position = 0
    for end, (length, whole) in _hints(reading):
        start = end - length
        if start < position or (start > 0 and folded[start - 1] in _LETTERS):
            continue
        if whole and _is_word(folded[end : end + 1]):
            continue
        found = _pattern().search(folded, max(position, start - _LEAD), end + _FOLLOWING)
        if found is None:
            continue
        position = found.end()
        if folded[max(found.start() - 1, 0)] in "-/" or folded.startswith("re ", max(found.start() - 3, 0)):
            continue  # "neuromuscular re-education: …"
        line = reading.line_at(found.start())
        first = not folded[line.start : found.start()].strip(" \t-*•#_0123456789.)")
        if line.speaker is not None or (line.zone in _SILENT and not (found["label"] and first)):
            continue
        rest = _REST.match(folded, found.end(), max(line.end, found.end()))
        if rest is None:
            continue
        position = rest.end()
        if found["shown"] and (_PROGRAM.match(folded, rest.start()) or _trained(reading, rest.start(), rest.end())):
            continue
        yield from _topics(reading, found, rest)


_PROGRAM = re.compile(
    r"(?:the |her |his |a )?(?:new |updated |written )?(?:hep\b|home (?:exercise|program)|exercises?\b|program\b|plan\b|poc\b)"
)


_PRACTISED = frozenset({"therapeutic_exercise", "neuromuscular_reeducation", "gait_training"})


def _trained(reading: Reading, start: int, end: int) -> bool:
    """Whether what was shown is exercises, which are treatment themselves ("instructed in quad sets x 10")."""
    named = exercises_in(reading, start, end)
    strong = any(not mention.term.row.get("weak") and mention.kind in _PRACTISED for mention in named)
    return bool(named) and (strong or dose_of(dosed_text(reading), start, end).counted)


def _topics(reading: Reading, found: re.Match[str], rest: re.Match[str]) -> Iterator[Intervention]:
    folded, listed = folded_text(reading), found["label"] is not None
    cuts = [rest.start()]
    pieces: list[tuple[int, int]] = []
    for cut in _PARTS.finditer(folded, rest.start(), rest.end()):
        pieces.append((cuts[-1], cut.start()))
        cuts.append(cut.end())
    pieces.append((cuts[-1], rest.end()))
    kept = [p for p in pieces if not _OUTCOME.match(folded, *p)]
    if not kept:
        return
    sizes = [len(folded[a:b].split()) for a, b in kept]
    least = _FEW_WORDS if len(kept) > _FEW_WORDS else _ENOUGH_WORDS
    if len(kept) == 1 or min(sizes) < least or _THEN.search(folded, kept[1][0], kept[-1][1]):
        kept = [(kept[0][0], kept[-1][1] if listed else kept[0][1])]
    for number, (start, end) in enumerate(kept):
        text = reading.text[start:end].strip()
        begin = found.start() if number == 0 else start
        stop = start + len(reading.text[start:end].rstrip())
        single = len(kept) == 1
        name = f"education: {text}" if listed and single else f"education on {text}" if single else text
        yield Intervention(evidence=(reading.span(begin, stop),), name=name, category="education")
