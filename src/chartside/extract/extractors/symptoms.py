"""Symptoms in the patient's words and findings in the clinician's; pain with a number is a measurement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chartside.domain.facts import Assertion, Fact, Symptom, Trend, When
from chartside.domain.source import Speaker
from chartside.extract.assertions import Stance, stance_at
from chartside.extract.body_places import region_in, side_in
from chartside.extract.fields import Field, field_at, fields
from chartside.extract.once import Once
from chartside.extract.phrases import left_of, plain, right_of, segments, strip, without_lead_in
from chartside.extract.questions_and_answers import Answer, Exchange, exchange_at, exchanges, turns
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.sentences import Sentence, sentences
from chartside.extract.vocabulary import Mention, folded_text, vocabulary

_SILENT_ZONES = frozenset({Zone.GOALS, Zone.BILLING, Zone.PLAN, Zone.INTERVENTIONS, Zone.HEADER})
_RATING = re.compile(
    r"\d+(?:\.\d+)?\s*(?:-|to)?\s*\d*\s*/\s*10\b|\bout of (?:10|ten)\b|:\s*\d+(?:\.\d+)?\s*(?:$|[,;\n])"
)
_OUT_OF_TEN = re.compile(r"\b\d+(?:\.\d+)?(?:-\d+)?/10\b")
_GOAL_LINE = re.compile(r"\W*(?:STG|LTG|Goals?\b|Short[- ]term goal|Long[- ]term goal)", re.I)
_TREATED = re.compile(r"\W*(?:9\d{4}\b|(?:TE|TA|MT|NMR|HEP|Vaso|Ther\s?ex)\b)")
_PURPOSE = re.compile(
    r"\b(?:for|to (?:reduce|decrease|manage|control|prevent|avoid|minimi[sz]e|address|relieve|ease|help|assess|improve|limit)|reduce|"
    r"reducing|decrease|manage|managing|control|prevent|preventing|avoid|avoiding|minimi[sz]e|monitor|monitored|monitoring|address|"
    r"addressing|until|risk of|risk for|education on|ed on|ed re|re|scale of|onset of|incr in|increase in)(?: of| for| any| the| her| his| my| your)*\s*$"
)
_CAME_FOR = re.compile(
    r"\b(?:presents|here|seen|referred|comes?|came|visit|evaluated|treated|taking \w+|insulin|tylenol)(?: in| today)? for(?: \w+)?\s*$"
)
_NOT_THIS = re.compile(
    r"[\s-]*(?:free|management|control|scale|rating|relief|reliever|neuroscience|science|education|level|levels|diary|provocation"
    r"|meds?|medications?|medicine|limited|wrapp?ing|band|bands|tb|tubing|theraband|pack|packs|up\b|weights?|weighted|box|flags?|lifting|objects?|"
    r"tissue|mobili[sz]ation|massage|release|dose|wine|meat|water|tub|blood|end|bracing|walker|tape|stocking|garment)\b"
)
_FINDS = re.compile(
    r"\b(?:you(?:'ve)? (?:do )?(?:have|got)|you've|there(?:'s| is| are| was)|i (?:do )?(?:see|feel|notice)|do n't see|don't see|looks like|on exam|exam|"
    r"some|mild|your|tender|still (?:a|an)|no (?=swelling|effusion|redness|edema)|swelling|trace)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|my|me)\b")
_THIRD = re.compile(r"\b(?:she|he|patient|pt|her|his)\b")
_CONTINUES = re.compile(r"(?:now|which|that comes|especially|mainly|mostly|usually|intermittent|constant|sometimes)\b")
_JOIN = re.compile(r"\s*(?:,?\s*(?:or|nor)\s+(?:any |even |kind of |your )?|/\s*)+")
_BREAKS = re.compile(r"\s(?:without|w/o|denies|and no|no(?! longer)|limits|limited by|due to|->|=)\s")
_PREPOSITION = re.compile(r"\s+(?:in|with|w/|at|into|on|over|during|after|from|around|of|to)\s")
_EFFECT_OF = re.compile(
    r"\b(?:it|that|pain|ice|heat|rest|stretch\w*|exercises?|massage|tylenol|advil|ibuprofen|motrin|nsaids?|meds?|medication|symptoms|therapy|tape|brace|pt|hep|relief|knee to chest|manual)\b"
)
_TO_QUOTE = re.compile(r"\b(?:has been|have been|is|was|feels|felt|are|as)\s*[\"“]$")
_OTHER_FIELDS = frozenset(
    {
        "diagnosis",
        "medication",
        "history",
        "surgical",
        "social",
        "allergy",
        "family",
        "prior_function",
        "aggravates",
        "eases",
        "precaution",
        "onset",
    }
)
_NOT_ASKED = re.compile(
    r"\b(?:family|relatives|in the past|before|diagnosed|how|what|when|where|which|rate|scale|severity|tried|taken|take|fall|trauma|sick contacts)\b"
)
_QUALITIES = frozenset(
    "sharp dull stabbing constant intermittent shooting heavy tight tired stuck sensitive catchy".split()
)
_CIRCUMSTANCE = re.compile(r"\b(?:w/|with|when (?:i'm|he's|she's|he is|she is|i am|i get)|due to|from)\s+$")
_BETTER = re.compile(
    r"\b(?:better|improv\w+|less|not so|looser|decreas\w+|reduc\w+|eas(?:ed|ing)|subsid\w+|through (?:the )?(?:whole )?night|down from|takes the edge off)\b"
)
_WORSE = re.compile(r"\b(?:worse|worsen\w*|increas\w+|more (?:painful|stiff|sore)|flared|aggravated|up from)\b")
_SAME = re.compile(
    r"\b(?:unchanged|same|no change|not (?:changed|getting better|improv\w+|any better)|still|constant ever since|hasn't gone)\b"
)
_BARE_PAIN = frozenset(
    "pain pains the a an this that some any it my her his your of hurts hurt hurting symptoms discomfort is was has like kind does did do just because really pretty now very "
    "painful lot bad so i i'm it's its there noticed after um uh started here he she they you your a more also still bit little too much don't doesn't didn't have had in and that's other".split()
)
_ASIDE = re.compile(
    r"\b(?:are|do|did|does|can|have|could|would|is) (?:you|it|that|this|there|the pain)\b|\bscale (?:of|from)|\bbeing the worst|\brate (?:the|your|this)|\bover the years|\byears? ago|\bmonths? ago|\bin the past\b|"
    r"\bused to\b|\bwhen i was (?:younger|a kid|little)|\byou (?:can|could|may|might|should|will|know)\b|\bhow (?:bad|much)\b|\btell me\b|\byou (?:said|mentioned|hurt)\b|\bever go away\b|\bmy diagnosis\b"
)
_PLACE_ASKED = re.compile(r"\b(?:which|where|what part|pain|hurts?|joints?|exactly|here for|your)\b")
_PLACE_SAID = re.compile(
    r"(?:(?:yeah|yes|no|um|uh|well|so)[\s,.]+)*(?:it's |just |kind of |kinda |like |mostly |that |the pain's |the pain is )*(?:on |in |at |over |down |around |inside )*(?:my|the|that|both)\b"
)
_ADJECTIVE_LEAD = re.compile(
    r"\b(?:is|are|was|were|be|been|feels?|felt|gets?|got|getting|seems?|looks?|more|less|so|too|very|really|pretty|little|bit|quite|just|it's|its|i'm|"
    r"still|somewhat|that's|mildly|slightly|always|usually|not as|and|or|stays|be|became|become|says?|extremely|super|kinda)\s+$"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment of a sentence with the symptom words in it."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


class Symptoms:
    """Symptoms and findings in words."""

    name = "symptoms"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """Symptoms of a source, each said once."""
        folded = folded_text(reading)
        mentions = vocabulary("symptoms.toml").find(folded)
        found = fields(reading)
        once = Once[Symptom]()
        for exchange in exchanges(reading):
            once.extend(_answered(reading, folded, mentions, exchange))
        once.extend(_placed(reading, folded))
        for field in found:
            if field.kind in ("aggravates", "eases"):
                start, end = strip(folded, field.start, field.end)
                if start < end:
                    once.extend(
                        [_symptom(reading, plain(reading.text[field.label_start : end]), start, end, Assertion.PRESENT)]
                    )
        rated_line = 0
        for sentence in sentences(reading):
            inside = _between(mentions, sentence.start, sentence.end)
            rated = rated_line == sentence.line.number
            if (inside or rated) and not sentence.asks and _speaks_of_symptoms(reading, folded, sentence):
                said = list(_said(reading, folded, sentence, inside, found, rated))
                once.extend(said)
                if any(_OUT_OF_TEN.search(s.text) for s in said):
                    rated_line = sentence.line.number
        return sorted(once.facts, key=lambda f: f.start)


EXTRACTOR = Symptoms()


def _between(mentions: Sequence[Mention], start: int, end: int) -> tuple[Mention, ...]:
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return tuple(m for m in mentions[first:last] if m.end <= end)


def _speaks_of_symptoms(reading: Reading, folded: str, sentence: Sentence) -> bool:
    line: Line = sentence.line
    if exchange_at(reading, sentence.start) is not None:
        return False
    text = folded[sentence.start : sentence.end]
    if _GOAL_LINE.match(line.text):
        return False
    if line.speaker is Speaker.CLINICIAN:
        return bool(_FINDS.search(text) or _FIRST_PERSON.search(text) or _THIRD.search(text) or len(text.split()) <= 6)
    if line.speaker is None and line.zone in _SILENT_ZONES and not text.startswith("response"):
        return False
    return not _TREATED.match(line.text)


def _said(
    reading: Reading,
    folded: str,
    sentence: Sentence,
    inside: tuple[Mention, ...],
    found: tuple[Field, ...],
    rated: bool,
) -> Iterator[Symptom]:
    parts = [
        _Part(start, end, _between(inside, start, end)) for start, end in segments(folded, sentence.start, sentence.end)
    ]
    skip_to = 0
    for number, part in enumerate(parts):
        if part.start < skip_to:
            continue
        if not part.mentions:
            if (
                rated
                and _OUT_OF_TEN.search(folded, part.start, part.end)
                and "pain" not in folded[part.start : part.end]
            ):
                yield from _rated_like_before(reading, folded, part)
            continue
        field = field_at(found, part.end - 1)
        if field is not None and field.kind in _OTHER_FIELDS:
            continue
        kept = [m for m in part.mentions if _means_symptom(reading, folded, part, m)]
        if not kept:
            continue
        stances = {m: stance_at(reading, m.start, m.end) for m in kept}
        absent = [m for m in kept if stances[m].assertion is Assertion.ABSENT]
        yield from _absent(reading, folded, part, absent, sentence)
        clinician = sentence.line.speaker is Speaker.CLINICIAN
        there = [
            m
            for m in kept
            if m not in absent
            and _reported(stances[m])
            and not (clinician and stances[m].assertion is Assertion.POSSIBLE)
        ]
        if not there:
            continue
        end = part.end
        following = parts[number + 1] if number + 1 < len(parts) else None
        if (
            following
            and _CONTINUES.match(folded, following.start)
            and all(m.kind == "adjective" for m in following.mentions)
        ):
            end = skip_to = following.end
        elif following and _TO_QUOTE.search(folded, part.start, following.start):
            end = skip_to = following.end
        symptom = _present(reading, folded, sentence, part, there, absent, stances[there[0]], end)
        if (
            symptom is not None
            and sentence.line.zone is Zone.ASSESSMENT
            and symptom.trend is None
            and sentence.line.speaker is None
        ):
            if not folded[sentence.line.start : sentence.line.end].startswith("response"):
                continue
        if symptom is not None:
            rated = bool(_OUT_OF_TEN.search(symptom.text)) or bool(
                _OUT_OF_TEN.match(folded, symptom.evidence[0].end + 2)
            )
            yield symptom


def _reported(stance: Stance) -> bool:
    return stance.assertion in (Assertion.PRESENT, Assertion.HISTORICAL, Assertion.POSSIBLE) and not stance.conditional


def _means_symptom(reading: Reading, folded: str, part: _Part, mention: Mention) -> bool:
    before, after = folded[max(part.start, mention.start - 60) : mention.start], folded[mention.end : mention.end + 24]
    if _NOT_THIS.match(after) and not after.startswith(" up"):
        return False
    if _PURPOSE.search(before) and not _CAME_FOR.search(before):
        return False
    if mention.term.row.get("rated") and _RATING.search(folded, part.start, min(part.end + 12, len(folded))):
        return False
    if mention.term.phrase in ("fatigue", "tired", "fatigued", "exhausted", "sob") and _CIRCUMSTANCE.search(before):
        return False
    if mention.term.phrase == "symptoms" and (not before.strip() or after.startswith(" denied")):
        return False
    if mention.kind == "eases" and re.search(r"\b(?:got|did|does)\s+$", before):
        return False
    if _ASIDE.search(folded, part.start, part.end):
        return False
    if mention.kind == "effect" and not _EFFECT_OF.search(folded, part.start, part.end):
        return False
    if mention.kind == "adjective":
        if after.startswith((" up", "-up")):
            return False
        told = reading.line_at(mention.start)
        of_patient = told.speaker is not None or told.zone in (Zone.SUBJECTIVE, Zone.UNKNOWN)
        opens = not before.strip(" \"'-") or before.rstrip().endswith(('"', "“"))
        return of_patient and (opens or bool(_ADJECTIVE_LEAD.search(before))) or bool(_ADJECTIVE_LEAD.search(before))
    if mention.kind == "aggravates" and mention.term.phrase in ("worse", "worsening"):
        return bool(after.strip(" ,.;")) or len(part.mentions) > 1
    return True


def _absent(reading: Reading, folded: str, part: _Part, absent: list[Mention], sentence: Sentence) -> Iterator[Symptom]:
    """Denied things, one fact each; things joined by "or" or a slash are denied together."""
    groups: list[list[Mention]] = []
    for mention in absent:
        if mention.kind in ("aggravates", "eases", "effect", "sleep") or mention.term.phrase.startswith("hurt"):
            continue
        if groups and _JOIN.fullmatch(folded, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    for group in groups:
        start = left_of(folded, part.start, group[0].start)
        end = group[-1].end
        if _PREPOSITION.match(folded, end):
            end = right_of(folded, end, min(part.end, end + 60), breaks=_BREAKS)
        text = plain(reading.text[start:end])
        if group[0].term.name != group[0].term.phrase and len(group) == 1 and start == group[0].start:
            text = plain(text.replace(reading.text[group[0].start : group[0].end], group[0].term.name))
        yield _symptom(reading, text, start, end, Assertion.ABSENT)


def _present(
    reading: Reading,
    folded: str,
    sentence: Sentence,
    part: _Part,
    there: list[Mention],
    absent: list[Mention],
    stance: Stance,
    end: int,
) -> Symptom | None:
    first, last = there[0], there[-1]
    low = max([part.start, *(m.end for m in absent if m.end <= first.start)])
    high = min([end, *(m.start for m in absent if m.start >= last.end)])
    if first.kind in ("aggravates", "eases"):
        start = first.start if first.start - low > 40 else low
        end = right_of(folded, last.end, high, breaks=_BREAKS) if last.end < high else high
        if end <= first.end:
            end = sentence.end
    elif len(folded[low:high].split()) <= 16:
        stop = _BREAKS.search(folded, last.end, high)
        start, end = low, stop.start() if stop else high
    else:
        start, end = left_of(folded, low, first.start), right_of(folded, last.end, high, breaks=_BREAKS)
    start, end = without_lead_in(folded, start, end, first.start)
    start, end = strip(folded, start, end)
    if end <= start or set(re.findall(r"[a-z']+", folded[start:end])) <= _BARE_PAIN:
        return None
    text = plain(reading.text[start:end])
    return _symptom(reading, text, start, end, stance.assertion)


def _rated_like_before(reading: Reading, folded: str, part: _Part) -> Iterator[Symptom]:
    """ "dizzy rest 1/10; head turns 4/10": the second rating is of the same symptom, as "(was 7/10)" is of before."""
    text = plain(reading.text[part.start : part.end])
    before = re.match(r"(?:was|prev|previously|last)\b", folded[part.start : part.end])
    yield _symptom(reading, text, part.start, part.end, Assertion.PRESENT, when=When.PRIOR if before else When.CURRENT)


def _answered(reading: Reading, folded: str, mentions: Sequence[Mention], exchange: Exchange) -> Iterator[Symptom]:
    """What is asked and answered yes or no, unless the answer names the thing itself."""
    if exchange.answer is Answer.OPEN:
        return
    question = folded[exchange.question_start : exchange.question_end]
    if _NOT_ASKED.search(question):
        return
    asked = [
        m
        for m in _between(mentions, exchange.question_start, exchange.question_end)
        if m.kind in ("noun", "verb", "result")
        or (m.kind == "adjective" and m.term.phrase not in _QUALITIES)
        and not _NOT_THIS.match(folded, m.end)
    ]
    asked = [m for m in asked if not (m.term.phrase == "symptoms" and "other " in question)]
    if not asked:
        return
    first, last = asked[0], asked[-1]
    if exchange.answer is Answer.YES and (re.search(r"\bor\b", question) and not re.search(r"\bany\b", question)):
        return
    if exchange.answer is Answer.YES and re.search(r"\b(?:anything|help|make|makes|made|better|worse)\b", question):
        return
    named = _between(mentions, exchange.answer_start, min(exchange.turn_end, exchange.answer_end + 90))
    if exchange.answer is Answer.NO and any(_same_thing(m, a) for m in named for a in asked):
        return
    if exchange.answer is Answer.YES and named:
        return
    start = left_of(folded, exchange.question_start, first.start)
    end = right_of(folded, last.end, exchange.question_end) if _PREPOSITION.match(folded, last.end) else last.end
    assertion = Assertion.ABSENT if exchange.answer is Answer.NO else Assertion.PRESENT
    if exchange.answer is Answer.YES and not set(re.findall(r"[a-z']+", folded[start:end])) - _BARE_PAIN:
        start, end = strip(folded, exchange.question_start, exchange.question_end)
    if exchange.answer is Answer.NO and not set(re.findall(r"[a-z']+", folded[start:end])) - _BARE_PAIN:
        start, end = strip(folded, exchange.question_start, exchange.question_end)
        if end - start > 60:
            return
    quote_start = exchange.question_start if first.start - exchange.question_start < 90 else start
    yield _symptom(reading, plain(reading.text[start:end]), quote_start, exchange.answer_end, assertion)


def _same_thing(one: Mention, other: Mention) -> bool:
    a, b = one.term.phrase.rstrip("s"), other.term.phrase.rstrip("s")
    return a == b or a.endswith(b) or b.endswith(a)


def _placed(reading: Reading, folded: str) -> Iterator[Symptom]:
    """ "Which knee? – My right knee": a short answer that names the place of what hurts."""
    spoken = turns(reading)
    for asked, answered in zip(spoken, spoken[1:], strict=False):
        end = min(answered.end, answered.start + 80)
        sentence = re.match(r"[^.?!\n]*", folded[answered.start : end])
        said = sentence.group().rstrip() if sentence else ""
        if not said or len(said.split()) > 10 or not _PLACE_SAID.match(said):
            continue
        if not _PLACE_ASKED.search(folded, max(asked.start, asked.end - 160), asked.end) or "pain" in said:
            continue
        text = reading.text[answered.start : answered.start + len(said)]
        if region_in(text) is not None or re.search(
            r"\b(?:medial|lateral|inside|outside|front|back) (?:side|part)\b", said
        ):
            start, stop = without_lead_in(
                folded, answered.start, answered.start + len(said), answered.start + len(said) - 3
            )
            yield _symptom(reading, plain(f"pain {reading.text[start:stop]}"), start, stop, Assertion.PRESENT)


def _symptom(
    reading: Reading, text: str, start: int, end: int, assertion: Assertion, *, when: When = When.CURRENT
) -> Symptom:
    return Symptom(
        evidence=(reading.span(start, end),),
        text=text,
        region=region_in(text),
        side=side_in(text),
        trend=_trend(text.lower()) if assertion is not Assertion.ABSENT else None,
        assertion=assertion,
        when=when,
    )


def _trend(text: str) -> Trend | None:
    if _SAME.search(text):
        return Trend.SAME
    if _WORSE.search(text):
        return None if re.match(r"(?:it gets |gets |pain )?worse\b(?! over)|agg", text) else Trend.WORSE
    if _BETTER.search(text):
        return None if re.match(r"(?:feels )?better\b|eas|reli", text) else Trend.BETTER
    return None
