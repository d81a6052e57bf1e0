"""Reading a payer's letter: the reasons it gives, by code or in words, the claim and the services it denies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from chartside.domain.chart import PayerType
from chartside.domain.denials import AppealTime, Denial, DenialElement, DenialReason, DenialSaid
from chartside.domain.source import Source, SourceKind, Span

_CODE = re.compile(
    r"\b(?P<group>CO|PR|OA|PI|CR)[ \-–]?(?P<number>B?\d{1,3})\b"
    r"|\b(?:CARC|reason code|adjustment (?:reason )?code)s?\b[:#\s]*(?P<bare>B?\d{1,3})\b",
    re.I,
)
_OWN_TIME = re.compile(
    r"\b(?:appeals?|reconsideration|redetermination|dispute)\b[^.\n]{0,60}?\bwithin (?P<a>\d{2,3}) (?:calendar )?days"
    r"|\bwithin (?P<b>\d{2,3}) (?:calendar )?days\b[^.\n]{0,60}?\b(?:to )?(?:appeal|reconsideration|dispute)",
    re.I,
)
_LONGEST = 240
"""Characters of a line that is cited whole."""
_REMARK = re.compile(r"\b(?:N\d{1,3}|MA?\d{2,3})\b")
_CLAIM = re.compile(
    r"\b(?:claim|reference|case|ICN|DCN)\s*(?:(?:control )?number|no\.?|#|id)?\s*[:#]?\s*"
    r"(?=[A-Z0-9\-]*\d{3})[A-Z0-9][A-Z0-9\-]{4,24}",
    re.I,
)
_DAYS = re.compile(
    r"\b(?:dates? of service|service dates?|DOS)\b[:\s]*"
    r"(?P<days>[^\n]{6,90}?\d{2,4})(?=\s*(?:[.;\n|]|$))",
    re.I,
)
_SERVICES = re.compile(
    r"\b(?:services? (?:denied|requested|in question)|procedures?|CPT(?: codes?)?)\b[:\s]+[^\n.;]{4,120}", re.I
)


def denials_of(sources: Iterable[Source], payer: PayerType) -> tuple[Denial, ...]:
    """What the payer's letters among the sources deny, oldest letter first.

    Args:
        sources: All sources of a canvas; those that are no letters of a payer are left alone.
        payer: Whose rules give the time to appeal.
    """
    letters = [source for source in sources if source.kind is SourceKind.PAYER_LETTER]
    denials = (_denial(source, payer) for source in sorted(letters, key=lambda s: s.date.isoformat() if s.date else ""))
    return tuple(denial for denial in denials if denial.reasons)


def denial_reasons() -> tuple[DenialReason, ...]:
    """All reasons known."""
    return tuple(reason for reason, _ in _rows())


def reason_of(code: str) -> DenialReason | None:
    """The reason of a code as written: "CO-50", "CO 50", "50"; a bare number is the provider's liability first."""
    written = code.upper().replace(" ", "").replace("-", "").replace("–", "")
    found = {reason.code.replace("-", ""): reason for reason in denial_reasons()}
    for group in ("", "CO", "PR", "OA"):
        if group + written in found:
            return found[group + written]
    bare = re.sub(r"^(?:CO|PR|OA|PI|CR)", "", written)
    return found.get(f"CO{bare}") or found.get(f"PR{bare}")


def _denial(source: Source, payer: PayerType) -> Denial:
    said: dict[str, DenialSaid] = {}
    for reason, place in (*_by_code(source), *_by_remark(source)):
        said.setdefault(reason.code, DenialSaid(reason, place))
    if not said:
        for reason, place in _by_words(source):
            said.setdefault(reason.code, DenialSaid(reason, place))
    claim = _CLAIM.search(source.text)
    return Denial(
        source=source.id,
        reasons=tuple(sorted(said.values(), key=lambda s: s.place.start)),
        noticed=source.date,
        claim=source.span(*claim.span()) if claim else None,
        services=tuple(
            source.span(hit.start(), hit.end())
            for pattern in (_DAYS, _SERVICES)
            if (hit := pattern.search(source.text)) is not None
        ),
        time=_said_time(source) or _time(payer),
    )


def _by_code(source: Source) -> Iterator[tuple[DenialReason, Span]]:
    for hit in _CODE.finditer(source.text):
        reason = reason_of(f"{hit['group']}-{hit['number']}" if hit["group"] else hit["bare"])
        if reason is not None:
            yield reason, _line(source, hit)


def _by_remark(source: Source) -> Iterator[tuple[DenialReason, Span]]:
    """Reasons that only a remark code names, where it comes with one reason alone."""
    for hit in _REMARK.finditer(source.text):
        having = [reason for reason in denial_reasons() if hit.group() in reason.remarks]
        if len(having) == 1:
            yield having[0], _line(source, hit)


def _by_words(source: Source) -> Iterator[tuple[DenialReason, Span]]:
    for reason, words in _rows():
        hit = words.search(source.text) if words is not None else None
        if hit is not None:
            yield reason, _line(source, hit)


def _line(source: Source, hit: re.Match[str]) -> Span:
    """The line that gives a reason; of a long paragraph only the sentence."""
    text = source.text
    start = text.rfind("\n", 0, hit.start()) + 1
    stop = text.find("\n", hit.end())
    end = stop if stop >= 0 else len(text)
    if end - start > _LONGEST:
        start = max(start, text.rfind(". ", start, hit.start()) + 1)
        stop = text.find(". ", hit.end(), end)
        end = stop if stop >= 0 else end
    while start < hit.start() and text[start].isspace():
        start += 1
    while end > hit.end() and text[end - 1].isspace():
        end -= 1
    return source.span(start, max(hit.end(), end))


def _said_time(source: Source) -> AppealTime | None:
    """The days in which the letter itself allows an appeal; they go before the payer type's usual ones."""
    hit = _OWN_TIME.search(source.text)
    if hit is None:
        return None
    said = f"{source.name}: “{' '.join(hit.group().split())}”"
    return AppealTime(name="appeal", days=int(hit["a"] or hit["b"]), presumed=0, authority=said, verified=True)


def _time(payer: PayerType) -> AppealTime | None:
    for row in _table("appeal_times")["appeal"]:
        if payer.value in row["payers"]:
            return AppealTime(
                name=row["name"],
                days=row["days"],
                presumed=row["presumed"],
                authority=row["authority"],
                verified=row["verified"],
            )
    return None


@cache
def _rows() -> tuple[tuple[DenialReason, re.Pattern[str] | None], ...]:
    table = _table("denial_reasons")
    return tuple(
        (
            DenialReason(
                row["code"],
                row["meaning"],
                row["gap"],
                row["first_action"],
                row["appealable"],
                tuple(DenialElement(key, table["elements"][key]) for key in row["elements"]),
                tuple(row["remarks"]),
                table["source"],
                row["verified"],
            ),
            re.compile("|".join(row["words"]), re.I) if row["words"] else None,
        )
        for row in table["reason"]
    )


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("chartside.billing.denials").joinpath(f"{name}.toml").read_text("utf-8"))
