"""Norms: normal motion, motion that tasks need, motion, grip and performance by age, and the error of a measurement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chartside.domain.facts import Measure
from chartside.measures.catalogue_rows import catalogue
from chartside.measures.instrument_catalogue import instruments


@dataclass(frozen=True, slots=True)
class RomNorm:
    """Normal motion of a joint.

    Attributes:
        joint: As asked for.
        motion: As asked for.
        normal: The conventional normal value; 0 for extension of a hinge joint, of which a lack is negative.
        low_below: A value below this is limited.
        implausible_above: A value above this is a slip of the pen.
        unit: "deg", "mm" at the jaw.
        two_sided: Whether it is measured left and right.
        source: Where the value is from.
        verified: Whether it was read in the source.
    """

    joint: str
    motion: str
    normal: float
    low_below: float
    implausible_above: float
    unit: str
    two_sided: bool
    source: str
    verified: bool

    def limited(self, value: float) -> bool:
        """Whether `value` is short of the normal range."""
        return value < self.low_below


@dataclass(frozen=True, slots=True)
class FunctionNeed:
    """Motion that a task of daily life needs."""

    task: str
    needed: float
    unit: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """The people whom a norm by age is about: whole years, both ends included; `sex` None for both sexes."""

    age_from: int
    age_to: int | None
    sex: str | None

    def holds(self, age: int, sex: str | None) -> bool:
        """Whether somebody of this age and sex belongs to the group."""
        return self.age_from <= age and (self.age_to is None or age <= self.age_to) and self.sex in (None, sex)


@dataclass(frozen=True, slots=True)
class RomAgeNorm:
    """Mean passive motion in degrees of healthy people of an age and sex."""

    mean: float
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceNorm:
    """Usual result of a performance test for an age, in the unit of the test.

    Attributes:
        instrument: Catalogue id of the test.
        mean: Mean of healthy people; None where only a range is published.
        low: Lower end of the usual range, else None.
        high: Upper end of the usual range, else None.
        condition: How the test was done, where that matters ("eyes closed", "fast").
        source: Where it was published, and what its range is.
        verified: Whether it was read in the source.
    """

    instrument: str
    mean: float | None
    low: float | None
    high: float | None
    condition: str
    source: str
    verified: bool

    def worse_than_usual(self, value: float) -> bool | None:
        """Whether `value` lies on the worse side of the usual range; None where the source gives no such limit."""
        higher_is_better = instruments()[self.instrument].higher_is_better
        limit = self.low if higher_is_better else self.high
        if limit is None or higher_is_better is None:
            return None
        return value < limit if higher_is_better else value > limit


@dataclass(frozen=True, slots=True)
class GripNorm:
    """Mean grip of one hand in kilograms for an age and sex."""

    mean_kg: float
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class MeasurementError:
    """The change below which two measurements are not known to differ."""

    value: float
    unit: str
    source: str
    verified: bool


@cache
def _rom() -> Mapping[tuple[str, str], RomNorm]:
    norms: dict[tuple[str, str], RomNorm] = {}
    for row in catalogue("rom_norms")["norm"]:
        for joint in row["joints"]:
            for motion in row["motions"]:
                if (joint, motion) in norms:
                    raise ValueError(f"rom_norms.toml: {joint} {motion} stands twice")
                norms[joint, motion] = RomNorm(
                    joint,
                    motion,
                    row["normal"],
                    row["low_below"],
                    row["implausible_above"],
                    row["unit"],
                    row["two_sided"],
                    row["source"],
                    row["verified"],
                )
    return norms


def rom_norm(joint: str | None, motion: str | None) -> RomNorm | None:
    """Normal motion, or None where the catalogue has none ("knee", "flexion" → 135 deg)."""
    return _rom().get(((joint or "").lower(), (motion or "").lower()))


@cache
def _needs() -> Mapping[tuple[str, str], tuple[FunctionNeed, ...]]:
    needs: dict[tuple[str, str], tuple[FunctionNeed, ...]] = {}
    for row in catalogue("function_needs")["need"]:
        need = FunctionNeed(row["task"], row["needed"], row["unit"], row["source"], row["verified"])
        for joint in row["joints"]:
            for motion in row["motions"]:
                needs[joint, motion] = (*needs.get((joint, motion), ()), need)
    return needs


def function_needs(joint: str | None, motion: str | None) -> tuple[FunctionNeed, ...]:
    """Tasks that need this motion, those that need least first."""
    found = _needs().get(((joint or "").lower(), (motion or "").lower()), ())
    return tuple(sorted(found, key=lambda need: need.needed))


def _group(row: Mapping[str, Any]) -> AgeGroup:
    return AgeGroup(row["age_from"], row.get("age_to"), row.get("sex"))


@cache
def _grip() -> tuple[tuple[AgeGroup, str, GripNorm], ...]:
    return tuple(
        (_group(row), row["hand"], GripNorm(row["mean_kg"], row["source"], row["verified"]))
        for row in catalogue("grip_norms")["norm"]
    )


def grip_norm(age: int, sex: str, hand: str = "right") -> GripNorm | None:
    """Mean grip for an age in years, "female" or "male", and hand; None where the table has no such group."""
    return next((norm for group, of, norm in _grip() if of == hand and group.holds(age, sex)), None)


@cache
def _rom_by_age() -> tuple[tuple[AgeGroup, str, str, RomAgeNorm], ...]:
    return tuple(
        (_group(row), row["joint"], row["motion"], RomAgeNorm(row["mean"], row["source"], row["verified"]))
        for row in catalogue("rom_age_norms")["norm"]
    )


def rom_age_norm(joint: str | None, motion: str | None, age: int, sex: str) -> RomAgeNorm | None:
    """Mean passive motion for an age in years and "female" or "male"; None where no such group is published.

    Motion beyond zero extension is positive.
    """
    asked = ((joint or "").lower(), (motion or "").lower())
    return next(
        (norm for group, of, way, norm in _rom_by_age() if (of, way) == asked and group.holds(age, sex)),
        None,
    )


@cache
def _performance() -> tuple[tuple[AgeGroup, PerformanceNorm], ...]:
    return tuple(
        (
            _group(row),
            PerformanceNorm(
                instrument=row["instrument"],
                mean=row.get("mean"),
                low=row.get("low"),
                high=row.get("high"),
                condition=row.get("condition", ""),
                source=row["source"],
                verified=row["verified"],
            ),
        )
        for row in catalogue("performance_norms")["norm"]
    )


def performance_norm(
    instrument: str, age: int, sex: str | None = None, condition: str | None = None
) -> PerformanceNorm | None:
    """Usual result of a performance test for somebody's age.

    Args:
        instrument: Catalogue id ("tug").
        age: In whole years.
        sex: "female", "male", or None where unknown; norms that part by sex are then not given.
        condition: How the test was done ("eyes closed", "fast"); None takes the ordinary way, which stands first.

    Returns:
        The norm, or None where none is published for such a person.
    """
    return next(
        (
            norm
            for group, norm in _performance()
            if norm.instrument == instrument and condition in (None, norm.condition) and group.holds(age, sex)
        ),
        None,
    )


@cache
def _errors() -> Mapping[tuple[str, str], MeasurementError]:
    errors: dict[tuple[str, str], MeasurementError] = {}
    for row in catalogue("rom_norms")["error"]:
        for joint in row["joints"] or ("",):
            errors[row["measure"], joint] = MeasurementError(row["value"], row["unit"], row["source"], row["verified"])
    return errors


def measurement_error(measure: Measure, joint: str | None = None) -> MeasurementError | None:
    """Error of a kind of measurement at a joint, or None where the catalogue has none."""
    return _errors().get((measure, (joint or "").lower())) or _errors().get((measure, ""))
