"""Conditions, operations and pathologies a source names, looked up once for all who ask."""

from __future__ import annotations

from chartside.extract.reading import Reading
from chartside.extract.shared_work import once_per_source
from chartside.extract.vocabulary import Mention, mentions_of


@once_per_source
def named_conditions(reading: Reading) -> tuple[Mention, ...]:
    """All conditions by name, in order of place."""
    return mentions_of(reading, "conditions.toml", "pathologies.toml")
