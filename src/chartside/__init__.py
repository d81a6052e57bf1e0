"""Chartside: documents for physical therapists in which every sentence shows its source."""

__version__ = "0.1.0"
