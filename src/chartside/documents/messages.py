"""Short messages to the patient, line by line from the rows of wording/messages.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from chartside.documents.appointments import Appointment, day_in_words, next_appointment
from chartside.documents.assembling import assembled
from chartside.documents.kind import DocumentKind
from chartside.documents.knowledge import knowledge
from chartside.documents.notebook import Notebook
from chartside.domain.canvas import Canvas
from chartside.domain.chart import ClinicProfile
from chartside.domain.documents import Document, Layout, Scope
from chartside.domain.facts import Assertion, Fact, Intervention, When


def message_sections(kind: str) -> Mapping[str, str]:
    """Sections of a message with their headings, which are shown in review only."""
    return MappingProxyType(knowledge("messages")["sections"][kind])


def composed_message(kind: DocumentKind, canvas: Canvas) -> Document:
    """The message of a kind: its standing lines, with what is known of the appointment and the home program.

    An appointment of the sources is cited. One that only the chart gives stands in a standing line: the day is the
    clinic's own entry and rests on no source.
    """
    notebook = Notebook(kind.sections)
    appointment = next_appointment(canvas)
    home = list(_home_program(canvas))
    known = _known(canvas, appointment, home)
    written: set[tuple[str, str]] = set()
    from_chart = False
    for row in knowledge("messages")["line"]:
        place = (row["section"], row["key"])
        if row["document"] != kind.name or place in written or not set(row["needs"]) <= known.keys():
            continue
        written.add(place)
        from_chart |= _write(notebook, row, row["text"].format(**known), appointment, home)
    return assembled(kind, canvas, notebook, scope=Scope.NOTICE, layout=Layout.MESSAGE, from_chart=from_chart)


def _write(
    notebook: Notebook, row: Mapping[str, Any], text: str, appointment: Appointment | None, home: list[Fact]
) -> bool:
    """Put down one line; whether it tells an appointment that only the chart gives."""
    section, cites = row["section"], row.get("cites")
    if cites == "appointment" and appointment is not None:
        notebook.say(section, (row["key"],), text, spans=[appointment.span], computed_by="appointment.next")
    elif cites == "home":
        notebook.say(section, (row["key"],), text, home)
    else:
        notebook.standing(section, (row["key"],), text)
        return cites == "appointment"
    return False


def _known(canvas: Canvas, appointment: Appointment | None, home: list[Fact]) -> dict[str, str]:
    profile = canvas.profile
    known = {
        "first_name": first_name(canvas.header.patient),
        "clinic": profile.name if profile.name != ClinicProfile().name else "",
        "phone": profile.phone,
        "home": "yes" if home else "",
        "day": appointment.day_in_words if appointment else "",
        "time": appointment.time if appointment else "",
    }
    if appointment is None and canvas.next_visit is not None:
        known["day"] = day_in_words(canvas.next_visit)
    return {key: text.strip() for key, text in known.items() if text.strip()}


def first_name(name: str) -> str:
    """The first name of a patient, written "Rosa Imre" or "Imre, Rosa"."""
    family, _, given = name.partition(",")
    words = (given or family).split()
    return words[0] if words else ""


def _home_program(canvas: Canvas) -> Iterator[Fact]:
    """Exercises and advice given for home today."""
    for fact in canvas.today():
        given = fact.assertion in (Assertion.PRESENT, Assertion.PLANNED) and fact.when is When.CURRENT
        if given and isinstance(fact, Intervention) and fact.category == "home_program":
            yield fact
