"""Which joint of a note a motion belongs to, where the note leaves it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from chartside.extract.finding_words import Token
from chartside.extract.vocabulary import rows

_UNNAMED = {"pronation": "forearm", "supination": "forearm"}


@cache
def _motions() -> Mapping[str, frozenset[str]]:
    return {row["name"]: frozenset(row.get("motions", ())) for row in rows("anatomy.toml", "joint")}


def has_motion(joint: str | None, motion: str | None) -> bool:
    """Whether a joint has a motion ("wrist" has no "pronation"); of an unknown joint, no."""
    name = joint or ""
    return motion in _motions().get(name if name in _motions() else name.split(" ")[-1], frozenset())


@dataclass(frozen=True, slots=True)
class NoteJoints:
    """The joints a note names, those named most first, each with its first place."""

    named: tuple[Token, ...]

    def fitting(self, motion: str | None, *preferred: str | None) -> tuple[str, tuple[int, int] | None] | None:
        """The joint of a motion: the first preferred one that has it, else the one the note names most; and its place."""
        for joint in preferred:
            if joint is not None and has_motion(joint, motion):
                return joint, None
        for token in self.named:
            if has_motion(token.value, motion):
                return token.value, (token.start, token.end)
        joint = _UNNAMED.get(motion or "")
        return (joint, None) if joint is not None else None


def joints_of(tokens: Sequence[Token]) -> NoteJoints:
    """The joints of a note."""
    joints = [t for t in tokens if t.kind == "joint" and _motions().get(t.value)]
    counts = Counter(t.value for t in joints)
    first: dict[str, Token] = {}
    for token in joints:
        first.setdefault(token.value, token)
    return NoteJoints(tuple(first[name] for name, _ in counts.most_common()))
