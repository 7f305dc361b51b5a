"""What a generated PAC is asked before it is delivered."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from pacgen.endpoints import IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy import DEFAULT_PORTS, AddressRule, Condition, HostRule, Policy, Rule
from pacgen.policy.expectation import CONTROL_HOSTS

__all__ = ["Question", "hosts", "questions"]

SCHEMES = ("https", "http", "wss")
"""Where no rule depends on the scheme, each host is asked about with one of these in turn."""

OTHER_SCHEMES = (*DEFAULT_PORTS, "gopher")
"""The schemes that PAC files know, and one without a usual port."""

OTHER_PORTS = (1, 80, 443, 8080, 65535)

NOBODY = "192.0.2.1"
"""A client address in no network of anybody's (RFC 5737)."""

MOST_CLIENTS = 200
"""Each client needs an engine of its own: of more, some are asked about."""


MOST_PORTS = 10
"""Of ports that conditions name, so many are asked about at every rule with a condition."""


@dataclass(frozen=True, slots=True)
class Question:
    """One request of one client."""

    host: str
    scheme: str = "https"
    port: int | None = None
    client: tuple[str, ...] = (NOBODY,)

    @property
    def url(self) -> str:
        """The URL that the client would ask for."""
        bare = self.host.removeprefix("[").removesuffix("]")
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{f'[{bare}]' if ':' in bare else bare}{port}/"


def questions(policy: Policy) -> Iterator[Question]:
    """Yield what to ask: every host, every condition, every location."""
    for number, host in enumerate(hosts(policy)):
        yield Question(host, SCHEMES[number % len(SCHEMES)])
    yield from _conditions(policy)
    yield from _locations(policy)


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


def _edges(network: IPNetwork) -> tuple[str, ...]:
    """Return the first and last address of *network*, and those just outside."""
    return tuple(_around_edges(network))


def _around_edges(network: IPNetwork) -> Iterator[str]:
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


def _conditions(policy: Policy) -> Iterator[Question]:
    """Yield questions around the conditions of rules: what holds, and what just does not."""
    seen = set()
    # A rule must also hold its own against the ports of others.
    firsts = {ports.first for rule in policy.rules for ports in rule.condition.ports}
    common = (*OTHER_PORTS, *sorted(firsts)[:MOST_PORTS])
    for rule in policy.rules:
        if not rule.condition:
            continue
        for host in _hosts_of(rule):
            for scheme in (*rule.condition.schemes, *OTHER_SCHEMES):
                for port in (None, *_edge_ports(rule.condition), *common):
                    question = Question(host, scheme, port)
                    if question not in seen:
                        seen.add(question)
                        yield question


def _hosts_of(rule: Rule) -> tuple[str, ...]:
    match rule:
        case HostRule():
            return (*rule.pattern.members()[:2], rule.pattern.suffix)
        case AddressRule():
            return (str(rule.network.network_address), str(rule.network.broadcast_address))
        case _:
            return (CONTROL_HOSTS[0], PLAIN_NAMES[0], ODD_ADDRESSES[0], "")


def _edge_ports(condition: Condition) -> tuple[int, ...]:
    edges = {
        port
        for ports in condition.ports
        for port in (ports.first - 1, ports.first, ports.last, ports.last + 1)
        if port >= 0
    }
    return tuple(sorted(edges))


def _locations(policy: Policy) -> Iterator[Question]:
    """Yield a host for each route, asked by clients in, around and between the locations."""
    by_route: dict[str, str] = {}
    for rule in policy.rules:
        by_route.setdefault(str(rule.route), _hosts_of(rule)[0])
    asked = (CONTROL_HOSTS[0], PLAIN_NAMES[0], *by_route.values())
    for client in _clients(policy):
        for host in dict.fromkeys(asked):
            yield Question(host, client=client)


def _clients(policy: Policy) -> tuple[tuple[str, ...], ...]:
    if not policy.locations:
        return ()
    networks = [network for place in policy.locations for network in place.networks]
    inside = [str(network.network_address) for network in networks]
    single = [(text,) for network in networks for text in _edges(network)[:4]]
    several = [(NOBODY, a, b) for a, b in zip(inside, inside[1:] + inside[:1], strict=True)]
    odd = [("127.0.0.1",), ("::1",), ("fe80::1", NOBODY)]
    found = list(dict.fromkeys([*odd, *several, *single]))
    step = -(-len(found) // MOST_CLIENTS)
    return tuple(tuple(map(_bare, client)) for client in found[::step])


def _bare(text: str) -> str:
    """Write an address as the PAC helpers do."""
    return str(ipaddress.ip_address(text.strip("[].")))
