"""In-process time for facts, draft and verify on notes of 0.5, 6 and 60 KB, and whether the cost grows with the size.

The times are printed, the growth is judged: ten times the text may cost at most `GROWTH` times the time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from bench.notes import note_of
from chartside.billing import service_codes, units_of
from chartside.documents import document_kinds
from chartside.domain.canvas import Canvas
from chartside.domain.documents import Header
from chartside.extract import facts_of, number
from chartside.ingest import receive_text
from chartside.verify import verify

SIZES = (500, 6_000, 60_000)
GROWTH = 16.0
REPEATS = {500: 21, 6_000: 11, 60_000: 5}


def _time(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def measure(size: int) -> dict[str, float]:
    """Median seconds of each step on a note of `size` characters."""
    received = receive_text(note_of(size), name="note.txt")
    if received.source is None:
        raise RuntimeError(f"the bench note was not readable: {received.problem}")
    source = received.source
    codes = service_codes(None)
    facts = number(facts_of(source).facts)
    canvas = Canvas(
        header=Header(), sources=(source,), facts=facts, current=frozenset({source.id}), codes=codes,
        units=units_of(facts, codes),
    )  # fmt: skip
    kind = document_kinds()["soap_note"]
    document = kind.compose(canvas)
    repeats = REPEATS[size]
    return {
        "facts": _time(lambda: facts_of(source), repeats),
        "draft": _time(lambda: kind.compose(canvas), repeats),
        "verify": _time(lambda: verify(document, canvas), repeats),
    }


def main() -> int:
    """Print the table; 1 when a step grows faster than its text."""
    print("Speed: median milliseconds in one process")
    print(f"{'size':>8} {'facts':>9} {'draft':>9} {'verify':>9} {'all':>9}")
    results = {size: measure(size) for size in SIZES}
    for size, steps in results.items():
        cells = [*steps.values(), sum(steps.values())]
        print(f"{size / 1000:>6.1f}KB " + " ".join(f"{1000 * s:>9.1f}" for s in cells))
    failed = False
    for step in results[6_000]:
        growth = results[60_000][step] / max(results[6_000][step], 1e-9)
        verdict = "linear" if growth <= GROWTH else f"MORE THAN LINEAR (allowed {GROWTH})"
        failed |= growth > GROWTH
        print(f"  {step}: 10 times the text costs {growth:.1f} times the time: {verdict}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
