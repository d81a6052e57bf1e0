"""Pathological repeats: short fragments of notes, and pairs of them, hundreds of times over.

A text ten times as long may cost at most `GROWTH` times the time, unless it costs less than `FLOOR`; no extractor may
fail. Every fragment and, of the pairs, as many as fit in `SECONDS`, drawn anew by seed, are read; each finding names
the extractors and functions to blame.

    python -m bench.adversarial            all fragments, a sample of the pairs, under a minute
    python -m bench.adversarial --all      all pairs
    python -m bench.adversarial --seed 7   another sample
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.patience import OutOfPatience, patience
from chartside.domain.source import Source, SourceKind
from chartside.extract import facts_of
from chartside.extract.extraction import all_extractors
from chartside.extract.reading import read

SMALL, LARGE = 2_000, 20_000
GROWTH = 25.0
FLOOR = 0.020
PATIENCE, BLAME_PATIENCE = 5.0, 2.0
SECONDS = 35.0
WORST = 10

FRAGMENTS = (
    # digits and the marks of measurements
    "1", "12 ", "1/2 ", "1 1/2 ", "5/10 ", "0-120 ", "3x10 ", "x ", "-", "/", "°", "\"", "'", "%", "15 min ", "97110 ",
    "M25.661 ", "3/12/26 ", "9:00 ", "twenty ", "point ",
    # words on which readings turn
    "was ", "to ", "and ", "no ", "no wait ", "denies ", "R ", "L/R ", "right ", "knee ", "flexion ", "pain ",
    "heel slides ", "MMT ", "WBAT ", "walks ", "goal ", "last visit ", "2x/wk ", "TUG ", "Plan: ",
    # ends, brackets, blanks
    ".", ". ", ", ", ";", ": ", "(", ")", "*", "? ", "| ", "\t", "\n", "- ", "a.b.",
    # talk, and beyond ASCII
    "\nPt: no", "I ", "e\u0301", "\u200b", "\u202e", "א", "👩‍🦽", "ß",
)  # fmt: skip
"""Pieces of physical-therapy notes and edges of regular expressions; read alone and in pairs."""

ALONE = (
    "999", "1.", "1,", "4+/5 ", "x", "–", "+", "“", "#", "30 sec ", "min ", "lb ", "97110: ", "10:00 am ", "hundred ",
    "one ", "half ", "½", "or ", "of ", "not ", "but ", "with ", "bilateral ", "pain 5/10 ", "quad ", "ROM ", "STG: ",
    "today ", "for 6 weeks ", "HEP ", "manual ", "Dx: ", "...", ":", "[", "?", "|", " ", "\n\n", "a", "A", "A.B ", "=",
    "->", "@", "_", "PT: ", "\nPT: ok", "yes ", "um ", "\u0301", "\u200d", "\u00a0", "\u2028", "\ufeff", "ا ", "İ", "ﬁ",
    "١", "𝟘", "| yes ", "|9:00 ", "5/10 | ", "| 5/10 | R ", "pain 5/10 R knee ", "was 5/10 now ", "; ", "\tR\tL\n",
    "pain 1 1/2 ", "1 1/2 pain ", "right 5/10 ", "5/10 R ", "point twenty ", "twenty point ", "(\t", "\t;", "\twas ",
)  # fmt: skip
"""More of them, read alone; pairs that once cost too much are kept here."""

_Function = tuple[str, int, str]
_Table = dict[_Function, tuple[int, int, float, float, dict[_Function, tuple[int, int, float, float]]]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the reading of one repeated fragment.

    Attributes:
        fragment: What is repeated.
        small: Seconds for `SMALL` characters.
        large: Seconds for `LARGE` characters, `PATIENCE` when it was given up.
        what: The problem in words.
    """

    fragment: str
    small: float
    large: float
    what: str

    @property
    def growth(self) -> float:
        """How many times the small text's time the large one takes."""
        return self.large / max(self.small, 1e-6)


