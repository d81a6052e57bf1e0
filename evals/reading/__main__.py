"""Score the reader on every note and write the table.

python -m evals.reading            print the table
python -m evals.reading --write    write it into evals/README.md
python -m evals.reading NAME …     print what is missed and what is false in some notes
"""

from __future__ import annotations

import sys

from evals.reading.table import PAGE, page, read_sets


def main(arguments: list[str]) -> int:
    """Run; 0 unless `--check` finds the written table out of date."""
    names = [a for a in arguments if not a.startswith("--")]
    results = read_sets(names)
    if names:
        for result in results.values():
            for fact in result.missed:
                print("missed", {k: v for k, v in fact.items() if k != "evidence"})
            for fact in result.false:
                print(
                    "false ", {k: v for k, v in fact.items() if v not in (None, [], ()) and k not in ("id", "evidence")}
                )
        return 0
    written = page(results)
    if "--write" in arguments:
        PAGE.write_text(written, encoding="utf-8")
    elif "--check" in arguments:
        return int(PAGE.read_text("utf-8") != written)
    else:
        print(written)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
