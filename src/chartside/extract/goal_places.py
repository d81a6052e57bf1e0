"""Where a note tells its goals: labels ("STG 2 (4 wk):", "Goals by d/c:", "LTG"), the stretch each opens, and its pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chartside.domain.facts import GoalTerm
from chartside.domain.source import Speaker
from chartside.extract.goal_cues import goal_cues
from chartside.extract.goal_words import DAY, DUE_VALUE, SPAN, verbs
from chartside.extract.reading import Line, Reading, Zone
from chartside.extract.vocabulary import folded_text

_REACH = {"goal": 40, "objectives": 40, "criteri": 24, "outcomes": 24, "term": 16}
"""How far before a word that labels have the label can begin; before the others nine characters."""

_WORD_START = re.compile(r"(?<![\w/])[a-z]")
_LABEL = re.compile(
    r"(?<![\w/])(?P<new>new |revised |updated |upgraded |add(?:ed)? )?"
    r"(?:(?P<short>stgs?(?:'s)?|stos?\b|st goals?|st(?=:)|short[- ]?term(?: goals?| objectives?)?)|(?P<long>ltgs?(?:'s)?|ltos?\b|lt goals?|lt(?=:)|long[- ]?term(?: goals?| objectives?)?)"
    r"|(?P<any>(?:(?:pt|pt's|patient|patient's|client|family|caregiver|functional|treatment|therapy|rehab|pt/family|patient/family|her|his|my|stated|personal|primary|main|overall|current|new|dc|d/c|discharge)[ ]){0,3}(?:goals?|objectives)(?:(?: and|,? &|/) ?(?:expected |anticipated )?outcomes)?)"
    r"|(?P<aim>(?:(?:rts|rtp|rtr|rtw|return to (?:sport|play|run|work)|d/c|discharge|progression|clearance) )?criteria(?: (?:for|to) (?:d/c|discharge|rts|rtp|progress\w*|clear\w*|return[a-z ]{0,12}))?|(?:expected|anticipated|projected|desired) (?:functional )?(?:goals|outcomes)(?: and (?:expected |anticipated )?outcomes)?|aim(?:s|ing)?(?: for)?|targets?(?: outcomes?| goals?)?))(?![a-z])"
    r"(?P<per>[ \t]*(?:\(s\)|status|review|update|set|stated|per (?:pt|patient|family|caregiver|dtr|client)|for (?:therapy|pt|treatment|rehab|this episode)|of (?:care|therapy|treatment|rehab|pt)|today|progress)(?![a-z])){0,2}"
    r"(?:[ \t]?(?:#|no\.? ?|number )?(?P<no>\d{1,2}(?:[ \t]?(?:-|,|&|/|and|to)[ \t]?#?\d{1,2}(?!\d|[ \t]?(?:wk|week|mo|/)))*(?![.)][ \t])|one|two|three|four|five|[a-d](?=[:).]))(?![\w/%]|\.\d|[ \t]?(?:min|deg|ft|x\b|lb|sec|steps|falls|stairs|laps|mi\b|hours?|hrs?|flights?|reps|%|/)))?"
    rf"(?:[ \t]*[(,-]{{0,2}}[ \t]*(?:(?:all )?(?:to be )?(?:met |achieved )?(?:in|by|within|x|for|at|due(?: by)?:?|over)[ \t]+)?(?P<due>(?:{SPAN}|{DAY})|(?<=by ){DUE_VALUE}|(?<=\(){DUE_VALUE})[ \t]*\)?(?=[ \t]*(?:[:;,.)(–=-]|$|\n|\d[.)]|is\b|are\b)))?"
    r"(?:[ \t]*\([^)\n]{0,40}\)(?=[ \t]*:))?"
    r"(?P<colon>[ \t]*(?:::?|\)|[–—=|-](?=[ \t])|is to\b|are to\b|is\b|are\b|was to\b|include\b|\.(?=[ \t]+\d[.)]))[ \t]*|[ \t]*(?=[\"“(#]?\d{1,2}[.)][ \t])|[ \t]+(?=[\"“]))?[ \t]*"
)
_STAGE = re.compile(
    r"stg[ \t]?(?:i{1,3}|iv|\d[ab]?)(?![\w.):])(?:[ \t]+(?:pressure|ulcer|wound|ckd|copd|lymph\w*|htn|hf|pu\b|pi\b|\())?"
)
_DUE_FIRST = re.compile(
    rf"[(]?(?:in |within |by |at )?(?P<due>{SPAN}|{DAY})\)?[ \t]*(?:[:,–-]+[ \t]*|[ \t](?=to\b|pt\b|patient\b|will\b))"
)
_NUMBER = re.compile(r"(?P<no>\d{1,2})(?P<mark>[.):](?!\d)|(?=[ \t]+[a-z/]))[ \t]*")
_BEFORE_NUMBER = frozenset(" \t\n\r.;:,|)")
_PART = re.compile(r"[;\n|•▪●\t]|[.](?<![.][.])(?=[ \t\n]|$)")
_SPOKEN_PART = re.compile(_PART.pattern + r"|\bperiod\b")
_ABBREVIATED = re.compile(
    r"\b(?:w/o|vs|dr|mr|mrs|ms|approx|min|max|mod|indep|ind|amb|cont|incr|ext|flex|abd|e\.g|i\.e|pt|bilat|prec|pn|sup)$"
)
_NEXT_GOAL = re.compile(r"[ \t]*(?:\n|$|[a-z]+ ?\d? ?(?:will|to)\b|stg|ltg)")
_COMMA = re.compile(
    r",(?!\d{3}\b)[ \t]*(?:and[ \t]+)?|[ \t]&[ \t]|[ \t]and[ \t]+(?=\d)|[\"”][ \t]*(?:,|and\b|&|\+)[ \t]*(?:and[ \t]+)?"
)
_SCALES = r"(?:lefs|dash|q-?dash|quick ?dash|odi|oswestry|ndi|berg|bbs|tug|fga|dgi|koos|hoos|womac|spadi|faam|fadi|psfs|abc|dhi|tinetti|poma|6mwt|2mwt|5x?sts|ftsts|10mwt|30s? ?(?:sec )?(?:cst|sts|chair stand)|sls|akps|ikdc|visa-?[ap]|prwe|nprs|lsi|gait speed|mini-?best|pgq|sane|ases|hit-?6|fabq|promis|am-?pac|pdq|ffi|eq-?5d)"
_MEASURED = re.compile(
    rf"(?:[lrb] )?{_SCALES}(?: jr| score| sports?| adl)?[ \t]?(?:to[ \t]|of[ \t])?(?:</?=?|>/?=?|≤|≥|=|at least |under |over |below |above )?[ \t]?\d|"
    r"(?!pain|pn\b|np?rs|vas\b|rpe|borg|w/|with|sx|sob)(?:[a-z][\w/+-]{1,14}[ \t]){0,2}?[a-z][\w/+-]{1,14}[ \t]?(?:score[ \t]?)?(?:to[ \t]|of[ \t])?(?:</?=?|>/?=?|≤|≥|=<|=>|=|under|over|below|above|at least)[ \t]?/?=?[ \t]?\d|(?:[lrb][ \t]|a?rom |arom )?(?:flex(?:ion)?|ext(?:ension)?|abd(?:uction)?|er|ir|df|pf|mmt|rom|arom|prom|quad|grip)[ \t](?:arom |rom |strength |to )?[<>=≤≥]{0,2}[ \t]?-?\d"
)
_NOTHING = re.compile(r"[ \t:*_=|-]*(?:\n|$)")
_HEADED = re.compile(r"[ \t]*[A-Z][A-Za-z/& ]{2,24}:")
_NO_GOAL = re.compile(
    r"[\W]*(?:to (?:be )?(?:determined|review|address|discuss)|reviewed|n/a|tbd|see\b|per\b|with (?:patient|pt)\b|discussed|are as|and\b(?! be)|of care|sheet|setting|for (?:next|today)|oriented|not (?:reviewed|addressed|assessed|formally|updated|discussed)|deferred|established|same\b|unchanged|no change|none\b|remain|(?:have|has) (?:been|not)|addressed|written|set\b)"
)
_NO_MORE = re.compile(
    r"[\W\d]*(?:cont(?:inue)?\b(?! to)|next (?:visit|session|tx|time)|nv\b|nxt|plan\b|p:|p\)|poc\b|refer\b|recheck\b|reassess|re-?eval\b|retest|total\b|timed(?: (?:min|tx|total|code|treat|\d)|:)|time[ :]|time in\b|reduce\b(?! (?:pain|falls|use))|signed\b|freq|rtc\b|f/u\b|follow[- ]?up|ortho consult|electronically"
    r"|(?:the )?(?:patient|pt|he|she) (?:was|is|has|tolerated|required|needed|completed|continues|remains|demonstrates|presents|reports|states)\b|precautions?\b|prec:|prognosis|rehab potential|good rehab|skilled\b|billed|billing|charges?\b|cpt|[9g]\d{4}|assessment\b|a:|o:|s:|ed\b|edu|instructed|advised|issued|tx\b|rx\b|treatment\b|therex|ther ex|manual\b|hep\b(?! (?:comp|adh|ind|5|7|daily))|home exercise|discharge (?:to|plan|summary)\b|d/?c (?:to|from|plan)\b|\d ?x ?(?:/|per|a)? ?(?:wk|week)\b(?![^.;\n]{0,30}(?:gym|run|walk))|recommend|pt to call|thank)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A goal label and the stretch it opens.

    Attributes:
        start: Offset of the label.
        body: Offset of its first goal.
        end: Offset after the stretch.
        term: Short or long; None where it does not say.
        due: By when, where it says so.
        single: Whether it names one goal ("STG2 …").
        new: Whether it calls its goals new.
        opens: Whether a colon or the like opens its goals.
        listed: Whether all of the stretch is goals, not only its first sentence.
        aims: Whether it is "aim", "target" or "criteria", behind which every comma parts goals.
    """

    start: int
    body: int
    end: int
    term: GoalTerm | None
    due: str | None
    single: bool
    new: bool
    opens: bool
    listed: bool
    aims: bool = False


