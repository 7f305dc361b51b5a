"""
How long ``pacgen lint`` takes from the shell, with all rules and two clients, and how much memory.

Run by hand: ``python tests/benchmarks/bench_lint.py``.
Every row is a command of its own; the smallest of several runs counts, since whatever else the
machine does can only add to it. ``CPU`` is the processor time of the command and its children,
``against 300`` the wall-clock time as a multiple of that of three hundred rules.
The last rows lint one set of files with one process and with all cores, in turn.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 3
MANY = 500
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


def pac(rules: int, *, state: bool = False) -> str:
    """Return a file of the usual kind; with *state* it counts, so that every request is alone."""
    body = "".join(RULES[n % len(RULES)].format(n, n % 7) for n in range(rules))
    counter = ("var calls = 0;\n", "  calls = calls + 1;\n") if state else ("", "")
    tail = '  return "PROXY proxy.contoso.example:8080";\n}\n'
    return f"{counter[0]}{HEAD}{counter[1]}{body}{tail}"


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
    path = directory / "state.pac"
    path.write_text(pac(300, state=True))
    yield "300 rules that count", measured([path], runs=1), ""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        print(f"{'file':24}{'wall':>9}{'CPU':>9}{'memory':>10}{'against 300':>13}  promised")
        found = list(rows(directory))
        base = next(cost.seconds for name, cost, _ in found if name == "300 rules")
        for called, cost, promised in found:
            times = f"{cost.seconds / base:.1f}"
            print(
                f"{called:24}{cost.seconds:7.2f} s{cost.cpu:7.2f} s{cost.megabytes:7.0f} MB"
                f"{times:>13}  {promised}"
            )
        files = []
        for number in range(MANY):
            files.append(directory / f"many-{number}.pac")
            files[-1].write_text(pac(20 + number % 10))
        one, all_cores = measured(files, cores=1, runs=1), measured(files, runs=1)
        for label, cost in (("one core", one), ("all cores", all_cores)):
            print(f"{MANY} files, {label:13}{cost.seconds:7.2f} s{cost.cpu:7.2f} s")
        print(f"all cores are {one.seconds / all_cores.seconds:.1f} times as fast as one")


if __name__ == "__main__":
    main()
