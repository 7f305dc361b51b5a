"""
How fast the generated PAC answers, compared with the usual form and with the fastest possible.

Run by hand: ``python tests/benchmarks/bench_generated_pac.py``.
All files are asked in turn, round by round in one run, so that whatever else the machine does
hits all of them; the figures are medians of processor time.

The usual form is that of the files which Microsoft's Get-PacFile writes for type 2: one ``shExpMatch`` for each
name, joined by ``||``, first those that stay on the proxy, then those that go DIRECT.
The floor is a PAC that only returns a constant: the price of the call itself.
"""

# ruff: noqa: T201 - printing is its work
from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

# The engine's worker is not used: here the call into the library is what is measured.
import pacparser

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.generator import render
from pacgen.patterns import HostPattern
from pacgen.policy import HostRule, Policy, Preset, Reason, build_policy
from pacgen.routes import DIRECT, Route

PROXY = Route.parse("PROXY proxy.example.com:8080")
SIZES = (50, 500, 5000)
ROUNDS = 9
SECONDS = 0.08
"""Processor time of one file in one round."""

FLOOR = f'function FindProxyForURL(url, host) {{ return "{PROXY}"; }}\n'
MISS = "www.example.com"


@dataclass(frozen=True, slots=True)
class Subject:
    """A PAC file and the host that it is asked about."""

    kind: str
    rules: int
    question: str
    text: str
    host: str
    answer: str


def policy_of_size(size: int) -> Policy:
    """Return a policy with *size* rules: the real ones, then invented ones in their image."""
    document = load_shipped(Instance.WORLDWIDE).document
    base = build_policy(document, preset=Preset.M365_OPTIMIZE_ALLOW, default=PROXY)
    rules = list(base.host_rules[:size])
    rules += [
        HostRule(HostPattern.parse(text), DIRECT, Reason("invented"))
        for text in _invented(size - len(rules))
    ]
    return Policy(
        instance=base.instance,
        version=base.version,
        preset=base.preset,
        default=PROXY,
        plain_names=DIRECT,
        host_rules=tuple(sorted(rules, key=lambda rule: rule.pattern)),
        address_rules=base.address_rules,
    )


def _invented(count: int) -> Iterable[str]:
    """Yield names as services have them: several below one domain, half of them wildcards."""
    for number in range(count):
        name = f"svc{number}.region{number % 7}.service{number // 12}.com"
        yield f"*.{name}" if number % 2 else name


def usual_form(policy: Policy) -> str:
    """Write *policy* as Get-PacFile would."""
    proxied = [str(r.pattern) for r in policy.host_rules if not r.route.is_direct]
    direct = [str(r.pattern) for r in policy.host_rules if r.route.is_direct]
    lines = [
        "function FindProxyForURL(url, host)",
        "{",
        '    var direct = "DIRECT";',
        f'    var proxyServer = "{policy.default}";',
        "    host = host.toLowerCase();",
        *_block(sorted(proxied), "proxyServer"),
        *_block(sorted(direct), "direct"),
        "    return proxyServer;",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _block(patterns: list[str], result: str) -> list[str]:
    if not patterns:
        return []
    tests = "\n        || ".join(f'shExpMatch(host, "{pattern}")' for pattern in patterns)
    return [f"    if({tests})", "    {", f"        return {result};", "    }"]


def subjects() -> list[Subject]:
    """Return every file with every host to ask about."""
    found = [Subject("floor", 0, "miss", FLOOR, MISS, str(PROXY))]
    for size in SIZES:
        policy = policy_of_size(size)
        direct = sorted(str(r.pattern) for r in policy.host_rules if r.route.is_direct)
        texts = {"pacgen": render(policy), "usual": usual_form(policy)}
        hosts = {
            "miss": MISS,
            "first": HostPattern.parse(direct[0]).members()[0],
            "last": HostPattern.parse(direct[-1]).members()[0],
        }
        for kind, text in texts.items():
            for question, host in hosts.items():
                answer = str(policy.route_for(host))
                found.append(Subject(kind, size, question, text, host, answer))
    return found


def measure(subject: Subject) -> float:
    """Return evaluations per second of processor time, after making sure of the answer."""
    pacparser.cleanup()
    pacparser.init()
    pacparser.parse_pac_string(subject.text)
    url = f"https://{subject.host}/"
    answer = pacparser.find_proxy(url, subject.host)
    if answer != subject.answer:
        sys.exit(f"{subject.kind} answers {answer!r} for {subject.host}")
    count, batch = 0, 1
    start = time.process_time()
    while (spent := time.process_time() - start) < SECONDS:
        for _ in range(batch):
            pacparser.find_proxy(url, subject.host)
        count += batch
        # The clock is looked at seldom enough to cost nothing.
        batch = min(batch * 2, 256) if spent < SECONDS / 4 else batch
    return count / spent


def main() -> None:
    """Measure and print the tables."""
    todo = subjects()
    pacparser.init()
    rates: dict[Subject, list[float]] = {subject: [] for subject in todo}
    for number in range(ROUNDS):
        # Back and forth, so that no file is always the one after another.
        for subject in todo if number % 2 else todo[::-1]:
            rates[subject].append(measure(subject))
    medians = {
        (s.kind, s.rules, s.question): statistics.median(found) for s, found in rates.items()
    }
    report(medians)


def report(medians: dict[tuple[str, int, str], float]) -> None:
    """Print rates, ratios and growth."""
    floor = medians["floor", 0, "miss"]
    print(f"evaluations per second of processor time, median of {ROUNDS} rounds")
    print(f"floor (returns a constant): {floor:,.0f}\n")
    head = f"{'rules':>6}  {'host':6}{'pacgen':>10}{'usual':>10}{'ratio':>9}{'of floor':>10}"
    print(head)
    for size in SIZES:
        for question in ("miss", "first", "last"):
            ours, usual = medians["pacgen", size, question], medians["usual", size, question]
            print(
                f"{size:>6}  {question:6}{ours:>10,.0f}{usual:>10,.0f}"
                f"{ours / usual:>8.1f}x{ours / floor:>10.2f}"
            )
    print("\ntime for one evaluation on a miss, 5000 rules against 50")
    for kind in ("pacgen", "usual"):
        growth = medians[kind, SIZES[0], "miss"] / medians[kind, SIZES[-1], "miss"]
        print(f"{kind:8}{growth:>8.2f}x")


if __name__ == "__main__":
    main()
