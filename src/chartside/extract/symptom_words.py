"""What makes a word a symptom said of this patient now, and the fact built from its phrase."""

from __future__ import annotations

import re
from typing import NamedTuple

from chartside.domain.facts import Assertion, Symptom, Trend, When
from chartside.domain.source import Speaker
from chartside.extract.assertions import Stance
from chartside.extract.body_places import region_in, side_in
from chartside.extract.context_words import said, said_first, said_last, words
from chartside.extract.reading import Reading, Zone
from chartside.extract.vocabulary import Mention, folded_text

OUT_OF_TEN = re.compile(r"\b\d+(?:\.\d+)?(?:-\d+)?\s?/\s?10\b")
_RATED = re.compile(
    r"\b(?:worst|best|now|at rest|rest|avg|average|currently|current|today|activity)\W{1,3}\d{1,2}(?![\d%])|\d[+-]?/5\b|"
    r"\d\s*/\s*10\b|\bout of (?:10|ten)\b|:\s*\d+(?:\.\d+)?\s*(?:$|[,;\n])"
)
_IMAGED = re.compile(r"\b(?:x-?rays?|mri|imaging|radiographs?|ct scan)\b")
_NO_PLACE = re.compile(r"\bback (?:to|down|up|at|off)\b", re.I)
_LETTERS = re.compile(r"[a-z']+")
_LIKENED = frozenset({"feels like", "feel like", "felt like", "feeling like"})
_NOT_LIKENED = re.compile(r"\s*(?:i\b|i'm|he\b|she\b|they|we\b|pt\b|therapy|progress|exercis)")
_LIKE_WHAT = re.compile(
    r"\s*(?:it's|it is|it might|it could|something|someone|somebody|there's|my \w+ (?:is|might|could|wants)|an? (?:knife|band|needle|brick|rock|burn|pinch|pull|bruise|toothache|electric))"
)
_RATED_HERE = re.compile(r"\s*(?:was |is |at |of |= ?|: ?)?\d{1,2}(?:\.5)?(?:\s?[-/>→]\s?\d{1,2})?(?=\s*(?:$|[,;.)|]))")
_AT_PLACE = frozenset(
    {"ttp", "tender", "tenderness", "tenderness to palpation", "tender to palpation", "trps", "trigger points"}
)
_MEASURED = re.compile(r"\d\s*(?:°|deg\w*|/5|[+-])?\s*(?:[rlb]\s+)?(?:w/\s*|but\s+|\()?$")
_SENT_HOME = re.compile(
    r"\b(?:since|at|after|before|from|upon|until|till|hospital|hosp|for|prior to|post|of|plan|snf|rehab)\s+$"
)
_TIRED = frozenset({"fatigue", "tired", "fatigued", "exhausted", "cough"})
_NORMAL = frozenset(
    {"wnl", "wfl", "wnls", "nl", "normal", "full", "symmetrical", "symmetric", "intact", "stable", "limited"}
    | {
        "decreased",
        "reduced",
        "diminished",
        "impaired",
        "good",
        "poor",
        "unremarkable",
        "within normal limits",
        "clean",
    }
    | {"within functional limits", "grossly wnl", "grossly intact", "grossly normal", "elevated", "mobile", "palpable"}
)
_OVER = frozenset(
    {
        "resolved",
        "has resolved",
        "went away",
        "is gone",
        "all gone",
        "gone now",
        "gone",
        "cleared up",
        "subsided",
        "abolished",
    }
)
_PASSED = re.compile(
    r"\s*(?:in|within|after|with|w/|by|on its own|spontaneously|once|when|following|post|during|x\s?\d+\s?(?:min|sec|h)\w*)\b"
)
_NUMBER = re.compile(r"\d")
_ALMOST = re.compile(r"(?:%\"?|\b(?:almost|nearly|mostly|mainly|largely|practically))\s*$")
_NO_MORE = re.compile(r"\b(?:no|w/o|without|denies)\s+(?:any\s+|sig\w*\s+)?$")
_SCALED = re.compile(r"\b(?:borg(?: cr-?10)?|modified borg|mod borg|mrc|mmrc|rpe)\W{1,3}$")
"""Before "dyspnea": a scale by name, not the symptom."""
_BEGAN = re.compile(r"\b(?:that|which|has|have)?\s?(?:began|begun|started|came on|onset)\b")
_COUNTED = re.compile(r"\d\s*$")
_PREVENTED = re.compile(
    r"\b(?:to (?:prevent|avoid|reduce|minimi[sz]e|decrease|limit|correct|control|address|manage)|cue[sd]?|risk (?:of|for))\b(?:\s+\S+){0,3}\s*$"
)
_LONGEST_FINDING = 10
"""Words of a segment that tells a finding of an examination."""
_LONGEST_COURSE = 6
_HISTORY_CUES = frozenset({"history of", "hx of", "h/o", "hx", "s/p", "status post"})


