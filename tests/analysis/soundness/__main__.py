"""
Many files judged by hand, each from its seed.

Twenty thousand files, in four chunks that may run side by side::

    python -m tests.analysis.soundness 0 5000
    python -m tests.analysis.soundness 5000 10000
    python -m tests.analysis.soundness 10000 15000
    python -m tests.analysis.soundness 15000 20000

Every disagreement is printed with its seed, and ``--show SEED`` prints the file of a seed and what
is found out about it.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.analysis.soundness.generator import generate
from tests.analysis.soundness.judge import Bench

_REPORT = 100
"""After so many files a line tells how far it is."""


def main(arguments: list[str]) -> int:
    """Judge the files of the seeds from the first argument up to the second."""
    if arguments[0] == "--show":
        seeds = range(int(arguments[1]), int(arguments[1]) + 1)
        _say(generate(seeds[0]))
    else:
        seeds = range(int(arguments[0]), int(arguments[1]))
    began = time.monotonic()
    counts: Counter[str] = Counter()
    stopped: Counter[str] = Counter()
    with Bench() as bench:
        for number, seed in enumerate(seeds):
            if number and number % _REPORT == 0:
                _say(f"{number} files, {counts['wrong']} wrong")
            verdict = bench.judge(generate(seed), seed)
            counts["exact"] += verdict.exact
            counts["runs"] += verdict.runs
            counts["leaves"] += verdict.leaves
            stopped.update({gap.partition(" at line")[0] for gap in verdict.gaps})
            if verdict.wrong:
                counts["wrong"] += 1
                _say(f"seed {seed}: {len(verdict.wrong)} wrong: {verdict.wrong[0]}")
    seconds = time.monotonic() - began
    _say(
        f"{len(seeds)} files in {seconds:.0f} s: {counts['wrong']} wrong, {counts['exact']} exact, "
        f"{counts['leaves']} leaves, {counts['runs']} runs"
    )
    for gap, count in stopped.most_common(12):
        _say(f"  {count:5} {gap}")
    return 1 if counts["wrong"] else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
