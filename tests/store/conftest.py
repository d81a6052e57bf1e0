"""A store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chartside.store import Store

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    opened = Store(folder, None, lambda: NOW)
    yield opened
    opened.close()
