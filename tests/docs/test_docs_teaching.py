"""The words and languages that the how-tos teach the reader are read as printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chartside.bootstrap import open_clinic
from chartside.cli.main import app
from chartside.domain.clinic_words import ClinicWord
from chartside.measures import use_clinic_measures
from chartside.services.create_owner import create_owner
from chartside.services.read_clinic_profile import read_clinic_profile
from chartside.services.teach_word import teach_word
from chartside.services.try_words import try_words
from chartside.settings import Settings
from chartside.web.pages.words import CATEGORIES, DIRECTIONS, KINDS

ROOT = Path(__file__).parents[2]
TEACH = (ROOT / "docs/how-to/teach-the-reader.md").read_text("utf-8")
LANGUAGE = (ROOT / "docs/how-to/read-another-language.md").read_text("utf-8")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


def printed(page: str, index: int) -> str:
    """What a command of a page prints."""
    return blocks(page, "console")[index].split("\n", 1)[1]


def table(page: str, first: str) -> list[list[str]]:
    """The rows under the table heading that begins with `first`."""
    rows = page[page.index(f"| {first} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    use_clinic_measures(())


def facts_with_rows(home: Path, rows: list[str], name: str, note: str) -> str:
    """What a copy of the program with these lexicon rows reads; each block of rows names its file in its first line."""
    shutil.copytree(ROOT / "src", home / "src", ignore=shutil.ignore_patterns("__pycache__"))
    lexicon = home / "src/chartside/extract/lexicon"
    for row in rows:
        file = lexicon / row.split("\n", 1)[0].removeprefix("# ")
        if not file.parent.exists():
            shutil.copytree(lexicon / "es", file.parent)
            file.write_text("", "utf-8")
        file.write_text(f"{file.read_text('utf-8')}\n{row}", "utf-8")
    (home / name).write_text(note, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from chartside.cli.main import main; main()", "facts", name],
        cwd=home, env={**os.environ, "PYTHONPATH": "src"}, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return done.stdout


def test_rows_of_the_lexicon_are_read(tmp_path: Path) -> None:
    note = blocks(TEACH, "text")[0]
    rows = [block for block in blocks(TEACH, "toml") if block.startswith("# ")]
    assert len(rows) == 3
    assert facts_with_rows(tmp_path, rows, "visit.txt", note) == printed(TEACH, 0)


def test_words_of_a_profile_file_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [words] = [block for block in blocks(TEACH, "toml") if block.startswith("[[word]]")]
    Path("profile.toml").write_text(words, "utf-8")
    Path("visit.txt").write_text(blocks(TEACH, "text")[1], "utf-8")
    result = CliRunner().invoke(app, ["facts", "visit.txt", "--clinic", "profile.toml"])
    assert result.output == printed(TEACH, 1)
    assert (
        "Prone knee bend L negative"
        in CliRunner().invoke(app, ["draft", "soap_note", "visit.txt", "--clinic", "profile.toml"]).output
    )
    assert {(word.written, word.means) for word in read_clinic_profile(Path("profile.toml")).words} == {
        (tuple(row[1].split(", ")), row[2]) for row in table(TEACH, "It is an")
    }


def test_words_taught_in_the_browser_are_read(tmp_path: Path) -> None:
    clinic = open_clinic(Settings(data_dir=tmp_path / "clinic"))
    try:
        with clinic.work() as work:
            owner = create_owner(
                work, name="Ana Reyes", email="ana@clinic.example", password="three plain words", credentials="PT"
            )
            for row in table(TEACH, "It is an"):
                teach_word(work, owner, word=_word(row))
            line = re.search(r"\(\"(QZB .*?)\"\) and see", TEACH)
            assert line is not None
            read = try_words(work, owner, line=line[1])
        assert [list(fact) for fact in read] == table(TEACH, "Words")
    finally:
        clinic.close()


def _word(row: list[str]) -> ClinicWord:
    """The word of a filled-in form, its choices by their labels."""
    kind, written, means, category, unit, least, most, better = row
    return ClinicWord(
        kind=next(key for key, label in KINDS if label == kind),
        written=tuple(written.split(", ")),
        means=means,
        category=next((key for key, label in CATEGORIES if label == category), None),
        unit=unit or "points",
        least=float(least or 0),
        most=float(most or 100),
        higher_is_better={"higher": True, "lower": False}.get(
            next((key for key, label in DIRECTIONS if label == better), "")
        ),
    )


def test_the_form_has_the_fields_the_page_names() -> None:
    form = (ROOT / "src/chartside/web/templates/words.html").read_text("utf-8")
    heading = TEACH[TEACH.index("| It is an |") :].split("\n", 1)[0]
    for label in heading.strip("|").split("|"):
        assert f">{label.strip()}" in form, label


def test_a_spanish_note_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nota.txt").write_text(blocks(LANGUAGE, "text")[0], "utf-8")
    result = CliRunner().invoke(app, ["facts", "nota.txt"])
    assert result.stdout == printed(LANGUAGE, 0)
    assert "in Spanish" in result.stderr


def test_a_language_is_added(tmp_path: Path) -> None:
    rows = blocks(LANGUAGE, "toml")
    assert facts_with_rows(tmp_path, rows, "nota.txt", blocks(LANGUAGE, "text")[1]) == printed(LANGUAGE, 1)