def labels(reading: Reading) -> Iterator[Label]:
    """Goal labels of a source, in order of place."""
    folded = folded_text(reading)
    found = list(_labels(reading, folded))
    for index, m in enumerate(found):
        line = reading.line_at(m.start())
        alone = _NOTHING.match(folded, m.end()) is not None
        end = _end_of_list(reading, line) if alone else line.end
        if index + 1 < len(found):
            end = min(end, max(found[index + 1].start(), m.end()))
        body, due = m.end(), m["due"]
        first = _DUE_FIRST.match(folded, body, end)
        if first and due is None:
            body, due = first.end(), first["due"]
        term = GoalTerm.SHORT if m["short"] else GoalTerm.LONG if m["long"] else None
        opens = bool(m["colon"]) or first is not None or alone
        many = (m["any"] or m["aim"] or "").endswith(("s", "a"))
        listed = alone or term is not None or line.zone is Zone.GOALS or many
        yield Label(
            m.start(),
            body,
            end,
            term,
            due,
            m["no"] is not None and not alone,
            bool(m["new"]),
            opens,
            listed,
            m["aim"] is not None,
        )


def _labels(reading: Reading, folded: str) -> Iterator[re.Match[str]]:
    behind = 0
    for place, word in goal_cues(reading)["label"]:
        if place < behind:
            continue
        low = max(folded.rfind("\n", 0, place) + 1, place - _REACH.get(word, 9), behind)
        end = min(place + 90, len(folded))
        for start in _WORD_START.finditer(folded, low, place + 1):
            found = _LABEL.match(folded, start.start(), end)
            if found is not None and found.end() > place:
                break
        else:
            continue
        if _is_label(reading, folded, found):
            behind = found.end()
            yield found


