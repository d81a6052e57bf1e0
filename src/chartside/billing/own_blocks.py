"""Timed codes that never join the day's total: a first block and an add-on code, or no 15-minute unit at all."""

from __future__ import annotations

from collections.abc import Mapping

from chartside.billing.unit_rules import OwnBlock, own_blocks
from chartside.domain.billing import ServiceCode, UnitLine


def allot_own_blocks(
    minutes: Mapping[str, float], codes: Mapping[str, ServiceCode]
) -> tuple[list[UnitLine], list[str]]:
    """Units and reasons for timed codes that are counted apart (97550 and 97551, 97129 and 97130 …).

    Minutes given to the first code beyond its block count for its add-on code. A timed code without a published block
    (unlisted procedures) is one unit, for its payer to price.
    """
    lines: list[UnitLine] = []
    why: list[str] = []
    done: set[str] = set()
    for code, spent in minutes.items():
        block = own_blocks().get(code)
        if block is None:
            lines.append(UnitLine(code, 1 if spent else 0, spent, True))
            why.append(f"{code} has no published block of minutes: one unit, priced by the payer.")
        elif block.code not in done:
            done.add(block.code)
            own_lines, reason = _counted(block, minutes, codes)
            lines += own_lines
            why.append(reason)
    return lines, why


def _counted(
    block: OwnBlock, minutes: Mapping[str, float], codes: Mapping[str, ServiceCode]
) -> tuple[list[UnitLine], str]:
    first, further = minutes.get(block.code, 0.0), minutes.get(block.then or "", 0.0)
    if block.then is not None and block.then in codes and first > block.minutes:
        first, further = float(block.minutes), further + first - block.minutes
    units = 1 if first >= block.least else 0
    lines = [UnitLine(block.code, units, first, True)] if first else []
    reason = f"{block.code} counts apart from the other codes: {first:g} min for its first {block.minutes}"
    if further and block.then is not None:
        more = int((further + block.then_minutes - block.then_least) // block.then_minutes)
        lines.append(UnitLine(block.then, more, further, True))
        reason += f", {further:g} min further for {block.then} in blocks of {block.then_minutes}"
    return lines, reason + "."
