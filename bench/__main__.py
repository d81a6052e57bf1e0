"""`make bench`: every bench in turn; the exit code says whether one of its bounds broke.

python -m bench            all, with a short fuzz run
python -m bench --full     the same with 200,000 fuzz inputs
"""

from __future__ import annotations

import sys

from bench import adversarial, beside_spacy, crash, fuzz, linear, load, reports, speed

SHORT_FUZZ = 20_000


def main() -> int:
    """Run all benches; 1 when one failed."""
    full = "--full" in sys.argv[1:]
    failed = speed.main()
    print()
    failed |= reports.main()
    print()
    failed |= beside_spacy.main()
    print()
    failed |= linear.main()
    print()
    failed |= adversarial.main()
    print()
    failed |= fuzz.main(fuzz.INPUTS if full else SHORT_FUZZ)
    print()
    failed |= crash.main()
    print()
    failed |= load.main()
    return failed


sys.exit(main())
