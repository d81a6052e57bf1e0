"""What the documents promise is so: links lead somewhere, examples run, the reference is fresh."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.deliver.pictures import png
from typer.testing import CliRunner

from chartside.cli.main import app
from chartside.services.read_clinic_profile import read_clinic_profile

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    "page",
    [p for p in PAGES if p.parent.name != "how-to"],  # a how-to names the file that its reader will write
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_files_named_in_documents_exist(page: Path) -> None:
    for name in re.findall(r"`((?:src/chartside|tests|bench|scripts|docs)/[\w./-]+)`", page.read_text("utf-8")):
        assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_the_note_of_the_tour_drafts(tmp_path: Path) -> None:
    note = re.findall(r"```text\n(.*?)```", (ROOT / "docs" / "tour.md").read_text("utf-8"), re.S)[0]
    path = tmp_path / "visit.txt"
    path.write_text(note, "utf-8")
    result = CliRunner().invoke(app, ["draft", "soap_note", str(path)])
    assert result.exit_code == 0, result.output
    for wanted in ("2/10", "112", "SUBJECTIVE", "OBJECTIVE"):
        assert wanted in result.output


def test_the_units_of_the_readme() -> None:
    result = CliRunner().invoke(app, ["units", "97110=23", "97140=15"])
    shown = re.search(r"\$ chartside units 97110=23 97140=15\n(.*?)…", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert shown is not None
    assert result.output.startswith(shown[1])


def test_the_clinic_profile_of_the_how_to_is_read(tmp_path: Path) -> None:
    example = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/how-to/clinic-profile.md").read_text("utf-8"), re.S)[0]
    path = tmp_path / "clinic.toml"
    path.write_text(example, "utf-8")
    (tmp_path / "how-we-write.md").write_text("# Notes\n\nEvery visit has its minutes.\n", "utf-8")
    (tmp_path / "mark.png").write_bytes(png())
    profile = read_clinic_profile(path)
    assert profile.name == "Harborview Physical Therapy"
    assert profile.logo is not None
    assert [payer.name for payer in profile.payer_choices] == ["Medicare Part B", "Northfold Mutual"]
    assert [word.means for word in profile.words] == ["prone knee bend", "Running Readiness Scale"]


def test_the_commands_of_the_profile_how_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/how-to/clinic-profile.md").read_text("utf-8")
    (tmp_path / "how-we-write.md").write_text("# Notes\n\nEvery visit has its minutes.\n", "utf-8")
    (tmp_path / "mark.png").write_bytes(png())
    (tmp_path / "given.toml").write_text(re.findall(r"```toml\n(.*?)```", page, re.S)[0], "utf-8")
    (tmp_path / "notes").mkdir()
    for name in ("visit.txt", "notes/visit.txt"):
        (tmp_path / name).write_text("R knee flexion AROM 105, was 98.\nPlan: 2x/wk for 4 wks.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHARTSIDE_DATA_DIR", str(tmp_path / "clinic"))
    assert CliRunner().invoke(app, ["profile", "import", "given.toml"]).exit_code == 0
    for line in re.findall(r"^    (chartside .*?)(?:\s+#.*)?$", page, re.M):
        result = CliRunner().invoke(app, shlex.split(line)[1:])
        assert result.exit_code == 0, f"{line}: {result.output}"
    assert read_clinic_profile(Path("clinic.toml")) == read_clinic_profile(Path("given.toml"))
    refused = CliRunner().invoke(app, ["profile", "export", "clinic.toml"])
    assert refused.exit_code == 2
    assert "--force" in refused.output
    assert "the clinic has no payer 'Nobody'" in (
        CliRunner()
        .invoke(app, ["draft", "soap_note", "visit.txt", "--clinic", "clinic.toml", "--payer", "Nobody"])
        .output
    )


def test_the_generated_reference_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_setting_says_what_it_sets() -> None:
    from chartside.settings import Settings

    assert all(field.description for field in Settings.model_fields.values())
