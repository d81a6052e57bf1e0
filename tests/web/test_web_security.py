"""What the server refuses and what every answer carries. Requests by hand: a browser would not send most of them."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from tests.web.conftest import Clinic
from tests.web.wire import OWNER, Wire

from chartside.web.security import host_name, refusal
from chartside.web.session import own_path

HOSTS = {"127.0.0.1", "localhost", "::1"}


@pytest.fixture
def wire(clinic: Clinic) -> Wire:
    """A connection as the owner."""
    wire = Wire(clinic)
    status, _, text = wire.send("POST", "/first-run", OWNER)
    assert status == 303, text
    return wire


def test_every_answer_carries_the_headers_that_keep_a_browser_safe(wire: Wire) -> None:
    for path in ("/", "/sign-in", "/no-such-page", "/api/patients", "/api/openapi.json"):
        _, headers, _ = wire.send("GET", path)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(clinic: Clinic) -> None:
    wire = Wire(clinic)
    _, headers, _ = wire.send("POST", "/first-run", OWNER)
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_a_change_from_another_site_is_refused(wire: Wire, headers: dict[str, str]) -> None:
    status, _, text = wire.send(
        "POST", "/new-patient", {"name": "X", "title": "Y", "payer_name": "Z", "visit_date": "2026-03-03"}, **headers
    )
    assert status == 403
    assert "refused" in text
    _, _, patients = wire.send("GET", "/patients")
    assert "No patients yet" in patients


def test_a_foreign_host_name_is_refused(wire: Wire) -> None:
    status, _, text = wire.send("GET", "/", Host="rebound.example")
    assert status == 403
    assert "does not answer to that address" in text


@pytest.mark.parametrize("path", ["/", "/patients", "/settings", "/visits/x", "/visits/x/export/pdf", "/help"])
def test_without_a_session_every_page_leads_to_the_sign_in_page(wire: Wire, path: str) -> None:
    wire.cookie = ""
    status, headers, _ = wire.send("GET", path)
    assert status == 303
    assert headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("path", ["/api/patients", "/api/visits/x", "/api/visits/x/document"])
def test_without_a_session_the_api_says_so(wire: Wire, path: str) -> None:
    wire.cookie = "chartside=guessed"
    status, _, text = wire.send("GET", path)
    assert status == 401
    assert '"remedy"' in text


def test_the_first_account_can_be_made_only_once(wire: Wire) -> None:
    wire.cookie = ""
    status, headers, _ = wire.send("GET", "/first-run")
    assert (status, headers["Location"]) == (303, "/sign-in")
    status, _, _ = wire.send("POST", "/first-run", OWNER | {"email": "second@clinic.example"})
    assert status in (403, 422)


def test_a_body_over_the_limit_is_refused_before_it_is_read(wire: Wire) -> None:
    status, _, text = wire.send("POST", "/sign-in", {"email": "a"}, Content_Length=str(10**12))
    assert status == 413
    assert "larger than" in text


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/patients", "/patients"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("", "/"),
    ],
)
def test_signing_in_never_leads_to_another_site(target: str, goes: str) -> None:
    assert own_path(target) == goes


@pytest.mark.parametrize(
    ("authority", "name"),
    [("127.0.0.1:8000", "127.0.0.1"), ("[::1]:8000", "::1"), ("LocalHost.", "localhost"), ("[", ""), ("", "")],
)
def test_a_host_header_is_read_as_a_browser_reads_it(authority: str, name: str) -> None:
    assert host_name(authority) == name


def test_a_plain_form_of_ours_passes() -> None:
    ours = Headers({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"})
    assert refusal("POST", ours, HOSTS) is None
    assert refusal("GET", Headers({"host": "localhost"}), HOSTS) is None
