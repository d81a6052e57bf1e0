"""Symptoms in the patient's words and findings in the clinician's; pain with a number is a measurement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import Assertion, Fact, Symptom, When
from chartside.domain.source import Speaker
from chartside.extract.asked_changes import asked_changes
from chartside.extract.asked_symptoms import PREPOSITION, asked_symptoms, ticked_symptoms
from chartside.extract.assertions import Stance, stance_at
from chartside.extract.context_words import said
from chartside.extract.denied_lists import denied_lists
from chartside.extract.examined_tests import in_test
from chartside.extract.fields import Field, field_at, fields, is_label
from chartside.extract.form_answers import form_symptoms
from chartside.extract.icd_codes import is_coded
from chartside.extract.lines import is_goal, is_treatment
from chartside.extract.mention_index import MentionIndex
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, lies_in, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import exchange_at, is_form_line
from chartside.extract.reading import Reading, Zone
from chartside.extract.sensory_findings import sensory_findings
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.symptom_parts import after_label, goes_on, is_measured_label, parts_of, with_label
from chartside.extract.symptom_words import (
    OUT_OF_TEN,
    Part,
    is_reported,
    is_told,
    means_symptom,
    says_nothing,
    symptom,
    told_stance,
)
from chartside.extract.told_courses import told_courses
from chartside.extract.vocabulary import Mention, folded_text, mentions_of

_SILENT_ZONES = frozenset({Zone.GOALS, Zone.BILLING, Zone.PLAN, Zone.INTERVENTIONS, Zone.HEADER})
_OTHER_FIELDS = frozenset(
    {"diagnosis", "medication", "history", "surgical", "social", "allergy", "family", "prior_function"}
    | {"aggravates", "eases", "precaution", "onset"}
)
_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|she|he|patient|pt|her|his)\b")
_JOIN = re.compile(r"\s*(?:or|nor)\s+(?:any |even |kind of |your )?|/")
_BREAKS = re.compile(
    r"\s(?:without|w/o|denies|and (?:no|has|is|he|she|i|how|let|then)|no(?! longer)|limits|limited by|due to|->|=)\s"
)
_PRIOR = re.compile(r"(?:was|prev|previously|last)\b")
_EXTREME = re.compile(r"\b(?:best|worst|avg|average|max)\b")
_ONLY_CARE = re.compile(
    r"\b(?:skilled|grading|pulling on|pushing|instructed|educated|eval(?:uate)? ?(?:\+|and|&) ?treat)\b|^(?:[\w!]+/){3,}[\w!]+$"
)
_PAST = re.compile(r"\W*(?:pmhx?|pshx?|hx|h/o|past (?:medical )?(?:history|hx)|history of|hx of)\b(?! of present)")
_NUMBER = re.compile(r"\d")
_DENIED_BARE = ("den", ":", "no c/o", "no complaints", "no reports")
_TOLERATED = re.compile(
    r"\b(?:tol(?:erated)?\b(?! next)|post[- ]?tx\b|after (?:tx|treatment|session)|no (?:inc\w*|adverse|c/o|change in (?:pain|sx))\b"
    r"|c/o\b|reported\b|(?:sx|sxs|symptoms)\s+(?:centrali[sz]\w+|peripherali[sz]\w+|settled|resolved|abolished|reduced))"
)
_COMMENT = re.compile(
    r"\W*(?:\d{1,2}/\d{1,2}\S*\s*)?(?:cmts?|comments?|subj\w*|s:|pt (?:reports|states|c/o|says)|patient (?:reports|states)|response|remarks)\b",
    re.I,
)
_OR_MORE = re.compile(r"\s+(?:or|nor)\s+(?:any\s+)?[a-z-]+(?:\s+[a-z-]+)?(?=\s*(?:$|[,.;)|\n]))")
_FOUND_AT = frozenset(
    {
        "ttp",
        "tender",
        "tenderness",
        "tender to palpation",
        "tenderness to palpation",
        "hypomobile",
        "hypomobility",
        "tight",
        "tightness",
    }
)
_PLACE = re.compile(r"(?:(?:and|&)\s+)?[a-z0-9 />.'-]{2,40}[ +]{0,4}")
_FOUND_LABEL = re.compile(r"[ *\t•-]*(?:edema|swelling|effusion|tone|skin|incision|wound|tenderness)\s*:")
_CHANGED = ("worse with ", "better with ")
_PAIRS = frozenset(
    {
        ("numbness", "tingling"),
        ("tingling", "numbness"),
        ("fever", "chills"),
        ("fevers", "chills"),
        ("nausea", "vomiting"),
    }
    | {("catching", "locking"), ("locking", "catching"), ("popping", "clicking"), ("clicking", "popping")}
)
"""Things denied in one breath are one fact."""

_LONGEST_LIST = 18
"""Words of a list of what makes it worse that is told as one."""

_SHORT_TEST = 9
"""Words of a segment with a special test in which nothing else is told."""

_MOST_MENTIONS = 24
"""Symptom words read in one segment; more is no note."""

_TO_PATIENT = re.compile(
    r"\byou(?:'ll| may| might| could| should| can|'re going to| want to| will)(?: also| still| just)? (?:feel|have|get|notice|be)\b|\b(?:if|when|until|unless|whenever|as long as|once) (?:you|it|that|there|your)\b"
    r"|\b(?:don't|make sure|tell me|let me know|stop if|expect|normal to|avoid|no more than|watch for)\b"
)
"""What a therapist tells a patient to expect or to look out for is no finding."""

_WITHOUT = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|unable to|not able to|inability to|hardly)\b[^.;,\n]{1,60}\b(?:without|w/o)\b"
)
"""Behind "can't … without" stands what is there."""


class Symptoms:
    """Symptoms and findings in words."""

    name = "symptoms"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Symptoms of a source, each said once."""
        mentions = mentions_of(reading, "symptoms.toml")
        once = Once[Symptom]()
        once.extend(asked_symptoms(reading, mentions))
        once.extend(_labelled(reading))
        once.extend(ticked_symptoms(reading, mentions))
        answered = list(form_symptoms(reading, mentions))
        once.extend(answered)
        covered = sorted((f.start, f.evidence[0].end) for f in answered if f.text.startswith(_CHANGED))
        once.extend(told_courses(reading))
        index = MentionIndex(mentions)
        rated_line = 0
        for sentence in sentences(reading):
            if sentence.start == sentence.line.body > sentence.line.start:
                sentence = _with_heading(reading, sentence)
            inside = index.within(sentence.start, sentence.end)
            rated = rated_line == sentence.line.number
            if not inside and not rated:
                continue
            if not lies_in(covered, sentence.start) and _tells_symptoms(reading, sentence):
                told = list(_told(reading, sentence, inside, rated=rated))
                once.extend(told)
                if any(OUT_OF_TEN.search(s.text) for s in told):
                    rated_line = sentence.line.number
        once.extend(denied_lists(reading, once.facts))
        once.extend(asked_changes(reading, once.facts))
        examined = sorted((f.start, f.evidence[-1].end) for f in sensory_findings(reading))
        told_too = (
            f for f in once.facts if not lies_in(examined, f.start, f.evidence[-1].end)
        )  # "sensation intact" is examined, not told
        return sorted(told_too, key=lambda f: f.start)


