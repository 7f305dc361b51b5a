"""Names that a script resolves: the host, names made of it, and names that stand in the script."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.analysis import Explorer, NotProven, Refuted, Wanted, prove
from pacgen.engine.environment import DnsRecord

from .conftest import below, script


def test_a_name_made_of_the_host_has_its_record(explorer: Callable[..., Explorer]) -> None:
    """A counterexample shows what the name that is made of its host resolves to."""
    body = 'return dnsResolve(host.substring(2)) == "10.1.2.3" ? "PROXY p:1" : "DIRECT";'

    result = prove(explorer(script(body)), below("x.example"), Wanted.direct())

    assert isinstance(result, Refuted)
    witness = result.counterexample.witness
    assert witness.host == "a.x.example"
    assert witness.environment.dns == (DnsRecord("x.example", ("10.1.2.3",)),)


def test_a_name_that_nobody_has_is_named(explorer: Callable[..., Explorer]) -> None:
    """Where no record can show it, what would follow from the address is no counterexample."""
    body = 'return dnsResolve(host + "..x") ? "PROXY p:1" : "DIRECT";'

    result = prove(explorer(script(body)), below("x.example"), Wanted.direct())

    assert isinstance(result, NotProven)
    assert [gap.construct for gap in result.gaps] == [
        "the address of a name for which there is no record to show"
    ]


@pytest.mark.parametrize(
    "body",
    [
        'if (!isResolvable("a.x.example")) return "PROXY p:1"; if (isResolvable(host)) return "DIRECT";',
        'if (!isResolvable(host)) return "PROXY p:1"; if (isResolvable("a.x.example")) return "DIRECT";',
    ],
    ids=["name first", "host first"],
)
def test_the_host_may_be_a_name_of_the_script(explorer: Callable[..., Explorer], body: str) -> None:
    """The one host that is a name of the script lies in regions of its own."""
    partition = explorer(script(f'{body} return "PROXY q:1";')).explore(below("x.example"))

    found = {
        (leaf.witness.host, str(leaf.answer), len(leaf.condition.domains))
        for leaf in partition.leaves
    }
    assert partition.complete
    assert all(leaf.exact for leaf in partition.leaves)
    # Both questions to DNS are one for that host: it never gets to the end.
    assert ("a.x.example", "DIRECT", 1) in found
    assert ("b.x.example", "PROXY q:1", 2) in found
    assert ("a.x.example", "PROXY q:1", 2) not in found


def test_what_goes_both_ways_is_named(explorer: Callable[..., Explorer]) -> None:
    """A proof that fails since a condition is unknown says which."""
    body = 'return timeRange(8, 30, 17, 0, "GMT") ? "DIRECT" : "PROXY p:1";'

    result = prove(explorer(script(body)), below("x.example"), Wanted.direct())

    assert isinstance(result, NotProven)
    assert [(gap.construct, gap.line) for gap in result.gaps] == [("timeRange with GMT", 2)]
