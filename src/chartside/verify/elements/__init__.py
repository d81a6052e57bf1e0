"""Families of required elements: one file finds out whether the sources answer its rows."""