EXTRACTOR = Symptoms()


def _labelled(reading: Reading) -> Iterator[Symptom]:
    """What makes it worse or better, where a label asks for it."""
    for field in fields(reading):
        start, end = strip(reading.text, field.start, field.end)
        if field.kind in ("aggravates", "eases") and start < end:
            yield from _each(reading, field, start, end)


def _with_heading(reading: Reading, sentence: Sentence) -> Sentence:
    """The sentence with the heading it follows, where that names what is found ("Edema: moderate L ankle")."""
    line = sentence.line
    label = folded_text(reading)[line.start : line.body]
    if line.speaker is not None or sentence.start != line.body or not _FOUND_LABEL.match(label):
        return sentence
    return Sentence(line.start + len(label) - len(label.lstrip(" *-•\t")), sentence.end, line, sentence.asks)


def _each(reading: Reading, field: Field, start: int, end: int) -> Iterator[Symptom]:
    """All that is listed under the label, told with it; of a long list each thing by itself."""
    verb = "worse with" if field.kind == "aggravates" else "better with"
    label = reading.text[field.label_start : start]
    items = list(segments(reading.text, start, end))
    if len(items) <= 1 or len(reading.text[start:end].split()) <= _LONGEST_LIST:
        text = reading.text[start:end] if "?" in label else reading.text[field.label_start : end]
        yield symptom(reading, start, end, text=f"{verb} {plain(text)}" if "?" in label else plain(text))
        return
    for low, high in items:
        yield symptom(reading, low, high, text=f"{verb} {plain(reading.text[low:high])}")


def _tells_symptoms(reading: Reading, sentence: Sentence) -> bool:
    line = sentence.line
    if (
        sentence.asks
        or is_goal(line)
        or is_form_line(reading, line)
        or exchange_at(reading, sentence.start) is not None
    ):
        return False
    text = folded_text(reading)[sentence.start : sentence.end]
    if line.speaker is Speaker.CLINICIAN:
        return bool(said("symptoms.clinician_finds").search(text) or _PERSON.search(text) or len(text.split()) <= 6)
    if line.speaker is None and line.zone in _SILENT_ZONES and not text.startswith("response"):
        if line.zone not in (Zone.INTERVENTIONS, Zone.HEADER):
            return False
        return _TOLERATED.search(text) is not None or _COMMENT.match(line.text) is not None
    return not is_treatment(line)


