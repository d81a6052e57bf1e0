"""What a therapist does in the browser, in her words; every click, key press and text entry is counted."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

EMAIL, PASSWORD = "m.okafor@clinic.example", "violet heron walks at noon"

NOTE = """Pt reports R knee pain 4/10 today, was 6/10 last visit. Stairs easier, still needs rail.
R knee flexion AROM 105, extension AROM -4. Quad strength R 4-/5.
Ther ex: heel slides 3x10, step ups 4in 2x10 w/ verbal cues for knee control.
Manual therapy: patellar mobs gr III, 10 min
97110 25 min, 97140 10 min
Tolerated well, no increase in pain.
Plan: cont 2x/wk, progress step height next visit.
"""


class Therapist:
    """A person at one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.interactions = 0

    # what a person does

    def click(self, target: str | Locator) -> None:
        """One click."""
        self.interactions += 1
        self._at(target).click()

    def press(self, keys: str) -> None:
        """One key press or chord."""
        self.interactions += 1
        self.page.keyboard.press(keys)

    def type(self, target: str | Locator, text: str) -> None:
        """One text entry."""
        self.interactions += 1
        self._at(target).fill(text)

    def drop(self, *files: tuple[str, str]) -> None:
        """Files dropped on the page, from outside of the browser."""
        self.interactions += 1
        data = self.page.evaluate_handle(
            """files => {
                const data = new DataTransfer();
                for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
                return data;
            }""",
            [list(file) for file in files],
        )
        self.page.dispatch_event("#canvas", "drop", {"dataTransfer": data})

    def _at(self, target: str | Locator) -> Locator:
        return self.page.locator(target) if isinstance(target, str) else target

    # steps made of them

    def create_owner(self) -> None:
        """The first run."""
        self.page.goto("/")
        expect(self.page).to_have_url("/first-run")
        self.type("#name", "Mara Okafor")
        self.type("#email", EMAIL)
        self.type("#password", PASSWORD)
        self.type("#credentials", "PT, DPT")
        self.type("#license", "PT-20481")
        self.click("main button.go")
        expect(self.page).to_have_url("/")

    def sign_in(self, email: str = EMAIL, password: str = PASSWORD) -> None:
        """The sign-in page."""
        self.page.goto("/sign-in")
        self.type("#email", email)
        self.type("#password", password)
        self.click("main button.go")

    def new_patient(self, name: str = "Rosa Quintero", problem: str = "R total knee arthroplasty") -> None:
        """Patient, course of care and first visit; ends on the canvas."""
        self.page.goto("/new-patient")
        self.type("#name", name)
        self.type("#birth-date", "1957-04-12")
        self.type("#title", problem)
        self.click("main button.go")
        expect(self.page.locator("#canvas")).to_be_visible()
        self.page.wait_for_load_state("load")  # the scripts have run

    def drafted_canvas(self, note: str = NOTE) -> None:
        """A canvas with a draft of one dropped note."""
        self.drop(("session note.txt", note))
        expect(self.page.locator("#sheet h1")).to_have_text("SOAP note")

    def statement(self, words: str) -> Locator:
        """The sentence or row that holds these words."""
        return self.page.locator("[data-statement]").filter(has_text=words).first

    def answer_questions(self) -> None:
        """Answers every question that signing waits for, as shown, one after the other."""
        for _ in range(12):
            waiting = self.page.locator(".ask-line")
            if waiting.count() == 0:
                return
            card = self.page.locator(waiting.first.get_attribute("href") or "")
            before = waiting.count()
            if card.locator("input[name=answer]").count():
                field = card.locator("input[name=answer]")
                number = field.get_attribute("inputmode") == "decimal"
                self.type(field, "45" if number else "verbal cues for knee control on step-ups")
                self.press("Enter")
            else:
                self.click(card.locator("button").first)
            self.page.wait_for_function("n => document.querySelectorAll('.ask-line').length < n", arg=before)

    def sign(self, password: str = PASSWORD) -> None:
        """The sign dialog."""
        self.click("#sign-open")
        self.type("#sign-password", password)
        self.press("Enter")

    def download(self, format_label: str, to: Path) -> Path:
        """A file of the download menu."""
        self.click("#download-menu > summary")
        with self.page.expect_download() as waiting:
            self.click(self.page.locator("#download-menu a").filter(has_text=format_label))
        path = to / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path
