"""Source to facts: one extractor a kind of fact, each fact with the span that says it."""

from chartside.extract.extraction import Extraction, all_extractors, facts_of, number

__all__ = ["Extraction", "all_extractors", "facts_of", "number"]
