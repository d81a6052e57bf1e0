"""Norms: normal motion, motion that tasks need, grip by age, and the error of a measurement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from chartside.domain.facts import Measure
from chartside.measures.catalogue_rows import catalogue


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
class GripNorm:
    """Mean grip of the right hand for an age and sex."""

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


@cache
def _grip() -> tuple[tuple[int, int, str, GripNorm], ...]:
    return tuple(
        (
            row["age_from"],
            row.get("age_to", 200),
            row["sex"],
            GripNorm(row["mean_kg"], row["source"], row["verified"]),
        )
        for row in catalogue("grip_norms")["norm"]
    )


def grip_norm(age: int, sex: str) -> GripNorm | None:
    """Mean grip for an age in years and "female" or "male"; None where the table has no such group."""
    for low, high, of, norm in _grip():
        if low <= age <= high and of == sex:
            return norm
    return None


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