class Part(NamedTuple):
    """A segment of a sentence with the symptom words in it."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


def says_nothing(text: str) -> bool:
    """Whether a folded phrase tells no more than that there is pain."""
    return words("symptoms.says_nothing").issuperset(_LETTERS.findall(text))


def is_reported(stance: Stance) -> bool:
    """Whether a mention with this stance is a symptom the patient has, may have or has had this time."""
    if stance.words in _HISTORY_CUES or stance.conditional:
        return False
    return stance.assertion in (Assertion.PRESENT, Assertion.HISTORICAL, Assertion.POSSIBLE)


def is_told(mention: Mention) -> bool:
    """Whether the word tells a symptom where it is not denied: a fracture is a diagnosis, "bladder" alone nothing."""
    return mention.kind != "asked" and not mention.term.row.get("denied_only")


def means_symptom(reading: Reading, part: Part, mention: Mention) -> bool:
    """Whether the word is said as a symptom: not as a treatment's aim, a colour of a band, a question or an aside."""
    folded = folded_text(reading)
    before = folded[max(part.start, mention.start - 60) : mention.start]
    after = folded[mention.end : mention.end + 24]
    phrase = mention.term.phrase
    if mention.kind in ("verb", "adjective") and mention.start > part.start and reading.text[mention.start].isupper():
        return phrase.upper() == reading.text[mention.start : mention.start + len(phrase)]
    if (phrase not in _AT_PLACE and said_first("symptoms.not_before").match(after)) or _is_aside(folded, part):
        return False
    if said_last("symptoms.purpose").search(before) and not said_last("symptoms.came_for").search(before):
        return False
    if mention.kind == "finding":
        return _is_finding(reading, part, mention)
    if _PREVENTED.search(before) or _is_other_thing(folded, part, phrase, before, after):
        return False
    if mention.term.row.get("rated") and (
        _RATED.search(folded, part.start, part.end) or _RATED_HERE.match(folded, mention.end, part.end)
    ):
        return False
    if _IMAGED.search(folded, part.start, mention.start) or (mention.kind == "sleep" and before.endswith("-")):
        return False
    if mention.term.row.get("denied_only") and _IMAGED.search(folded, max(0, mention.start - 300), mention.start):
        return False
    return _means_by_kind(reading, part, mention, before, after)


def _is_aside(folded: str, part: Part) -> bool:
    """Whether the segment asks or tells of long ago; what began long ago is still there."""
    aside = said("symptoms.aside").search(folded, part.start, part.end)
    if aside is None:
        return False
    return not (aside.group().endswith("ago") and _BEGAN.search(folded, part.start, aside.start()))


def _is_other_thing(folded: str, part: Part, phrase: str, before: str, after: str) -> bool:
    """Whether the word counts, grips or pulls something, or names a questionnaire or an arc in degrees."""
    if after.startswith("-q") or (phrase == "painful arc" and _NUMBER.search(folded, part.start, part.end)):
        return True
    if phrase in ("pulls", "pulling") and after.startswith((" it", " the", " up", " down", " out", " her", " him")):
        return True
    if phrase in ("pinch", "clicks", "clicking") and (_NUMBER.search(after) or _COUNTED.search(before)):
        return True
    if _SCALED.search(before):
        return True
    if phrase == "discharge" and _SENT_HOME.search(before):
        return True
    return phrase in _TIRED and said_last("symptoms.circumstance").search(before) is not None


def _means_by_kind(reading: Reading, part: Part, mention: Mention, before: str, after: str) -> bool:
    folded, phrase = folded_text(reading), mention.term.phrase
    if phrase in ("symptoms", "sxs"):
        return said_first("symptoms.course_follows").match(after) is not None or (
            bool(before.strip())
            and not after.startswith(" denied")
            and not re.search(r"\b(?:increased|new|other|further|your|her|his|my|the|these|their|s)\s+$", before)
        )
    if mention.kind == "effect":
        if folded.find("injection", part.start, part.end) >= 0:
            return False  # earlier care with what came of it is history
        return bool(said("symptoms.treatment").search(folded, part.start, part.end))
    if mention.kind == "eases":
        return not re.search(r"\b(?:got|did|does)\s+$", before)
    if mention.kind == "course":
        line = reading.line_at(mention.start)
        if line.speaker is None and (
            said("symptoms.measured").search(folded, part.start, part.end)
            or (line.zone is Zone.ASSESSMENT and len(folded[part.start : part.end].split()) > _LONGEST_COURSE)
        ):
            return False
        if line.zone is Zone.ASSESSMENT and line.speaker is None:
            return True
        return line.speaker in (Speaker.PATIENT, Speaker.OTHER) or line.zone in (Zone.SUBJECTIVE, Zone.UNKNOWN)
    if mention.kind == "adjective":
        return _said_of_patient(reading, part, mention, before)
    if phrase in _LIKENED:
        if reading.line_at(mention.start).speaker is Speaker.PATIENT and not _LIKE_WHAT.match(after):
            return False
        return reading.line_at(mention.start).speaker is not Speaker.CLINICIAN and not _NOT_LIKENED.match(after)
    if phrase in ("worse", "worsening"):
        return bool(after[: part.end - mention.end].strip(" ,.;")) or len(part.mentions) > 1
    return True


