"""Find patients."""

from __future__ import annotations

from chartside.domain.chart import Clinician, Patient
from chartside.services.permissions import Permission, require
from chartside.store import Work


def list_patients(work: Work, actor: Clinician, *, search: str = "") -> tuple[Patient, ...]:
    """Patients by name; those whose name or record number holds every word of `search`."""
    require(actor, Permission.SCHEDULE)
    return work.charts.patients(search)
