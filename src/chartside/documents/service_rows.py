"""The treatment table: each service with its minutes, content and dose; home program and education beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chartside.documents.abbreviations import Style, name_of
from chartside.documents.dosage_wording import dosed, was_done, words_beside
from chartside.documents.heard import present, said_alike
from chartside.documents.notebook import Notebook
from chartside.documents.phrasing import capitalized, number, sentence
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Column, Table
from chartside.domain.facts import (
    Assertion,
    Equipment,
    Fact,
    Function,
    Intervention,
    Precaution,
    TimeEntry,
    TimeOf,
    When,
)

TREATMENT = Table(
    "treatment",
    "Treatment",
    (Column("service", "Service"), Column("minutes", "Min", numeric=True), Column("content", "Content and dose")),
)
_APART = frozenset({"home_program", "education"})


@dataclass(slots=True)
class ServiceRow:
    """One service of the visit: what was done, and the minutes said of it."""

    code: str | None
    name: str
    items: list[Intervention] = field(default_factory=list)
    times: list[TimeEntry] = field(default_factory=list)
    within: list[Fact] = field(default_factory=list)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All the row rests on."""
        return (*self.times, *self.items, *self.within)


def service_rows(canvas: Canvas) -> tuple[ServiceRow, ...]:
    """Services of today in the order of the note."""
    rows: dict[str, ServiceRow] = {}
    for fact in canvas.today():
        if fact.when is not When.CURRENT or fact.assertion is not Assertion.PRESENT:
            continue
        if isinstance(fact, TimeEntry) and fact.what is TimeOf.CODE:
            code, name = _service(canvas, fact.code, None)
            _row(rows, code, name).times.append(fact)
        elif isinstance(fact, Intervention) and fact.category not in _APART and was_done(fact):
            code, name = _service(canvas, fact.code, fact.category)
            _row(rows, code, name).items.append(fact)
    for row in rows.values():
        row.within += _told_within(row.items, canvas)
    return tuple(rows.values())


def _told_within(items: Sequence[Intervention], canvas: Canvas) -> Iterator[Fact]:
    """What is said of function within the words of interventions: distance, device and assist of a walk."""
    spans = [item.place for item in items]
    for fact in canvas.today():
        kind = isinstance(fact, Function | Precaution | Equipment) and present(fact)
        if kind and any(fact.place.overlaps(span) for span in spans):
            yield fact


def _row(rows: dict[str, ServiceRow], code: str | None, name: str) -> ServiceRow:
    return rows.setdefault(code or name, ServiceRow(code, name))


def _service(canvas: Canvas, code: str | None, category: str | None) -> tuple[str | None, str]:
    """Code and name of a service: as said, else the only code of its family; no code is guessed beyond that."""
    if code is not None:
        known = canvas.codes.get(code)
        return code, known.short if known else ""
    family = [s for s in canvas.codes.values() if category and s.category == category]
    if len(family) == 1:
        return family[0].code, family[0].short
    return None, name_of("category", category) if category else ""


def write_services(
    notebook: Notebook,
    canvas: Canvas,
    rows: Iterable[ServiceRow],
    style: Style,
    *,
    section: str = "objective",
    alone: bool = False,
) -> None:
    """Put the services into the treatment table; then, unless `alone`, what was not done, home program, education."""
    for row in rows:
        items = {said_alike(i): i for i in row.items}
        content = list(dict.fromkeys(dosed(item, style) for item in items.values()))
        beside = [span for item in row.items for span in words_beside(item, canvas)]
        minutes, summed = _minutes(row, canvas)
        service = " ".join(part for part in (row.code or "", row.name) if part) or "Uncoded service"
        said = sentence(
            f"{service}{f', {minutes} min' if minutes else ''}{': ' + '; '.join(content) if content else ''}"
        )
        cells = (("service", service), ("minutes", minutes or "–"), ("content", capitalized("; ".join(content)) or "–"))
        rule = "minutes.summed" if summed else None
        notebook.row(
            section, TREATMENT.key, ("service", row.code or row.name), cells, said, row.facts, spans=beside,
            computed_by=rule,
        )  # fmt: skip
    if not alone:
        _write_apart(notebook, canvas, style)


def _minutes(row: ServiceRow, canvas: Canvas) -> tuple[str, bool]:
    """Minutes of a service as said, or as its parts give them together; whether they are such a sum."""
    said = list(dict.fromkeys(t.minutes for t in row.times if t.minutes is not None))
    if len(said) == 1:
        return number(said[0]), False
    for allotment in canvas.units.values():
        for line in allotment.lines:
            if line.code == row.code and line.minutes is not None and (said or _carried(row, line.minutes)):
                return number(line.minutes), line.minutes not in {i.minutes for i in row.items} | set(said)
    return " / ".join(number(m) for m in said), False


def _carried(row: ServiceRow, minutes: float) -> bool:
    """Whether the minutes of a code are those of its interventions."""
    return sum(i.minutes or 0 for i in row.items) == minutes and minutes > 0


def _write_apart(notebook: Notebook, canvas: Canvas, style: Style) -> None:
    groups: Mapping[str, list[Intervention]] = {"home_program": [], "education": [], "not": [], "planned": []}
    for fact in canvas.today():
        if not isinstance(fact, Intervention) or fact.when is not When.CURRENT:
            continue
        if fact.category in _APART and fact.assertion in (Assertion.PRESENT, Assertion.PLANNED):
            groups[fact.category or ""].append(fact)
        elif fact.assertion is Assertion.ABSENT:
            groups["not"].append(fact)
    for name, lead in (("home_program", "Home program: "), ("education", "Education: "), ("not", "")):
        items = list({said_alike(i): i for i in groups[name]}.values())
        texts = list(dict.fromkeys(_plain(dosed(item, style), lead) for item in items))
        if not items:
            continue
        if name == "not":
            for item, text in zip(items, texts, strict=False):
                notebook.say("objective", ("not done", item.name), sentence(_undone(text)), [item])
            continue
        beside = [span for item in items for span in words_beside(item, canvas)]
        told = [*groups[name], *_told_within(groups[name], canvas)]
        notebook.say("objective", (name,), sentence(lead + "; ".join(texts)), told, spans=beside)


def _plain(text: str, lead: str) -> str:
    """An item without the word that leads the sentence ("education on …" after "Education:")."""
    for opening in (lead.rstrip(": ").lower(), "hep", "educ", "ed"):
        rest = text[len(opening) :]
        if lead and text.lower().startswith(opening) and rest[:1] in (":", " "):
            return rest.lstrip(": ").removeprefix("on ").strip() or text
    return text


def _undone(text: str) -> str:
    words = f" {text.lower()} "
    return text if any(w in words for w in (" not ", " no ", " held", " deferred", "n't ")) else f"{text} not done"
