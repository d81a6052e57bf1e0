"""Special tests with their results: "Lachman neg L", "(+) Neer, Hawkins R", "Cozens + R, Mills +, L all neg"."""

from __future__ import annotations

from collections.abc import Iterable

from chartside.domain.facts import Fact
from chartside.extract.examined_tests import examined_tests
from chartside.extract.reading import Reading


class SpecialTests:
    """Reads the tests of lexicon/special_tests.toml where a result is said."""

    name = "special_tests"

    def extract(self, reading: Reading) -> Iterable[Fact]:
        """One fact a test, side and result."""
        return examined_tests(reading)


EXTRACTOR = SpecialTests()
