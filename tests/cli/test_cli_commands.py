"""The command line is a contract: shapes, exit codes, one-line errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from chartside.cli.main import app

NOTE = """S: R knee pain 3/10 (was 5/10). Denies numbness.
O: R knee AROM 5-105 (was 8-95).
TE 23': heel slides 3x10, SLR 3x8
MT 15': pat mobs gr III
Total 38' timed 38'
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, "utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_facts_json_has_the_contract_shape(note: Path) -> None:
    result = run("facts", note, "--json")
    record = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(s["id"], s["name"], s["kind"]) for s in record["sources"]] == [("S1", "note.txt", "session_note")]
    assert len(record["sources"][0]["sha256"]) == 64
    assert [f["id"] for f in record["facts"]] == [f"F{n}" for n in range(1, len(record["facts"]) + 1)]
    for fact in record["facts"]:
        for span in fact["evidence"]:
            assert NOTE[span["start"] : span["end"]] == span["quote"]
    flexion = next(f for f in record["facts"] if f.get("motion") == "flexion" and f["when"] == "current")
    assert (flexion["joint"], flexion["side"], flexion["value"], flexion["unit"]) == ("knee", "right", 105, "deg")


def test_facts_for_people(note: Path) -> None:
    result = run("facts", note)
    assert "note.txt (session note" in result.stdout
    assert "line 2: 'R knee AROM 5-105'" in result.stdout


def test_draft_json_shows_evidence_for_every_statement(note: Path) -> None:
    record = json.loads(run("draft", "soap_note", note, "--visit-date", "2026-03-04", "--format", "json").stdout)
    assert record["kind"] == "soap_note"
    assert record["visit"]["visit_date"] == "2026-03-04"
    statements = [s for section in record["sections"] for s in section["statements"]]
    assert statements
    for statement in statements:
        assert statement["evidence"]
        assert statement["basis"] in {"quoted", "restated", "computed"}
        assert (statement["basis"] == "computed") == (statement["computed_by"] is not None)
        for span in statement["evidence"]:
            assert NOTE[span["start"] : span["end"]] == span["quote"]


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype html")])
def test_draft_writes_files(note: Path, tmp_path: Path, form: str, begins: bytes) -> None:
    out = tmp_path / f"out.{form}"
    result = run("draft", "soap_note", note, "--format", form, "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_bytes()[:15].lower().startswith(begins.lower())


def test_draft_uses_the_clinic_profile(note: Path, tmp_path: Path) -> None:
    profile = tmp_path / "clinic.toml"
    profile.write_text('name = "Bay Rehab"\n[headings]\nobjective = "Findings and treatment"\n')
    result = run("draft", "soap_note", note, "--clinic", profile)
    assert "FINDINGS AND TREATMENT" in result.stdout


def test_units_json() -> None:
    record = json.loads(run("units", "97110=23", "97140=15", "--json").stdout)
    assert (record["rule"], record["timed_minutes"], record["units"]) == ("cms", 38, 3)
    assert {line["code"]: line["units"] for line in record["lines"]} == {"97110": 2, "97140": 1}
    assert record["why"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["units", "97110"], "write CODE=MINUTES"),
        (["units", "97110=ten"], "write CODE=MINUTES"),
        (["units", "97110=-5"], "minutes are between"),
        (["units", "97110=nan"], "minutes are between"),
        (["units", "12345=10"], "not in the code table"),
        (["facts", "nowhere.txt"], "nowhere.txt"),
        (["draft", "soap_note", "nowhere.txt"], "nowhere.txt"),
        (["draft", "poem", "{note}"], "no document kind 'poem'"),
        (["draft", "soap_note", "{note}", "--clinic", "nowhere.toml"], "check the path"),
        (["restore", "nowhere.backup", "--data-dir", "{tmp}/x"], "no such backup"),
        (["backup", "{tmp}/b", "--data-dir", "{tmp}/x"], "there is no clinic here"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(note: Path, tmp_path: Path, words: list[str], says: str) -> None:
    result = run(*(word.format(note=note, tmp=tmp_path) for word in words))
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600)),
    ],
)
def test_an_unreadable_file_is_named_with_the_remedy(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = run("facts", path, "--json")
    assert result.exit_code == 2
    assert name in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_demo_fills_an_empty_folder_only(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    first = run("demo", "--data-dir", folder)
    assert first.exit_code == 0, first.output
    assert "What Chartside drafted" in first.stdout
    assert "SOAP NOTE" in first.stdout
    again = run("demo", "--data-dir", folder)
    assert again.exit_code == 2
    assert "not empty" in again.stderr
    verified = run("trail", "verify", "--data-dir", folder)
    assert "The audit trail is whole" in verified.stdout
    target = tmp_path / "b.backup"
    assert run("backup", target, "--data-dir", folder).exit_code == 0
    assert run("restore", target, "--data-dir", folder, "--force").exit_code == 0


def test_plugins_lists_every_door() -> None:
    record = json.loads(run("plugins", "--json").stdout)
    assert set(record) == {"readers", "extractors", "document kinds", "checks", "renderers"}
    assert "soap_note" in record["document kinds"]
    assert {"pdf", "docx", "html", "text", "md", "json"} <= set(record["renderers"])


def test_a_draft_with_a_blocking_flag_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(
        "O: R knee AROM flex 105, R knee AROM flex 85\nTE 23' heel slides 3x10\nTotal 20' timed 23'\n", "utf-8"
    )
    result = run("draft", "soap_note", path, "--format", "json")
    blocking = [f for f in json.loads(result.stdout)["flags"] if f["severity"] == "block"]
    assert blocking
    assert result.exit_code == 1


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "chartside", "--version"], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("chartside 0.1")
