"""Patients, episodes and visits, and the clinic's profile."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import Connection, Row, func, insert, select, update

from chartside.domain.billing import UnitRule
from chartside.domain.chart import ClinicProfile, Episode, Patient, Payer, PayerType, Visit
from chartside.domain.facts import Side
from chartside.domain.profile_record import profile_from, profile_record
from chartside.store.tables import episodes, patients, profile, visits


class Charts:
    """The clinic's charts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_patient(self, patient: Patient) -> None:
        """Keep a new patient."""
        self._connection.execute(
            insert(patients).values(
                id=patient.id,
                name=patient.name,
                birth_date=_iso(patient.birth_date),
                sex=patient.sex,
                record_number=patient.record_number,
            )
        )

    def patient(self, patient_id: str) -> Patient | None:
        """The patient with this id."""
        row = self._connection.execute(select(patients).where(patients.c.id == patient_id)).one_or_none()
        return _patient(row) if row else None

    def patients(self, search: str = "") -> tuple[Patient, ...]:
        """Patients by name; those whose name or record number holds every word of `search`."""
        query = select(patients).order_by(func.lower(patients.c.name))
        for word in search.split():
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            query = query.where(
                patients.c.name.ilike(pattern, escape="\\") | patients.c.record_number.ilike(pattern, escape="\\")
            )
        return tuple(_patient(row) for row in self._connection.execute(query))

    def add_episode(self, episode: Episode) -> None:
        """Keep a new episode."""
        self._connection.execute(
            insert(episodes).values(
                id=episode.id,
                patient_id=episode.patient,
                title=episode.title,
                side=episode.side,
                region=episode.region,
                payer_name=episode.payer.name,
                payer_type=episode.payer.type,
                unit_rule=episode.payer.unit_rule,
                visits_planned=episode.visits_planned,
                start=_iso(episode.start),
            )
        )

    def episode(self, episode_id: str) -> Episode | None:
        """The episode with this id."""
        row = self._connection.execute(select(episodes).where(episodes.c.id == episode_id)).one_or_none()
        return _episode(row) if row else None

    def episodes_of(self, patient_id: str) -> tuple[Episode, ...]:
        """A patient's episodes, newest first."""
        query = select(episodes).where(episodes.c.patient_id == patient_id).order_by(episodes.c.start.desc())
        return tuple(_episode(row) for row in self._connection.execute(query))

    def add_visit(self, visit: Visit) -> None:
        """Keep a new visit."""
        self._connection.execute(
            insert(visits).values(
                id=visit.id,
                episode_id=visit.episode,
                date=visit.date.isoformat(),
                number=visit.number,
                clinician_id=visit.clinician,
            )
        )

    def visit(self, visit_id: str) -> Visit | None:
        """The visit with this id."""
        row = self._connection.execute(select(visits).where(visits.c.id == visit_id)).one_or_none()
        return _visit(row) if row else None

    def visits_of(self, episode_id: str) -> tuple[Visit, ...]:
        """Visits of an episode, oldest first."""
        query = select(visits).where(visits.c.episode_id == episode_id).order_by(visits.c.date, visits.c.number)
        return tuple(_visit(row) for row in self._connection.execute(query))

    def visits_on(self, day: date) -> tuple[Visit, ...]:
        """Visits of a day."""
        query = select(visits).where(visits.c.date == day.isoformat()).order_by(visits.c.id)
        return tuple(_visit(row) for row in self._connection.execute(query))

    def visits_before(self, day: date) -> tuple[Visit, ...]:
        """Visits of earlier days, newest first."""
        query = select(visits).where(visits.c.date < day.isoformat()).order_by(visits.c.date.desc())
        return tuple(_visit(row) for row in self._connection.execute(query))

    def profile(self) -> ClinicProfile:
        """What the clinic has set; the defaults before it set anything."""
        record = self._connection.scalar(select(profile.c.record).where(profile.c.id == 1))
        return profile_from(json.loads(record)) if record else ClinicProfile()

    def save_profile(self, value: ClinicProfile) -> None:
        """Keep what the clinic set."""
        record = json.dumps(profile_record(value))
        if self._connection.execute(update(profile).where(profile.c.id == 1).values(record=record)).rowcount == 0:
            self._connection.execute(insert(profile).values(id=1, record=record))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _patient(row: Row[tuple[str, ...]]) -> Patient:
    return Patient(row.id, row.name, _day(row.birth_date), row.sex, row.record_number)


def _episode(row: Row[tuple[str, ...]]) -> Episode:
    return Episode(
        id=row.id,
        patient=row.patient_id,
        title=row.title,
        start=_day(row.start),
        side=Side(row.side) if row.side else None,
        region=row.region,
        payer=Payer(row.payer_name, PayerType(row.payer_type), UnitRule(row.unit_rule)),
        visits_planned=row.visits_planned,
    )


def _visit(row: Row[tuple[str, ...]]) -> Visit:
    return Visit(row.id, row.episode_id, date.fromisoformat(row.date), row.number, row.clinician_id)
