"""The clinic's data: an encrypted database, its audit trail and its backups."""

from chartside.store.errors import StoreError
from chartside.store.work import Store, Work

__all__ = ["Store", "StoreError", "Work"]
