"""What can go wrong with the store; each message is one line that says what to do."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be opened, read or restored."""
