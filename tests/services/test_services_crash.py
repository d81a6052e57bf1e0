"""A short run of bench/crash.py: what was accepted survives kill -9."""

from __future__ import annotations

import pytest

from bench import crash


@pytest.mark.slow
def test_killed_mid_work_nothing_accepted_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    assert crash.main(kills=3, seed=99) == 0, capsys.readouterr().out
