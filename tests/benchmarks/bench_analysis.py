"""
How long an exploration takes in one warm process, and how its cost grows with the rules.

Run by hand: ``python tests/benchmarks/bench_analysis.py [name ...]``.
Every row reads a file, rewrites it and explores it for all hosts below a domain; the smallest of
several runs counts, since whatever else the machine does can only add to it. ``CPU`` is the
processor time of this process and of the one that runs the script.
The growth exponent compares the largest chain with the chain of three hundred rules: 1 is linear.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pacgen.analysis.explorer import Budget, Explorer
from pacgen.analysis.languages import Language, Without
from pacgen.analysis.partition import Partition
from pacgen.patterns import HostPattern

RUNS = 3
TEAMS = "*.teams.microsoft.com"


def chain(rules: int) -> str:
    """Return a file of the usual kind, its rules one after the other."""
    kinds = (
        '  if (shExpMatch(host, "*.s{0}.contoso.example")) return "PROXY p{1}.contoso.example:8080";\n',
        '  if (dnsDomainIs(host, ".d{0}.contoso.example")) return "DIRECT";\n',
        '  if (host == "h{0}.contoso.example") return "PROXY p{1}.contoso.example:8080";\n',
    )
    rows = "".join(kinds[n % 3].format(n, n % 7) for n in range(rules))
    return (
        "function FindProxyForURL(url, host) {\n  host = host.toLowerCase();\n"
        '  if (isPlainHostName(host)) return "DIRECT";\n'
        f'{rows}  if (dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";\n'
        '  return "PROXY proxy.contoso.example:8080";\n}\n'
    )


def table(keys: int) -> str:
    """Return a file that looks the suffixes of the host up."""
    rows = ",\n".join(f'  "n{n}.s{n % 50}.contoso.example": 1' for n in range(keys - 1))
    return (
        f'var direct = {{\n{rows},\n  "teams.microsoft.com": 1\n}};\n'
        "function FindProxyForURL(url, host) {\n  var name = host;\n  while (name) {\n"
        '    if (Object.prototype.hasOwnProperty.call(direct, name)) return "DIRECT";\n'
        "    var dot = name.indexOf('.');\n    if (dot < 0) break;\n    name = name.substring(dot + 1);\n  }\n"
        '  return "PROXY proxy.contoso.example:8080";\n}\n'
    )


def prefixes(count: int) -> str:
    """Return a file with rules about what a host begins with, each of which takes some hosts."""
    rules = "".join(
        f'  if (host.indexOf("h{n}.site{n % 50}.") == 0) return "DIRECT";\n' for n in range(count)
    )
    return (
        f"function FindProxyForURL(url, host) {{\n{rules}"
        '  return "PROXY proxy.contoso.example:8080";\n}\n'
    )


def networks(count: int) -> str:
    """Return a file that looks for the client's network in a list."""
    rows = ",\n".join(f'  ["10.{n}.0.0", "255.255.0.0", "p{n % 7}"]' for n in range(count))
    return (
        f"var sites = [\n{rows}\n];\n"
        "function FindProxyForURL(url, host) {\n"
        "  for (var i = 0; i < sites.length; i++) {\n"
        "    if (isInNet(myIpAddress(), sites[i][0], sites[i][1]))\n"
        '      return "PROXY " + sites[i][2] + ".contoso.example:8080";\n  }\n'
        '  return "DIRECT";\n}\n'
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One file, and what is promised: seconds for everything."""

    name: str
    source: Callable[[], str]
    limit: float


ROWS = (
    Row("30 rules", lambda: chain(30), 0.1),
    Row("300 rules", lambda: chain(300), 0.2),
    Row("3,000 rules", lambda: chain(3_000), 1.5),
    Row("20,000 rules", lambda: chain(20_000), 30.0),
    Row("table of 3,000", lambda: table(3_000), 0.3),
    Row("300 prefixes", lambda: prefixes(300), 3.0),
    Row("1,000 prefixes", lambda: prefixes(1_000), 20.0),
    Row("300 pieces", lambda: prefixes(300).replace("== 0", ">= 0"), 6.0),
    Row("200 networks", lambda: networks(200), 1.0),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one exploration took."""

    seconds: float
    cpu: float
    partition: Partition


def measured(source: str) -> Cost:
    """Return the least that exploring *source* takes, its process being there already."""
    hosts = Without(Language.hosts() & Language.from_pattern(HostPattern.parse(TEAMS)))
    with Explorer('function FindProxyForURL(url, host) { return "DIRECT"; }') as warm:
        warm.explore(hosts)
        worker = warm._session._worker  # noqa: SLF001 - a process for each file is not what is measured
        costs = []
        for _ in range(RUNS):
            cpu = time.process_time() + _cpu(worker.pid if worker else 0)
            began = time.perf_counter()
            explorer = Explorer(source)
            explorer._session._worker = worker  # noqa: SLF001 - as above
            partition = explorer.explore(hosts, budget=Budget(seconds=120))
            seconds = time.perf_counter() - began
            cpu = time.process_time() + _cpu(worker.pid if worker else 0) - cpu
            costs.append(Cost(seconds, cpu, partition))
    return min(costs, key=lambda cost: cost.seconds)


def _cpu(pid: int) -> float:
    """Return a process's processor time, where there is ``/proc``."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / 100


def main(chosen: list[str]) -> None:
    """Print the table."""
    print(f"{TEAMS}, one warm process, least of {RUNS} runs\n")
    print(f"{'file':<16}{'seconds':>9}{'CPU':>8}{'aim':>7}{'runs':>7}{'leaves':>8}{'gaps':>6}")
    seconds: dict[str, float] = {}
    for row in ROWS:
        if chosen and row.name not in chosen:
            continue
        cost = measured(row.source())
        found = cost.partition
        seconds[row.name] = cost.cpu
        print(
            f"{row.name:<16}{cost.seconds:>9.2f}{cost.cpu:>8.2f}{row.limit:>7.1f}{found.runs:>7}"
            f"{len(found.leaves):>8}{len(found.gaps):>6}"
        )
    if {"300 rules", "20,000 rules"} <= seconds.keys():
        growth = seconds["20,000 rules"] / seconds["300 rules"]
        print(f"\ngrowth exponent from 300 to 20,000 rules: {math.log(growth, 20_000 / 300):.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
