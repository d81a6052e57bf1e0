"""What the clinic has set."""

from __future__ import annotations

from chartside.domain.chart import ClinicProfile
from chartside.store import Work


def clinic_profile(work: Work) -> ClinicProfile:
    """The clinic's profile; the defaults before it set anything."""
    return work.charts.profile()
