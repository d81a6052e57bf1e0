"""Dated, cited rows on plans of care: certification, evaluation codes, words for limits and wishes."""
