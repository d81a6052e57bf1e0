"""A prime behind a number is minutes, but feet where somebody walks that far."""

from __future__ import annotations

import pytest

from chartside.documents.phrasing import tidied


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("CP 10'", "CP 10 min"),
        ("gait training 200' SPC", "gait training 200 ft SPC"),
        ("gait training 75' RW", "gait training 75' RW"),
        ("gait training 15'", "gait training 15 min"),
        ("TE 45'", "TE 45 min"),
    ],
)
def test_primes(written: str, text: str) -> None:
    assert tidied(written) == text
