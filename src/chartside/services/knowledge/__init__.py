"""Rows that services read."""
