"""Add a patient."""

from __future__ import annotations

from datetime import date

from chartside.domain.chart import Clinician, Patient
from chartside.services.errors import Invalid
from chartside.services.passwords import new_id
from chartside.services.permissions import Permission, require
from chartside.store import Work


def add_patient(
    work: Work,
    actor: Clinician,
    *,
    name: str,
    birth_date: date | None = None,
    sex: str | None = None,
    record_number: str | None = None,
) -> Patient:
    """A new patient.

    Raises:
        Invalid: There is no name, or the birth date lies ahead.
    """
    require(actor, Permission.SCHEDULE)
    if not name.strip():
        raise Invalid("Write the patient's name.")
    if birth_date is not None and birth_date > work.now.date():
        raise Invalid("The birth date lies in the future; correct it.")
    patient = Patient(new_id(), " ".join(name.split()), birth_date, sex or None, (record_number or "").strip() or None)
    work.charts.add_patient(patient)
    work.note(actor.id, "patient_added", patient.id)
    return patient
