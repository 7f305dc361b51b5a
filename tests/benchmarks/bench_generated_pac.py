"""
How fast the generated PAC answers, compared with the usual forms and with the fastest possible.

Run by hand: ``python tests/benchmarks/bench_generated_pac.py``.
All files are asked in turn, round by round in one run, so that whatever else the machine does
hits all of them; the figures are medians of processor time, in pacparser (QuickJS) and, where
``node`` is installed, in V8.

``get-pacfile`` is the form that Microsoft's Get-PacFile writes for type 2: one ``shExpMatch`` for
each name, joined by ``||``. ``chain`` is what people write by hand: one ``if`` after another.
``places`` is pacgen's file for the same names with forty locations, two hundred networks and a
default route that depends on the location.
The floor is a PAC that only returns a constant: the price of the call itself.
"""

from __future__ import annotations

import ipaddress
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

# The engine's worker is not used: here the call into the library is what is measured.
import pacparser

from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped
from pacgen.generator import render
from pacgen.patterns import HostPattern
from pacgen.policy import (
    AddressRule,
    HostRule,
    LocalRoute,
    Location,
    Policy,
    Preset,
    Reason,
    build_policy,
)
from pacgen.routes import DIRECT, Route

PROXY = Route.parse("PROXY proxy.example.com:8080")
SIZES = (50, 500, 5000, 50_000)
KINDS = ("pacgen", "places", "get-pacfile", "chain")
QUESTIONS = ("miss", "first", "last")
ROUNDS = 3
SECONDS = 0.08
"""Processor time of one file in one round."""

FLOOR = f'function FindProxyForURL(url, host) {{ return "{PROXY}"; }}\n'
MISS = "www.example.com"
CLIENT = "10.7.2.3"

Rates = dict[tuple[str, int, str], float]


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
    return replace(base, host_rules=tuple(sorted(rules, key=lambda rule: rule.pattern)))


def _invented(count: int) -> Iterable[str]:
    """Yield names as services have them: several below one domain, half of them wildcards."""
    for number in range(count):
        name = f"svc{number}.region{number % 7}.service{number // 12}.com"
        yield f"*.{name}" if number % 2 else name


def with_places(policy: Policy) -> Policy:
    """Return *policy* with locations, networks, and a default that depends on the location."""
    places = tuple(
        Location(f"place{n}", (ipaddress.ip_network(f"10.{n}.0.0/16"),)) for n in range(40)
    )
    routes = tuple(
        (place.name, Route.parse(f"PROXY proxy{n}.example.com:8080"))
        for n, place in enumerate(places)
    )
    own = tuple(
        AddressRule(ipaddress.ip_network(f"172.16.{n}.0/24"), DIRECT, Reason("invented"))
        for n in range(200)
    )
    return replace(
        policy,
        default=LocalRoute(PROXY, routes),
        locations=places,
        address_rules=(*policy.address_rules, *own),
    )


def get_pacfile(policy: Policy) -> str:
    """Write the names of *policy* as Get-PacFile would."""
    blocks = [
        *_block(_names(policy, direct=False), "proxyServer"),
        *_block(_names(policy, direct=True), "direct"),
    ]
    return _around([f'    var direct = "DIRECT", proxyServer = "{PROXY}";', *blocks])


def chain(policy: Policy) -> str:
    """Write the names of *policy* as people do: one test after another."""
    return _around(
        [
            f'    if (shExpMatch(host, "{name}")) return "{PROXY if not direct else "DIRECT"}";'
            for direct in (False, True)
            for name in _names(policy, direct=direct)
        ]
    )


def _around(lines: list[str]) -> str:
    head = ["function FindProxyForURL(url, host) {", "    host = host.toLowerCase();"]
    return "\n".join([*head, *lines, f'    return "{PROXY}";', "}", ""])


def _names(policy: Policy, *, direct: bool) -> list[str]:
    return sorted(str(r.pattern) for r in policy.host_rules if r.route.is_direct is direct)


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
        places = with_places(policy)
        direct = _names(policy, direct=True)
        texts = (render(policy), render(places), get_pacfile(policy), chain(policy))
        hosts = {
            "miss": MISS,
            "first": HostPattern.parse(direct[0]).members()[0],
            "last": HostPattern.parse(direct[-1]).members()[0],
        }
        for kind, text in zip(KINDS, texts, strict=True):
            meaning = places if kind == "places" else policy
            for question, host in hosts.items():
                answer = str(meaning.route_for(host, client=[CLIENT]))
                found.append(Subject(kind, size, question, text, host, answer))
    return found


def in_pacparser(subject: Subject) -> float:
    """Return evaluations per second of processor time, after making sure of the answer."""
    pacparser.cleanup()
    pacparser.init()
    pacparser.setmyip(CLIENT)
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


def measure_pacparser(todo: list[Subject]) -> Rates:
    """Ask pacparser, back and forth, so that no file is always the one after another."""
    pacparser.init()
    rates: dict[Subject, list[float]] = {subject: [] for subject in todo}
    for number in range(ROUNDS):
        for subject in todo if number % 2 else todo[::-1]:
            rates[subject].append(in_pacparser(subject))
    return {(s.kind, s.rules, s.question): statistics.median(r) for s, r in rates.items()}


def measure_v8(node: str, todo: list[Subject]) -> Rates:
    """Ask V8, with the helpers as Chromium defines them."""
    asked = [{"text": s.text, "host": s.host, "answer": s.answer, "seconds": SECONDS} for s in todo]
    done = subprocess.run(
        [
            node,
            str(Path(__file__).with_name("bench_in_node.js")),
            CLIENT,
            str(ROUNDS),
        ],
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    rates = json.loads(done.stdout)
    return {(s.kind, s.rules, s.question): rate for s, rate in zip(todo, rates, strict=True)}


def main() -> None:
    """Measure and print the tables."""
    todo = subjects()
    report("pacparser", measure_pacparser(todo))
    node = shutil.which("node")
    if node:
        report("V8 (Node)", measure_v8(node, todo))


def report(engine: str, rates: Rates) -> None:
    """Print rates, ratios and growth."""
    floor = rates["floor", 0, "miss"]
    print(f"{engine}: evaluations per second of processor time, median of {ROUNDS} rounds")
    print(f"floor (returns a constant): {floor:,.0f}\n")
    print(f"{'rules':>6}  {'host':6}" + "".join(f"{kind:>13}" for kind in KINDS), end="")
    print(f"{'x get-pacfile':>15}{'x chain':>10}{'of floor':>10}{'places':>8}")
    for size in SIZES:
        for question in QUESTIONS:
            found = [rates[kind, size, question] for kind in KINDS]
            ours, places, usual, hand = found
            print(f"{size:>6}  {question:6}" + "".join(f"{rate:>13,.0f}" for rate in found), end="")
            print(f"{ours / usual:>14,.1f}x{ours / hand:>9,.1f}x", end="")
            print(f"{ours / floor:>10.2f}{places / floor:>8.2f}")
    print(f"\ntime for one evaluation on a miss, {SIZES[-1]} rules against {SIZES[0]}")
    for kind in KINDS:
        growth = rates[kind, SIZES[0], "miss"] / rates[kind, SIZES[-1], "miss"]
        print(f"{kind:12}{growth:>10,.2f}x")
    print()


if __name__ == "__main__":
    main()
