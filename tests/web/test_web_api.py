"""The JSON API: the same way from a patient to a signed document, for programs."""

from __future__ import annotations

import pytest
from tests.web.conftest import Clinic
from tests.web.therapist import NOTE, PASSWORD
from tests.web.wire import OWNER, Wire

TAGS = {"patients", "visits", "sources", "corrections", "documents", "exports", "prompts"}


@pytest.fixture
def wire(clinic: Clinic) -> Wire:
    """A program with the owner's session."""
    wire = Wire(clinic)
    wire.send("POST", "/first-run", OWNER)
    return wire


def visit_of(wire: Wire) -> str:
    """Id of the first visit of a new patient."""
    status, patient = wire.json("POST", "/api/patients", {"name": "Rosa Quintero", "birth_date": "1957-04-12"})
    assert status == 201
    status, episode = wire.json("POST", f"/api/patients/{patient['id']}/episodes", {"title": "R TKA", "side": "right"})
    assert status == 201
    status, visit = wire.json("POST", "/api/visits", {"episode": episode["id"], "date": "2026-03-03"})
    assert status == 201
    return str(visit["id"])


def test_from_a_patient_to_a_signed_document(wire: Wire) -> None:
    visit = visit_of(wire)
    status, source = wire.json("POST", f"/api/visits/{visit}/texts", {"text": NOTE, "name": "note.txt"})
    assert (status, source["problem"], source["key"]) == (201, None, "S1")
    status, drafted = wire.json("POST", f"/api/visits/{visit}/document")
    assert status == 201
    statements = [s for section in drafted["document"]["sections"] for s in section["statements"]]
    assert all(s["evidence"] for s in statements if s["basis"] != "standard")

    path = f"/api/documents/{drafted['id']}"
    first = statements[0]["id"]
    review = {"revision": drafted["revision"], "do": "edit", "text": "In my own words."}
    status, edited = wire.json("POST", f"{path}/statements/{first}", review)
    assert status == 200
    assert edited["revision"] > drafted["revision"]
    status, stale = wire.json("POST", f"{path}/statements/{first}", review)
    assert status == 409
    assert stale["error"]["remedy"]

    document = edited
    for _ in range(10):
        asked = [q for q in document["document"]["questions"] if q["required"]]
        if not asked:
            break
        answer = {"number": "45", "choice": (asked[0]["choices"] or [""])[0], "text": "verbal cues for knee control"}
        given = {"revision": document["revision"], "answer": answer[asked[0]["answer"]]}
        status, document = wire.json("POST", f"{path}/questions/{asked[0]['id']}", given)
        assert status == 200, document
    assert document["blockers"] == []

    status, refused = wire.json("POST", f"{path}/signature", {"revision": document["revision"], "password": "wrong"})
    assert status == 403
    given = {"revision": document["revision"], "password": PASSWORD}
    status, signed = wire.json("POST", f"{path}/signature", given)
    assert (status, signed["state"]) == (200, "signed")
    assert len(signed["sha256"]) == 64
    status, headers, text = wire.send("GET", f"{path}/exports/text")
    assert status == 200
    assert "In my own words." in text
    assert headers["Content-Disposition"].startswith("attachment;")
    assert refused["error"]["message"]


def test_a_reading_is_corrected_dropped_and_restored(wire: Wire) -> None:
    visit = visit_of(wire)
    _, source = wire.json("POST", f"/api/visits/{visit}/texts", {"text": NOTE, "name": "note.txt"})
    wire.json("POST", f"/api/visits/{visit}/document")
    path = f"/api/visits/{visit}/sources/{source['id']}/readings"
    status, readings = wire.json("GET", path)
    assert status == 200
    flexion = next(r for r in readings if r["words"] == "ROM · knee · flexion · right · active · 105 deg · now")
    assert (flexion["quote"], flexion["correction"]) == ("R knee flexion AROM 105", None)
    given: dict[str, object] = {"values": {"value": 115, "mode": "passive"}}
    correction = f"{path}/{flexion['key']}/correction"

    status, after = wire.json("POST", correction, given)
    assert status == 200
    now = next(r for r in after if r["key"] == flexion["key"])
    assert (now["fact"]["value"], now["fact"]["mode"], now["original"]["value"]) == (115, "passive", 105)
    assert now["fact"]["evidence"][0]["quote"] == "right knee flexion passive 115 deg"
    _, shown = wire.json("GET", f"/api/visits/{visit}/document")
    assert "115°" in str(shown["document"]["sections"])
    assert "105°" not in str(shown["document"]["sections"])

    assert wire.json("POST", correction, given | {"seen": "another"})[0] == 409
    assert wire.json("POST", correction, given | {"revision": 1})[0] == 409
    status, refused = wire.json("POST", correction, {"values": {"side": "upper"}})
    assert (status, refused["error"]["message"]) == (422, "Side: choose one of the list.")
    assert wire.json("POST", correction, {"values": {"valeu": 1}})[0] == 422
    assert wire.json("POST", f"{path}/r-none/correction", given)[0] == 404

    status, after = wire.json("POST", correction, {"values": None, "seen": now["correction"]})
    assert next(r for r in after if r["key"] == flexion["key"])["fact"] is None
    status, after = wire.json("DELETE", correction)
    assert [r["fact"] for r in after] == [r["fact"] for r in readings]
    assert wire.json("DELETE", correction)[0] == 404


def test_a_file_that_cannot_be_read_is_kept_with_its_problem(wire: Wire) -> None:
    visit = visit_of(wire)
    boundary = "----b"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n\r\n'
        f"%PDF-1.7 nothing\r\n--{boundary}--\r\n"
    )
    status, _, text = wire.send(
        "POST", f"/api/visits/{visit}/sources", None, body, Content_Type=f"multipart/form-data; boundary={boundary}"
    )
    assert status == 201
    assert '"remedy":"' in text
    status, shown = wire.json("GET", f"/api/visits/{visit}")
    assert [s["name"] for s in shown["sources"]] == ["scan.pdf"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/patients", {"name": ""}),
        ("/api/patients", {"nmae": "Rosa"}),
        ("/api/patients", {"name": "Rosa", "birth_date": "yesterday"}),
        ("/api/visits", {"episode": "none", "date": "2026-03-03"}),
        ("/api/patients/none/episodes", {"title": "R TKA"}),
    ],
)
def test_errors_are_one_sentence_and_a_remedy(wire: Wire, path: str, body: dict[str, object]) -> None:
    status, answer = wire.json("POST", path, body)
    assert status in (404, 422)
    assert set(answer["error"]) == {"status", "message", "remedy"}


def test_every_operation_is_described(wire: Wire) -> None:
    status, described = wire.json("GET", "/api/openapi.json")
    assert status == 200
    operations = [op for path in described["paths"].values() for op in path.values()]
    assert len(operations) >= 14
    assert all(op.get("description") for op in operations)
    assert {tag for op in operations for tag in op["tags"]} == TAGS
