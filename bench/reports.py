"""Six notes of an episode to a checked report, reading included, after imports; and that time grows with the notes.

The whole must stay below `MOST` milliseconds of processor time; twice the notes may cost at most `GROWTH` times it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from chartside.services.draft_files import CaseFile, draft_files

MOST = 200.0  # issue 4: an episode of six notes to progress report in under 200 ms
GROWTH = 3.0
REPEATS = 9
_KINDS = ("progress_report", "discharge_summary", "recertification")
_START = date(2026, 2, 2)
_EVALUATION = """PT Initial Evaluation {day}
Dx: L ankle fracture ORIF 01/05/2026 (S82.62XD). Referred by Dr. Ilves.
S: Pain 4/10 at rest, 7/10 with walking. PLOF: hiked weekly, works in a bakery on feet.
Function: walks 50 ft with axillary crutches, supervision. Stairs: one at a time with rail, CGA.
O: L ankle dorsiflexion AROM -5, plantar flexion 30. R ankle dorsiflexion 14. LEFS 18/80. TUG 22.1 s. Effusion 2+.
97161 eval 30 min. 97110 15 min: ankle pumps 3x15
STG 1 (4 wks): L ankle dorsiflexion 8 deg for stairs
LTG 1 (12 wks): LEFS 60 or more
LTG 2 (12 wks): walk 1000 ft without device
P: 2x/wk x 12 wks
A. Bergqvist, PT
"""
_NOTE = """Visit {number}, {day}
S: "The bakery floor is easier." Pain {rest}/10 at rest, {walk}/10 with walking. Denies calf pain.
O: L ankle dorsiflexion AROM {df}, plantar flexion {pf}. LEFS {lefs}/80. TUG {tug} s. Effusion 1+.
Walks {feet} ft with cane, supervision.
97110 23': heel raises 3x10, leg press 3x10 {load} lb, theraband inversion 3x12 vc for slow return
97112 15': single leg stance on foam 4x20s CGA, mirror for trunk lean
A: Dorsiflexion still limits descent; loses balance to the left on foam, needs guarding and graded surface.
P: progress to step downs next visit. Continue 2x/wk
Total 38 min, timed 38 min
A. Bergqvist, PT
"""


def episode(notes: int) -> list[CaseFile]:
    """An evaluation and `notes` - 1 daily notes of an invented patient."""
    files = [CaseFile("00.txt", _EVALUATION.format(day=_START.strftime("%m/%d/%Y")).encode())]
    for n in range(1, notes):
        text = _NOTE.format(
            number=n * 3, day=(_START + timedelta(days=7 * n)).strftime("%m/%d/%Y"), rest=max(0, 4 - n),
            walk=max(0, 7 - n), df=-5 + 3 * n, pf=30 + 2 * n, lefs=18 + 6 * n, tug=22.1 - 1.5 * n, feet=100 + 50 * n,
            load=40 + 10 * n,
        )  # fmt: skip
        files.append(CaseFile(f"{n:02}.txt", text.encode()))
    return files


def milliseconds(kind: str, files: Sequence[CaseFile], repeats: int = REPEATS) -> float:
    """Median processor time of reading, writing and checking a report."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        draft_files(kind, files)
        times.append(time.process_time() - start)
    return median(times) * 1000


def main() -> int:
    """Print the table; 1 when a bound broke."""
    print("Reports: processor milliseconds from notes to a checked report, reading included")
    six, twelve = episode(6), episode(12)
    failed = 0
    for kind in _KINDS:
        draft_files(kind, six)
        few, many = milliseconds(kind, six), milliseconds(kind, twelve)
        bad = few > MOST or many > GROWTH * few
        failed |= bad
        print(
            f"  {kind:20} 6 notes {few:6.1f}   12 notes {many:6.1f}   x {many / few:.1f}{'   TOO SLOW' if bad else ''}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
