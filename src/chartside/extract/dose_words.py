"""How a dose is written: patterns of sets, repetitions, holds, minutes, loads and bands, each tried where its first word stands."""

from __future__ import annotations

import re

from chartside.extract.amounts import SAID

NUMBER = rf"(?:\d{{1,3}}(?![\d:])|{SAID})"
_SECONDS = r"(?:seconds?\b|secs?\b\.?|s\b|\"|'')"
_SECONDS_SAID = r"(?:seconds?\b|secs?\b\.?|s\b|ct\b|counts?\b)"
"""Without the mark that is also the inch."""

_MINUTES = r"(?:minutes?\b|mins?\b\.?(?![ \t]*(?:a\b|assist|\(a\)))|'(?!'))"
_FEET = r"(?:ft\b|feet\b|foot\b|meters?\b|metres?\b|m\b|yards?\b|yds?\b|steps\b|stairs\b)"
_EACH = r"(?:[ \t]*(?:\(?ea(?:ch)?\b\.?\)?|per side|per leg|b/l)(?:[ \t]+(?:side|leg|arm|way|direction|dir|le|ue|foot|limb))?)?"
_TIMES_WORD = r"(?:[x×*]|times|by)"
_SOME = rf"(?:{NUMBER}(?:[ \t]?-[ \t]?{NUMBER})?)"
_PERIOD = r"(?:day|d\b|wk|week|hr\b|hour|h\b|morning|night|month|mo\b)"
_NOT_OFTEN = (
    r"(?![\w]|[ \t]?(?:x?[ \t]?/[ \t]?(?:d|wk|week|day)|%|(?:x|times)?[ \t]?(?:a|per|each|every)[ \t](?:day|week|wk|hour)"
    r"|(?:x[ \t]?)?(?:day\b|week|wk\b)|times[ \t]))"
)

