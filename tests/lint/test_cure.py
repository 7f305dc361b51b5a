from __future__ import annotations

import ipaddress

import pytest

from pacgen.engine import Evaluator, Request
from pacgen.lint.cure import direct_if, host_test, network_test
from pacgen.lint.rule import example_file
from pacgen.patterns import HostPattern


@pytest.mark.parametrize(
    "pattern",
    [
        "teams.microsoft.com",
        "*.teams.microsoft.com",
        "*cdn.onenote.net",
        "autodiscover.*.onmicrosoft.com",
    ],
)
def test_the_cure_for_a_pattern_cures(pattern: str) -> None:
    """The code that a tip shows sends the pattern's hosts DIRECT, and no others."""
    parsed = HostPattern.parse(pattern)
    code = "\n".join(line[4:] for line in direct_if([host_test(parsed)]).splitlines())
    hosts = [*parsed.members(), "www.example.com"]
    with Evaluator(example_file(code)) as evaluator:
        decisions = evaluator.decide([Request.for_host(host) for host in hosts])

    assert [True] * len(parsed.members()) + [False] == [d.is_direct for d in decisions]


def test_the_cure_for_networks_cures() -> None:
    """Several tests are joined with or; every address of the networks is DIRECT."""
    networks = [ipaddress.ip_network("52.112.0.0/14"), ipaddress.ip_network("192.0.2.1/32")]
    code = "\n".join(line[4:] for line in direct_if(map(network_test, networks)).splitlines())
    hosts = ["52.112.0.0", "52.115.255.255", "192.0.2.1", "52.116.0.0", "192.0.2.2"]
    with Evaluator(example_file(code)) as evaluator:
        decisions = evaluator.decide([Request.for_host(host) for host in hosts])

    assert [True, True, True, False, False] == [d.is_direct for d in decisions]


def test_long_cures_are_cut() -> None:
    """After a dozen terms the code says how many are left, and is still whole."""
    code = direct_if(f'host == "h{n}.example"' for n in range(20))

    assert [12, 1] == [code.count("host =="), code.count("/* and 8 more */")]
    assert code.count("{") == code.count("}")
