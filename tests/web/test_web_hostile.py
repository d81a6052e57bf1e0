"""Text and files that mean harm: scripts in notes and names, and uploads that are not what they say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.web.conftest import Clinic
from tests.web.therapist import NOTE, Therapist

pytestmark = pytest.mark.browser

SCRIPT = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>'
BREAKOUT = "\"'></textarea></title><svg onload=window.hurt=1>{{7*7}}${7*7}"


def test_scripts_in_notes_names_and_file_names_are_only_text(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient(name=f"Rosa {SCRIPT}", problem=f"R knee {BREAKOUT}")
    maria.drop(
        (
            "note <img src=x onerror=window.hurt=1>.txt",
            f"Pt reports R knee pain 4/10 {SCRIPT}.\nGoal: {BREAKOUT}\n{NOTE}",
        )
    )
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    canvas = page.url
    statement = page.locator("[data-statement]").first
    maria.click(statement)
    maria.press("e")
    maria.type(".edit-box textarea", f"Her words: {SCRIPT} {BREAKOUT}")
    maria.press("Enter")
    expect(maria.statement("Her words")).to_contain_text(SCRIPT)
    page.keyboard.press("x")
    page.locator(".edit-box input").last.fill(SCRIPT)
    page.keyboard.press("Enter")
    expect(page.locator(".st.rejected")).to_contain_text(SCRIPT)
    source = page.locator("#source-list .src .name a").first.get_attribute("href") or ""
    for path in ("/", "/patients", f"/patients?search={SCRIPT}", canvas, source, f"{canvas}/statements/{SCRIPT}"):
        page.goto(path)
        assert page.evaluate("window.hurt") is None, path
        assert page.locator("img[onerror], svg[onload]").count() == 0, path
        assert "49" not in (page.title() or ""), path


def bomb() -> bytes:
    """A DOCX that grows a thousandfold when unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 200_000_000)
    return packed.getvalue()


HOSTILE = [
    ("empty.txt", b""),
    ("..\\..\\windows\\evil.txt", b"\x00\x01\x02\x03" * 50),
    ("../../../etc/passwd", b"\xff\xfe\x00" * 40),
    ("note.pdf", b"%PDF-1.7\nnot a pdf at all"),
    ("virus.exe", b"MZ\x90\x00" + b"\0" * 500),
    ("photo.docx", b"PK\x03\x04 broken"),
    ("page.html", b"<script>window.hurt=1</script>"),
    ("bomb.docx", bomb()),
    ("a" * 300 + ".txt", b"\x00" * 10),
]


def test_hostile_files_are_named_with_a_remedy_and_nothing_else_is_lost(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    files: list[FilePayload] = [
        {"name": name.replace("/", "\u2215"), "mimeType": "application/octet-stream", "buffer": content}
        for name, content in HOSTILE
    ]
    page.set_input_files("#files", files)
    expect(page.locator("#working")).to_be_hidden(timeout=60_000)
    unread = page.locator(".src.unread")
    assert unread.count() >= 6
    for text in unread.all_inner_texts():
        assert len(text.split()) > 5, f"no remedy: {text}"
    expect(page.locator("#sheet h1")).to_have_text("SOAP note")
    expect(page.locator("#source-list")).to_contain_text("session note.txt")
    assert page.evaluate("window.hurt") is None


def test_the_same_file_twice_is_one_source(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    maria.drafted_canvas()
    maria.drop(("session note.txt", NOTE))
    expect(page.locator("#announcer")).to_contain_text("already")
    expect(page.locator("#source-list .src")).to_have_count(1)


def test_a_file_over_the_limit_is_named_at_once(page: Page, clinic: Clinic, tmp_path: Path) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    page.evaluate("document.querySelector('#upload').dataset.mostBytes = 100")
    maria.drop(("long.txt", "x" * 200), ("short.txt", "R knee pain 4/10"))
    expect(page.locator("#source-list")).to_contain_text("short.txt")
    expect(page.locator("#source-list")).not_to_contain_text("long.txt")
    huge = tmp_path / "huge.txt"
    huge.write_bytes(b"x" * (clinic.app.settings.max_upload_bytes + 1))
    page.set_input_files("#files", [huge])
    expect(page.locator("#notice")).to_contain_text("huge.txt is larger than")


def test_a_long_step_shows_that_it_runs_and_can_be_cancelled(page: Page) -> None:
    maria = Therapist(page)
    maria.create_owner()
    maria.new_patient()
    page.route("**/sources", lambda route: None)  # an upload that never ends
    maria.drop(("slow.txt", NOTE))
    expect(page.locator("#working")).to_contain_text("Reading slow.txt")
    expect(page.locator("#working progress")).to_be_visible()
    page.locator("#working-cancel").click()
    expect(page.locator("#working")).to_be_hidden()
    page.unroute("**/sources")
    maria.drafted_canvas()
