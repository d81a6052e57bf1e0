"""Reading facts costs the same per kilobyte from 6 KB to 1 MB: in lines, in one endless line, in talk, in tables.

Of each layout a text of 6 KB, 60 KB and 1 MB is read; a kilobyte of the largest may cost at most `BOUND` times what it
costs in the cheapest smaller one. Reading that costs more than `GIVE_UP` times that is given up.

    python -m bench.linear
"""

from __future__ import annotations

import gc
import os
import random
import re
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from statistics import median

from bench.notes import note_of, sample_texts
from bench.patience import OutOfPatience, patience
from chartside.domain.source import Source
from chartside.extract import facts_of
from chartside.ingest import receive_text

SIZES = (6_000, 60_000, 1_000_000)
REPEATS = {6_000: 7, 60_000: 3, 1_000_000: 1}
BOUND = 2.0
GIVE_UP = 1.25 * BOUND
PATIENCE, SLACK = 5.0, 0.5

_SAID = re.compile(r"^<v ([^>]+)>(.+)$", re.M)
_NUMBER = re.compile(r"\b\d{1,3}\b")
_TREATMENT = "| Exercise | Sets | Reps | Weight |\n|---|---|---|---|"
_EXERCISES = ("heel slides", "quad sets", "bridges", "clamshells", "step ups", "heel raises", "rows, red band", "SLR")


def lines(size: int) -> str:
    """A note as written, line by line."""
    return note_of(size)


def one_line(size: int) -> str:
    """The same words without a single line break."""
    return note_of(size).replace("\n", " ")


def dialogue(size: int) -> str:
    """Turns of the sample transcripts, `PT: …` and `Patient: …`."""
    dice = random.Random(size)
    said = [turn for text in sample_texts() for turn in _SAID.findall(text)]
    return _filled(size, lambda: ["{}: {}".format(*dice.choice(said))], dice)


def table(size: int) -> str:
    """One pipe table of exercises, without end."""
    dice = random.Random(size)
    row = "| {} | 3 | 10 | 5 lb |"
    return _TREATMENT + "\n" + _filled(size, lambda: [row.format(dice.choice(_EXERCISES))], dice)


def _filled(size: int, some: Callable[[], list[str]], dice: random.Random) -> str:
    """Lines of `some`, again and again with other numbers, until `size` characters are there."""
    chosen: list[str] = []
    length = 0
    while length < size:
        for line in some():
            chosen.append(_NUMBER.sub(lambda m: str(max(int(m.group()) + dice.randint(-2, 2), 0)), line))
            length += len(line) + 1
    return "\n".join(chosen)


LAYOUTS: dict[str, Callable[[int], str]] = {"table": table, "one line": one_line, "lines": lines, "dialogue": dialogue}


def source_of(text: str) -> Source:
    """The text as a source, with its speakers."""
    received = receive_text(text, name="note.txt")
    if received.source is None:
        raise RuntimeError(f"the bench note was not readable: {received.problem}")
    return received.source


def seconds_of(source: Source, repeats: int, most: float) -> float | None:
    """Median seconds of `facts_of`, each time on a source nothing is kept of; None when it takes more than `most`."""
    times = []
    for _ in range(repeats):
        fresh = replace(source)
        gc.collect()
        start = time.thread_time()
        try:
            with patience(most):
                facts_of(fresh)
        except OutOfPatience:
            return None
        times.append(time.thread_time() - start)
    return median(times)


def costs_of(layout: str) -> tuple[float | None, ...]:
    """Milliseconds per kilobyte at each of `SIZES`; None where reading was given up."""
    facts_of(source_of(LAYOUTS[layout](SIZES[0])))  # vocabularies are loaded once
    costs: list[float | None] = []
    for size in SIZES:
        text = LAYOUTS[layout](size)
        known = [cost for cost in costs if cost is not None]
        most = GIVE_UP * min(known) * size / 1_000_000 + SLACK if known else PATIENCE
        seconds = seconds_of(source_of(text), REPEATS[size], most)
        costs.append(None if seconds is None else 1_000_000 * seconds / len(text))
    return tuple(costs)


def verdict_of(costs: tuple[float | None, ...]) -> tuple[str, bool]:
    """What the costs say in words, and whether the bound is broken."""
    known, largest = [cost for cost in costs[:-1] if cost is not None], costs[-1]
    if largest is None or not known:
        return f"MORE THAN LINEAR (allowed {BOUND}), given up", True
    growth = largest / max(min(known), 1e-9)
    broke = growth > BOUND
    return f"{growth:.1f} times: " + (f"MORE THAN LINEAR (allowed {BOUND})" if broke else "linear"), broke


def main() -> int:
    """Print the cost per kilobyte of every layout and size; 1 when one grows faster than its text."""
    begin = time.perf_counter()
    with ProcessPoolExecutor(min(os.cpu_count() or 1, 2)) as pool:
        results = dict(zip(LAYOUTS, pool.map(costs_of, LAYOUTS), strict=True))
    print(f"Linear: milliseconds of facts per kilobyte ({time.perf_counter() - begin:.0f} s)")
    print(f"{'layout':>10} " + " ".join(f"{size / 1000:>6.0f}KB" for size in SIZES))
    failed = False
    for name, costs in results.items():
        cells = " ".join(f"{'-' if cost is None else f'{cost:.2f}':>8}" for cost in costs)
        verdict, broke = verdict_of(costs)
        failed |= broke
        print(f"{name:>10} {cells}  {verdict}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
