"""The example of docs/how-to/add-a-check.md is a check, and finds what it is for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chartside.domain.documents import Basis
from chartside.verify import Check

if TYPE_CHECKING:
    from tests.verify.conftest import Case

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-check.md"


def test_the_example_works(bare: Case) -> None:
    example = re.search(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    assert example is not None
    module: dict[str, Any] = {}
    exec(example[1], module)  # the guide's own example, nothing a user sends
    check = module["CHECK"]
    assert isinstance(check, Check)
    bare.say("Right-hand dominant.", basis=Basis.CLINICIAN)
    assert list(check.check(bare.document, bare.canvas)) == []
    bare.say("Left-hand dominant.", basis=Basis.CLINICIAN)
    [flag] = check.check(bare.document, bare.canvas)
    assert flag.message == "This sentence says left-handed; another says right-handed."


@pytest.mark.parametrize("path", re.findall(r"`(verify/[\w/]+\.(?:py|toml))`", GUIDE.read_text("utf-8")))
def test_the_files_it_names_exist(path: str) -> None:
    assert (GUIDE.parents[2] / "src" / "chartside" / path).is_file()
