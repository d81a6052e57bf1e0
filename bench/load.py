"""Page times while 50 clinicians work: today, canvas, accept a statement. One server process, real HTTP on loopback.

python -m bench.load [CLINICIANS] [SECONDS]
"""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from chartside.bootstrap import open_clinic
from chartside.services.load_sample_clinic import load_sample_clinic
from chartside.services.today import today
from chartside.settings import Settings

CLINICIANS = 50
SECONDS = 20
THINK = 1.0


@dataclass
class Seen:
    """Times of the pages, by name, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, seconds: float, response: httpx2.Response) -> None:
        """Record one page."""
        with self.lock:
            self.times.setdefault(page, []).append(seconds)
            if response.status_code >= 400:
                self.errors.append(f"{page}: {response.status_code}")


def percentile(times: list[float], share: float) -> float:
    """The time that `share` of the pages stay under."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def work_day(address: str, cookies: dict[str, str], visits: list[str], seen: Seen, until: float, seed: int) -> None:
    """One clinician: looks at today, opens canvases, thinks."""
    dice = random.Random(seed)
    with httpx2.Client(base_url=address, cookies=cookies, timeout=30, follow_redirects=True) as client:
        time.sleep(dice.random() * THINK)
        while time.monotonic() < until:
            for page, path in (("today", "/"), ("canvas", f"/visits/{dice.choice(visits)}")):
                start = time.perf_counter()
                try:
                    response = client.get(path)
                except httpx2.HTTPError as problem:
                    with seen.lock:
                        seen.errors.append(f"{page}: {problem!r}")
                    continue
                seen.note(page, time.perf_counter() - start, response)
                time.sleep(dice.uniform(0.5, 1.5) * THINK)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(clinicians: int = CLINICIANS, seconds: int = SECONDS) -> int:
    """Run the clinicians and print the page times; 1 when a page failed."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = Settings(data_dir=Path(folder), port=port)
        app = open_clinic(settings)
        owner = load_sample_clinic(app)
        with app.work() as work:
            day = today(work, owner.clinician, day=app.clock().date())
            visits = [visit.id for visit in day.visits]
        app.close()
        command = [sys.executable, "-m", "chartside", "serve", "--data-dir", folder, "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            return _load(f"http://127.0.0.1:{port}", owner.email, owner.password, visits, clinicians, seconds)
        finally:
            server.terminate()
            server.wait(20)


def _load(address: str, email: str, password: str, visits: list[str], clinicians: int, seconds: int) -> int:
    with httpx2.Client(base_url=address, follow_redirects=False, timeout=30) as client:
        for _ in range(100):
            try:
                client.get("/sign-in")
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        form = {"email": email, "password": password}
        answer = client.post("/sign-in", data=form, headers={"Origin": address})
        if answer.status_code not in (302, 303):
            print(f"Load: sign-in answered {answer.status_code}")
            return 1
        cookies = dict(client.cookies)
    seen = Seen()
    until = time.monotonic() + seconds
    people = [
        threading.Thread(target=work_day, args=(address, cookies, visits, seen, until, n)) for n in range(clinicians)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    print(f"Load: {clinicians} clinicians for {seconds} s, one server process")
    for page, times in sorted(seen.times.items()):
        p50, p95 = (round(1000 * percentile(times, share)) for share in (0.5, 0.95))
        print(f"  {page:8} {len(times):5} pages  p50 {p50} ms  p95 {p95} ms  max {1000 * max(times):.0f} ms")
    for error in seen.errors[:5]:
        print(f"  {error}")
    return int(bool(seen.errors) or not seen.times)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
