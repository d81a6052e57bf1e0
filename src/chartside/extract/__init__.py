"""Source to facts: one extractor a kind of fact, each fact with the span that says it."""

from chartside.extract.extraction import Extraction, all_extractors, facts_of, number
from chartside.extract.identity import Identity, identity_of

__all__ = ["Extraction", "Identity", "all_extractors", "facts_of", "identity_of", "number"]
