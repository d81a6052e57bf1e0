"""Medications: known names anywhere with the dose beside them, and every dosed item of a medication list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from chartside.domain.facts import Assertion, Fact, Medication
from chartside.domain.source import Speaker
from chartside.extract.asked_medications import asked_medications
from chartside.extract.assertions import stance_at
from chartside.extract.context_words import said
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import plain, segments, strip
from chartside.extract.questions_and_answers import exchange_at, exchanges
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import bounds
from chartside.extract.vocabulary import Mention, folded_text, mentions_of

_UNIT = (
    r"(?:mg|mcg|µg|ug|g|gm|grams?|ml|units?|iu|milligrams?|micrograms?|puffs?|tabs?|tablets?|caps?|capsules?|pills?"
    r"|%|drops?|meq)"
)
_HOW_OFTEN = (
    r"(?:once|twice|one|two|three|four|six|eight|twelve|hundred|\d+x?(?!\s?(?:min\w*|hrs? ago|hours? ago)\b)|every|each|per|a|an|times?|x|day|daily|days|nightly|weekly|week|month"
    r"|monthly|qd|qday|bid|tid|qid|qhs|qam|qpm|hs|po|prn|q\d+(?:-\d+)?h(?:rs?)?|qod|as|needed|at|bedtime|night|noc|in|the|morning|evening"
    r"|with|meals|food|hours?|hrs?|when|to|by|mouth|patch|gel|cream|inhaler|injections?|otc|low|dose|regularly|occasionally"
    r"|about|maybe|usually|roughly|approx|together|recently|started)"
)
_CHANGED = (
    r"(?:(?:is |was |has been )?(?:raised|increased|incr?|decreased|decr?|lowered|reduced|upped|changed|titrated|bumped|cut|weaned|tapered"
    r"|up|down|doubled)(?: up| down)?(?: from)?(?: \d+(?:\.\d+)?(?:\s?mg)?)?(?: to|\s?-?>)?(?=\s?\d))"
)
_GIVEN = re.compile(
    r"(?:\s(?:infusion|injection|given|taken|administered|taken at|given at|premedicated|last dose|last taken|at)){0,3}"
    r"[\s(]{1,2}(?:~|about |approx )?(?:\d{4}\b|\d{1,2}:\d\d(?: ?[ap]m)?|\d{1,3}\s?(?:mins?|minutes|hrs?|hours?|days?|d|wks?|weeks?|mos?|months?)\s(?:ago|prior|before)\b(?: to (?:tx|pt|session|treatment))?)"
)
_OFTEN_BEFORE = re.compile(r"(?:prn|scheduled|otc|daily|nightly|low dose|baby)\s$")
_HELPED_NOT = re.compile(
    r",? (?:but )?(?:no help|no relief|didn'?t help|did not help|without relief|w/o relief|not helpful|no benefit)\b"
)
_NO_MEDS = re.compile(
    r"\b(?:no|nothing for|denies|not on any|not taking any|takes no|off all|taking no|on no)\s(?:current |pain |daily |rx |regular |prescription |other )?"
    r"(?:meds|medications|medicines)\b(?! chang| updates)(?: since [^.;,\n]{1,14})?"
)
_DOSE = re.compile(
    rf"(?:[\s,]+{_CHANGED})?(?:(?:[\s,]+(?:uh|um|about)\b)*[\s,]*(?:\d[\d,.]*(?:\s?-\s?\d+)?\s?{_UNIT}(?:\s?/\s?{_UNIT})?\b|\d+(?:\.\d+)?/\d+\b"
    rf"|{_HOW_OFTEN}(?=[\s,;.)|]|$)|\(last taken [^)\n]{{1,20}}\)))+"
)
_TAIL = re.compile(
    r"[\s,]+(?:and|or|the|with|a|an|at|to|as|in|by|uh|um|when|about|one|two|per|low|each|x|every|three|dose|started|-|,)$"
)
_FOR = re.compile(r"\s+(?:for|to help with)\s+(?!the\s+(?:last|past))[^,.;\n|]{3,40}")
_TAKES = re.compile(
    r"\b(?:takes?|taking|took|on|uses?|using|used|tried|prescribed?|meds?|medications?|dose|continue|refill|started|rx|given"
    r"|just an?|apply)\b"
)
_OTHER_THING = re.compile(
    r"\s*(?:gives? me|gave me|makes me (?:itch|break)|injections?|levels?|allergy|allergic|resistance|resistant|deficiency|response|sensitivity|pump iron|technique|education|teaching|infusion center|clinic|pumps?)\b"
)
_STOPPED_BEFORE = re.compile(
    r"\b(?P<cue>(?:(?:is |has been |now |been |came |come |weaned |tapered |tapering )?off|(?:has |was )?(?:stopped|discontinued|d/?c'?e?d|quit|finished"
    r"|completed)(?: (?:taking|using))?|done (?:with|w/)|no longer (?:takes|taking|on|using|needs|needing)"
    r"|not (?:taking|using|on|needing) [^.;,\n]{0,20}any ?more|weaned (?:from|off of)|ran out of|switched from|changed from))"
    r"(?: (?:of|the|her|his|my|all|taking|daily|oral))*\s+$"
)
_STOPPED_AFTER = re.compile(
    r"[\s,:(-]{1,3}(?:taper |was |were |has been |is |now |rx |course |pack |dose pack )*(?:stopped|d/?c'?e?d\b|discontinued|finished|completed|weaned|tapered off"
    r"|not taken|not taking|no longer|none since|none x|on hold|held|ran out|ended|done|quit|off (?:of it|it|since|x)\b|last (?:dose|taken) (?:\w+ )?(?:\d+ )?(?:days|weeks|wks|months) ago)"
    r"[^,.;|)\n]{0,36}"
)
_FORM = re.compile(
    r"\s(?:taper|dose ?pac?k|patch(?:es)?|gel|cream|ointment|course|injections?|drops|nasal spray|spray|er|xr|xl|sr|cr)\b"
)
_COUNT = re.compile(r"(?<!\w)(?:\d|one|two|three|half an?|1/2)\s+(?:(?:tabs?|pills?|tablets?|capsules?) of\s+)?$")
_SINCE = re.compile(
    r"\s(?:x\s?\d+\s?(?:d|days?|w|wks?|weeks?|mo|months?)\b|since \w+|last (?:week|wk|month|mo)|\d+ \w+ ago|yesterday|per (?:md|dr|pcp|surgeon))"
)
_GOES_ON = re.compile(r"\s*(?:and|but) (?:restarted|resumed)")
_ALLERGY = re.compile(r"\b(?:allerg\w+|intoleran\w+|reaction to)\b[^.;\n]{0,40}$")
_DOSED = re.compile(r"\d\s?(?:mg|mcg|units?|ml|%)(?!\w)|\b(?:prn|daily|bid|tid|qd|qhs)\b")
_NO_ITEM = re.compile(r"(?:none|no meds|n/a|see|reviewed|per|unchanged|no changes?|list|nkda|unknown|other|denies)\b")
_NEAR = 120


class Medications:
    """Medications, each with dose and frequency where they stand beside the name."""

    name = "medications"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Medications of a source, each said once."""
        once = Once[Medication]()
        named: list[Medication] = []
        mentions = mentions_of(reading, "medications.toml")
        for number, mention in enumerate(mentions):
            limit = mentions[number + 1].start if number + 1 < len(mentions) else len(reading.text)
            medication = _named(reading, mention, limit)
            if medication is not None:
                named.append(medication)
                once.add(medication, mention.term.phrase.rstrip("s"))
        for field in fields(reading):
            if field.kind == "medication":
                once.extend(_listed(reading, field, named))
        for exchange in exchanges(reading):
            once.extend(asked_medications(reading, exchange))
        if not once.facts:
            once.extend(_none_taken(reading))
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Medications()


