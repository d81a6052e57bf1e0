"""A clinic adapts a prompt, goes back, and keeps every version; as files too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.services.conftest import ClinicAtWork
from typer.testing import CliRunner, Result

from chartside.cli.main import app as command
from chartside.documents import document_kinds
from chartside.documents.prompts import built_in_prompts
from chartside.services.errors import Invalid, NotAllowed, NotFound, Stale
from chartside.services.permissions import Permission, allowed
from chartside.services.prompt_files import export_prompts, import_prompts, read_prompt_folder, write_prompt_folder
from chartside.services.read_prompts import prompt_in_force, read_prompt, read_prompts
from chartside.services.restore_prompt import restore_prompt
from chartside.services.save_prompt import save_prompt
from chartside.services.verify_trail import verify_trail

SHORTER = "Write as we do here: one page, plain words.\n"


def test_every_kind_has_a_prompt() -> None:
    assert built_in_prompts().keys() == document_kinds().keys()


def test_before_anything_is_saved_the_built_in_prompt_holds(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        assert {each.version.number for each in read_prompts(work, clinic.pt)} == {0}
        assert prompt_in_force(work, "soap_note") == built_in_prompts()["soap_note"]
        assert read_prompt(work, clinic.pt, kind="soap_note").names == {}


def test_a_prompt_is_saved_changed_and_restored_and_nothing_is_lost(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        save_prompt(work, clinic.pt, kind="soap_note", text=SHORTER, note="  shorter \n please ", seen=0)
        save_prompt(work, clinic.pt, kind="soap_note", text=f"{SHORTER}No praise.\n", note="", seen=1)
        assert prompt_in_force(work, "soap_note") == f"{SHORTER}No praise.\n"
        history = restore_prompt(work, clinic.pt, kind="soap_note", number=1, seen=2)
        assert history.current.text == SHORTER
        assert history.current.note == "Back to version 1"
        history = restore_prompt(work, clinic.pt, kind="soap_note", number=0)
        assert [v.number for v in history.versions] == [4, 3, 2, 1, 0]
        assert [v.note for v in history.versions][3] == "shorter please"
        assert history.names == {clinic.pt.id: "Ana Reyes"}
        assert prompt_in_force(work, "soap_note") == built_in_prompts()["soap_note"]
        assert {each.kind for each in read_prompts(work, clinic.pt) if each.version.number} == {"soap_note"}


def test_the_trail_tells_who_changed_a_prompt_and_not_its_text(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        save_prompt(work, clinic.pt, kind="soap_note", text=SHORTER, note="Mrs. Imre asked")
        restore_prompt(work, clinic.pt, kind="soap_note", number=0)
        rows = [(row.action, row.detail) for row in work.trail.rows("prompt")]
        assert verify_trail(work).problems == ()
    assert rows == [
        ("prompt_saved", '{"kind":"soap_note","version":1}'),
        ("prompt_restored", '{"kind":"soap_note","restores":0,"version":2}'),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [("  ", "cannot be empty"), ("a\x07", "control character U.0007"), ("x" * 20_001, "at most 20,000")],
)
def test_what_is_no_prompt_is_refused(clinic: ClinicAtWork, text: str, says: str) -> None:
    with clinic.app.work() as work, pytest.raises(Invalid, match=says):
        save_prompt(work, clinic.pt, kind="soap_note", text=text, note="")


def test_refusals(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        with pytest.raises(NotFound, match=r"there is: .*soap_note"):
            save_prompt(work, clinic.pt, kind="soap", text=SHORTER, note="")
        with pytest.raises(Invalid, match="Nothing was changed"):
            save_prompt(work, clinic.pt, kind="soap_note", text=built_in_prompts()["soap_note"], note="")
        with pytest.raises(Invalid, match="200 plain characters"):
            save_prompt(work, clinic.pt, kind="soap_note", text=SHORTER, note="x" * 201)
        save_prompt(work, clinic.pt, kind="soap_note", text=SHORTER, note="")
        with pytest.raises(Stale, match="another version"):
            save_prompt(work, clinic.pt, kind="soap_note", text="Other.\n", note="", seen=0)
        with pytest.raises(Stale):
            restore_prompt(work, clinic.pt, kind="soap_note", number=0, seen=0)
        with pytest.raises(NotFound, match="no version 9"):
            restore_prompt(work, clinic.pt, kind="soap_note", number=9)
        with pytest.raises(Invalid, match="holds already"):
            restore_prompt(work, clinic.pt, kind="soap_note", number=1)
        assert len(read_prompt(work, clinic.pt, kind="soap_note").versions) == 2


def test_the_front_desk_does_not_see_prompts(clinic: ClinicAtWork) -> None:
    assert not allowed(clinic.desk, Permission.ADAPT_PROMPTS)
    with clinic.app.work() as work:
        for forbidden in (
            lambda: read_prompts(work, clinic.desk),
            lambda: read_prompt(work, clinic.desk, kind="soap_note"),
            lambda: save_prompt(work, clinic.desk, kind="soap_note", text=SHORTER, note=""),
            lambda: restore_prompt(work, clinic.desk, kind="soap_note", number=0),
        ):
            with pytest.raises(NotAllowed, match="ask the owner"):
                forbidden()


def test_a_folder_goes_out_and_comes_back(clinic: ClinicAtWork, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    with clinic.app.work() as work:
        written = export_prompts(work, clinic.pt, folder=folder)
        assert {path.stem for path in written} == set(document_kinds())
        assert import_prompts(work, clinic.pt, folder=folder).saved == ()
        (folder / "soap_note.md").write_text(SHORTER.replace("\n", "\r\n"), "utf-8")
        (folder / "notes.txt").write_text("not a prompt", "utf-8")
        done = import_prompts(work, clinic.pt, folder=folder)
        assert (done.saved, len(done.same)) == (("soap_note",), len(document_kinds()) - 1)
        assert read_prompt(work, clinic.pt, kind="soap_note").current.note == "Imported from soap_note.md"
        assert prompt_in_force(work, "soap_note") == SHORTER


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("soap.md", b"Write.", "no document kind 'soap'"),
        ("soap_note.md", b" ", "soap_note.md: A prompt cannot be empty"),
        ("soap_note.md", b"\xff\xfe\x00", "not UTF-8"),
        ("soap_note.md", b"a\x00b", "control character"),
        ("soap_note.md", b"x" * 100_000, "larger than a prompt"),
        ("readme.txt", b"x", "no KIND.md file"),
    ],
)
def test_a_bad_folder_changes_nothing(
    clinic: ClinicAtWork, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    if name != "readme.txt":
        (tmp_path / "in" / "billing_summary.md").write_text(SHORTER, "utf-8")
    with clinic.app.work() as work:
        with pytest.raises(Invalid, match=says):
            import_prompts(work, clinic.pt, folder=tmp_path / "in")
        assert prompt_in_force(work, "billing_summary") == built_in_prompts()["billing_summary"]


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "soap_note.md").write_text("Mine.", "utf-8")
    with pytest.raises(Invalid, match=r"soap_note\.md: there already"):
        write_prompt_folder(tmp_path, built_in_prompts())
    assert [path.name for path in tmp_path.iterdir()] == ["soap_note.md"]
    with pytest.raises(Invalid, match="name a folder"):
        read_prompt_folder(tmp_path / "none")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_the_command_line_exports_and_imports(clinic: ClinicAtWork, tmp_path: Path) -> None:
    home, folder = clinic.app.settings.data_dir, tmp_path / "out"
    done = run("prompts", "export", folder, "--data-dir", home)
    assert done.exit_code == 0, done.output
    (folder / "soap_note.md").write_text(SHORTER, "utf-8")
    done = run("prompts", "import", folder, "--data-dir", home, "--by", "ana@clinic.example")
    assert done.exit_code == 0, done.output
    assert "soap_note: saved as a new version" in done.output
    with clinic.app.work() as work:
        assert read_prompt(work, clinic.pt, kind="soap_note").names == {clinic.pt.id: "Ana Reyes"}


def test_the_command_line_refuses_in_one_line(clinic: ClinicAtWork, tmp_path: Path) -> None:
    home = clinic.app.settings.data_dir
    (tmp_path / "soap.md").write_text("x", "utf-8")
    for words, says in (
        (("import", tmp_path, "--data-dir", home), "no document kind 'soap'"),
        (("export", tmp_path / "x", "--data-dir", tmp_path / "empty"), "there is no clinic here"),
        (("export", tmp_path / "x", "--data-dir", home, "--by", "nobody@x.example"), "no account"),
        (("export", tmp_path / "x", "--data-dir", home, "--by", "cy@clinic.example"), "may not see and adapt"),
    ):
        done = run("prompts", *words)
        assert done.exit_code == 2, done.output
        assert says in done.stderr
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "empty").exists()
    assert run("prompts", "export", tmp_path / "b", "--built-in").exit_code == 0
    assert (tmp_path / "b" / "soap_note.md").read_text("utf-8") == built_in_prompts()["soap_note"]
