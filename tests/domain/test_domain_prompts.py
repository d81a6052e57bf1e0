"""Texts of prompts: what may be one, and what changed between two."""

from __future__ import annotations

import pytest

from chartside.domain.prompts import LONGEST_PROMPT, LineChange, prompt_differences, prompt_problem, tidied_prompt


@pytest.mark.parametrize("text", ["Write plainly.\n", "Tab\there.\r\nNext line.", "x" * LONGEST_PROMPT, "Grüße – “so”"])
def test_a_prompt(text: str) -> None:
    assert prompt_problem(text) == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be empty"),
        (" \r\n\t ", "cannot be empty"),
        ("x" * (LONGEST_PROMPT + 1), "at most 20,000 characters, this one 20,001"),
        ("one\ntwo\x00", "Line 2 holds the control character U+0000"),
        ("one\x1b[31m", "Line 1 holds the control character U+001B"),
        ("turned \u202e around", "U+202E"),
        ("half \ud800", "U+D800"),
    ],
)
def test_no_prompt(text: str, says: str) -> None:
    assert says in prompt_problem(text)


def test_line_ends_of_a_browser_do_not_count_twice() -> None:
    assert prompt_problem("x\r\n" * (LONGEST_PROMPT // 2)) == ""


def test_a_prompt_is_kept_tidy() -> None:
    assert tidied_prompt("\r\n# One  \r\n\r\ntwo\r") == "# One\n\ntwo\n"


def test_what_changed_stands_with_lines_around_it() -> None:
    before = "\n".join(f"line {n}" for n in range(1, 11))
    after = before.replace("line 6", "line six").replace("line 10", "line 10\nline 11")
    told = [(d.change, d.text) for d in prompt_differences(before, after)]
    same, added, removed, left_out = LineChange.SAME, LineChange.ADDED, LineChange.REMOVED, LineChange.LEFT_OUT
    assert told == [
        (left_out, "3 unchanged lines"),
        (same, "line 4"), (same, "line 5"), (removed, "line 6"), (added, "line six"), (same, "line 7"),
        (same, "line 8"), (same, "line 9"), (same, "line 10"), (added, "line 11"),
    ]  # fmt: skip


def test_nothing_changed() -> None:
    assert prompt_differences("a\nb\n", "a\nb") == ()


def test_the_words_that_changed_are_told_apart() -> None:
    gone, come = prompt_differences("- Say nothing twice, ever.\n", "- Say nothing twice; be brief.\n")
    assert gone.parts == ((False, "- Say nothing twice"), (True, ","), (False, " "), (True, "ever"), (False, "."))
    assert "".join(text for _, text in come.parts) == come.text
    assert (True, "be brief") in come.parts


def test_a_line_that_is_all_new_is_marked_whole() -> None:
    gone, come = prompt_differences("Write plainly.\n", "One page at the most, please\n")
    assert (gone.parts, come.parts) == ((), ())
