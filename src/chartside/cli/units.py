"""`chartside units`: billing units from minutes, and why."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from chartside.cli.ending import fail
from chartside.domain.billing import UnitRule


def units(
    minutes: Annotated[list[str], typer.Argument(metavar="CODE=MINUTES…", help="For example 97110=23 97140=15.")],
    rule: Annotated[UnitRule, typer.Option(help="How minutes become units.")] = UnitRule.CMS,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Turn minutes per code into billing units under the CMS 8-minute or the AMA midpoint rule."""
    from chartside.billing import service_codes
    from chartside.billing.timed_units import allot

    codes = service_codes(None)
    asked: dict[str, float] = {}
    for pair in minutes:
        code, _, text = pair.partition("=")
        code = code.strip().upper()
        try:
            value = float(text)
        except ValueError:
            fail(f"{pair}: write CODE=MINUTES, for example 97110=23")
        if not 0 <= value <= 24 * 60:
            fail(f"{pair}: minutes are between 0 and {24 * 60}")
        if code not in codes:
            fail(f"{pair}: {code} is not in the code table (src/chartside/billing/codes); check the code")
        asked[code] = asked.get(code, 0.0) + value
    allotment = allot(asked, rule, codes)
    if as_json:
        lines = [{"code": x.code, "minutes": _whole(x.minutes), "units": x.units} for x in allotment.lines]
        record = {
            "rule": str(allotment.rule),
            "timed_minutes": _whole(allotment.timed_minutes),
            "units": sum(x.units for x in allotment.lines),
            "lines": lines,
            "why": list(allotment.why),
        }
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    for line in allotment.lines:
        timed = f"{_whole(line.minutes)} min" if line.timed and line.minutes is not None else "untimed"
        typer.echo(f"{line.code}  {timed:>9}  {line.units} unit{'' if line.units == 1 else 's'}")
    typer.echo("")
    for sentence in allotment.why:
        typer.echo(f"- {sentence}")
    typer.echo(f"({allotment.authority})")


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
