"""
The job is killed (SIGKILL) at every step, before each single change that it makes on the disk and
at random moments of each step.

In CI a sample is tried. By hand, all of them, which also prints how many struck where::

    PACGEN_KILLS=500 python -m pytest -n 0 -s tests/publish/faults/test_kills.py
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

from pacgen.publish.steps import Step
from tests.publish.faults.bench import NO_LINT, Ran, Tally

if TYPE_CHECKING:
    from tests.publish.faults.bench import Bench

KILLS = int(os.environ.get("PACGEN_KILLS", "20"))
CHANCE = random.Random(os.environ.get("PACGEN_SEED", "7"))  # noqa: S311 - no secret
GATES = NO_LINT
BEFORE_ALL = "before the first step"
PATIENCE = 3
"""How many tries of a random moment may come too late, for each that does not."""


def test_killed_before_each_change(bench: Bench) -> None:
    """Killed just before any change of a file, it has left old or new files; the next run heals."""
    wanted = KILLS * 2 // 3
    points = list(range(1, bench.changes + 1))
    chosen = points if wanted >= len(points) else sorted(CHANCE.sample(points, wanted))
    tally = Tally()
    for point in chosen:
        bench.reset()
        ran = bench.run(kill_before=point, more=["--verbose"])
        assert -9 == ran.code, f"before change {point} of {bench.changes}"
        _count(tally, bench, ran)
        _heal(tally, bench)
    print(f"before {len(chosen)} of {bench.changes} changes: {tally}")  # noqa: T201 - by hand
    assert not tally.harm
    assert tally.left["old"] > 0


def test_killed_at_random_moments(bench: Bench) -> None:
    """Killed at any moment of any step, likewise; and killed again while it heals."""
    tally = Tally()
    wanted = max(KILLS - min(KILLS * 2 // 3, bench.changes), 1)
    steps = [step.name for step in Step]
    for number in range(wanted * PATIENCE):
        if tally.kills >= wanted:
            break
        bench.reset()
        for _ in range(CHANCE.choice((1, 1, 1, 2, 3))):
            # Each step as often as the others; short ones are over in a few milliseconds.
            moment = [steps[number % len(steps)], 10 ** CHANCE.uniform(-4, -0.5)]
            ran = bench.run(kill_in=moment, more=["--verbose"])
            if ran.code == -9:
                _count(tally, bench, ran)
        _heal(tally, bench)
    print(f"at random moments: {tally}")  # noqa: T201 - by hand
    assert not tally.harm
    assert tally.kills > 0


def test_killed_for_real(bench: Bench) -> None:
    """The same by the interpreter itself, once, and its healing too."""
    bench.run(kill_before=bench.changes - 12)
    bench.check()
    ran = bench.run_for_real()
    bench.check(ran)
    assert (0, bench.new) == (ran.code, bench.published()), ran.err


def _count(tally: Tally, bench: Bench, ran: Ran) -> None:
    begun = [
        line.removeprefix("step: ") for line in ran.err.splitlines() if line.startswith("step")
    ]
    tally.steps[begun[-1] if begun else BEFORE_ALL] += 1
    tally.harm += bench.harm()
    if not tally.harm["lost"]:
        tally.left[bench.kind()] += 1


def _heal(tally: Tally, bench: Bench) -> None:
    bench.heal_once()
    bench.check()
    tally.healed = tally.kills
