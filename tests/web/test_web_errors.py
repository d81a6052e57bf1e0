"""Errors: one sentence and what to do, whoever asks; and nothing of a patient in the log."""

from __future__ import annotations

import pytest
from tests.web.conftest import Clinic
from tests.web.wire import OWNER, Wire

SECRET = "Rosa Quintero's knee"


@pytest.fixture
def wire(clinic: Clinic) -> Wire:
    """A connection as the owner."""
    wire = Wire(clinic)
    wire.send("POST", "/first-run", OWNER)
    return wire


def test_a_bug_is_answered_and_logged_without_a_patients_words(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"a restated statement needs evidence: {SECRET!r}")

    monkeypatch.setattr("chartside.web.pages.patients.list_patients", broken)
    status, headers, text = wire.send("GET", "/patients?search=Quintero")
    assert status == 500
    assert "Something went wrong on the server." in text
    assert headers["X-Content-Type-Options"] == "nosniff"
    logged = "".join(capfd.readouterr())
    assert "request_failed" in logged
    assert "ValueError" in logged
    assert SECRET not in logged
    assert "Quintero" not in logged


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/visits/none", 404, "There is no such visit; go back to Today."),
        ("/patients/none", 404, "There is no such patient"),
        ("/no-such-page", 404, "There is no such page."),
        ("/visits/none/sources/none", 404, "no such visit"),
        ("/today/visits", 405, "does not take that kind of request"),
    ],
)
def test_a_page_that_is_not_there_says_where_to_go(wire: Wire, path: str, status: int, sentence: str) -> None:
    answered, _, text = wire.send("GET", path)
    assert answered == status
    assert sentence in text
    assert 'href="/"' in text


def test_a_form_with_nonsense_comes_back_as_it_was_with_the_reason(wire: Wire) -> None:
    form = {"name": "Rosa", "title": "R TKA", "payer_name": "Medicare", "visit_date": "soon", "visits_planned": "many"}
    status, _, text = wire.send("POST", "/new-patient", form)
    assert status == 422
    assert "The day of the visit is not a date; write it as 2026-03-31." in text
    assert 'value="R TKA"' in text
    _, _, patients = wire.send("GET", "/patients")
    assert "No patients yet" in patients


def test_a_form_without_its_fields_names_them(wire: Wire) -> None:
    status, _, text = wire.send("POST", "/new-patient", {"name": "Rosa"})
    assert status == 422
    assert "Missing or not readable: title, visit date." in text


def test_our_script_gets_a_notice_in_place(wire: Wire) -> None:
    status, headers, text = wire.send("POST", "/visits/none/text", {"text": "note"}, HX_Request="true")
    assert status == 404
    assert headers["HX-Retarget"] == "#notice"
    assert "<html" not in text
    wire.cookie = ""
    status, headers, text = wire.send("POST", "/visits/none/text", {"text": "note"}, HX_Request="true")
    assert status == 401
    assert "Sign in" in text