def source_of(fragment: str, size: int) -> Source:
    """A source of `size` characters that repeats the fragment."""
    text = (fragment * (size // len(fragment) + 1))[:size]
    return Source("S1", "adversarial.txt", SourceKind.SESSION_NOTE, text, "")


def seconds_of(fragment: str, size: int, repeats: int = 1) -> tuple[float, str | None]:
    """The least time of `facts_of`, and what went wrong, None when nothing."""
    best = PATIENCE
    for _ in range(repeats):
        source = source_of(fragment, size)  # a new one each time: work is kept per source
        start = time.thread_time()
        try:
            with patience(PATIENCE):
                extraction = facts_of(source)
        except OutOfPatience:
            return PATIENCE, f"given up after {PATIENCE:.0f} s"
        except Exception as problem:
            return time.thread_time() - start, f"raised {problem!r}"
        best = min(best, time.thread_time() - start)
        if extraction.flags:
            return best, extraction.flags[0].message
    return best, None


def judge(fragment: str) -> tuple[float, Finding | None]:
    """How many times longer the tenfold text takes, 0 below the floor, and the finding if that is one."""
    large, problem = seconds_of(fragment, LARGE)
    if problem is None and large <= FLOOR:
        return 0.0, None
    small, small_problem = seconds_of(fragment, SMALL, 3)
    growth = large / max(small, 1e-6)
    if problem is None and small_problem is None and growth > GROWTH:
        large, problem = seconds_of(fragment, LARGE, 2)  # once more: another process may have been in the way
        growth = large / max(small, 1e-6)
    what = problem or small_problem
    if what is None and growth > GROWTH and large > FLOOR:
        what = f"{growth:.0f} times the time for 10 times the text"
    if what is None:
        return growth, None
    return growth, Finding(fragment, small, large, what)


def blame(fragment: str) -> tuple[str, str]:
    """The extractors, and the functions, whose time grows most beyond tenfold, with milliseconds for both sizes.

    Work that extractors share is charged to the first that asks for it; the functions say what it is.
    """
    steps, functions = (_most_grown(kind(fragment, SMALL), kind(fragment, LARGE)) for kind in (steps_of, functions_of))
    return steps, functions


def _most_grown(small: dict[str, float], large: dict[str, float]) -> str:
    excess = {name: seconds - LARGE / SMALL * small.get(name, 0.0) for name, seconds in large.items()}
    worst = sorted(excess, key=excess.__getitem__, reverse=True)[:3]
    return ", ".join(
        f"{name} {1000 * small.get(name, 0.0):.0f} -> {1000 * large[name]:.0f} ms"
        for name in worst
        if excess[name] >= excess[worst[0]] / 4
    )


def steps_of(fragment: str, size: int) -> dict[str, float]:
    """Seconds of the reading and of every extractor, in the order in which `facts_of` runs them."""
    source, seconds, name = source_of(fragment, size), dict[str, float](), "reading"
    start = time.thread_time()
    try:
        with patience(BLAME_PATIENCE):
            reading = read(source)
            seconds[name], start = time.thread_time() - start, time.thread_time()
            for name, extractor in all_extractors().items():
                with suppress(Exception):  # the sweep reports it
                    list(extractor.extract(reading))
                seconds[name], start = time.thread_time() - start, time.thread_time()
    except OutOfPatience:
        seconds[name] = time.thread_time() - start
    return seconds


def functions_of(fragment: str, size: int) -> dict[str, float]:
    """Own seconds of every function of the project; what it calls outside the project counts for it."""
    source, profile = source_of(fragment, size), cProfile.Profile()
    with suppress(OutOfPatience), patience(BLAME_PATIENCE):
        profile.enable()
        facts_of(source)
    profile.disable()
    table: _Table = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # missing in the stubs
    seconds: dict[str, float] = {}
    for function, (_, _, own, _, callers) in table.items():
        shares = {caller: cost[2] for caller, cost in callers.items()} if function[0] == "~" else {function: own}
        for user, share in shares.items():
            name = _shown(_of_project(table, user))
            seconds[name] = seconds.get(name, 0.0) + share
    return seconds


def _of_project(table: _Table, function: _Function) -> _Function:
    """The function itself, or the function of the project that spends most in it."""
    for _ in range(4):
        callers = table[function][4]
        if "chartside" in function[0] or not callers:
            break
        function = max(callers, key=lambda caller: callers[caller][3])
    return function


def _shown(function: _Function) -> str:
    return f"{Path(function[0]).name}:{function[1]}:{function[2]}"


def judge_all(job: tuple[tuple[str, ...], float]) -> tuple[int, list[tuple[float, str]], list[Finding]]:
    """Judge fragments in turn until the clock says `until`; how many, the largest growths, the findings."""
    fragments, until = job
    facts_of(source_of("knee ", SMALL))  # vocabularies are loaded once
    growths: list[tuple[float, str]] = []
    findings: list[Finding] = []
    done = 0
    for fragment in fragments:
        if time.time() > until:
            break
        growth, finding = judge(fragment)
        done += 1
        growths.append((growth, fragment))
        if finding is not None:
            findings.append(finding)
    return done, sorted(growths, reverse=True)[:WORST], findings


def main(*, everything: bool = False, seed: int = 1) -> int:
    """Print the worst ten and what is to blame; 1 when a bound is broken."""
    pairs = [a + b for a in FRAGMENTS for b in FRAGMENTS if a != b]
    random.Random(seed).shuffle(pairs)
    begin = time.time()
    until = begin + SECONDS
    alone = list(dict.fromkeys([*reversed(ALONE), *FRAGMENTS]))
    texts = list(dict.fromkeys([*alone, *pairs]))
    jobs = [(tuple(alone[at : at + 10]), float("inf")) for at in range(0, len(alone), 10)]
    jobs += [
        (tuple(texts[at : at + 20]), float("inf") if everything else until) for at in range(len(alone), len(texts), 20)
    ]
    done, growths, findings = 0, list[tuple[float, str]](), list[Finding]()
    with ProcessPoolExecutor(os.cpu_count() or 1) as pool:
        for future in as_completed([pool.submit(judge_all, job) for job in jobs]):
            count, some, found = future.result()
            done += count
            growths = sorted([*growths, *some], reverse=True)[:WORST]
            findings += found
        findings.sort(key=lambda f: (-f.large, -f.growth))
        shown = findings[: None if everything else WORST]
        blamed = list(pool.map(blame, [finding.fragment for finding in shown]))
    print(
        f"Adversarial: {done:,} of {len(texts):,} repeated fragments, {SMALL // 1000} and {LARGE // 1000} KB, "
        f"{time.time() - begin:.0f} s, {len(findings)} failures (seed {seed})"
    )
    alike: dict[str, list[str]] = {}
    for finding, (steps, functions) in zip(shown, blamed, strict=True):
        group = alike.setdefault(functions.partition(" ")[0], [])
        group.append(finding.fragment)
        if len(group) == 1:
            print(f"  {finding.fragment!r}: {finding.what} ({_ms(finding.small)} -> {_ms(finding.large)} ms)")
            print(f"    extractors: {steps}")
            print(f"    functions: {functions}")
    for function, group in alike.items():
        print(f"  {len(group)} blame {function}: {', '.join(map(repr, group[:WORST]))}")
    print("  largest growth: " + ", ".join(f"{fragment!r} {growth:.0f}" for growth, fragment in growths))
    return int(bool(findings))


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.adversarial")
    parser.add_argument("--all", action="store_true", help="all pairs")
    parser.add_argument("--seed", type=int, default=1, help="which sample of the pairs")
    options = parser.parse_args()
    sys.exit(main(everything=options.all, seed=options.seed))
