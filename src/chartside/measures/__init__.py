"""Outcome measures: what they are called, their bounds, and when a change is a change."""

from chartside.measures.changes import (
    Change,
    Verdict,
    instrument_change,
    rom_change,
    strength_change,
    strength_value,
    thresholds_for,
)
from chartside.measures.deficits import Deficit, Short, deficits_of
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
from chartside.measures.readings import Reading, instrument_of, reading_of
from chartside.measures.value_changes import Named, named_thresholds, population_of, value_change

__all__ = [
    "Change",
    "Deficit",
    "FunctionNeed",
    "GripNorm",
    "Instrument",
    "Named",
    "PerformanceNorm",
    "Reading",
    "RomAgeNorm",
    "RomNorm",
    "Short",
    "Threshold",
    "Verdict",
    "deficits_of",
    "function_needs",
    "grip_norm",
    "instrument_change",
    "instrument_named",
    "instrument_of",
    "instruments",
    "measurement_error",
    "named_thresholds",
    "performance_norm",
    "population_of",
    "reading_of",
    "rom_age_norm",
    "rom_change",
    "rom_norm",
    "strength_change",
    "strength_value",
    "thresholds_for",
    "use_clinic_measures",
    "value_change",
]
