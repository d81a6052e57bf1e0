"""Check the audit trail."""

from __future__ import annotations

from chartside.store import Work
from chartside.store.audit_trail import TrailReport


def verify_trail(work: Work) -> TrailReport:
    """Find changed, removed, inserted, reordered and cut-off rows."""
    return work.trail.verify()
