"""Accounts, sign-in, sessions."""

from __future__ import annotations

import pytest

from chartside.bootstrap import App
from chartside.domain.chart import Role
from chartside.services.add_user import add_user
from chartside.services.create_owner import create_owner
from chartside.services.errors import Invalid, NotAllowed, NotFound
from chartside.services.make_sign_in_link import make_sign_in_link
from chartside.services.session_user import session_user
from chartside.services.sign_in import sign_in
from chartside.services.sign_in_once import sign_in_once
from chartside.services.sign_out import sign_out

from .conftest import PASSWORD, ClinicAtWork

HERE = "127.0.0.1"


def attempt(clinic: ClinicAtWork, password: str, email: str = "ana@clinic.example", address: str = HERE) -> str:
    """The token, or what was answered; committed either way, as the pages do."""
    with clinic.app.work() as work:
        try:
            return sign_in(work, email=email, password=password, address=address).token
        except NotAllowed as problem:
            return f"refused: {problem}"


def test_there_is_one_owner_and_no_default_password(app: App, clinic: ClinicAtWork) -> None:
    with app.work() as work, pytest.raises(NotAllowed, match="has its owner already"):
        create_owner(work, name="Eve", email="eve@x.example", password=PASSWORD)


def test_a_short_password_is_refused_with_the_remedy(app: App) -> None:
    with app.work() as work, pytest.raises(Invalid, match="12 to 256 characters"):
        create_owner(work, name="Ana", email="ana@x.example", password="short")


def test_the_right_password_opens_a_session_in_any_case_of_the_address(clinic: ClinicAtWork) -> None:
    token = attempt(clinic, PASSWORD, email=" ANA@clinic.example")
    with clinic.app.work() as work:
        assert session_user(work, token=token) == clinic.pt


def test_unknown_account_and_wrong_password_get_the_same_answer(clinic: ClinicAtWork) -> None:
    assert attempt(clinic, "wrong password") == attempt(clinic, PASSWORD, email="nobody@clinic.example")


def test_after_five_failures_even_the_right_password_waits(clinic: ClinicAtWork) -> None:
    for _ in range(5):
        assert "is wrong" in attempt(clinic, "guess guess guess")
    assert "Too many attempts; wait 2 seconds" in attempt(clinic, PASSWORD)
    assert not attempt(clinic, PASSWORD, address="10.0.0.9").startswith("refused")
    clinic.clock.forward(seconds=3)
    assert not attempt(clinic, PASSWORD).startswith("refused")
    assert "is wrong" in attempt(clinic, "guess guess guess")


def test_the_wait_grows_and_stays_bounded(clinic: ClinicAtWork) -> None:
    for _ in range(30):
        clinic.clock.forward(minutes=20)
        assert "is wrong" in attempt(clinic, "guess guess guess")
    answer = attempt(clinic, PASSWORD)
    assert "wait 900 seconds" in answer or "wait 899 seconds" in answer


def test_an_idle_session_ends(clinic: ClinicAtWork) -> None:
    token = attempt(clinic, PASSWORD)
    clinic.clock.forward(minutes=14)
    with clinic.app.work() as work:
        assert session_user(work, token=token) == clinic.pt
    clinic.clock.forward(minutes=14)
    with clinic.app.work() as work:
        assert session_user(work, token=token) == clinic.pt
    clinic.clock.forward(minutes=16)
    with clinic.app.work() as work:
        assert session_user(work, token=token) is None


def test_no_session_lasts_longer_than_a_day_of_work(clinic: ClinicAtWork) -> None:
    token = attempt(clinic, PASSWORD)
    for _ in range(73):
        clinic.clock.forward(minutes=10)
        with clinic.app.work() as work:
            user = session_user(work, token=token)
    assert user is None


def test_signing_out_ends_the_session(clinic: ClinicAtWork) -> None:
    token = attempt(clinic, PASSWORD)
    with clinic.app.work() as work:
        sign_out(work, token=token)
        assert session_user(work, token=token) is None


def test_a_sign_in_link_works_once_and_not_for_long(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        first, second = (make_sign_in_link(work, email="ana@clinic.example") for _ in range(2))
        assert sign_in_once(work, token=first).clinician == clinic.pt
        with pytest.raises(NotAllowed, match="used or has expired"):
            sign_in_once(work, token=first)
    clinic.clock.forward(minutes=16)
    with clinic.app.work() as work, pytest.raises(NotAllowed, match="used or has expired"):
        sign_in_once(work, token=second)


def test_no_link_for_an_unknown_address(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work, pytest.raises(NotFound):
        make_sign_in_link(work, email="nobody@clinic.example")


def test_only_the_owner_adds_people_and_a_pt_needs_credentials(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        with pytest.raises(NotAllowed):
            add_user(work, clinic.desk, name="X", email="x@x.example", password=PASSWORD, roles=frozenset({Role.PT}))
        with pytest.raises(Invalid, match="needs credentials"):
            add_user(work, clinic.pt, name="X", email="x@x.example", password=PASSWORD, roles=frozenset({Role.PT}))
        with pytest.raises(Invalid, match="account already"):
            add_user(
                work, clinic.pt, name="X", email="Cy@clinic.example", password=PASSWORD,
                roles=frozenset({Role.FRONT_DESK}),
            )  # fmt: skip


def test_the_trail_names_no_one_and_quotes_nothing(clinic: ClinicAtWork) -> None:
    attempt(clinic, "wrong password")
    with clinic.app.work() as work:
        text = " ".join(f"{r.actor} {r.action} {r.subject} {r.detail}" for r in work.trail.rows())
    assert "sign_in_failed" in text
    for word in ("Ana", "Rosa", "clinic.example", "knee", PASSWORD):
        assert word not in text
