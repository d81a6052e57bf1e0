"""Vocabulary of the extractors, as rows."""
