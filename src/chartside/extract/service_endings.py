"""Minutes of a service at the end of what was done under it ("Gait training with RW 150 ft, 12 min.", "MT: STM; glides; 15 min")."""

from __future__ import annotations

import re

from chartside.extract.amounts import SAID, amount
from chartside.extract.dosage import dosed_text
from chartside.extract.reading import Reading, Zone
from chartside.extract.service_words import Service, ServiceTime

UNIT = r"[ \t]?-?(?:'(?!')|min(?:ute)?s?\b\.?|m\b)"
LEAD = r"(?:about |approx(?:imately|\.)? |~\s?)?"
PLAIN = rf"(?:\d{{1,3}}(?:\.\d)?(?![\d:])|{SAID})"
MINUTES = re.compile(rf"{LEAD}(?P<n>{PLAIN}){UNIT}")
_TRAILING = re.compile(rf"[,;–-][ \t]*(?:for )?(?:total (?:of )?)?(?P<n>{PLAIN}){UNIT}(?=[ \t]*(?:\(|,|$))")
_FUTURE = re.compile(r"\b(?:next (?:visit|session|time)|nv|nxt|will|goal|increase to|progress to|up to|ltg|stg)\b")
_STOPPED = re.compile(r"[.;:)]\s*$")
_STOP = re.compile(r"[.;](?=\s|$)|\n")
_ANY_MINUTES = re.compile(rf"\d{UNIT}")
_SHORT = 8
"""Characters of an abbreviation at most."""

_FOR_MINUTES = re.compile(rf"[^.,;:\n\d]{{3,70}}?\bfor (?:about |approximately |a total of )?(?P<n>{PLAIN}){UNIT}")


_OPENED = re.compile(r"[ \t]*(?::|[–—-]+(?=[ \t]))")


def at_end(reading: Reading, service: Service) -> ServiceTime | None:
    """The only minutes of a sentence that opens with a service, at its end ("Gait training with RW 150 ft, 12 min.")."""
    folded, line = dosed_text(reading), reading.line_at(service.start)
    lead = folded[max(line.body, service.start - 12) : service.start].rstrip(" \t")
    named, near = service.end - service.start > _SHORT, min(line.end, service.end + 110)
    said = _FOR_MINUTES.match(folded, service.end, near) if named and "for " in folded[service.end : near] else None
    if said is not None and not in_future(reading, service):
        return ServiceTime(service.start, said.end(), amount(said["n"]) or 0.0, service.code, service)
    if lead.strip(" -*•") and not _STOPPED.search(lead):
        return None
    stop = _STOP.search(folded, service.end, min(line.end, service.end + 240))
    end = stop.start() if stop else min(line.end, service.end + 240)
    closing = _closing(reading, service, line.end)
    if closing is not None:
        return closing
    found = _TRAILING.search(folded[service.end : end])
    minutes = amount(found["n"]) if found else None
    if found is None or not minutes or len(_ANY_MINUTES.findall(folded, service.end, end)) != 1:
        return None
    short = service.end - service.start < 3 and not _OPENED.match(folded, service.end)
    if short or in_future(reading, service):
        return None
    return ServiceTime(service.start, service.end + found.end(), minutes, service.code, service)


_CLOSING = re.compile(
    rf"(?:;[ \t]*(?:total (?:of )?)?(?P<n>{PLAIN}){UNIT}|\([ \t]*(?:total (?:of )?)?(?P<n2>{PLAIN}){UNIT}(?:[ \t]*total)?[ \t]*\))[ \t.]*$"
)
_LONG_LINE = 400


def _closing(reading: Reading, service: Service, end: int) -> ServiceTime | None:
    """Minutes apart at the end of a service's line ("Manual therapy: STM 4 min, glides gr III; 15 min").

    They are the service's where the minutes said within the line are no more.
    """
    folded = dosed_text(reading)
    if _OPENED.match(folded, service.end) is None or end - service.end > _LONG_LINE:
        return None
    found = _CLOSING.search(folded, service.end, end)
    minutes = amount(found["n"] or found["n2"]) if found else None
    if found is None or not minutes or in_future(reading, service):
        return None
    within = [amount(m["n"]) or 0.0 for m in MINUTES.finditer(folded, service.end, found.start())]
    if sum(within) > minutes or (within and found["n2"] and "(" in folded[service.end : found.start()]):
        return None
    return ServiceTime(service.start, found.end(), minutes, service.code, service)


def in_future(reading: Reading, service: Service) -> bool:
    """Whether a service is told as planned, or by the patient."""
    line = reading.line_at(service.start)
    if line.zone in (Zone.GOALS, Zone.SUBJECTIVE, Zone.HISTORY) and line.speaker is None and not service.by_code:
        return True
    return _FUTURE.search(dosed_text(reading), max(line.start, service.start - 40), service.start) is not None
