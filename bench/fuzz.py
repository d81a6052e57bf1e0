"""Extraction on many broken notes: it never raises, and every quote stands in its source at its offsets.

python -m bench.fuzz [INPUTS] [SEED]
"""

from __future__ import annotations

import os
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from bench.notes import sample_texts
from chartside.domain.source import Source, SourceKind
from chartside.extract import facts_of

INPUTS = 200_000
_ODD = (
    "\u00a0", "\u2028", "\ufeff", "\u202e", "\u0000", "\r", "\t", "½", "°", "−", "–", "’", "“", "İ", "ß", "ﬁ", "𝟘",
    "👩‍🦽", "e\u0301",
    "(((((", "/////", "-5-105-", "4-/5+/5", "3x", "x x x", ":::", "||||", "1e999", "999999999999", "0x10", "١٢", "१२",
)  # fmt: skip


def mutate(text: str, dice: random.Random) -> str:
    """A piece of a note, cut, shuffled, repeated and sprinkled with odd characters."""
    start = dice.randrange(len(text))
    piece = text[start : start + dice.randint(1, 240)]
    for _ in range(dice.randint(0, 5)):
        at = dice.randint(0, len(piece))
        action = dice.randrange(6)
        if action == 0:
            piece = piece[:at] + dice.choice(_ODD) + piece[at:]
        elif action == 1:
            piece = piece[:at] + piece[at + dice.randint(1, 8) :]
        elif action == 2:
            piece = piece[:at] + chr(dice.choice((dice.randrange(32, 127), dice.randrange(160, 0xD7FF)))) + piece[at:]
        elif action == 3:
            words = piece.split(" ")
            dice.shuffle(words)
            piece = " ".join(words)
        elif action == 4:
            piece = piece.upper() if dice.random() < 0.5 else piece.replace("\n", " ")
        else:
            piece = piece[:at] + piece[max(at - 20, 0) : at] * dice.randint(1, 3) + piece[at:]
    return piece[:400]


def check(text: str) -> str | None:
    """What is wrong with the extraction of this text, None when nothing is."""
    source = Source("S1", "fuzz.txt", SourceKind.SESSION_NOTE, text, "")
    try:
        extraction = facts_of(source)
    except Exception as problem:
        return f"raised {problem!r}"
    stopped = [flag for flag in extraction.flags if flag.rule == "extract.extractor_failed"]
    if stopped:
        return f"an extractor failed: {stopped[0].message}"
    for fact in extraction.facts:
        for span in fact.evidence:
            if text[span.start : span.end] != span.quote:
                return f"{fact.kind}: quote {span.quote!r} is not at {span.start}"
    return None


def run(job: tuple[int, int]) -> tuple[int, list[tuple[str, str]]]:
    """Check `count` inputs from `seed`; the number done and the first failures."""
    count, seed = job
    dice, texts = random.Random(seed), sample_texts()
    failures: list[tuple[str, str]] = []
    for _ in range(count):
        text = mutate(dice.choice(texts), dice)
        problem = check(text)
        if problem and len(failures) < 5:
            failures.append((problem, text))
    return count, failures


def main(inputs: int = INPUTS, seed: int = 20_261_125) -> int:
    """Run on all cores; 1 when an input failed."""
    workers = os.cpu_count() or 1
    share = -(-inputs // (workers * 8))
    start = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        results = list(pool.map(run, [(share, seed + n) for n in range(workers * 8)]))
    done = sum(count for count, _ in results)
    failures = [failure for _, some in results for failure in some]
    print(f"Fuzz: {done:,} inputs in {time.perf_counter() - start:.0f} s, {len(failures)} failures (seed {seed})")
    for problem, text in failures[:10]:
        print(f"  {problem}\n    {text!r}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
