"""A clinic in a fresh folder, a real server on a loopback port, and a real Chromium."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from chartside.bootstrap import App, open_clinic
from chartside.settings import Settings
from chartside.web.app import create_app

CHROMIUM = os.environ.get("CHARTSIDE_CHROMIUM", "/usr/bin/chromium")
# What a browser itself reports of an answer with an error status and of a server that is away.
TOLD_BY_THE_BROWSER = ("Failed to load resource", "Failed to fetch")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Clock:
    """A clock the test moves."""

    offset: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset


@dataclass(frozen=True)
class Clinic:
    """A running clinic."""

    app: App
    clock: Clock
    url: str


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A fresh clinic without users, served on a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clock = Clock()
    app = open_clinic(Settings(data_dir=tmp_path / "clinic", port=port), clock)
    server = uvicorn.Server(uvicorn.Config(create_app(app), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    yield Clinic(app, clock, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(timeout=10)
    app.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    if not Path(CHROMIUM).exists():
        missing = f"no Chromium at {CHROMIUM}; install it, or name one in CHARTSIDE_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


expect.set_options(timeout=20_000)  # a loaded machine is slow, not wrong


@pytest.fixture
def context(chromium: Browser, clinic: Clinic) -> Iterator[BrowserContext]:
    """A browser profile without a past."""
    context = chromium.new_context(viewport={"width": 1440, "height": 960}, base_url=clinic.url, accept_downloads=True)
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab that fails the test when a script failed or the policy refused something in it."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert [c for c in complaints if not any(known in c for known in TOLD_BY_THE_BROWSER)] == []
