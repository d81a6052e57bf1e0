"""Plans of care and their rules: evaluation codes, limits and wishes, frequency and duration, certification."""

from chartside.plan_of_care.certification import (
    Term,
    authorities,
    certification_days,
    certification_term,
    certification_terms,
    plan_assumption,
)
from chartside.plan_of_care.due_days import due_day
from chartside.plan_of_care.evaluation_level import (
    Counted,
    EvaluationLevel,
    elements_in,
    evaluation_levels,
    factors_in,
    has_onset,
    level_reached,
    presentation_in,
    reevaluation_code,
    supported_level,
)
from chartside.plan_of_care.function_limits import is_limited
from chartside.plan_of_care.patient_wishes import is_wish
from chartside.plan_of_care.plan_periods import PlanPeriod, plan_periods
from chartside.plan_of_care.plan_terms import frequencies, plan_end, plan_weeks, planned_visits

__all__ = [
    "Counted",
    "EvaluationLevel",
    "PlanPeriod",
    "Term",
    "authorities",
    "certification_days",
    "certification_term",
    "certification_terms",
    "due_day",
    "elements_in",
    "evaluation_levels",
    "factors_in",
    "frequencies",
    "has_onset",
    "is_limited",
    "is_wish",
    "level_reached",
    "plan_assumption",
    "plan_end",
    "plan_periods",
    "plan_weeks",
    "planned_visits",
    "presentation_in",
    "reevaluation_code",
    "supported_level",
]