def _is_label(reading: Reading, folded: str, found: re.Match[str]) -> bool:
    line = reading.line_at(found.start())
    if line.speaker is Speaker.PATIENT and line.body > line.start and reading.is_dialogue:
        return False
    if line.speaker is Speaker.OTHER:
        return False
    before = folded[max(min(line.body, found.start()), found.start() - 60) : found.start()].strip(" \t-*•#|:_◦▪")
    first = not before or before[-1] in ".;|:)!?" or bool(_LED.search(before))
    if not first and found["no"] is not None:
        first = before[-1] == "," or bool(_JOINED.search(before))
    alone = _NOTHING.match(folded, found.end()) is not None
    if found["aim"]:
        return first and _is_aim(folded, found, line)
    if found["any"]:
        if found["colon"] or alone:
            return first
        return first and _aims(folded, found, line.end)
    if found["short"] or found["long"]:
        word = found["short"] or found["long"]
        if (
            word.startswith("stg")
            and _STAGE.match(folded, found.start())
            and not found["colon"]
            and found["no"] is None
        ):
            return False
        if word.startswith(("stg", "ltg", "sto", "lto")):
            return _STAGED.search(folded, max(line.start, found.start() - 30), found.end() + 24) is None
        return "goal" in word or "objective" in word or bool(found["colon"] or (alone and first))
    return False


