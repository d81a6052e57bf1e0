"""A clinic with an owner who treats, a patient and a visit, on a clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from chartside.bootstrap import App, open_clinic
from chartside.domain.chart import Clinician, Role
from chartside.services.add_patient import add_patient
from chartside.services.add_user import add_user
from chartside.services.add_visit import add_visit
from chartside.services.create_owner import create_owner
from chartside.services.open_episode import open_episode
from chartside.settings import Settings

PASSWORD = "three plain words"
NOTE = """S: R knee pain 3/10 (was 5/10). HEP 2x/day. Denies numbness.
O: R knee AROM 5-105 (was 8-95). Quad MMT R 4/5.
TE 23': heel slides 3x10, SLR 3x8, TKE green TB 2x15 vc for hip hike
MT 15': pat mobs gr III sup/inf
A: extension still limits stance, cues needed for TKE.
P: add step ups nxt visit. cont 2x/wk x 4 wks
Total 38' timed 38'
"""


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 4, 15, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class ClinicAtWork:
    """The opened clinic with its people and one visit."""

    app: App
    clock: Clock
    pt: Clinician
    desk: Clinician
    visit: str
    episode: str


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[App]:
    opened = open_clinic(Settings(data_dir=tmp_path / "clinic"), clock)
    yield opened
    opened.close()


@pytest.fixture
def clinic(app: App, clock: Clock) -> ClinicAtWork:
    with app.work() as work:
        pt = create_owner(work, name="Ana Reyes", email="ana@clinic.example", password=PASSWORD, credentials="PT, DPT")
        desk = add_user(
            work, pt, name="Cy Ott", email="cy@clinic.example", password=PASSWORD, roles=frozenset({Role.FRONT_DESK})
        )
        patient = add_patient(work, pt, name="Rosa Imre", birth_date=date(1960, 5, 6))
        episode = open_episode(work, pt, patient=patient.id, title="R total knee arthroplasty")
        visit = add_visit(work, pt, episode=episode.id, date=date(2026, 3, 4))
    return ClinicAtWork(app, clock, pt, desk, visit.id, episode.id)
