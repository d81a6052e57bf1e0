"""The commands of the how-to on prompts do what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chartside.bootstrap import open_clinic
from chartside.cli.main import app
from chartside.documents.prompts import built_in_prompts
from chartside.domain.prompts import LONGEST_PROMPT
from chartside.services.create_owner import create_owner
from chartside.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/adapt-a-prompt.md").read_text("utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", PAGE, re.S)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, and a clinic as the default one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTSIDE_DATA_DIR", str(tmp_path / "clinic"))
    clinic = open_clinic(Settings())
    with clinic.work() as work:
        create_owner(work, name="Ana Reyes", email="ana@clinic.example", password="three plain words")
    clinic.close()
    return tmp_path


def said(line: str) -> Result:
    """Run a command of the page."""
    assert line.startswith("$ chartside ")
    return CliRunner().invoke(app, line.split()[2:])


def test_practice() -> None:
    assert said(CONSOLE[0].splitlines()[0]).exit_code == 0


def test_prompts_go_out_and_come_back(home: Path) -> None:
    out, back = CONSOLE[1].splitlines()
    assert said(out).exit_code == 0
    assert {path.name for path in (home / "prompts").iterdir()} == {f"{kind}.md" for kind in built_in_prompts()}
    (home / "prompts" / "soap_note.md").write_text("Write as we do here.\n", "utf-8")
    done = said(back)
    assert done.exit_code == 0
    assert "soap_note: saved as a new version" in done.output
    assert said("$ chartside prompts show soap_note").output == "Write as we do here.\n"


def test_a_bad_file_is_told_as_printed(home: Path) -> None:
    line, told = CONSOLE[2].splitlines()
    (home / "drafts").mkdir()
    (home / "drafts" / "soap.md").write_text("x", "utf-8")
    (home / "drafts" / "soap_note.md").write_text("y", "utf-8")
    done = said(line)
    assert done.exit_code == 2
    assert done.stderr.startswith(told.rstrip("…"))
    assert said("$ chartside prompts show soap_note").output == built_in_prompts()["soap_note"]


def test_a_profile_names_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTSIDE_DATA_DIR", str(tmp_path / "none"))
    [profile] = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    Path("clinic.toml").write_text(profile, "utf-8")
    Path("prompts").mkdir()
    Path("prompts/soap_note.md").write_text("Ours.\n", "utf-8")
    line, first = CONSOLE[3].splitlines()[:2]
    assert said(line).output.startswith(first)
    assert said(line.replace("billing_summary", "soap_note")).output == "Ours.\n"
    Path("visit.txt").write_text("Pain 3/10.", "utf-8")
    assert said("$ chartside draft soap_note visit.txt --clinic clinic.toml").exit_code == 0
    Path("prompts/soap_note.md").write_text(" ", "utf-8")
    for wrong in (line, "$ chartside draft soap_note visit.txt --clinic clinic.toml"):
        done = said(wrong)
        assert (done.exit_code, "cannot be empty" in done.stderr) == (2, True)
    assert said("$ chartside prompts show soap_note").output == built_in_prompts()["soap_note"]
    assert not Path("none").exists()


def test_the_page_tells_the_limit_that_holds() -> None:
    assert f"1 to {LONGEST_PROMPT:,} characters" in PAGE