_LED = re.compile(r"\bperiod$|^\d{1,2}$|^(?:the|our|and)$|[.;] (?:the|our)$")
_JOINED = re.compile(r"(?:,|\s)\s?(?:n|and|&|\+)$")
_UNAIMED = frozenset({Zone.OBJECTIVE, Zone.INTERVENTIONS, Zone.SUBJECTIVE, Zone.HISTORY, Zone.BILLING, Zone.HEADER})
_ASSESSED = re.compile(r"\s*(?:A ?[/&] ?P|Assess\w*|Plan|Pln|P)\b", re.I)
_NO_AIM = re.compile(
    r"[ \t]*(?:hr|heart|rpe|rate|pace|cadence|tissue|muscle|area|zone|bp|spo2|borg|met\b|not met|for\b|is\b|are\b|were\b|was\b|of\b|date|to (?:d/c|discharge|progress|wean|start|begin|add|see|return in|prevent|improve|address|reduce|increase|decrease|normalize|restore)|therap|exercise|practice|\d+ ?(?:oz|spm|bpm|steps|ml|g\b|x))"
)


def _is_aim(folded: str, found: re.Match[str], line: Line) -> bool:
    """Whether "aim", "target" or "criteria" tells a goal ("Aim FGA 17, falls <1/mo", "RTS criteria: LSI >90%")."""
    unaimed = line.zone in _UNAIMED and not _ASSESSED.match(line.text)
    if unaimed or line.speaker is not None or _NO_AIM.match(folded, found.end()):
        return False
    return bool(found["colon"]) or _AIMING.match(folded, found.end(), line.end) is not None


_STAGED = re.compile(r"stg \d (?:pressure|ulcer|wound|ckd|copd|lymph|decub)|lymphedema[^.;\n]{0,20}stg|stg i+v?\b")
_AIMING = re.compile(
    r"[^.;\n]{0,60}?(?:[<>≤≥]|\bby\b|\bin \d|\bwithin\b|\bw/o\b|\bwithout\b|\d)|(?:to|return|back|get back)\b"
)


def _aims(folded: str, found: re.Match[str], end: int) -> bool:
    """Whether a label without a colon is followed by a goal ("Goal 6MWT >= 350 m by session 24")."""
    if found["any"].endswith("s") or folded[found.end() - 1 : found.end()] not in (" ", "\t"):
        return False
    behind = re.compile(
        r"(?:met|not|is|was|has|of|for|progress\w*|review\w*|in|at|and|achieved|status|setting|date)\b"
    ).match(folded, found.end())
    return behind is None and _AIMING.match(folded, found.end(), end) is not None


def _end_of_list(reading: Reading, line: Line) -> int:
    """End of the list under a label that stands alone on its line; an empty line right behind it does not end it."""
    end = line.end
    for number, following in enumerate(reading.lines[line.number : line.number + 30]):
        text = following.text
        if not text.strip():
            if number == 0:
                continue
            break
        if following.zone is not line.zone or _HEADED.match(text):
            break
        end = following.end
    return end


