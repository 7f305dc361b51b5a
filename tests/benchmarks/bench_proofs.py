"""
What the proofs of the product cost on a chain of rules: seconds, all of it in one warm process.

    python tests/benchmarks/bench_proofs.py [--rules N]

`bench_analysis.py` measures the explorations themselves.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from pacgen.compare import compare_pacs
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import PacFile
from pacgen.lint import lint
from pacgen.lint.proof import Proving
from pacgen.lint.rules.dead_rule import DeadRule
from pacgen.policy import Preset
from pacgen.policy.expectation import expect

_TESTS = (
    'dnsDomainIs(host, ".d{n}.example")',
    'shExpMatch(host, "*.g{n}.example")',
    'host == "www.e{n}.example"',
    'localHostOrDomainIs(host, "srv{n}.example")',
    'dnsDomainIs(host, ".teams{n}.microsoft.example")',
)
_SECONDS = 300


def chain(rules: int) -> str:
    """Return a file with *rules* rules, one after the other, and those for Teams at its end."""
    lines = [
        f"  if ({_TESTS[n % len(_TESTS)].format(n=n)}) return {_route(n)};" for n in range(rules)
    ]
    return "\n".join(
        [
            "function FindProxyForURL(url, host) {",
            "  host = host.toLowerCase();",
            '  if (isPlainHostName(host)) return "DIRECT";',
            *lines,
            '  if (dnsDomainIs(host, ".teams.microsoft.com") || host == "teams.microsoft.com")',
            '    return "DIRECT";',
            '  return "PROXY proxy.example.com:8080";',
            "}",
            "",
        ]
    )


def edited(text: str) -> str:
    """Return *text* with an exception in the middle, as somebody writes it in a hurry."""
    lines = text.split("\n")
    lines.insert(len(lines) // 2, '  if (host == "trap.teams.microsoft.com") return "PROXY t:1";')
    return "\n".join(lines)


def _route(number: int) -> str:
    return '"DIRECT"' if number % 3 else f'"PROXY p{number % 7}.example.com:8080"'


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rules", type=int, default=3000, help="of the chain")
    text = chain(parser.parse_args().rules)
    document = load_shipped(Instance.WORLDWIDE).document
    teams = [wanted.pattern for wanted in expect(document, Preset.TEAMS).hosts]
    seconds = _timed(lambda: compare_pacs(text, edited(text), hosts=teams, seconds=_SECONDS))
    print(f"{'diff over the Teams patterns':32} {seconds:8.2f} s")
    pac = PacFile.from_bytes("wpad.dat", text.encode())
    expectation = expect(document, Preset.TEAMS)
    proving = Proving(seconds=_SECONDS)
    seconds = _timed(lambda: lint(pac, expectation, rules=[DeadRule()], proving=proving))
    print(f"{'lint: proof and dead rules':32} {seconds:8.2f} s")


if __name__ == "__main__":
    main()
