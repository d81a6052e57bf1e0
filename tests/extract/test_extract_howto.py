"""The example of docs/how-to/add-a-fact-extractor.md works as printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from chartside.extract.api import Extractor
from chartside.extract.reading import read
from chartside.ingest import receive_text

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-fact-extractor.md"


def test_the_example_reads_a_wound() -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)[0]
    room: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), room)
    extractor = room["EXTRACTOR"]
    assert isinstance(extractor, Extractor)
    source = receive_text("Heel wound 2.5 x 1 cm, clean edges").source
    assert source is not None
    facts: list[Any] = list(extractor.extract(read(source)))
    assert [(f.motion, f.value) for f in facts] == [("length", 2.5), ("width", 1.0)]
    assert facts[0].evidence[0].quote == "wound 2.5 x 1 cm"