def _is_finding(reading: Reading, part: Part, mention: Mention) -> bool:
    """Whether a clinician's adjective tells a finding: "incision well healed", "C5-6 hypomobile R", "gait antalgic"."""
    line = reading.line_at(mention.start)
    if line.speaker is not None or line.zone not in (Zone.OBJECTIVE, Zone.UNKNOWN, Zone.ASSESSMENT):
        return False
    folded = folded_text(reading)
    text = folded[part.start : part.end]
    if len(text.split()) > _LONGEST_FINDING or said("symptoms.exercised").search(text):
        return False
    table = "symptoms.tested" if mention.term.phrase in _NORMAL else "symptoms.examined"
    return said(table).search(text) is not None or (mention.term.phrase not in _NORMAL and len(part.mentions) > 1)


def told_stance(reading: Reading, mention: Mention, stance: Stance) -> Stance:
    """The stance to a symptom: what is gone is absent now; what passed "in 2 min" was there."""
    if mention.kind == "denial":
        return Stance(Assertion.ABSENT)
    folded = folded_text(reading)
    if mention.term.phrase.startswith("inc") and _NO_MORE.search(folded, max(mention.start - 20, 0), mention.start):
        return Stance(Assertion.ABSENT, words="no")
    if mention.kind == "finding" and stance.assertion is Assertion.ABSENT and stance.cue is not None:
        listed = stance.cue[1] <= mention.start and "," in folded[stance.cue[1] : mention.start]
        return Stance(Assertion.PRESENT) if listed else stance
    if stance.words not in _OVER or stance.assertion is not Assertion.HISTORICAL or stance.cue is None:
        return stance
    if stance.cue[0] < mention.end:
        return stance
    passed = _PASSED.match(folded, stance.cue[1]) or _ALMOST.search(folded, stance.cue[0] - 12, stance.cue[0])
    return Stance(Assertion.PRESENT if passed else Assertion.ABSENT, words="resolved")


def _said_of_patient(reading: Reading, part: Part, mention: Mention, before: str) -> bool:
    """An adjective tells a symptom behind "is", "feels", "more" …, or where it opens the patient's words."""
    if said_last("symptoms.adjective_follows").search(before):
        return True
    line = reading.line_at(mention.start)
    if line.speaker is None and line.zone in (Zone.OBJECTIVE, Zone.UNKNOWN) and _MEASURED.search(before):
        return True
    opens = not before.strip(" \"'-") or before.rstrip().endswith('"')
    if opens and (
        line.speaker is not None or line.zone in (Zone.SUBJECTIVE, Zone.UNKNOWN, Zone.OBJECTIVE, Zone.HISTORY)
    ):
        return True
    if line.speaker is not None or line.zone not in (Zone.SUBJECTIVE, Zone.UNKNOWN, Zone.OBJECTIVE, Zone.ASSESSMENT):
        return False
    text = folded_text(reading)[part.start : part.end]
    if len(text.split()) > _LONGEST_FINDING or said("symptoms.exercised").search(text):
        return False
    return said("symptoms.examined").search(text) is not None


def symptom(
    reading: Reading,
    start: int,
    end: int,
    *,
    text: str,
    assertion: Assertion = Assertion.PRESENT,
    when: When = When.CURRENT,
) -> Symptom:
    """The fact for a phrase, with region, side and trend read from its words."""
    return Symptom(
        evidence=(reading.span(start, end),),
        text=text,
        region=region_in(_NO_PLACE.sub(" ", text) if "back " in text.lower() else text),
        side=side_in(text),
        trend=None if assertion is Assertion.ABSENT else _trend(text.lower()),
        assertion=assertion,
        when=when,
    )


def _trend(text: str) -> Trend | None:
    if said("symptoms.same").search(text):
        return Trend.SAME
    rest = said("symptoms.not_trend").sub(" ", text)
    if said("symptoms.worse").search(rest):
        return Trend.WORSE
    return Trend.BETTER if said("symptoms.better").search(rest) else None
