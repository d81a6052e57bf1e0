"""The clinic's own words: abbreviations, exercises and measures it has taught the reader."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chartside.domain.clinic_words import ClinicWord, WordKind
from chartside.services.errors import Invalid
from chartside.services.forget_word import forget_word
from chartside.services.permissions import Permission, allowed
from chartside.services.teach_word import teach_word
from chartside.services.try_words import try_words
from chartside.web.rendering import render
from chartside.web.routes import Routes
from chartside.web.session import Desk, desk

PAGE = Routes("words")

KINDS = (
    (WordKind.ABBREVIATION, "Abbreviation"),
    (WordKind.EXERCISE, "Exercise or technique"),
    (WordKind.MEASURE, "Measure or test with a number"),
)
CATEGORIES = (
    ("", "No family"),
    ("therapeutic_exercise", "Therapeutic exercise (97110)"),
    ("neuromuscular_reeducation", "Neuromuscular re-education (97112)"),
    ("gait_training", "Gait training (97116)"),
    ("manual_therapy", "Manual therapy (97140)"),
    ("therapeutic_activities", "Therapeutic activities (97530)"),
    ("modality", "Modality"),
)
DIRECTIONS = (("", "Neither"), ("higher", "Higher is better"), ("lower", "Lower is better"))
SAVED = {"taught": "Taught. Open notes are read with it now.", "forgotten": "Forgotten."}
BLANK = {
    "kind": "abbreviation", "written": "", "means": "", "category": "", "unit": "points", "least": "0", "most": "100",
    "better": "",
}  # fmt: skip


class _WordForm(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    kind: WordKind
    written: str = Field(min_length=1)
    means: str = Field(min_length=1)
    category: str = ""
    unit: str = "points"
    least: float = 0.0
    most: float = 100.0
    better: str = ""

    def word(self) -> ClinicWord:
        """The word the form describes."""
        return ClinicWord(
            kind=self.kind,
            written=tuple(dict.fromkeys(part.strip() for part in self.written.split(",") if part.strip())),
            means=self.means,
            category=self.category or None,
            unit=self.unit or "points",
            least=self.least,
            most=self.most,
            higher_is_better={"higher": True, "lower": False}.get(self.better),
        )


@PAGE.router.get("/words")
def show(request: Request, saved: str = "") -> Response:
    """The words taught so far, a form for a new one, and a line to try them on."""
    with desk(request) as at:
        return _page(request, at, saved=SAVED.get(saved, ""))


@PAGE.router.post("/words")
def teach(
    request: Request,
    kind: Annotated[str, Form()],
    written: Annotated[str, Form()],
    means: Annotated[str, Form()],
    category: Annotated[str, Form()] = "",
    unit: Annotated[str, Form()] = "points",
    least: Annotated[str, Form()] = "0",
    most: Annotated[str, Form()] = "100",
    better: Annotated[str, Form()] = "",
) -> Response:
    """Teaches a word."""
    given = {
        "kind": kind, "written": written, "means": means, "category": category, "unit": unit, "least": least,
        "most": most, "better": better,
    }  # fmt: skip
    with desk(request) as at:
        try:
            teach_word(at.work, at.actor, word=_WordForm.model_validate(given).word())
        except ValidationError:
            problem = "Write a spelling and what it means; the least and greatest value of a measure are numbers."
            return _page(request, at, given=given, problem=problem, status=422)
        except (Invalid, ValueError) as error:
            return _page(request, at, given=given, problem=_sentence(str(error)), status=422)
    return RedirectResponse("/words?saved=taught", status_code=303)


@PAGE.router.post("/words/forget")
def forget(request: Request, written: Annotated[str, Form()]) -> Response:
    """Forgets a word."""
    with desk(request) as at:
        forget_word(at.work, at.actor, written=written)
    return RedirectResponse("/words?saved=forgotten", status_code=303)


@PAGE.router.post("/words/try")
def attempt(request: Request, line: Annotated[str, Form()]) -> Response:
    """Shows what the reader makes of a line."""
    with desk(request) as at:
        return _page(request, at, line=line, readings=try_words(at.work, at.actor, line=line))


def _sentence(told: str) -> str:
    return told if told[:1].isupper() or not told[:1].isalpha() else f"{told[0].upper()}{told[1:]}."


def _page(
    request: Request,
    at: Desk,
    *,
    given: dict[str, str] | None = None,
    line: str = "",
    readings: tuple[tuple[str, str], ...] | None = None,
    saved: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    labels = {str(kind): label for kind, label in KINDS}
    return render(
        request,
        "words.html",
        status=status,
        may_change=allowed(at.actor, Permission.WRITE),
        words=[
            {
                "written": ", ".join(word.written),
                "first": word.written[0],
                "means": word.means,
                "kind": labels[str(word.kind)],
                "more": _more(word),
            }
            for word in at.work.charts.profile().words
        ],
        given=BLANK | (given or {}),
        kinds=KINDS,
        categories=CATEGORIES,
        directions=DIRECTIONS,
        line=line,
        readings=readings,
        saved=saved,
        problem=problem,
    )


def _more(word: ClinicWord) -> str:
    if word.kind is WordKind.MEASURE:
        return f"{word.least:g} to {word.most:g} {word.unit}"
    return dict(CATEGORIES).get(word.category or "", "") if word.kind is WordKind.EXERCISE else ""
