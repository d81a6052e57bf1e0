"""Every row of the catalogue: bounds, direction, cited thresholds, spellings of its own."""

from __future__ import annotations

import pytest

from chartside.domain.facts import Measure
from chartside.measures import Instrument, Threshold, instrument_named, instruments

ALL = list(instruments().values())


def spelled(instrument: Instrument) -> str:
    return instrument.id


@pytest.mark.parametrize("instrument", ALL, ids=spelled)
def test_a_measure_has_bounds_a_unit_and_its_own_spellings(instrument: Instrument) -> None:
    assert instrument.min < instrument.max
    assert instrument.unit
    assert instrument.id == instrument.id.lower()
    assert instrument.aliases
    for alias in instrument.aliases:
        named = instrument_named(alias)
        assert named is not None
        assert named.id == instrument.id, f"{alias} is read as another measure"


@pytest.mark.parametrize("instrument", ALL, ids=spelled)
def test_thresholds_are_cited_and_smaller_than_the_scale(instrument: Instrument) -> None:
    for threshold in (*instrument.mdc, *instrument.mcid):
        assert threshold.source.strip()
        assert threshold.population.strip()
        assert threshold.value > 0
        assert threshold.value_high is None or threshold.value_high > threshold.value
        if not threshold.subscale:
            assert threshold.amount(instrument.max) < instrument.max - instrument.min
    for cutoff in instrument.cutoffs:
        assert cutoff.source.strip()
        assert cutoff.meaning.strip()


@pytest.mark.parametrize("instrument", ALL, ids=spelled)
def test_one_threshold_of_a_kind_is_the_default(instrument: Instrument) -> None:
    def usable(thresholds: tuple[Threshold, ...]) -> list[Threshold]:
        return [t for t in thresholds if not t.subscale]

    for thresholds in (usable(instrument.mdc), usable(instrument.mcid)):
        if thresholds:
            assert sum(t.default for t in thresholds) == 1


def test_the_catalogue_holds_what_clinics_use() -> None:
    assert len(ALL) == 82
    assert {"lefs", "odi", "ndi", "qdash", "tug", "ftsts", "berg", "dgi", "fga", "sixmwt", "psfs"} <= set(instruments())


def test_only_effort_has_no_better_direction() -> None:
    assert [i.id for i in ALL if i.higher_is_better is None] == ["borg"]


@pytest.mark.parametrize(
    ("written", "instrument"),
    [
        ("5xSTS", "ftsts"),
        ("Five times sit-to-stand", "ftsts"),
        ("five times sit to stand", "ftsts"),
        ("5TSTS", "ftsts"),
        ("30 sec chair stand", "cst30"),
        ("30-second sit to stand", "cst30"),
        ("Quick-DASH", "qdash"),
        ("6 MWT", "sixmwt"),
        ("Oswestry", "odi"),
        ("Berg balance scale", "berg"),
        ("TUG cog", "tug_cog"),
        ("FAAM", "faam_adl"),
        ("KOOS, JR.", "koos_jr"),
    ],
)
def test_usual_spellings_are_known(written: str, instrument: str) -> None:
    named = instrument_named(written)
    assert named is not None
    assert named.id == instrument


def test_unknown_words_name_no_measure() -> None:
    assert instrument_named("sit to stand") is None
    assert instrument_named("") is None


def test_values_outside_the_scale_are_impossible() -> None:
    lefs, ndi, walk = instruments()["lefs"], instruments()["ndi"], instruments()["sixmwt"]
    assert lefs.holds(80)
    assert not lefs.holds(81)
    assert not ndi.holds(62)
    assert ndi.holds(62, "%")
    assert walk.holds(1200, "ft")
    assert not walk.holds(1200, "m")
    assert not walk.holds(12, "s")


def test_pain_and_grip_are_measurements_not_scores() -> None:
    assert instruments()["nprs"].recorded_as is Measure.PAIN
    assert instruments()["grip"].recorded_as is Measure.GRIP
    assert instruments()["tug"].recorded_as is None
