"""Load the sample clinic: invented patients, their earlier visits drafted and signed through the services."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Protocol

from chartside.domain.billing import UnitRule
from chartside.domain.chart import Clinician, ClinicProfile, Payer, PayerType, Role
from chartside.domain.facts import Side
from chartside.services.accept_all import accept_all
from chartside.services.add_patient import add_patient
from chartside.services.add_source import add_source
from chartside.services.add_user import keep_user
from chartside.services.add_visit import add_visit
from chartside.services.dismiss_flag import dismiss_flag
from chartside.services.draft_document import draft_document
from chartside.services.errors import NotAllowed
from chartside.services.open_episode import open_episode
from chartside.services.sign_document import sign_document
from chartside.services.views import CanvasView
from chartside.store import Work
from chartside.testing import sample_clinic

SET_ASIDE = "Looked at when the sample clinic was made."


class OpenedClinic(Protocol):
    """What loading needs of an opened clinic (bootstrap.App)."""

    @property
    def clock(self) -> Callable[[], datetime]:
        """This moment."""
        ...

    def work(self) -> AbstractContextManager[Work]:
        """One transaction."""
        ...


@dataclass(frozen=True, slots=True)
class SampleOwner:
    """Who signs in to the sample clinic; the password is made anew each time it is loaded."""

    name: str
    email: str
    password: str
    clinician: Clinician


def load_sample_clinic(app: OpenedClinic) -> SampleOwner:
    """Fill an empty clinic.

    Raises:
        NotAllowed: The clinic has an account already; a real clinic's data is never touched.
    """
    rows = sample_clinic.manifest()
    password = secrets.token_urlsafe(12)
    with app.work() as work:
        if work.users.any():
            raise NotAllowed("This folder holds a clinic; the sample clinic goes into an empty folder only.")
        people = [_user(work, row, password) for row in rows["clinicians"]]
        owner, email = people[0], rows["clinicians"][0]["email"]
        clinic = rows["clinic"]
        work.charts.save_profile(ClinicProfile(**{**clinic, "address": tuple(clinic["address"])}))
        patients = {row["key"]: _patient(work, owner, row) for row in rows["patients"]}
        today = app.clock().astimezone().date()
        episodes = {row["key"]: _episode(work, owner, row, patients, today) for row in rows["episodes"]}
        visits = sorted(
            ((sample_clinic.day(row["date"], today), row) for row in rows["visits"]), key=lambda pair: pair[0]
        )
        for day, row in visits:
            visit = add_visit(work, owner, episode=episodes[row["episode"]], date=day, number=row["number"])
            for name in row["sources"]:
                add_source(work, owner, visit=visit.id, name=name, content=sample_clinic.note(name))
            if row["signed"]:
                _sign(work, owner, visit.id, password)
    return SampleOwner(owner.name, email, password, owner)


def _user(work: Work, row: dict[str, Any], password: str) -> Clinician:
    return keep_user(
        work, name=row["name"], email=row["email"], password=password, roles=frozenset(Role(r) for r in row["roles"]),
        credentials=row["credentials"], license_number=row["license_number"],
    )  # fmt: skip


def _patient(work: Work, owner: Clinician, row: dict[str, Any]) -> str:
    born = datetime.combine(datetime.fromisoformat(row["birth_date"]), time(), UTC).date()
    return add_patient(
        work, owner, name=row["name"], birth_date=born, sex=row["sex"], record_number=row["record_number"]
    ).id


def _episode(work: Work, owner: Clinician, row: dict[str, Any], patients: dict[str, str], today: Any) -> str:
    payer = Payer(row["payer"]["name"], PayerType(row["payer"]["type"]), UnitRule(row["payer"]["unit_rule"]))
    return open_episode(
        work, owner, patient=patients[row["patient"]], title=row["title"],
        side=Side(row["side"]) if "side" in row else None, region=row.get("region"), payer=payer,
        visits_planned=row["visits_planned"], start=sample_clinic.day(row["start"], today),
    ).id  # fmt: skip


def _sign(work: Work, owner: Clinician, visit: str, password: str) -> None:
    """Draft, accept and sign as a clinician would; what stands in the way is set aside with a reason."""
    view = draft_document(work, owner, visit=visit)
    for flag in view.document.blocking() if view.document else ():
        view = dismiss_flag(
            work, owner, document=_id(view), revision=view.revision, flag_key=flag.key, reason=SET_ASIDE
        )
    view = accept_all(work, owner, document=_id(view), revision=view.revision)
    if not view.blockers:
        sign_document(work, owner, document=_id(view), revision=view.revision, password=password)


def _id(view: CanvasView) -> str:
    return view.document_id or ""