OFTEN = re.compile(
    rf"(?:[x×][ \t]?)?{_SOME}[ \t]?(?:x|times)?[ \t]?(?:/|per\b|a\b|each\b|every\b)[ \t]?(?:other )?(?:\d[ \t]?)?{_PERIOD}\w{{0,2}}"
    rf"|(?:[x×][ \t]?)?{_SOME}[ \t]?(?:[x×]|times)?[ \t]?(?:daily|weekly|day\b|days\b|weeks?\b|wks?\b|visits?\b|months?\b|mo\b)"
)
OFTEN_WORDS = re.compile(
    rf"(?:bid|tid|qid|qd|qod|qhs|q[ \t]?\d{{0,2}}(?:-\d)?[ \t]?h(?:r|ours?)?|daily|nightly|hourly)\b|(?:once|twice)[ \t](?:daily|(?:a |per )(?:day|week))|(?:every|each|per)[ \t](?:other |few |couple(?: of)? )?(?:{NUMBER}[ \t])?(?:days?|nights?|mornings?|evenings?|hours?|hrs?|weeks?|wks?)\b|(?:once|twice)[ \t]?/[ \t]?(?:d|day|wk|week)\b"
)
REPS_OFTEN = re.compile(rf"(?P<reps>{NUMBER})[ \t]?[x×][ \t]?(?={NUMBER}[ \t]?(?:x|times)?[ \t]?(?:/|per|a day))")
SETS_REPS_HOLD = re.compile(
    rf"(?P<sets>\d{{1,2}})[ \t]?[x×*][ \t]?(?P<reps>\d{{1,3}})[ \t]?(?:(?:reps?)?[ \t]?[x×@]|with|w/|,|\()[ \t]?(?:a )?(?P<hold>\d{{1,2}})[ \t]?(?:-\d+[ \t]?)?-?{_SECONDS}(?:[ \t]?hold(?:s|ing)?\b)?"
)
SETS_REPS = re.compile(
    rf"(?P<sets>{NUMBER})(?:[ \t]?[x×*][ \t]?|[ \t]?(?P<word>sets?|rounds?|bouts?|trials?|tries|holds|rds?|trips?)(?:[ \t]+(?:of|x)|[ \t]?[x×/,])?[ \t]?|[ \t]+by[ \t]+)"
    rf"(?P<reps>{NUMBER})(?:-(?P<high>\d{{1,3}}))?[ \t-]?(?:(?P<s>{_SECONDS})|(?P<m>{_MINUTES})|(?P<ft>{_FEET})|reps?\b|repetitions?\b)?(?:[ \t]?holds?\b)?{_EACH}(?![\w]|[ \t]?(?:%|x?[ \t]?/[ \t]?(?:d|wk|week|day)))"
)
REPS_SETS = re.compile(
    rf"(?P<reps>{NUMBER})[ \t]?(?:reps?|repetitions?)[ \t]?(?:[x×,/]|for|of|times)?[ \t]?(?P<sets>{NUMBER})[ \t]?(?:sets?|rounds?)\b"
    rf"|(?P<reps2>{NUMBER})[ \t]?(?:reps?|repetitions?)[ \t]?(?:[x×]|times)[ \t]?(?P<sets2>{NUMBER})(?![ \t]?(?:s\b|sec|min|\"|')){_NOT_OFTEN}"
)
REPS_HOLD = re.compile(
    rf"(?P<reps>{NUMBER})[ \t]+(?:reps?|repetitions?|holds?)[ \t]?(?:[x×]|of|with|w/|,|@)?[ \t]?(?:an? )?(?P<hold>{NUMBER})[ \t-]?{_SECONDS}(?:[ \t]?holds?\b)?"
)
TIMES_HOLD = re.compile(
    rf"(?P<sets>{NUMBER})[ \t]+times[ \t]+(?:for )?(?P<reps>{NUMBER})[ \t-]?(?:(?P<s>{_SECONDS_SAID})|(?P<m>{_MINUTES})){_EACH}"
)
HOLD_TIMES = re.compile(
    rf"(?P<hold>{NUMBER})(?:-\d+)?[ \t-]?(?:(?P<s>{_SECONDS_SAID})|(?P<mark>\")|(?P<m>{_MINUTES}))(?:[ \t]?(?:holds?|each))?,?[ \t]*(?:[x×][ \t]?|times )(?P<count>{NUMBER})(?:[ \t]?(?:reps?|repetitions?|times|sets?)\b)?{_EACH}{_NOT_OFTEN}"
)
HOLD_REPS_SETS = re.compile(
    rf"(?P<hold>{NUMBER})[ \t-]?(?:{_SECONDS_SAID}|\")(?:[ \t]?holds?)?,?[ \t]*[x×][ \t]?(?P<reps>\d{{1,3}})(?:[ \t]?reps?)?[ \t]?[x×,][ \t]?(?P<sets>\d{{1,2}})(?:[ \t]?sets?\b)?(?![\w.:\"'/]|[ \t]?(?:sec|s\b|min)){_NOT_OFTEN}"
)
"""How long, how often and how many sets, in the order of "10s x 10 x 2"."""

