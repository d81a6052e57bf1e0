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
    assert len(ALL) >= 400
    assert {"lefs", "odi", "ndi", "qdash", "tug", "ftsts", "berg", "dgi", "fga", "sixmwt", "psfs"} <= set(instruments())
    assert {"hos_adl", "acl_rsi", "arat", "fog_q", "iswt", "demmi", "llis", "amp_pro", "jfls8", "gmfm66"} <= set(
        instruments()
    )


def test_effort_and_what_is_best_in_the_middle_have_no_better_direction() -> None:
    assert {i.id for i in ALL if i.higher_is_better is None} == {
        "borg",
        "borg_cr10",
        "fpi6",
        "navicular_drop",
        "abi_index",
        "toe_brachial",
        "hq_ratio",
    }


@pytest.mark.parametrize("instrument", ALL, ids=spelled)
def test_other_units_are_shares_of_the_own_unit(instrument: Instrument) -> None:
    for unit, share in instrument.also_in.items():
        assert unit != instrument.unit
        assert share > 0
        assert instrument.holds(instrument.max * share * 0.999, unit)
        assert not instrument.holds(instrument.max * share * 1.1, unit)


@pytest.mark.parametrize(
    "word",
    [
        *("cat", "pass", "drs", "fist", "acc", "push", "sot", "stream", "pain", "aims", "goat", "sara", "less", "mrs"),
        *(
            "tis",
            "fac",
            "asia",
            "sane",
            "csi",
            "peg",
            "constant",
            "rowe",
            "braden",
            "rankin",
            "lunge",
            "ems",
            "sorensen",
        ),
        *(
            "ims",
            "bls",
            "vss",
            "ftf",
            "ffd",
            "mri",
            "lsi",
            "hop",
            "anterior reach",
            "stay independent",
            "single leg hop",
        ),
        *("vertical", "grade", "stairs", "sit to stand", "knee extension", "peabody", "5-10-5", "trunk impairment"),
    ],
)
def test_ordinary_words_names_and_other_abbreviations_name_no_measure(word: str) -> None:
    assert instrument_named(word) is None


def test_no_spelling_is_a_pair_of_letters_or_a_number() -> None:
    for instrument in ALL:
        for alias in (instrument.id, *instrument.aliases):
            assert len(alias) > 2 or alias == "gg", alias
            assert any(c.isalpha() for c in alias), alias


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
        ("KOOS-QOL", "koos_qol"),
        ("HOS ADL", "hos_adl"),
        ("iHOT-12", "ihot12"),
        ("Constant-Murley", "constant_murley"),
        ("BCTQ-FSS", "bctq_fss"),
        ("QuickDASH sports", "qdash_sport"),
        ("9HPT", "nine_hole_peg"),
        ("box and blocks", "box_block"),
        ("H&Y", "hoehn_yahr"),
        ("MDS-UPDRS part III", "mds_updrs3"),
        ("NFOG-Q", "nfog_q"),
        ("modified Rankin", "modified_rankin"),
        ("SCIM III", "scim"),
        ("WISCI II", "wisci2"),
        ("mod Borg dyspnea", "borg_cr10"),
        ("CAT score", "copd_cat"),
        ("COPD Assessment Test", "copd_cat"),
        ("1 min STS", "sts_1min"),
        ("2-minute step test", "step_2min"),
        ("AM-PAC daily activity", "ampac_daily"),
        ("JH-HLM", "jh_hlm"),
        ("short FES-I", "fesi_short"),
        ("24-hour pad test", "pad_test"),
        ("AMPnoPRO", "amp_nopro"),
        ("Triple hop", "triple_hop"),
        ("knee to wall", "wblt"),
        ("DNF endurance", "dnf_endurance"),
        ("PDMS-2", "pdms2"),
        ("GMFM-88", "gmfm88"),
        ("PROMIS fatigue", "promis_fatigue"),
        ("EQ-5D-5L", "eq5d"),
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
    assert instruments()["pinch_lateral"].recorded_as is Measure.GRIP
    assert instruments()["turn_360"].recorded_as is Measure.BALANCE
    assert instruments()["tug"].recorded_as is None


def test_a_percent_that_runs_the_other_way_is_not_read() -> None:
    for name in ("wosi", "worc"):
        assert instruments()[name].holds(820)
        assert not instruments()[name].holds(62, "%")
