"""What a generated PAC is asked before it is delivered."""

from __future__ import annotations

from collections.abc import Iterator

from pacgen.endpoints import IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy import Policy
from pacgen.policy.expectation import CONTROL_HOSTS

__all__ = ["hosts"]

PLAIN_NAMES = ("intranet", "localhost", "wpad", "a")
"""Hosts without a dot."""

PROTOTYPE_NAMES = (
    "constructor",
    "__proto__",
    "tostring",
    "toString",
    "valueOf",
    "hasOwnProperty",
    "isPrototypeOf",
    "watch",
    "constructor.constructor",
    "__proto__.__proto__.com",
    "www.constructor.com",
)
"""What every JavaScript object inherits: a table that is looked up carelessly holds these too."""

ODD_HOSTS = ("", ".", "..", ".com", "a..com", "a.b.", "-", "1", "1.2.3", "256.1.1.1", "01.2.3.4")
"""Hosts that are none, which may not stop the script."""

ODD_ADDRESSES = (
    "0.0.0.1",
    "10.0.0.1",
    "127.0.0.1",
    "192.168.1.1",
    "255.255.255.255",
    "[::1]",
    "[2001:db8::1]",
    "[192.0.2.1]",
    "::",
    "::ffff:127.0.0.1",
    "2001:db8::1",
    "1:2:3:4:5:6:7:8",
    "1::2::3",
    "::1.2.3",
    "fe80::1%eth0",
)
"""IP literals apart from those of the policy, and texts that only look like some."""


def hosts(policy: Policy) -> tuple[str, ...]:
    """Return every host to ask about, each once, in an order that depends on *policy* alone."""
    return tuple(dict.fromkeys(_hosts(policy)))


def _hosts(policy: Policy) -> Iterator[str]:
    yield from CONTROL_HOSTS
    yield from PLAIN_NAMES + PROTOTYPE_NAMES + ODD_HOSTS + ODD_ADDRESSES
    for rule in policy.host_rules + policy.folded:
        yield from _around(rule.pattern)
    for address_rule in policy.address_rules:
        yield from _edges(address_rule.network)


def _around(pattern: HostPattern) -> Iterator[str]:
    """Yield hosts that *pattern* means, its apex, and some that must not be taken for them."""
    members = pattern.members()
    yield from members
    yield from pattern.lookalikes()
    for name in (*members[:1], pattern.suffix):
        yield name
        yield name.upper()
        yield f"{name}."
        yield f"{name}.."
        yield f"{name.title()}."


def _edges(network: IPNetwork) -> Iterator[str]:
    """Yield the first and last address of *network*, and those just outside."""
    first, last = int(network.network_address), int(network.broadcast_address)
    highest = 2**network.max_prefixlen - 1
    address = type(network.network_address)
    for number in (first - 1, first, last, last + 1):
        if 0 <= number <= highest:
            yield str(address(number))
    if network.version == 6:  # noqa: PLR2004 - IPv6
        yield f"[{address(first)}]"
        yield address(last).exploded.upper()
    else:
        yield f"{address(first)}."
