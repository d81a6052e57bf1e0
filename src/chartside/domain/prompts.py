"""Prompts: how a language model is told to word a kind of document. The program's own is version 0."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

BUILT_IN = 0
LONGEST_PROMPT = 20_000
LONGEST_NOTE = 200
_CONTEXT = 2  # unchanged lines shown on each side of a change
_ALIKE = 0.5  # share of words two lines have in common, from which their words are compared
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptVersion:
    """A version of a kind's prompt.

    Attributes:
        kind: Kind of document.
        number: 0 for the program's own text, which no clinic stores; from 1 for what the clinic saved.
        text: The prompt.
        by: Who saved it; empty for the built-in text.
        at: When, as an ISO moment; empty for the built-in text.
        note: What was changed, in the words of who saved it.
        restores: Number of the earlier version it brings back, if it does.
    """

    kind: str
    number: int
    text: str
    by: str = ""
    at: str = ""
    note: str = ""
    restores: int | None = None

    @property
    def is_built_in(self) -> bool:
        """Whether it is the program's own text, also where the clinic went back to it."""
        return BUILT_IN in (self.number, self.restores)


def tidied_prompt(text: str) -> str:
    """A prompt as it is kept: line feeds only, no spaces at the ends of lines, one line feed at the end."""
    return "\n".join(line.rstrip() for line in _line_feeds(text).split("\n")).strip("\n") + "\n"


def _line_feeds(text: str) -> str:
    """A text as sent by a browser or written on another system, with line feeds only."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def prompt_problem(text: str) -> str:
    """What keeps a text from being a prompt, in one sentence that says what to do; empty when nothing does."""
    text = _line_feeds(text)
    if not text.strip():
        return "A prompt cannot be empty; write it, or restore the built-in one."
    if len(text) > LONGEST_PROMPT:
        return f"A prompt has at most {LONGEST_PROMPT:,} characters, this one {len(text):,}; shorten it."
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            if character != "\t" and _hidden(character):
                return f"Line {number} holds the control character U+{ord(character):04X}; delete it and save again."
    return ""


def _hidden(character: str) -> bool:
    """Controls, lone surrogates, and marks that reverse the direction in which a text reads."""
    turned = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return turned or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


class LineChange(StrEnum):
    """What became of a line between two versions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line of a comparison.

    Attributes:
        change: What became of it.
        text: The line; for `left_out` how many unchanged lines stand there.
        parts: Its stretches with whether each is new (or gone) against the line that takes its place; empty where the
            whole line is.
    """

    change: LineChange
    text: str
    parts: tuple[tuple[bool, str], ...] = ()


def prompt_differences(before: str, after: str) -> tuple[LineDifference, ...]:
    """What changed between two texts, line by line, with some unchanged lines around; nothing where they are alike."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return ()
    return tuple(_lines(old, new))


def _lines(old: list[str], new: list[str]) -> Iterator[LineDifference]:
    end = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT):
        yield from _left_out(group[0][1] - end)
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (LineDifference(LineChange.SAME, line) for line in old[i1:i2])
            elif i2 - i1 == j2 - j1:
                for before, after in zip(old[i1:i2], new[j1:j2], strict=True):
                    gone, come = _stretches(before, after)
                    yield LineDifference(LineChange.REMOVED, before, gone)
                    yield LineDifference(LineChange.ADDED, after, come)
            else:
                yield from (LineDifference(LineChange.REMOVED, line) for line in old[i1:i2])
                yield from (LineDifference(LineChange.ADDED, line) for line in new[j1:j2])
        end = group[-1][2]
    yield from _left_out(len(old) - end)


def _stretches(before: str, after: str) -> tuple[tuple[tuple[bool, str], ...], tuple[tuple[bool, str], ...]]:
    """The stretches of two lines, changed ones told apart; none where the lines have little in common."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found = SequenceMatcher(None, old, new, autojunk=False)
    if found.ratio() < _ALIKE:
        return (), ()
    gone: list[tuple[bool, str]] = []
    come: list[tuple[bool, str]] = []
    for tag, i1, i2, j1, j2 in found.get_opcodes():
        if i1 < i2:
            gone.append((tag != "equal", "".join(old[i1:i2])))
        if j1 < j2:
            come.append((tag != "equal", "".join(new[j1:j2])))
    return tuple(gone), tuple(come)


def _left_out(count: int) -> Iterator[LineDifference]:
    if count:
        yield LineDifference(LineChange.LEFT_OUT, f"{count} unchanged line{'s' if count > 1 else ''}")
