"""
What the proofs of the product cost on a chain of rules: seconds, all of it in one warm process.

Beside them stands what is promised for 3,000 rules. Rules that never decide are sought twice: in
the chain as it is, where there are none, and with one behind every fiftieth rule, which is why all
of its hosts must be followed.

    python tests/benchmarks/bench_proofs.py [--rules N]

`bench_analysis.py` measures the explorations themselves.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from pacgen.analysis.scope import EVERY_HOST
from pacgen.cli.scopes import scope_patterns
from pacgen.compare import compare_pacs
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.engine import PacFile
from pacgen.lint import RULES, Report, lint
from pacgen.lint.proof import Proving
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
_EVERY = 50
_ALL_HOSTS = 300
"""Rules of the file of which every rule is a region: many for a file that somebody keeps."""

_ABOUT_RULES = {"dead-rule", "shadowed-rule", "rule-never-decides-for-expected-hosts"}


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


def with_dead_rules(text: str) -> str:
    """Return *text* with an exception that comes too late behind every fiftieth rule."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines):
        found.append(line)
        test = line.partition('dnsDomainIs(host, "')[2]
        if test and line.endswith(";") and number % _EVERY == 3:
            domain = test.partition('"')[0]
            found.append(f'  if (shExpMatch(host, "*.late{domain}")) return "PROXY late:80";')
    return "\n".join(found)


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
    for name, hosts in (
        ("Teams", teams),
        ("Teams and Microsoft", scope_patterns(["microsoft"], document)),
    ):
        _print(
            f"diff over the {name} patterns ({len(hosts)})",
            _timed(
                lambda hosts=hosts: compare_pacs(text, edited(text), hosts=hosts, seconds=_SECONDS)  # type: ignore[misc]  # mypy: a default binds the loop's variables
            ),
            "5 s",
        )
    fewer = chain(_ALL_HOSTS)
    _print(
        f"diff over all hosts, {_ALL_HOSTS} rules",
        _timed(lambda: compare_pacs(fewer, edited(fewer), hosts=[EVERY_HOST], seconds=_SECONDS)),
        "20 s, the command's own budget",
    )
    expectation = expect(document, Preset.TEAMS)
    rules = [rule for rule in RULES if rule.name in _ABOUT_RULES]
    for name, source in (("none", text), ("one of fifty", with_dead_rules(text))):
        pac = PacFile.from_bytes("wpad.dat", source.encode())
        found: list[Report] = []
        seconds = _timed(
            lambda pac=pac, found=found: found.append(  # type: ignore[misc]  # mypy: a default binds the loop's variables
                lint(pac, expectation, rules=rules, proving=Proving(seconds=_SECONDS))
            )
        )
        number = len(found[0].findings)
        _print(f"lint: proof and dead rules, {name} ({number} found)", seconds, "15 s")


def _print(name: str, seconds: float, promised: str) -> None:
    print(f"{name:56} {seconds:8.2f} s  {promised}")


if __name__ == "__main__":
    main()
