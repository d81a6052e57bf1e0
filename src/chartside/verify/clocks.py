"""Times of day as they stand in a text, whatever their notation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chartside.verify.figures import without_dates

_CLOCK = re.compile(
    r"(?<![\d:/.-])(?:(?P<h>1[0-2]|0?[1-9])(?::(?P<m>[0-5]\d))?\s*(?P<half>[ap])\.?(?:\s?m\b\.?|(?!\w))"
    r"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?![\d:])"
    r"|(?P<mil>(?:0[0-9]|1\d|2[0-3])[0-5]\d)(?![\d/:.-])"
    r"|(?P<noon>\bnoon\b)"
    r"|(?<=at )(?P<bare>1[0-2]|[1-9])(?=\s*(?:[,.;)]|$)))",
    re.I | re.M,
)
_HALF_DAY = 12 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes after twelve, and "a" or "p" where the text tells morning from afternoon."""

    minutes: int
    half: str | None

    def rests_on(self, given: Iterable[Clock]) -> bool:
        """Whether one of the given times says it; morning or afternoon must be said there if it is here."""
        return any(self.minutes == other.minutes and self.half in (None, other.half) for other in given)

    @property
    def numbers(self) -> frozenset[float]:
        """The numbers in which it may be written."""
        hour, minute = divmod(self.minutes, 60)
        return frozenset({float(hour or 12), float(hour + 12), float(minute)})


def clocks_in(text: str) -> frozenset[Clock]:
    """Times of day written in a text ("2:30 pm", "4p", "14:30", "1430", "at 3", "noon")."""
    return frozenset(_clock(hit) for hit in _CLOCK.finditer(without_dates(text)))


def _clock(hit: re.Match[str]) -> Clock:
    if hit["noon"]:
        return Clock(0, "p")
    if hit["bare"]:
        return Clock(int(hit["bare"]) % 12 * 60, None)
    if hit["half"]:
        return Clock(int(hit["h"]) % 12 * 60 + int(hit["m"] or 0), hit["half"].lower())
    hour, minute = (int(hit["mil"][:2]), int(hit["mil"][2:])) if hit["mil"] else (int(hit["h24"]), int(hit["m24"]))
    full = bool(hit["mil"]) or hour >= 13 or hit["h24"].startswith("0")
    return Clock((hour * 60 + minute) % _HALF_DAY, ("p" if hour >= 12 else "a") if full else None)
