"""Evaluations on invented notes, with the tables they publish."""
