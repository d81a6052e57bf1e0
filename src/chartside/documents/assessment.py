"""What the numbers amount to, and what shows that a therapist's skill was needed: from facts only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chartside.documents.abbreviations import Style
from chartside.documents.dosage_wording import was_done, words_beside
from chartside.documents.measure_rows import MeasureRow
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import in_a_row, number, sentence
from chartside.documents.skilled_help import help_given
from chartside.documents.value_wording import shown
from chartside.domain.canvas import Canvas
from chartside.domain.facts import Fact, Intervention, Measure, Measurement, Mode, Score, Side, When
from chartside.domain.source import Span
from chartside.measures import rom_norm

_SIDES = frozenset({"l", "r", "b", "left", "right", "bilateral"})
_OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def write_changes(notebook: Notebook, rows: Sequence[MeasureRow]) -> None:
    """Changes that count: beyond measurement error or MDC; declines as plainly as gains."""
    better = [r for r in rows if r.change and r.change.change and r.change.change.improved and r.was]
    worse = [r for r in rows if r.change and r.change.change and r.change.change.worsened and r.was]
    for key, found, lead in (("gains", better, "Improved beyond measurement error: "), ("declines", worse, "Worse: ")):
        if found:
            text = lead + in_a_row(_grouped([(_named(row), _amount(row)) for row in found]))
            facts = [f for row in found for f in row.facts]
            rule = found[0].change.rule if found[0].change else "change.rom"
            notebook.say("assessment", (key,), sentence(text), facts, computed_by=rule)


def _named(row: MeasureRow) -> str:
    """The name of a row inside a sentence; an instrument's stays as its authors write it."""
    return row.name if any(isinstance(fact, Score) for fact in row.facts) else inline(row.name)


def _grouped(named: Sequence[tuple[str, str]]) -> list[str]:
    """Names with amounts; a part of the body that two in a row share is named once."""
    parts: list[str] = []
    before = ""
    for name, amount in named:
        place, _, motion = name.partition(" ")
        region = f"{place} {motion.partition(' ')[0]}" if place.lower() in _SIDES else place
        rest = name[len(region) :].strip()
        parts.append(f"{rest if region == before and rest else name} {amount}")
        before = region
    return parts


def _amount(row: MeasureRow) -> str:
    text = row.change.text if row.change else ""
    return text.split(";")[0].split(",")[0]


def inline(name: str) -> str:
    """A name inside a sentence: its capital falls, unless it is an abbreviation's."""
    word = name.split(" ", 1)[0]
    return name if len(word) == 1 or word[1:] != word[1:].lower() else name[:1].lower() + name[1:]


def write_deficits(notebook: Notebook, canvas: Canvas, rows: Sequence[MeasureRow], style: Style) -> None:
    """What is still short: active motion against the other side where it was measured, else against the norm."""
    parts: list[str] = []
    facts: list[Fact] = []
    for row in rows:
        value = row.now[-1]
        if not _is_motion(value) or _differ(row):
            continue
        assert isinstance(value, Measurement)
        norm = rom_norm(value.joint, value.motion)
        if norm is None or value.value is None or not norm.limited(value.value):
            continue
        other = _other_side(value, canvas)
        if other is not None and other.value is not None and other.value > value.value:
            side = style.side(other.side)
            parts.append(f"{inline(row.name)} {number(other.value - value.value)}° short of {side} ({shown(other)})")
            facts += [value, other]
        elif other is None and norm.normal != 0:
            parts.append(
                f"{inline(row.name)} {number(norm.normal - value.value)}° below the norm of {number(norm.normal)}°"
            )
            facts.append(value)
        elif other is None:
            parts.append(f"{inline(row.name)} {shown(value)}")
            facts.append(value)
    if parts:
        text = sentence("Remaining deficits: " + "; ".join(parts))
        notebook.say("assessment", ("deficits",), text, facts, computed_by="deficit.norm")


def _differ(row: MeasureRow) -> bool:
    """Whether today's sources give different values of one moment."""
    return len({shown(v) for v in row.now if getattr(v, "context", None) == getattr(row.now[-1], "context", None)}) > 1


def _is_motion(value: object) -> bool:
    """Whether a value is one of active motion in degrees, of a known side where the joint has two."""
    if not isinstance(value, Measurement) or value.measure is not Measure.ROM or value.value_high is not None:
        return False
    if value.mode is Mode.PASSIVE or value.value is None:
        return False
    norm = rom_norm(value.joint, value.motion)
    return norm is not None and norm.unit == "deg" and (value.side is not None or not norm.two_sided)


def _other_side(value: Measurement, canvas: Canvas) -> Measurement | None:
    """The same motion of the other side, as measured last."""
    if value.side not in _OTHER:
        return None
    wanted = (value.measure, value.joint, value.motion, _OTHER[value.side], value.mode)
    found = [
        f
        for f in (*canvas.history(), *canvas.today())
        if isinstance(f, Measurement)
        and (f.measure, f.joint, f.motion, f.side, f.mode) == wanted
        and f.when is When.CURRENT
        and f.value is not None
    ]
    return found[-1] if found else None


def write_skill(notebook: Notebook, canvas: Canvas, interventions: Iterable[Intervention], style: Style) -> None:
    """Cues, hands-on help and grading that today's treatment needed."""
    parts: list[str] = []
    facts: list[Fact] = []
    spans: list[Span] = []
    for item in interventions:
        if not was_done(item):
            continue
        if given := help_given(item, style):
            parts.append(given)
            facts.append(item)
            spans += words_beside(item, canvas)
    if parts:
        text = "; ".join(dict.fromkeys(parts))
        notebook.say("assessment", ("skill",), sentence(f"Skilled assistance today: {text}"), facts, spans=spans)