def _named(reading: Reading, mention: Mention, limit: int) -> Medication | None:
    folded = folded_text(reading)
    line = reading.line_at(mention.start)
    field = field_at(fields(reading), mention.start)
    listed = field is not None and field.kind == "medication"
    if exchange_at(reading, mention.start) is not None or (field and field.kind in ("allergy", "eases", "family")):
        return None
    near = folded[max(line.start, mention.start - _NEAR) : mention.start]
    if _OTHER_THING.match(folded, mention.end) or _ALLERGY.search(near[-60:]):
        return None
    if mention.term.row.get("loose") and not (listed or _TAKES.search(near)):
        return None
    if line.speaker is Speaker.CLINICIAN and not _is_given(mention, near):
        return None
    stance = stance_at(reading, mention.start, mention.end)
    if stance.conditional or stance.assertion is Assertion.FAMILY:
        return None
    form = _FORM.match(folded, mention.end, limit)
    last = form.end() if form else mention.end
    end = _dose_end(folded, last, min(limit, _line_end(reading, line, last)))
    purpose = _FOR.match(folded, end, min(limit, line.end, end + 50))
    if purpose and not listed and len(purpose.group().split()) <= 5:
        end = strip(folded, mention.start, purpose.end())[1]
    low = max(bounds(reading, mention.start, mention.end)[0], mention.start - 60)
    count = _COUNT.search(folded, low, mention.start) or _OFTEN_BEFORE.search(folded, low, mention.start)
    begin = count.start() if count else mention.start
    given = _GIVEN.match(folded, end, min(limit, line.end, end + 60))
    end = given.end() if given else end
    vain = _HELPED_NOT.match(folded, end, min(limit, line.end))
    if vain:
        return _fact(reading, begin, vain.end(), Assertion.HISTORICAL)
    after = _STOPPED_AFTER.match(folded, end, min(line.end, end + 80))
    if after and after.end() > limit and folded.find(",", end, limit) >= 0:
        after = None
    if after and not _GOES_ON.match(folded, after.end()):
        end = strip(folded, begin, after.end())[1]
        return _fact(reading, begin, end, Assertion.HISTORICAL)
    before = _STOPPED_BEFORE.search(folded, low, begin)
    if before:
        since = _SINCE.match(folded, end, min(limit, line.end))
        end = since.end() if since else end
        return _fact(reading, before.start("cue"), end, Assertion.HISTORICAL)
    taken = listed or said("medications.goes_on").search(near[-60:]) is not None
    present = taken and stance.assertion not in (Assertion.ABSENT, Assertion.HISTORICAL)
    return _fact(reading, begin, end, Assertion.PRESENT if present else stance.assertion)