def _told(reading: Reading, sentence: Sentence, inside: tuple[Mention, ...], *, rated: bool) -> Iterator[Symptom]:
    folded = folded_text(reading)
    opens = sentence.line.start if sentence.start == sentence.line.body else sentence.start
    if _PAST.match(folded, opens, sentence.end):
        return
    parts = parts_of(folded, sentence.start, sentence.end, inside)
    begin = 0
    for number, part in enumerate(parts):
        if part.start < begin:
            continue
        following = parts[number + 1] if number + 1 < len(parts) else None
        if not part.mentions:
            if rated and _is_rating_only(folded, part):
                yield _rated_like_before(reading, part)
            continue
        field = field_at(fields(reading), part.end - 1)
        if field is not None and field.kind in _OTHER_FIELDS:
            continue
        if part.mentions[0].kind in ("aggravates", "eases") and is_label(reading, part.mentions[0].start):
            continue
        part = after_label(folded, parts, number) or with_label(folded, parts, number)
        if part.end > parts[number].end:
            begin = part.end
            following = None
        if _is_no_account(reading, part):
            continue
        stances = _stances(reading, part)
        absent = [m for m, stance in stances.items() if stance.assertion is Assertion.ABSENT]
        yield from _absent(reading, part, absent, stances) if absent else ()
        there = [m for m, stance in stances.items() if m not in absent and is_reported(stance) and is_told(m)]
        if sentence.line.speaker is Speaker.CLINICIAN:
            there = _found_by_clinician(folded[sentence.start : part.end], there, stances)
        if not there:
            continue
        end = part.end
        if following is not None and goes_on(folded, part, following):
            end = begin = following.end
        told = _present(reading, sentence, part, there, absent, stances[there[0]], end)
        if told is not None and not _only_argued(folded, sentence, told):
            rated = bool(OUT_OF_TEN.search(told.text) or OUT_OF_TEN.match(folded, told.evidence[0].end + 2))
            yield told
            yield from _other_places(reading, parts[number + 1 :], part, told)


def _is_rating_only(folded: str, part: Part) -> bool:
    """Whether a part gives a rating and does not name the pain it is of."""
    if not OUT_OF_TEN.search(folded, part.start, part.end) or _EXTREME.search(folded, part.start, part.end):
        return False
    return "pain" not in folded[part.start : part.end]


def _is_no_account(reading: Reading, part: Part) -> bool:
    """Whether a part tells of care only, of what is over, or of what a test brought on."""
    folded = folded_text(reading)
    if _ONLY_CARE.search(folded[part.start : part.end]) or _PAST.match(folded, part.start, part.end):
        return True
    short = len(folded[part.start : part.end].split()) <= _SHORT_TEST
    return in_test(reading, part.start, part.end) and (short or part.mentions[0].kind in ("eases", "effect"))


def _stances(reading: Reading, part: Part) -> dict[Mention, Stance]:
    """How each symptom of a part is meant."""
    return {
        m: told_stance(reading, m, stance_at(reading, m.start, m.end))
        for m in part.mentions[:_MOST_MENTIONS]
        if means_symptom(reading, part, m) and not is_coded(reading, m.start)
    }


def _found_by_clinician(text: str, there: list[Mention], stances: dict[Mention, Stance]) -> list[Mention]:
    """What a clinician tells as found, not what is possible or what the patient shall expect."""
    if _TO_PATIENT.search(text):
        return []
    return [m for m in there if stances[m].assertion is not Assertion.POSSIBLE]


def _other_places(reading: Reading, later: Sequence[Part], part: Part, told: Symptom) -> Iterator[Symptom]:
    """What is found at further places of a list: "TTP R UT, levator, suboccipitals"."""
    folded = folded_text(reading)
    finding = next((m for m in part.mentions if m.term.phrase in _FOUND_AT), None)
    if finding is None or told.assertion is not Assertion.PRESENT or reading.line_at(part.start).speaker is not None:
        return
    at = part.end
    for place in later[:8]:
        text = folded[place.start : place.end]
        if place.mentions or folded[at : place.start].strip() not in (",", ":", "") or not _PLACE.fullmatch(text):
            return
        if said("symptoms.examined").search(text) is None:
            return
        end = place.start + len(text.rstrip(" +"))
        word = reading.text[finding.start : finding.end]
        yield symptom(reading, place.start, end, text=f"{word} {plain(reading.text[place.start : end])}")
        at = place.end


