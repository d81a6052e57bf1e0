"""Facts beside spaCy: what reading a note costs, as a multiple of spaCy's blank English tokenizer and sentencizer.

spaCy is no dependency: it is installed, pinned, into its own environment in the user's cache folder on the first run
(XDG_CACHE_HOME, else ~/.cache). Without a package index the comparison is skipped and the bench passes. Both sides run
in process, warm, on the same text; what is compared is all facts of a note against tokens and sentence ends only.

    python -m bench.beside_spacy
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from bench.notes import note_of
from chartside.extract import facts_of
from chartside.ingest import receive_text

SPACY = "spacy==3.8.18"
REPEATS = {6_000: 21, 60_000: 11}
INSTALL_SECONDS = 300


def environment() -> Path:
    """The interpreter of spaCy's environment, installed when it is not there yet.

    Raises:
        OSError, subprocess.SubprocessError: It cannot be made or spaCy cannot be installed.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    version = f"py{sys.version_info.major}.{sys.version_info.minor}"
    folder = cache / "chartside-bench" / f"{SPACY.replace('==', '-')}-{version}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _quietly(sys.executable, "-m", "venv", str(folder))
        options = ("--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "15")
        _quietly(str(python), "-m", "pip", "install", *options, "--only-binary", ":all:", SPACY)
        ready.touch()
    return python


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=INSTALL_SECONDS)


def spacy_times(python: Path, text: str, repeats: int) -> dict[str, Any]:
    """spaCy's version, median seconds, tokens and sentences on `text`."""
    script = Path(__file__).with_name("spacy_timing.py")
    command = [str(python), "-I", str(script), str(repeats)]
    answer = subprocess.run(command, input=text.encode("utf-8"), check=True, stdout=subprocess.PIPE, timeout=120)
    result: dict[str, Any] = json.loads(answer.stdout)
    return result


def facts_times(text: str, repeats: int) -> tuple[float, int]:
    """Median seconds of `facts_of` on `text`, and the number of facts; nothing is kept from one repeat to the next."""
    received = receive_text(text, name="note.txt")
    if received.source is None:
        raise RuntimeError(f"the bench note was not readable: {received.problem}")
    count = len(facts_of(received.source).facts)
    times = []
    for _ in range(repeats):
        source = replace(received.source)  # work shared between extractors is kept per source object
        start = time.process_time()
        facts_of(source)
        times.append(time.process_time() - start)
    return median(times), count


def main() -> int:
    """Print the ratios; 0 also when spaCy cannot be installed."""
    try:
        python = environment()
    except (OSError, subprocess.SubprocessError) as problem:
        print(f"Beside spaCy: skipped, {SPACY} could not be installed here ({type(problem).__name__})")
        return 0
    print(f"Beside spaCy ({SPACY}, blank English, sentencizer): median milliseconds of processor time, warm")
    print(f"{'size':>8} {'facts':>9} {'spaCy':>9} {'ratio':>7}")
    for size, repeats in REPEATS.items():
        text = note_of(size)
        other = spacy_times(python, text, repeats)
        ours, count = facts_times(text, repeats)
        ratio = ours / max(other["seconds"], 1e-9)
        found = f"{count} facts beside {other['tokens']} tokens, {other['sentences']} sentences"
        print(f"{size / 1000:>6.1f}KB {1000 * ours:>9.1f} {1000 * other['seconds']:>9.1f} {ratio:>7.1f}  {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
