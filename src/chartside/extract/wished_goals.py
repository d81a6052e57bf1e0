"""Goals as wishes: what a patient wants to do again ("wants to walk her daughter down the aisle"), what a therapist wants.

"I want him to be able to drive two hours within four weeks", "I gotta be able to lift boxes by the time I go back".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chartside.domain.source import Speaker
from chartside.extract.goal_cues import goal_cues
from chartside.extract.goal_words import due_in, verbs
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.vocabulary import folded_text

_ME = r"i(?:'d| would|'m| am)? (?:just |really |still |only |mostly |mainly |also )*"
_THEY = r"(?:pt|patient|client|he|she|they|child|mom|parents?|family|wife|husband|resident|veteran)(?:'s| is| was)? (?:also |really |still |just |very )*"
_PATIENT = re.compile(
    rf"(?:{_ME}(?:want(?:ed)? to|like to|love to|hope to|wish to|wanna|wan na|hoping to|trying to|looking to|need to|(?:(?:have|has|got|need) to|gotta|got ta)(?= be able))"
    rf"|(?:(?<![a-z] ){_THEY}|(?<=[.;:,!] )|(?<=[\n\"“(]))?(?:wants?|wanting|would like|would love|hopes?|hoping|wishes|desires|aims|eager|looking|motivated|plans|needs?(?= to be able)) to)[ \t]+"
    r"(?P<what>[a-z][^.;?!\n]{3,130})"
)
_THERAPIST = re.compile(
    r"(?:i|we)(?:'d| would)? (?:really )?(?:want|like|love|expect|hope|need)(?: to (?:see|get|have))? (?P<whom>him|her|them|you|the patient|this patient|pt)(?: to)?(?: be)?[ \t]+(?:able to |back to )?(?P<what>(?:[a-z]+)[^.;?!\n]{3,120})"
)
_ABLE = re.compile(
    r"(?:be )?able to|get back|go back|getting back|return|resume|be back|be (?:pain[- ]free|independent)"
)
_AGAIN = re.compile(
    r"\b(?:again|back|without|w/o|pain[- ]free|return|resume|able to|by (?:the )?[a-z]+|no pain|like (?:i|he|she) used to|independently|safely|on (?:my|her|his) own|in time for)\b"
)
_NONE = re.compile(
    r"(?:know|see (?:if|whether|what|how|a|the|you|her|his|my)|get (?:a |an |an? mri|another|your|this checked|seen|checked|better\W*$|started|going)|go (?:over|ahead|through)|work on (?:your|the|that)|try|avoid|hold|continue|keep|start (?:pt|with|by|you)|do (?:a|an|some|the|this|that|these|your|it|surgery|pt)|make|take|be (?:sure|careful|seen|done|here|honest)|check|look|talk|discuss|ask|tell|show|give|add|use|wait|schedule|come|say|thank|have (?:surgery|the|an|a|you|her|him)|point|note|apologi|mention|stay|feel|focus|progress|push|that\b|you\b|it\b|the\b|something|more\b|less\b)"
)
_UNASKED = frozenset({Zone.OBJECTIVE, Zone.INTERVENTIONS, Zone.BILLING, Zone.PLAN})


def wishes(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where a source tells what a patient or a therapist wants the patient to do; each place once."""
    folded = folded_text(reading)
    end = -1
    for at, _ in goal_cues(reading)["wish"]:
        if at < end or (at > 0 and folded[at].isalpha() and folded[at - 1].isalpha()):
            continue
        found = _wish(folded, reading.line_at(at), at)
        if found is not None:
            end = found[1]
            yield found


def _wish(folded: str, line: Line, at: int) -> tuple[int, int] | None:
    low, high = max(line.start, at - 30), min(line.end, at + 170)
    if line.speaker is not Speaker.OTHER:
        for found in _THERAPIST.finditer(folded, low, high):
            spoken = line.speaker is not Speaker.PATIENT or found["whom"] != "you"
            if spoken and found.start() <= at < found.start("what") and _aimed(folded, found):
                return found.span("what")
    if line.speaker in (Speaker.CLINICIAN, Speaker.OTHER) or (line.speaker is None and line.zone in _UNASKED):
        return None
    for found in _PATIENT.finditer(folded, low, high):
        if not found.start() <= at < found.start("what"):
            continue
        what = found["what"]
        if _NONE.match(what) or folded.startswith("?", found.end()):
            return None
        if _ABLE.match(what) or (
            verbs().match(what)
            and (_AGAIN.search(what) or due_in(folded, found.start("what"), found.end("what")) is not None)
        ):
            return found.span("what")
    return None


def _aimed(folded: str, found: re.Match[str]) -> bool:
    """Whether what a therapist wants is an aim, not an instruction: it says "able to" or by when."""
    if _ABLE.search(found.group()):
        return True
    if found["whom"] == "you" and not _DOING.match(found["what"]):
        return False
    due = due_in(folded, found.start("what"), found.end("what"))
    return due is not None and _BY.search(folded, max(due[0] - 12, 0), due[0]) is not None


_DOING = re.compile(r"[a-z]{2,}ing\b")
_BY = re.compile(r"\b(?:by|within|before)\b[ \ta-z]*$")