def is_empty(folded: str, label: Label) -> bool:
    """Whether a label only talks of goals ("Goals reviewed with patient")."""
    return _NO_GOAL.match(folded, label.body, label.end) is not None


def pieces(folded: str, label: Label) -> Iterator[tuple[int, int]]:
    """Single goals of a labelled stretch: numbered ones, else its sentences, lines and cells; up to what is no goal."""
    one = label.single or not label.opens
    numbers = [] if one else _numbered(folded, label)
    if numbers:
        for index, m in enumerate(numbers):
            end = _opened(folded, numbers[index + 1].start()) if index + 1 < len(numbers) else label.end
            for number, (low, high) in enumerate(_parts(folded, m.end(), end)):
                if number and _NO_MORE.match(folded, low, high):
                    return
                if number and not _is_table(folded, low):
                    continue
                yield low, high
        return
    for number, (start, end) in enumerate(_parts(folded, label.body, label.end)):
        if _NO_MORE.match(folded, start, end):
            return
        further = number and (one or not label.listed) and not _is_table(folded, start)
        if further and (label.single or not _goes_on(folded, start, end)):
            return
        yield from [(start, end)] if label.single else _clauses(folded, start, end, every=label.aims)


def _goes_on(folded: str, start: int, end: int) -> bool:
    """Whether a part behind a semicolon is another goal of the same label ("goal DHI < 30; shop 30 min alone")."""
    if folded[start - 1 : start] != ";":
        return False
    head = start + len(folded[start:end]) - len(folded[start:end].lstrip())
    return bool(verbs().match(folded, head, end) or _MEASURED.match(folded, head, end))


def _is_table(folded: str, offset: int) -> bool:
    return "|" in folded[max(offset - 3, 0) : offset + 3]


def _numbered(folded: str, label: Label) -> list[re.Match[str]]:
    """Numbers of a list that count up by one, marked ones ("1." "2)") before bare ones."""
    every = [
        m
        for m in _NUMBER.finditer(folded, label.body, label.end)
        if 0 < int(m["no"]) <= 20 and _stands_alone(folded, _opened(folded, m.start()), label.body)
    ]
    for marked in (True, False):
        chain: list[re.Match[str]] = []
        for m in every:
            if marked and not m["mark"]:
                continue
            if not chain or int(m["no"]) == int(chain[-1]["no"]) + 1:
                chain.append(m)
        if chain and folded[label.body : chain[0].start()].strip(" .:\n\t-*•#(") == "" and (marked or len(chain) > 1):
            return chain
    return []


def _opened(folded: str, start: int) -> int:
    """Where a number begins with the bracket or "#" before it."""
    return start - 1 if start and folded[start - 1] in "#(" else start


def _stands_alone(folded: str, start: int, low: int) -> bool:
    return start <= low or folded[start - 1] in _BEFORE_NUMBER


def _parts(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    pattern = _SPOKEN_PART if folded.find("period", start, end) >= 0 else _PART
    for cut in pattern.finditer(folded, start, end):
        short = cut.group() == "." and _ABBREVIATED.search(folded, max(begin, cut.start() - 8), cut.start())
        if short and not _NEXT_GOAL.match(folded, cut.end()):
            continue
        if folded[begin : cut.start()].strip():
            yield begin, cut.start()
        begin = cut.end()
    if folded[begin:end].strip():
        yield begin, end


def _clauses(folded: str, start: int, end: int, *, every: bool = False) -> Iterator[tuple[int, int]]:
    """Goals of a sentence: parted at commas behind which another verb or another measure begins, or at every comma."""
    begin = start
    for cut in _COMMA.finditer(folded, start, end):
        if cut.start() - begin < 5 or cut.group().startswith(" "):
            continue
        if every or verbs().match(folded, cut.end(), end) or _MEASURED.match(folded, cut.end(), end):
            if folded[begin : cut.start()].count("(") > folded[begin : cut.start()].count(")"):
                continue
            yield begin, cut.start()
            begin = cut.end()
    yield begin, end
