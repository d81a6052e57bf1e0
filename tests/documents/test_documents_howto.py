"""The kind of docs/how-to/add-a-document-kind.md works as printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from chartside.documents import DocumentKind
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Header
from chartside.domain.facts import Measure, Measurement, Side
from chartside.domain.source import Source, SourceKind

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-document-kind.md"


def test_the_example_is_a_document_kind() -> None:
    code = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert code is not None
    names: dict[str, Any] = {}
    exec(code[1], names)
    kind = names["KIND"]
    assert isinstance(kind, DocumentKind)
    note = Source("S1", "note.txt", SourceKind.SESSION_NOTE, "Grip R 30 kg", "0" * 64)
    grip = Measurement(
        evidence=(note.span(0, 12),), id="F1", measure=Measure.GRIP, value=30, unit="kg", side=Side.RIGHT
    )
    canvas = Canvas(header=Header(), sources=(note,), facts=(grip,), current=frozenset({"S1"}))
    assert [s.text for s in kind.compose(canvas).statements()] == ["R grip 30 kg."]