def _none_taken(reading: Reading) -> Iterator[Medication]:
    """That there are none, where none is named ("Ice prn, no meds")."""
    for none in _NO_MEDS.finditer(folded_text(reading)):
        line = reading.line_at(none.start())
        if exchange_at(reading, none.start()) is None and line.zone not in (Zone.GOALS, Zone.PLAN, Zone.BILLING):
            yield _fact(reading, none.start(), none.end(), Assertion.ABSENT)


def _fact(reading: Reading, start: int, end: int, assertion: Assertion) -> Medication:
    return Medication(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]), assertion=assertion)


def _line_end(reading: Reading, line: Line, last: int) -> int:
    """End of the line; of the next one where speech runs on over the break behind the name."""
    runs_on = (
        line.speaker is not None and not reading.text[last : line.end].strip() and line.number < len(reading.lines)
    )
    following = reading.lines[line.number] if runs_on else line
    return following.end if following.text[:1].islower() else line.end


def _is_given(mention: Mention, near: str) -> bool:
    """Whether a clinician in a dialogue gives or confirms it; general advice is no fact."""
    if mention.kind == "unnamed" or said("medications.advice").search(near):
        return False
    return said("medications.given").search(near) is not None


def _dose_end(folded: str, start: int, limit: int) -> int:
    dose = _DOSE.match(folded, start, min(limit, start + 90))
    if not dose:
        return start
    end = dose.end()
    if folded[end - 1] == ")":
        return end
    while (tail := _TAIL.search(folded[start:end])) is not None:
        end = start + tail.start()
    return max(strip(folded, start, end)[1], start)


def _listed(reading: Reading, field: Field, named: Sequence[Medication]) -> Iterator[Medication]:
    """Dosed items of a medication list that no known name explains."""
    folded = folded_text(reading)
    taken = [(m.evidence[0].start, m.evidence[0].end) for m in named if field.start <= m.start < field.end]
    for start, end in segments(folded, field.start, field.end):
        item = folded[start:end]
        if any(low < end and start < high for low, high in taken) or _NO_ITEM.match(item):
            continue
        if len(item) > 3 and len(item.split()) <= 6 and _DOSED.search(item):
            yield Medication(evidence=(reading.span(start, end),), text=plain(reading.text[start:end]))
