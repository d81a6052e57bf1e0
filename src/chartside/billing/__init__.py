"""Service codes, and how the minutes of a visit become units."""

from chartside.billing.denial_letters import denial_reasons, denials_of, reason_of
from chartside.billing.member_number import member_number
from chartside.billing.service_codes import code_of_category, service_codes
from chartside.billing.timed_units import allot, allot_total
from chartside.billing.visit_units import minutes_by_code, timed_total, units_of

__all__ = [
    "allot",
    "allot_total",
    "code_of_category",
    "denial_reasons",
    "denials_of",
    "member_number",
    "minutes_by_code",
    "reason_of",
    "service_codes",
    "timed_total",
    "units_of",
]