ON_OFF = re.compile(
    rf"(?P<hold>{NUMBER})[ \t]?(?:{_SECONDS_SAID}|\")?[ \t]?on\b[ \t]?[/,]?[ \t]?(?:{NUMBER}[ \t]?(?:{_SECONDS_SAID}|\")?[ \t]?off\b)"
)
SETS_ONLY = re.compile(rf"(?:[x×][ \t]?)?(?P<sets>{NUMBER})[ \t]+(?:sets?|rounds?|bouts?|rds?)\b")
REPS = re.compile(
    rf"(?P<a>{NUMBER})[ \t]?(?:-\d+[ \t]?)?(?:reps?|repetitions?|times|trials?|laps?|lengths?|trips?|breaths?|tosses|throws|taps|catches|passes|contractions?)\b(?:[ \t]?{_EACH})(?![ \t](?:a|per)\b)"
    rf"|(?P<b>\d{{1,3}})[x×](?![\w/]|[ \t]?(?:/|\d))(?:[ \t]?{_EACH})"
    rf"|(?P<c>{NUMBER})(?=[ \t]+(?:(?:on |for )?(?:ea\b|each\b|per side|of them|of those|of these)|c?cw\b))(?:[ \t]c?cw/\d{{1,3}}[ \t]c?cw\b|[ \t](?:each|ea)\b\.?[ \t](?:way|direction|dir)\b)?"
)
X_REPS_SETS = re.compile(
    rf"[x×][ \t]?(?P<reps>\d{{1,3}})[ \t]?(?:reps?)?[ \t]?[x×][ \t]?(?P<sets>\d{{1,2}})(?![\w.:\"']|[ \t]?(?:sec|s\b|min)){_NOT_OFTEN}"
)
X_HOLD = re.compile(rf"[x×][ \t]?(?P<hold>\d{{1,3}})[ \t-]?{_SECONDS}(?:[ \t]?holds?\b)?{_EACH}")
X_REPS = re.compile(
    rf"[x×][ \t]?(?P<a>\d{{1,3}})(?![\w.:]|[ \t]?(?:/|'|wks?\b|weeks?\b|days?\b|visits?\b|months?\b|%|ft\b|feet\b|lob\b|person|people|for safety|viewing))(?:[ \t]?(?:reps?|repetitions?|trials?|times|laps?|lengths?|trips?|breaths?)\b)?{_EACH}"
)
TIMES_REPS = re.compile(
    rf"times[ \t](?!one\b)(?P<a>{NUMBER})(?![\w-]|[ \t](?:seconds|minutes|viewing|standing))|(?P<e>twice)\b(?![ \t](?:a|per|daily)\b)|sets[ \t]of[ \t](?P<f>{NUMBER})\b"
)
SECONDS = re.compile(
    rf"(?P<hold>{NUMBER})(?:[ \t]?-[ \t]?\d+)?[ \t-]?(?:{_SECONDS_SAID}(?:[ \t]*(?:holds?|each hold|iso(?:metric)?|on\b))?|\"[ \t]?holds?|(?P<mark>\")(?=[ \t]*(?:$|[),;x×])))(?![ \t]?rest)"
)
HOLDING = re.compile(
    rf"(?:hold(?:ing|s)?|h)[ \t:]+(?:(?:each(?: one)?|it|them|that) )?(?:for )?(?:about )?(?P<hold>{NUMBER})(?:-\d+)?[ \t-]?(?:{_SECONDS})"
)
MINUTES = re.compile(
    rf"(?:[x×][ \t]?)?(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?(?![\d:])|{SAID})(?P<half>[ \t]1/2|½)?[ \t-]?(?P<m>{_MINUTES})"
)
LOAD = re.compile(
    rf"(?:[x×@][ \t]?)?(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?|{SAID})(?:[ \t]?-[ \t]?\d+(?:\.\d)?)?[ \t-]?(?P<u>#|lbs?\b\.?|pound(?:s|ers?)?\b|kgs?\b|kilos?\b|kilograms?\b|w\b(?!/)|watts?\b)"
    r"(?:[ \t]?(?:each[ \t])?(?:dbs?|dumbbells?|kbs?|kettle ?bells?|cans?|plates?|weights?|cuffs?(?: wts?| weights?)?|aw|ankle (?:weights?|wts?)|cw|wts?|bar|balls?|med(?:icine)? balls?|vest|total|ea|each)\b)?"
)
AT_LOAD = re.compile(r"@[ \t]?(?P<n>\d{1,3})(?![\w%°:./-]|[ \t]?(?:deg|%|mph|bpm|reps?|sec|s\b|min))")
DISTANCE = re.compile(
    rf"(?:[x×][ \t]?)?(?:\d{{1,4}}|{SAID}(?: hundred| thousand)?(?: and {SAID})?)[ \t-]?{_FEET}(?:[ \t]?(?:[x×]|times)[ \t]?(?P<reps>{NUMBER})(?![\w]|[ \t]?/)(?:[ \t]?(?:reps?|trials?|laps?))?|[ \t]+(?P<twice>twice))?"
    r"|(?:[x×][ \t]?)?\d{2,4}'(?!')(?:[ \t]?[x×][ \t]?(?P<reps2>\d{1,2})(?![\w]|[ \t]?/))?"
)
OTHER = re.compile(
    r"(?:[x×@][ \t]?)?\d{1,4}(?:\.\d{1,3})?(?:-\d+)?[ \t-]?(?:bpm|mph|rpm|w/cm|mhz|hz|psi|mmhg|ma\b|%|percent|deg|°|in\b|inch|cm\b|mm\b|\"|/\d+)"
)
SLASHED = re.compile(
    r"(?P<sets>[1-5])/(?P<reps>8|10|12|15|20|25|30)(?![\d/.]|[ \t]?(?:at|with|to|in|after|->|>|now|today|=))"
)