def _only_argued(folded: str, sentence: Sentence, told: Symptom) -> bool:
    """An assessment argues from findings told before; only what it says of their course is new."""
    line = sentence.line
    if line.zone is not Zone.ASSESSMENT or line.speaker is not None or told.trend is not None:
        return False
    if said("symptoms.goes_on_in").search(folded, told.start, min(told.evidence[0].end + 40, sentence.end)):
        return False
    return not folded[line.start : line.end].startswith("response")


def _absent(
    reading: Reading, part: Part, absent: Sequence[Mention], stances: dict[Mention, Stance]
) -> Iterator[Symptom]:
    """Denied things, one fact each; things joined by "or" or a slash are denied together."""
    folded = folded_text(reading)
    asked = field_at(fields(reading), part.start)
    task = asked is not None and asked.label == "cannot do now"  # "carry the toddler without leaking"
    if task or (absent and _WITHOUT.search(folded, max(part.start - 60, 0), part.end)):
        return
    groups: list[list[Mention]] = []
    for mention in absent:
        if mention.kind not in (
            "noun",
            "result",
            "verb",
            "adjective",
            "denial",
            "finding",
        ) or mention.term.phrase.startswith("hurt"):
            continue
        if groups and _is_pair(folded, groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for group in groups:
        first, last = group[0], group[-1]
        low = max([part.start, *(m.end for m in part.mentions if m.end <= first.start)])
        start, end = left_of(folded, low, first.start), last.end
        start += len(folded[start:end]) - len(folded[start:end].lstrip("∅ø⊖/ "))
        if PREPOSITION.match(folded, end) or (last.term.phrase in _FOUND_AT and len(group) == 1):
            end = right_of(folded, end, min(part.end, end + 60), breaks=_BREAKS)
        more = _OR_MORE.match(folded, end, part.end) if len(group) == 1 else None
        if more is not None and not any(m.start < more.end() for m in part.mentions if m.start >= end):
            end = more.end()
        if says_nothing(folded[start:end]) and not stances[first].words.startswith(_DENIED_BARE):
            continue
        text = plain(reading.text[start:end])
        if len(group) == 1 and start == first.start and first.term.name.lower() != first.term.phrase:
            text = plain(f"{first.term.name} {reading.text[first.end : end]}")
        yield symptom(reading, start, end, text=text, assertion=Assertion.ABSENT)


def _is_pair(folded: str, first: Mention, second: Mention) -> bool:
    """Whether two denied things are one: "numbness or tingling", "fever/chills"."""
    if folded[first.end : second.start] == " ":
        return True
    join = _JOIN.fullmatch(folded, first.end, second.start)
    if join is None:
        return False
    return "/" in join.group() or (first.term.phrase.split()[-1], second.term.phrase.split()[-1]) in _PAIRS


def _present(
    reading: Reading,
    sentence: Sentence,
    part: Part,
    there: Sequence[Mention],
    absent: Sequence[Mention],
    stance: Stance,
    high: int,
) -> Symptom | None:
    """The phrase around the symptoms of a segment, without what is denied in it and without "Patient reports"."""
    folded = folded_text(reading)
    first, last = there[0], there[-1]
    low = max([part.start, *(m.end for m in absent if m.end <= first.start)])
    high = min([high, *(m.start for m in absent if m.start >= last.end)])
    if first.kind in ("aggravates", "eases"):
        start = first.start if first.start - low > 40 or _NUMBER.search(folded, low, first.start) else low
        end = right_of(folded, last.end, high, breaks=_BREAKS) if last.end < high else high
        end = sentence.end if end <= first.end else end
    elif len(folded[low:high].split()) <= 16:
        stop = _BREAKS.search(folded, last.end, high)
        start, end = low, stop.start() if stop else high
    else:
        start, end = left_of(folded, low, first.start), right_of(folded, last.end, high, breaks=_BREAKS)
    if first.kind != "finding":
        start, end = without_lead_in(folded, start, end, first.start)
    if end <= start or says_nothing(folded[start:end]) or is_measured_label(folded, start, end):
        return None
    return symptom(reading, start, end, text=plain(reading.text[start:end]), assertion=stance.assertion)


def _rated_like_before(reading: Reading, part: Part) -> Symptom:
    """A second rating of the same symptom: "stiffness am 5/10; pm 2/10 (was 4/10)"."""
    before = _PRIOR.match(folded_text(reading), part.start, part.end)
    text = plain(reading.text[part.start : part.end])
    return symptom(reading, part.start, part.end, text=text, when=When.PRIOR if before else When.CURRENT)
