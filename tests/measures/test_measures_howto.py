"""The example row of docs/how-to/add-an-outcome-measure.md is a row that loads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from chartside.measures import instrument_change, instruments
from chartside.measures.catalogue_rows import catalogue

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "add-an-outcome-measure.md"


def test_the_example_row_is_a_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    assert example is not None
    own = catalogue("instruments")["instrument"]
    rows = {"instrument": [*own, *tomllib.loads(example[1])["instrument"]]}
    module = "chartside.measures.instrument_catalogue.catalogue"
    monkeypatch.setattr(module, lambda name: rows)
    instruments.cache_clear()
    try:
        assert len(instruments()) == len(own) + 1
        assert instrument_change("spex", 20, 27).improved
        assert not instrument_change("spex", 20, 23).improved
        assert instruments()["spex"].holds(100, "%")
        assert not instruments()["spex"].holds(101, "%")
    finally:
        instruments.cache_clear()
