"""Every row of the catalogues is read from a plain line: motions with norms, instruments by each spelling, tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from chartside.domain.facts import Fact, Intervention, Measure, Measurement, Score, SpecialTest
from chartside.extract import facts_of
from chartside.extract.vocabulary import rows
from chartside.ingest import receive_text
from chartside.measures import instruments
from chartside.measures.catalogue_rows import catalogue

LINES = 40


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(lines)
    while batch := list(islice(rest, LINES)):
        yield batch


def _facts_by_line(lines: Iterable[str], heading: str) -> Iterator[tuple[str, list[Fact]]]:
    """Each line with the facts whose evidence begins in it."""
    for batch in _batches(lines):
        source = receive_text(f"{heading}\n" + "\n\n".join(batch) + "\n").source
        assert source is not None
        found: dict[int, list[Fact]] = {}
        for fact in facts_of(source).facts:
            found.setdefault(source.line_of(fact.start), []).append(fact)
        for number, line in enumerate(batch):
            yield line, found.get(2 * number + 2, [])


def test_every_motion_with_a_norm_is_read() -> None:
    norms = [
        (joint, motion, row.get("unit", "deg"))
        for row in catalogue("rom_norms")["norm"]
        for joint in row["joints"]
        for motion in row["motions"]
    ]
    lines = [f"Right {joint} {motion} 11 {unit}" for joint, motion, unit in norms]
    missed = [
        line
        for (line, facts), (_, motion, _unit) in zip(_facts_by_line(lines, "O:"), norms, strict=True)
        if not any(isinstance(f, Measurement) and f.measure is Measure.ROM and f.value in (11, -11) for f in facts)
    ]
    assert missed == []


def test_every_instrument_is_read_by_each_of_its_spellings() -> None:
    wanted = [
        (instrument, alias)
        for instrument in instruments().values()
        if instrument.recorded_as is None
        for alias in instrument.aliases
    ]
    lines = []
    for instrument, alias in wanted:
        value = round((instrument.min + instrument.max) / 2)
        unit = "" if instrument.unit == "points" else f" {instrument.unit}"
        lines.append(f"{alias}: {value}{unit}")
    missed = [
        line
        for (line, facts), (instrument, _) in zip(_facts_by_line(lines, "O:"), wanted, strict=True)
        if not any(isinstance(f, Score) and f.instrument == instrument.id for f in facts)
    ]
    assert missed == []


def test_every_special_test_is_read_with_its_side_and_result() -> None:
    words = [
        word.upper() if word in row.get("capitals", ()) or row.get("capitals") is True else word
        for row in rows("special_tests.toml", "test")
        for word in row["words"]
    ]
    assert len(rows("special_tests.toml", "test")) >= 150
    missed = [
        line
        for line, facts in _facts_by_line([f"{word} positive R" for word in words], "Special tests:")
        if not any(isinstance(f, SpecialTest) and f.result == "positive" for f in facts)
    ]
    assert len(missed) <= len(words) // 50, missed


def test_three_hundred_exercises_are_read_with_their_dose() -> None:
    words = [
        word
        for row in rows("interventions.toml")
        if row["kind"] == "therapeutic_exercise" and not row.get("weak") and not row.get("abbreviation")
        for word in row["words"]
    ]
    assert len(words) >= 300
    missed = [
        line
        for line, facts in _facts_by_line([f"TE: {word} 3x10" for word in words], "Treatment")
        if not any(isinstance(f, Intervention) and (f.sets, f.reps) == (3, 10) for f in facts)
    ]
    assert len(missed) <= len(words) // 50, missed
