"""Run by spaCy's own interpreter, not by the project's: time the blank English pipeline on text from stdin.

python spacy_timing.py REPEATS    prints JSON: spaCy's version, median seconds of processor time, tokens, sentences
"""

import json
import sys
import time
from statistics import median

import spacy  # type: ignore[import-not-found]  # lives only in its own environment, see beside_spacy.py


def main(repeats: int) -> None:
    """Time tokenizer and sentencizer; building the pipeline and one warm-up run do not count."""
    text = sys.stdin.buffer.read().decode("utf-8")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = max(pipeline.max_length, len(text) + 1)
    document = pipeline(text)
    times = []
    for _ in range(repeats):
        start = time.process_time()
        pipeline(text)
        times.append(time.process_time() - start)
    result = {
        "version": spacy.__version__,
        "seconds": median(times),
        "tokens": len(document),
        "sentences": sum(1 for _ in document.sents),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]))
