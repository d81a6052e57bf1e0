"""Sessions: they end, they warn first, and what was typed survives; roles decide what is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.web.conftest import Clinic
from tests.web.therapist import EMAIL, PASSWORD, Therapist

from chartside.domain.chart import Role
from chartside.services.add_user import add_user
from chartside.services.make_sign_in_link import make_sign_in_link
from chartside.services.session_user import session_user

pytestmark = pytest.mark.browser

FRONT = ("front@clinic.example", "seven grey umbrellas dry")


def test_a_session_ends_on_the_server_after_its_minutes(page: Page, clinic: Clinic) -> None:
    maria = Therapist(page)
    maria.create_owner()
    clinic.clock.offset += timedelta(minutes=14)
    page.goto("/patients")
    expect(page.locator("h1")).to_have_text("Patients")
    clinic.clock.offset += timedelta(minutes=16)
    page.goto("/patients")
    expect(page.locator("h1")).to_have_text("Sign in")
    maria.type("#email", EMAIL)
    maria.type("#password", PASSWORD)
    maria.click("main button.go")
    expect(page).to_have_url("/patients")


def test_the_page_warns_a_minute_before_and_can_stay(page: Page) -> None:
    page.clock.install()
    maria = Therapist(page)
    maria.create_owner()
    page.clock.run_for(14 * 60_000 + 5_000)
    warning = page.locator("#session-warning")
    expect(warning).to_contain_text("You will be signed out")
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.run_for(15 * 60_000)
    expect(page).to_have_url("/sign-in?ended=1&next=%2F")
    expect(page.locator(".notice")).to_contain_text("signed out")


def test_typed_text_is_hidden_and_kept_when_the_session_ends(page: Page, clinic: Clinic) -> None:
    page.clock.install()
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator(".edit-box textarea").fill("half a sentence")
    clinic.clock.offset += timedelta(minutes=16)
    page.clock.run_for(16 * 60_000)
    lock = page.locator("#session-lock")
    expect(lock).to_be_visible()
    expect(page.locator("#sheet")).not_to_be_visible()
    page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    page.locator("#lock-email").fill(EMAIL)
    page.locator("#lock-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(lock).to_be_hidden()
    expect(page.locator(".edit-box textarea")).to_have_value("half a sentence")
    page.locator(".edit-box textarea").press("Enter")
    expect(maria.statement("half a sentence")).to_have_attribute("data-review", "edited")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.context.clear_cookies()
    maria.sign_in(password="wrong")
    wrong = page.locator("#problem").inner_text()
    maria.sign_in(email="nobody@clinic.example", password="wrong")
    assert page.locator("#problem").inner_text() == wrong


def test_a_one_time_link_signs_in_once(page: Page, clinic: Clinic) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.context.clear_cookies()
    with clinic.app.work() as work:
        token = make_sign_in_link(work, email=EMAIL)
    page.goto(f"/sign-in/once/{token}")
    expect(page).to_have_url("/")
    page.context.clear_cookies()
    page.goto(f"/sign-in/once/{token}")
    expect(page.locator("#problem")).to_be_visible()


def front_desk(page: Page, clinic: Clinic) -> str:
    """A clinic with one drafted canvas, and Jo of the front desk signed in; the address of the canvas."""
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    canvas = page.url
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "chartside")
    with clinic.app.work() as work:
        owner = session_user(work, token=token)
        assert owner is not None
        add_user(
            work,
            owner,
            name="Jo Reyes",
            email=FRONT[0],
            password=FRONT[1],
            roles=frozenset({Role.FRONT_DESK}),
            credentials="",
            license_number="",
        )
    page.context.clear_cookies()
    maria.sign_in(*FRONT)
    return canvas


def test_the_front_desk_books_visits_but_sees_no_note(page: Page, clinic: Clinic) -> None:
    canvas = front_desk(page, clinic)
    expect(page.locator("main")).to_contain_text("Rosa Quintero")
    expect(page.locator("a.whole")).to_have_count(0)
    for path in (canvas, f"{canvas}/export/pdf", f"{canvas}/sign"):
        answer = page.goto(path) if "export" not in path else page.request.get(path)
        assert answer is not None
        assert answer.status == 403, path
        assert "knee pain" not in answer.text()
    posted = page.request.post(f"{canvas}/text", form={"text": "front desk text"}, headers={"Origin": clinic.url})
    assert posted.status == 403
    page.goto("/settings")
    expect(page.locator("form[action='/settings']")).to_have_count(0)


def test_the_front_desk_takes_signed_documents(page: Page, clinic: Clinic) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    maria.answer_questions()
    maria.sign()
    expect(page.locator("#signature")).to_be_visible()
    page.goto("/settings/users")
    maria.type("#user-name", "Jo Reyes")
    maria.type("#user-email", FRONT[0])
    maria.type("#user-password", FRONT[1])
    page.get_by_label("Front desk").check()
    maria.click(page.get_by_role("button", name="Add the user"))
    page.context.clear_cookies()
    maria.sign_in(*FRONT)
    page.goto("/patients")
    maria.click(page.locator("a.whole").first)
    with page.expect_download() as waiting:
        maria.click(page.get_by_role("link", name="SOAP note (PDF)"))
    assert waiting.value.suggested_filename.endswith(".pdf")


def test_users_and_letterhead_are_set_by_the_owner(page: Page, clinic: Clinic) -> None:
    maria = Therapist(page)
    maria.create_owner()
    page.goto("/settings")
    maria.type("#clinic", "Harbor Street Physical Therapy")
    maria.type("#address", "12 Harbor St\nPortland, OR 97209")
    maria.click(page.get_by_role("button", name="Save"))
    expect(page.locator(".notice")).to_contain_text("Saved")
    expect(page.locator("#clinic")).to_have_value("Harbor Street Physical Therapy")
    maria.click(page.get_by_role("link", name="Users"))
    maria.type("#user-name", "Jo Reyes")
    maria.type("#user-email", FRONT[0])
    maria.type("#user-password", FRONT[1])
    page.get_by_label("Front desk").check()
    maria.click(page.get_by_role("button", name="Add the user"))
    expect(page.locator("table.list")).to_contain_text("Jo Reyes")
