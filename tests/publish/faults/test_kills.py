"""
The job is killed (SIGKILL) at every step, before each single change that it makes on the disk and
at random moments.

In CI a sample is tried. By hand, all of them::

    PACGEN_KILLS=500 python -m pytest -n 0 -s tests/publish/faults/test_kills.py
"""

from __future__ import annotations

import os
import random
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.publish.faults.bench import Bench

KILLS = int(os.environ.get("PACGEN_KILLS", "20"))
CHANCE = random.Random(os.environ.get("PACGEN_SEED", "7"))  # noqa: S311 - no secret


def test_killed_before_each_change(bench: Bench) -> None:
    """Killed just before any change of a file, it has left old or new files; the next run heals."""
    wanted = KILLS * 2 // 3
    points = list(range(1, bench.changes + 1))
    chosen = points if wanted >= len(points) else sorted(CHANCE.sample(points, wanted))
    seen = {"old": 0, "new": 0, "mixed": 0}
    for point in chosen:
        bench.reset()
        ran = bench.run(kill_before=point)
        assert -9 == ran.code, f"before change {point} of {bench.changes}"
        bench.check(ran)
        seen[_kind(bench)] += 1
        bench.heal_once()
        bench.check()
    print(f"killed before {len(chosen)} of {bench.changes} changes: {seen}")  # noqa: T201 - by hand
    assert seen["old"] > 0


def test_killed_at_random_moments(bench: Bench) -> None:
    """Killed at any moment, likewise; and killed again while it heals."""
    begun = time.monotonic()
    assert bench.run().code == 0
    length = time.monotonic() - begun
    seen = {"old": 0, "new": 0, "mixed": 0}
    killed = 0
    tries = max(KILLS - min(KILLS * 2 // 3, bench.changes), 1)
    while killed < tries:
        bench.reset()
        for _ in range(CHANCE.choice((1, 1, 1, 2, 3))):
            # The end of a run is when files change: look there more often.
            part = CHANCE.choice((CHANCE.random(), 1 - CHANCE.random() ** 2 / 3))
            ran = bench.run(kill_after=part * length)
            killed += ran.code == -9
            bench.check(ran)
        seen[_kind(bench)] += 1
        bench.heal_once()
        bench.check()
    print(f"{killed} kills at random moments: {seen}")  # noqa: T201 - by hand


def test_killed_for_real(bench: Bench) -> None:
    """The same by the interpreter itself, once, and its healing too."""
    bench.run(kill_before=bench.changes - 12)
    bench.check()
    ran = bench.run_for_real()
    bench.check(ran)
    assert (0, bench.new) == (ran.code, bench.published()), ran.err


def _kind(bench: Bench) -> str:
    published = bench.published()
    if published == bench.old:
        return "old"
    return "new" if published == bench.new else "mixed"