COLOURS = "yellow|red|green|blue|black|silver|gold|orange|purple|grey|gray|tan|pink|white|blk|blu|grn|yel|org|heavy|medium|light"
_BAND_WORDS = r"(?:tb\b|t-?bands?\b|tbands?\b|thera-?bands?\b|thera-?tub(?:e|ing)\b|bands?\b|tub(?:e|ing)\b|mini[ -]?(?:bands?|loops?)\b|loops?(?: band)?\b|cords?\b|sport ?cord\b|resistance(?: bands?)?\b|putty\b|theraputty\b|digiflex\b|flex-?bar\b)"
BAND = re.compile(
    rf"(?P<c>{COLOURS})(?:[ \t]?/[ \t]?(?:{COLOURS}))?[ \t-]?(?:resistance |level |t-)?{_BAND_WORDS}"
    rf"|(?:tb|t-?band|tband|thera-?band|band|tubing|loop|putty)[ \t]?[(:-]?[ \t]?(?P<c2>{COLOURS})\b\)?|(?P<c3>[rgybko]tb)\b(?:[ \t]?/[ \t]?[rgybko]tb\b)?"
)
COLOUR = re.compile(r"(?:yellow|red|green|blue|black|silver|orange|purple|tan)\b(?:[ \t]one\b)?")
COLOUR_NAMES = {
    "rtb": "red", "gtb": "green", "ytb": "yellow", "btb": "blue", "ktb": "black", "otb": "orange",
    "blk": "black", "blu": "blue", "grn": "green", "yel": "yellow", "org": "orange",
}  # fmt: skip

SIDE = re.compile(
    r"(?:(?P<both>bilateral(?:ly)?|bilat\b\.?|bil\b|b/l|both sides|both|(?:on )?each (?:side|leg|arm|le|ue)|right and left|left and right|r/l|l/r|b\b(?!/))"
    r"|(?:(?:all )?on the |on |to the |to |the )?(?:(?P<right>right\b|rt\b|r\b)|(?P<left>left\b|lt\b|l\b)))(?:[ \t]only\b)?(?![\w/'-])"
)
NEXT = re.compile(
    rf"(?<![\w.])(?:(?P<n>\d|{SAID})|(?P<x>[x×](?=[ \t]?\d))|(?P<at>@)"
    r"|(?P<w>hold|h[ :]\d|times[ ]|twice|once|sets of|bid\b|tid\b|qid\b|qd\b|qod\b|qhs\b|q[ ]?\d|daily\b|nightly\b|hourly\b|every\b|each\b|per\b)"
    rf"|(?P<b>(?:{COLOURS})\b|tb\b|t-?band|thera-?band|band\b|tubing|loop\b|putty\b|[rgybko]tb\b)"
    r"|(?P<s>bil|both|b/l|b\b|on (?:each|the|right|left|r\b|l\b)|to (?:the |right|left|r\b|l\b)|all on|the (?:right|left)|right\b|rt\b|r\b|r/l|left\b|lt\b|l\b|l/r))"
)
"""Where something of a dose may begin; the name of the group says which patterns to try."""

HEIGHT = re.compile(
    r"step|from|sts\b|sit\b|box|stool|hurdle|block|curb|bench|platform|stair|chair|plinth|mat\b|height|riser|surface|ball\b|roll\b|lunge|jump|reach"
)
"""Beside these a mark of inches is one."""

PAIN = re.compile(
    r"\bsx\b|symptom|dizz|provok|rated|nausea|headache|\bha\b|fog|soreness|pain|p!|\bpx\b|\bpn\b|rpe|nprs|vas\b|worst|best|sore"
)
NAMED = re.compile(r"[a-z]{2}[ \t(]*$")
HELPED = re.compile(r"(?:\b(?:min|mod|max)(?:imal|erate|imum)?[ ]?(?:a|assist)?|\bcga|\bsba|\bassist|\bperson)[ \t]*$")
LEVEL = re.compile(
    r"(?:\blvl|\blevel|\blv|\bgr(?:ade)?|\bspeed|\bincline|\bphase|\brpe|\bborg|\btempo|\bcadence|\bmetronome|\bseat|\bsetting|\bnotch|\bpin|\bgear)[ .:#(]*$"
)
"""A number behind these is a setting, no dose."""

LEADING = re.compile(
    r"(?:(?:(?<!\w)(?:with|w/|using|at|for|about|an?|against|c/|holding)(?=[ \t])|@|(?<!\w)[x×](?=[ \t]*$))[ \t]*)+$"
)
"""Small words before a dose that belong to it."""
