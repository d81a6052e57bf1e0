"""Outcome measures: what they are called, their bounds, and when a change is a change."""

from chartside.measures.changes import Change, Verdict, instrument_change, rom_change, strength_change, strength_value
from chartside.measures.instrument_catalogue import (
    Instrument,
    Threshold,
    instrument_named,
    instruments,
    use_clinic_measures,
)
from chartside.measures.norms import (
    FunctionNeed,
    GripNorm,
    PerformanceNorm,
    RomAgeNorm,
    RomNorm,
    function_needs,
    grip_norm,
    measurement_error,
    performance_norm,
    rom_age_norm,
    rom_norm,
)
from chartside.measures.value_changes import Named, named_thresholds, population_of, value_change

__all__ = [
    "Change",
    "FunctionNeed",
    "GripNorm",
    "Instrument",
    "Named",
    "PerformanceNorm",
    "RomAgeNorm",
    "RomNorm",
    "Threshold",
    "Verdict",
    "function_needs",
    "grip_norm",
    "instrument_change",
    "instrument_named",
    "instruments",
    "measurement_error",
    "named_thresholds",
    "performance_norm",
    "population_of",
    "rom_age_norm",
    "rom_change",
    "rom_norm",
    "strength_change",
    "strength_value",
    "use_clinic_measures",
    "value_change",
]
