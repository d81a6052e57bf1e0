"""The words a fact's keys may have: assertion, moment, side, measure, mode, level, status."""

from __future__ import annotations

from enum import StrEnum


class Assertion(StrEnum):
    """How a source stands to what it mentions."""

    PRESENT = "present"
    ABSENT = "absent"
    HISTORICAL = "historical"
    POSSIBLE = "possible"
    PLANNED = "planned"
    GOAL = "goal"
    FAMILY = "family"


class When(StrEnum):
    """Which moment a value belongs to, relative to the source that says it."""

    CURRENT = "current"
    PRIOR = "prior"
    BASELINE = "baseline"
    GOAL = "goal"
    NORMAL = "normal"


class Side(StrEnum):
    """Side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class Measure(StrEnum):
    """What a measurement measures."""

    PAIN = "pain"
    ROM = "rom"
    STRENGTH = "strength"
    GIRTH = "girth"
    VITAL = "vital"
    GAIT_SPEED = "gait_speed"
    BALANCE = "balance"
    GRIP = "grip"
    SENSATION = "sensation"
    REFLEX = "reflex"


class Mode(StrEnum):
    """How a motion was measured."""

    ACTIVE = "active"
    PASSIVE = "passive"
    ACTIVE_ASSISTED = "active_assisted"


class AssistLevel(StrEnum):
    """Help needed for a task, from none to all."""

    INDEPENDENT = "independent"
    MODIFIED_INDEPENDENT = "modified_independent"
    SUPERVISION = "supervision"
    CGA = "cga"
    MIN = "min"
    MOD = "mod"
    MAX = "max"
    DEPENDENT = "dependent"


class TestResult(StrEnum):
    """Result of a special test."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    OTHER = "other"


class TimeOf(StrEnum):
    """What a time entry times."""

    TOTAL_TREATMENT = "total_treatment"
    TIMED_TOTAL = "timed_total"
    CODE = "code"
    START = "start"
    END = "end"


class GoalTerm(StrEnum):
    """Short-term or long-term."""

    SHORT = "short"
    LONG = "long"


class GoalStatus(StrEnum):
    """Status of a goal as the source states it."""

    NEW = "new"
    ONGOING = "ongoing"
    PROGRESSING = "progressing"
    MET = "met"
    NOT_MET = "not_met"
    REVISED = "revised"


class PlanOf(StrEnum):
    """What a plan item plans."""

    FREQUENCY = "frequency"
    DURATION = "duration"
    NEXT_VISIT = "next_visit"
    PROGRESSION = "progression"
    REFERRAL = "referral"
    DISCHARGE = "discharge"
    OTHER = "other"


class Trend(StrEnum):
    """Direction in which a symptom goes, as reported."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


class EventOf(StrEnum):
    """What happened."""

    ONSET = "onset"
    SURGERY = "surgery"
    INJURY = "injury"
    VISIT = "visit"
    REFERRAL = "referral"
