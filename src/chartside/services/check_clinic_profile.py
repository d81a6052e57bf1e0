"""What cannot stand in a clinic profile, each in one sentence that names the known ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from chartside import billing
from chartside.documents import document_kinds
from chartside.domain.chart import ClinicProfile
from chartside.domain.clinic_style import PreferredWord
from chartside.verify.vocabulary import body_parts, clinical_terms, cues, sides_in

MOST_STANDARDS = 5
MOST_PAYERS = 100
MOST_PREFERRED = 200
LONGEST_WORD = 60
LONGEST_HEADING = 80
_DIGIT = re.compile(r"\d")


@cache
def languages() -> Mapping[str, str]:
    """Names of the languages a clinic may offer, by code."""
    rows = tomllib.loads(files("chartside.services.knowledge").joinpath("languages.toml").read_text("utf-8"))
    return {
        row["code"]: row["name"] if row["own"] == row["name"] else f"{row['name']} ({row['own']})"
        for row in rows["language"]
    }


def profile_problems(profile: ClinicProfile, today: date) -> Iterator[str]:
    """What must be corrected, the gravest first.

    Args:
        profile: As the clinic wants it.
        today: Decides which service codes are in force.
    """
    if not profile.name.strip():
        yield "Write the clinic's name; it stands on every document."
    if not 1 <= profile.session_minutes <= 240:
        yield "A session ends after 1 to 240 minutes without activity; choose a number between."
    yield from _sections(profile)
    yield from _codes(profile, today)
    yield from _payers(profile)
    for pair in profile.wording.preferred:
        yield from _preferred(pair)
    if len(profile.wording.preferred) > MOST_PREFERRED:
        yield f"At most {MOST_PREFERRED} preferred words can be kept; remove some."
    unknown = [code for code in profile.languages if code not in languages()]
    if unknown:
        yield f"{unknown[0]!r} is no language that can be offered; there is: {', '.join(languages())}."
    if len(profile.standards) > MOST_STANDARDS:
        yield f"At most {MOST_STANDARDS} files of documentation standards can be kept; put them together."
    if profile.logo is not None and not profile.logo.alt.strip():
        yield "Say in words what the logo shows; those who cannot see it hear these words."


def section_problem(key: str) -> str | None:
    """Why a key names no section ("plan", or "discharge_summary.plan" for one kind of document); None where it does."""
    kinds = document_kinds()
    kind, dot, section = key.rpartition(".")
    if dot and kind not in kinds:
        return f"{key!r}: there is no document kind {kind!r}; there is: {', '.join(kinds)}."
    known = list(kinds[kind].sections) if dot else list(dict.fromkeys(s for k in kinds.values() for s in k.sections))
    if section in known:
        return None
    place = f"a {kind.replace('_', ' ')}" if dot else "any document"
    return f"{key!r}: there is no section {section!r} in {place}; there is: {', '.join(known)}."


def _sections(profile: ClinicProfile) -> Iterator[str]:
    for key in (*(key for key, _ in profile.headings), *profile.section_order):
        problem = section_problem(key)
        if problem is not None:
            yield problem
    for key, heading in profile.headings:
        if not heading.strip() or len(heading) > LONGEST_HEADING:
            yield f"The heading of {key!r} has 1 to {LONGEST_HEADING} characters; leave the key out for the usual one."
    twice = [key for key in profile.section_order if profile.section_order.count(key) > 1]
    if twice:
        yield f"{twice[0]!r} stands twice in the order of sections; keep one."


def _codes(profile: ClinicProfile, today: date) -> Iterator[str]:
    known = billing.service_codes(today)
    unknown = [code for code in profile.codes if code not in known]
    if unknown:
        yield f"{', '.join(unknown)}: no service code in force on {today.isoformat()}; there is: {', '.join(known)}."


def _payers(profile: ClinicProfile) -> Iterator[str]:
    names = [payer.name.strip().casefold() for payer in (profile.default_payer, *profile.payers)]
    if not all(names):
        yield "Every payer needs a name; write it or remove the payer."
    if len(names) > MOST_PAYERS:
        yield f"At most {MOST_PAYERS} payers can be kept; remove some."
    twice = [payer.name for payer in profile.payers if names.count(payer.name.strip().casefold()) > 1]
    if twice:
        yield f"The payer {twice[0]!r} stands there twice; keep one of the two."


def _preferred(pair: PreferredWord) -> Iterator[str]:
    """Words that say as much: none touches a number, a side or a negation, none names another finding."""
    said = f"write {pair.write!r} instead of {pair.instead_of!r}"
    both = (pair.write, pair.instead_of)
    if not all(text.strip() and len(text) <= LONGEST_WORD for text in both):
        yield f"{said}: both have 1 to {LONGEST_WORD} characters."
    elif any(text != " ".join(text.split()) or '"' in text or "“" in text for text in both):
        yield f"{said}: words only, with single spaces and without quotation marks."
    elif any(_DIGIT.search(text) for text in both):
        yield f"{said}: numbers stay as they are in the sources; use words without digits."
    elif sides_in(pair.write) != sides_in(pair.instead_of) or sides_in(pair.write):
        yield f"{said}: sides of the body are set under `sides`; use other words."
    elif cues("negation").any_in(pair.write) or cues("negation").any_in(pair.instead_of):
        yield f"{said}: words that deny something are never exchanged; use other words."
    elif any(words.found(pair.write) - words.found(pair.instead_of) for words in (clinical_terms(), body_parts())):
        yield f"{said}: the first names a finding, treatment or part of the body that the second does not; use another."
    elif pair.write.casefold() == pair.instead_of.casefold():
        yield f"{said}: both are the same; remove the pair."
