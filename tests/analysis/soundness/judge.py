"""Partitions held against the engine: every host of a small world, in every one of its environments."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Self

from pacgen.analysis.calendar import clock_fields, field_of
from pacgen.analysis.explorer import Budget, Explorer
from pacgen.analysis.languages import Bundle, IntSet, Language, Without
from pacgen.analysis.partition import Answers, Condition, Domain, Gap, Leaf, Partition
from pacgen.engine import Decision, DnsRecord, Environment, Evaluator, Request, Target
from pacgen.engine.process import WorkerProcess
from pacgen.engine.script import Script

__all__ = ["Bench", "Verdict"]

_HOSTS = [
    host
    for length in range(1, 6)
    for host in map("".join, itertools.product("ab.", repeat=length))
    if all(host.split("."))
]
HOSTS = [host for number, host in enumerate(_HOSTS) if len(host) < 5 or number % 3 == 0]
"""Every host of the letters a and b with at most four characters, and some of five."""

_ONE_IN = 64
"""
Of so many files one is run in an engine of its own for every host, as in daily use.

To start engines takes a hundred times longer than to ask them, so such a file is asked less: about
every :data:`_SPARSE`th host, and followed on :data:`_FEW_PATHS` ways.
"""
_SPARSE = 8
_FEW_PATHS = 8

# Some addresses are the first behind a network that the files ask for.
ENVIRONMENTS = [
    Environment(client_addresses=("10.2.0.0",), clock=datetime(2026, 1, 7, 12, 0, tzinfo=UTC)),
    Environment(
        client_addresses=("10.1.2.3",),
        dns=(DnsRecord("*", ("10.0.0.5",)), DnsRecord("a.b", ("8.8.8.8",))),
        clock=datetime(2026, 8, 15, 23, 45, tzinfo=timezone(timedelta(hours=2))),
    ),
    Environment(
        client_addresses=("192.168.1.1",),
        dns=(DnsRecord("*.b", ("10.1.0.1",)), DnsRecord("a", ("192.169.0.0",))),
        clock=datetime(2026, 11, 30, 6, 10, tzinfo=timezone(timedelta(hours=-5))),
    ),
]

WORLDS = [
    Without(Language.hosts(3)),
    Language.hosts(5) & Language.from_regexp("^[ab.]{1,5}$"),
    Bundle.of(
        [
            ("a.b", Language.hosts(4) & Language.ending_with(".a.b")),
            ("", Without(Language.hosts(4) & Language.ending_with(".b"))),
        ]
    ),
    Without(Language.hosts(4) & Language.from_regexp("^[ab.]*$")),
]
"""The hosts that are asked about; the seed chooses."""


@dataclass(frozen=True)
class Verdict:
    """What became of one file."""

    wrong: tuple[str, ...]
    """Every disagreement, in words; there must be none."""

    exact: bool
    """Whether every host got its answer."""

    gaps: tuple[str, ...]
    """What stopped the analysis."""

    leaves: int
    runs: int


class Bench:
    """
    Judges one file after the other in processes that stay warm.

    Use it as a context manager.

    Args:
        target: The client.
        paths: How many ways through a script are looked at; what is left is a gap.
        worlds: In how many of the environments each file is asked; which ones, its seed says.
    """

    def __init__(
        self,
        target: Target = Target.CHROMIUM,
        *,
        paths: int = 150,
        worlds: int = len(ENVIRONMENTS),
    ) -> None:
        self._target = target
        self._budget = Budget(seconds=4, paths=paths)
        self._worlds = worlds
        self._explorer_worker: WorkerProcess | None = None
        self._engine_worker: WorkerProcess | None = None

    def judge(self, source: str, seed: int, *, engine: str | None = None) -> Verdict:
        """Hold what the analysis says of *source* against what the engine answers (*engine*)."""
        world = WORLDS[seed % len(WORLDS)]
        hosts = [host for host in HOSTS if host in world]
        together = seed % _ONE_IN != 0
        script, budget = _script(source, together=together), self._budget
        if not together:
            hosts = hosts[seed // _ONE_IN % _SPARSE :: _SPARSE]
            budget = replace(budget, paths=_FEW_PATHS)
        explorer = Explorer(script, target=self._target)
        explorer._session._worker = self._explorer_worker  # noqa: SLF001 - starting one a file would take most of the time
        partition = explorer.explore(world, budget=budget)
        self._explorer_worker = explorer._session._worker  # noqa: SLF001 - as above
        asked = _script(engine, together=together) if engine else script
        worlds = [(seed + number) % len(ENVIRONMENTS) for number in range(self._worlds)]
        wrong = list(self._wrong(asked, hosts, partition, sorted(worlds)))
        return Verdict(
            tuple(wrong),
            not partition.gaps and all(leaf.exact for leaf in partition.leaves),
            tuple(map(str, partition.gaps)),
            len(partition.leaves),
            partition.runs,
        )

    def _wrong(
        self, script: Script, hosts: Sequence[str], partition: Partition, worlds: Sequence[int]
    ) -> Iterator[str]:
        for gap in partition.gaps:
            if gap.kind.value == "internal":
                yield f"{gap}"
        evaluator = Evaluator(script, target=self._target)
        evaluator._workers = [self._engine_worker]  # noqa: SLF001 - as above
        regions = [_Regions.of(host, partition) for host in hosts]
        requests = [Request.for_host(host) for host in hosts]
        for number in worlds:
            environment = ENVIRONMENTS[number]
            decisions = evaluator.decide(requests, environment)
            for region, decision in zip(regions, decisions, strict=True):
                problem = region.problem(environment, decision)
                if problem:
                    yield f"{region.host} in environment {number}: {problem}"
        self._engine_worker = evaluator._workers[0]  # noqa: SLF001 - as above

    def close(self) -> None:
        """End the processes."""
        for worker in (self._explorer_worker, self._engine_worker):
            if worker is not None:
                worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _script(source: str, *, together: bool) -> Script:
    script = Script(source)
    if together:
        # No generated file remembers anything from one call to the next, and a fresh engine for
        # each would take most of the time, too.
        vars(script)["may_keep_state"] = False
    return script


@dataclass(frozen=True)
class _Regions:
    """What a partition says of one host."""

    host: str
    leaves: tuple[Leaf, ...]
    gaps: tuple[Gap, ...]

    @classmethod
    def of(cls, host: str, partition: Partition) -> Self:
        leaves = (leaf for leaf in partition.leaves if host in leaf.hosts)
        gaps = (gap for gap in partition.gaps if host in gap.hosts)
        return cls(host, tuple(leaves), tuple(gaps))

    def problem(self, environment: Environment, decision: Decision) -> str:
        """Return what is wrong with the regions that have the host, ``""`` if nothing is."""
        here = [leaf for leaf in self.leaves if _holds(leaf.condition, self.host, environment)]
        open_here = any(_holds(gap.condition, self.host, environment) for gap in self.gaps)
        exact = [leaf for leaf in here if leaf.exact]
        if len(exact) > 1 or (exact and (open_here or len(here) > 1)):
            return f"{len(here)} leaves, gap {open_here}: the regions overlap"
        if any(_agrees(leaf, decision) for leaf in here) or (open_here and not exact):
            return ""
        said = " or ".join(str(leaf.answer) for leaf in here) or "nothing"
        return f"the analysis says {said}, the engine {decision.returned or decision.fault}"


def _agrees(leaf: Leaf, decision: Decision) -> bool:
    if leaf.answer.returned != decision.returned:
        return False
    one, other = leaf.answer.fault, decision.fault
    if one is None or other is None:
        return one is other
    return one.kind is other.kind


def _holds(condition: Condition, host: str, environment: Environment) -> bool:
    return all(
        _fits(symbol, domain, host, environment) for symbol, domain in condition.domains.items()
    )


def _fits(symbol: str, domain: Domain, host: str, environment: Environment) -> bool:
    match domain:
        case Answers():
            address = _resolved(symbol.removeprefix("dns:"), host, environment)
            return domain.unresolved if address is None else address in domain.addresses
        case IntSet():
            return clock_fields(environment.clock)[field_of(symbol)] in domain
        case _:
            return environment.client_addresses[0] in domain


def _resolved(name: str, host: str, environment: Environment) -> str | None:
    """Return the address of a name, as a DNS symbol writes it."""
    if name.startswith("["):
        assert json.loads(name) == ["root", "host"], name
        name = host
    table = {record.name: record.addresses[0] for record in environment.dns}
    labels = name.split(".")
    wildcards = [f"*.{'.'.join(labels[n:])}" for n in range(1, len(labels))]
    return next((table[key] for key in (name, *wildcards, "*") if key in table), None)
