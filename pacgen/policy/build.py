"""Endpoint sets and the site's wishes become a policy."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from pacgen.endpoints import EndpointDocument, EndpointSet, IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy import reasons
from pacgen.policy.folding import fold
from pacgen.policy.guard import check_endpoint_set
from pacgen.policy.model import AddressRule, HostRule, Policy, Preset, Reason
from pacgen.policy.selection import select, serves_addresses, serves_hosts
from pacgen.routes import DIRECT, Route

__all__ = ["build_policy"]

_Key = TypeVar("_Key", bound=Hashable)

_THIS_COMPUTER = Reason("this computer")
_THIS_LINK = Reason("this link only")

LOCAL_HOSTS = ("localhost", "*.localhost")
"""Names that never leave the computer (RFC 6761, section 6.3)."""

LOCAL_NETWORKS = {
    "127.0.0.0/8": _THIS_COMPUTER,
    "169.254.0.0/16": _THIS_LINK,
    "::1/128": _THIS_COMPUTER,
    "fe80::/10": _THIS_LINK,
}
"""Addresses that no proxy can reach for somebody else."""


def build_policy(document: EndpointDocument, *, preset: Preset, default: Route) -> Policy:
    """
    Decide who goes where.

    The sets of *preset* go DIRECT.
    A name of another set that lies below a direct wildcard goes where everything else goes,
    unless the very same name is also in a set that goes DIRECT: of several categories, the
    highest counts, and the preset selects from the highest down.

    Args:
        document: The endpoint sets of one instance.
        preset: Which of them go DIRECT.
        default: The route of everything else.

    Raises:
        RefusedError: a selected set would send too much DIRECT.
    """
    selected = select(document, preset)
    for endpoint_set in selected:
        check_endpoint_set(endpoint_set, str(document))
    direct = _direct_hosts(filter(serves_hosts, selected))
    others = [s for s in document.sets if s not in selected and serves_hosts(s)]
    carved = _carve_outs(others, [rule.pattern for rule in direct], default)
    kept, folded = fold([*_local_hosts(), *direct, *carved])
    return Policy(
        instance=document.instance,
        version=document.version,
        preset=preset,
        default=default,
        plain_names=DIRECT,
        host_rules=kept,
        address_rules=_addresses(filter(serves_addresses, selected)),
        left_out=tuple(s for s in selected if not serves_hosts(s)),
        folded=folded,
    )


def _local_hosts() -> list[HostRule]:
    return [HostRule(HostPattern.parse(text), DIRECT, _THIS_COMPUTER) for text in LOCAL_HOSTS]


def _direct_hosts(sets: Iterable[EndpointSet]) -> list[HostRule]:
    return [
        HostRule(pattern, DIRECT, reasons.endpoint_sets(holders))
        for pattern, holders in _holders(sets, lambda s: s.urls).items()
    ]


def _carve_outs(
    others: Iterable[EndpointSet], direct: Iterable[HostPattern], default: Route
) -> list[HostRule]:
    """Give *default* to the names of *others* that lie strictly below a pattern of *direct*."""
    taken = frozenset(direct)
    rules = []
    for pattern, holders in _holders(others, lambda s: s.urls).items():
        above = [wide for wide in taken if wide.covers(pattern)]
        if above and pattern not in taken:
            parent = max(above, key=lambda wide: wide.specificity)
            rules.append(HostRule(pattern, default, reasons.carve_out(holders, str(parent))))
    return rules


def _addresses(sets: Iterable[EndpointSet]) -> tuple[AddressRule, ...]:
    rules = [
        AddressRule(network, DIRECT, reasons.endpoint_sets(holders))
        for network, holders in _holders(sets, lambda s: s.ips).items()
    ]
    rules += [
        AddressRule(ipaddress.ip_network(text), DIRECT, reason)
        for text, reason in LOCAL_NETWORKS.items()
    ]
    return tuple(sorted(rules, key=lambda rule: _network_order(rule.network)))


def _network_order(network: IPNetwork) -> tuple[int, int, int]:
    return network.version, int(network.network_address), network.prefixlen


def _holders(
    sets: Iterable[EndpointSet], keys: Callable[[EndpointSet], Iterable[_Key]]
) -> dict[_Key, list[EndpointSet]]:
    """Turn "what is in each set" into "in which sets is each"."""
    holders: dict[_Key, list[EndpointSet]] = {}
    for endpoint_set in sets:
        for key in keys(endpoint_set):
            holders.setdefault(key, []).append(endpoint_set)
    return holders
