"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "chartside"
MODULES = sorted([*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])


def tracked() -> list[Path]:
    """Files under version control, or all text files where git is missing."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_module_exceeds_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines for path in MODULES if (lines := path.read_text("utf-8").count("\n")) > 400
    }
    assert not long, f"split by a noun of the clinic: {long}"


def test_no_module_has_a_name_that_explains_nothing() -> None:
    bad = [p for p in MODULES if re.fullmatch(r"(utils?|helpers?|common|misc|manager)", p.stem)]
    assert not bad


def test_the_domain_imports_only_the_standard_library() -> None:
    for path in (SOURCE / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names or name.startswith("chartside.domain"), f"{path.name}: {name}"


@pytest.mark.parametrize("room", ["domain", "extract", "documents", "verify", "billing", "measures"])
def test_rooms_of_pure_thought_do_not_touch_the_world(room: str) -> None:
    worldly = {"socket", "subprocess", "sqlite3", "sqlcipher3", "sqlalchemy", "httpx2", "urllib", "smtplib", "requests"}
    for path in (SOURCE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not {a.name.split(".")[0] for a in node.names} & worldly, path
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in worldly, path


def test_nothing_tracked_names_a_machine_or_a_download_address() -> None:
    pattern = re.compile(r"(^|[^\w./-])/(wo" + r"rk|fa" + r"rm)/|ind" + r"ex-url|fi" + r"nd-links")
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".lock", ".txt", ".html", ".css", ".js", ".csv", ""}:
            text = path.read_text("utf-8", "replace")
            found = pattern.search(text)
            assert not found, f"{path.relative_to(ROOT)}: {text[max(found.start() - 30, 0) : found.end() + 30]!r}"


def test_help_starts_without_the_heavy_libraries() -> None:
    probe = (
        "import sys; sys.argv=['chartside','--help'];"
        "from chartside.cli.main import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "heavy={'fastapi','sqlalchemy','typst','docx','pypdfium2','alembic','ahocorasick'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
