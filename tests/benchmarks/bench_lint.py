"""
How long ``pacgen lint`` takes from the shell, with all rules and two clients, and how much memory.

Run by hand: ``python tests/benchmarks/bench_lint.py``; about six minutes on two cores.

Every row is a command of its own; the smallest of several runs counts, since whatever else the
machine does can only add to it. ``CPU`` is the processor time of the command and its children,
``memory`` that of its largest process, ``against 300`` the wall-clock time as a multiple of that
of three hundred rules.
Many files: the same files by one core and by all, in turn, several times; then so many as a large
site has by all cores.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 3
MANY = 500
SOME = 40
ROUNDS = 5
LIMITS = {300: (2.0, None), 20_000: (30.0, 1024)}
"""What is promised: seconds and megabytes, by number of rules."""

RULES = (
    '  if (dnsDomainIs(host, ".d{0}.contoso.example")) return "DIRECT";\n',
    '  if (host == "h{0}.fabrikam.example") return "PROXY p{1}.contoso.example:8080";\n',
    '  if (shExpMatch(host, "*.s{0}.example")) return "DIRECT";\n',
    '  if (isPlainHostName(host) && host == "n{0}") return "DIRECT";\n',
)
HEAD = (
    "function FindProxyForURL(url, host) {\n"
    '  host = host.toLowerCase().replace(/\\.$/, "");\n'
    '  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
    '    return "DIRECT";\n'
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took."""

    seconds: float
    cpu: float
    megabytes: float


MEMORIES = {
    "": ("", ""),
    "that count": ("var calls = 0;\n", "  calls = calls + 1;\n"),
    "that keep a list": ("var seen = [];\n", "  seen.push(host);\n"),
    "that hide a list": ("var seen = [], all = seen;\n", "  all.push(host);\n"),
}
"""
What a file may remember: before the function, and in it.

All but the hidden list are put back after each request; that one needs a new engine each time.
"""


def pac(rules: int, memory: str = "") -> str:
    """Return a file of the usual kind that remembers in the way *memory*."""
    body = "".join(RULES[n % len(RULES)].format(n, n % 7) for n in range(rules))
    before, within = MEMORIES[memory]
    tail = '  return "PROXY proxy.contoso.example:8080";\n}\n'
    return f"{before}{HEAD}{within}{body}{tail}"


def measured(files: Sequence[Path], *, cores: int | None = None, runs: int = RUNS) -> Cost:
    """Return the least that linting *files* takes."""
    return min((_once(files, cores) for _ in range(runs)), key=lambda cost: cost.seconds)


def _once(files: Sequence[Path], cores: int | None) -> Cost:
    command = [sys.executable, "-m", "pacgen", "lint", "--select", "ALL", "--format", "concise"]
    if cores is not None:
        command = ["taskset", "-c", f"0-{cores - 1}", *command]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen([*command, *map(str, files)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    assert process.returncode in {0, 1}
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, used.ru_maxrss / 1024)


def rows(directory: Path) -> Iterator[tuple[str, Cost, str]]:
    """Yield name, cost and what was promised of each single file."""
    for rules in (20, 300, 2000, 20_000):
        path = directory / f"{rules}.pac"
        path.write_text(pac(rules))
        cost = measured([path], runs=RUNS if rules < 20_000 else 1)
        seconds, megabytes = LIMITS.get(rules, (None, None))
        promised = [f"{seconds:g} s"] if seconds else []
        promised += [f"{megabytes} MB"] if megabytes else []
        yield f"{rules} rules", cost, ", ".join(promised)
    for memory in filter(None, MEMORIES):
        path = directory / "state.pac"
        path.write_text(pac(300, memory))
        yield f"300 rules {memory}", measured([path], runs=1), ""


def print_rows(directory: Path) -> None:
    """Print what single files cost."""
    print(f"{'file':28}{'wall':>9}{'CPU':>9}{'memory':>10}{'against 300':>13}  promised")
    base = 0.0
    for called, cost, promised in rows(directory):
        base = cost.seconds if called == "300 rules" else base
        times = f"{cost.seconds / base:.1f}" if base else ""
        print(
            f"{called:28}{cost.seconds:7.2f} s{cost.cpu:7.2f} s{cost.megabytes:7.0f} MB"
            f"{times:>13}  {promised}",
            flush=True,
        )


def print_many(directory: Path, many: int) -> None:
    """Print what many files cost one core and all."""
    files = []
    for number in range(max(many, SOME)):
        files.append(directory / f"many-{number}.pac")
        files[-1].write_text(pac(20 + number % 10))
    print(f"\n{'round':28}{'one core':>10}{'all cores':>11}{'ratio':>8}")
    ratios = []
    for number in range(1, ROUNDS + 1):
        one = measured(files[:SOME], cores=1, runs=1)
        every = measured(files[:SOME], runs=1)
        ratios.append(one.seconds / every.seconds)
        called = f"{number} ({SOME} files)"
        print(f"{called:28}{one.seconds:8.2f} s{every.seconds:9.2f} s{ratios[-1]:8.2f}", flush=True)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(
        f"all of {os.cpu_count()} cores: {statistics.median(ratios):.2f} times as fast ({spread})"
    )
    every = measured(files[:many], runs=1)
    rate = many / every.seconds
    print(
        f"{many} files, all cores: {every.seconds:.1f} s, {every.cpu:.1f} s CPU, {rate:.1f} a second"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure pacgen lint.")
    parser.add_argument("--many", type=int, default=MANY, help="how many files a large site has")
    parser.add_argument("--only-many", action="store_true", help="leave out the single files")
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        if not options.only_many:
            print_rows(Path(name))
        print_many(Path(name), options.many)


if __name__ == "__main__":
    main()
