"""
The guard before DIRECT: service data that would open more than Microsoft's own is refused.

A PAC is a security boundary at many sites. A slip in the service's data, or a document that
somebody tampered with, must not turn ``*.com`` or the whole address space loose.
"""

from __future__ import annotations

import ipaddress
import re

from pacgen.endpoints import EndpointSet, IPNetwork
from pacgen.errors import RefusedError
from pacgen.patterns import HostPattern, PatternKind

__all__ = ["check_endpoint_set"]

SHORTEST_PREFIX = {4: 8, 6: 20}
"""
By IP version: a shorter prefix is nobody's alone.

The shortest that Microsoft publishes are a /14 and a /38; no registry gives out more than a /8
or, but for a handful of national networks, a /20.
"""

PRIVATE_NETWORKS = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "::/16",
        "64:ff9b::/32",
        "2001::/32",
        "2001:db8::/32",
        "2002::/16",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    )
)
"""
Space that is never a service's on the Internet: this host, private use (RFC 1918, RFC 6598,
RFC 4193), loopback, link-local, multicast and reserved, documentation and measurement, and IPv6
that embeds IPv4 (mapped, NAT64, Teredo, 6to4), private addresses among it.
"""

SHARED_SECOND_LABELS = frozenset(
    re.findall(
        "[a-z]+",
        "ac ad asn asso biz co com edu gen go gob gouv gov gr gv id idv in ind info int ltd me mil "
        "name ne net nhs nic nom or org plc police press pro res sch school tm web",
    )
)
"""
Labels under which countries register everybody's names: ``*.co.uk`` is as broad as ``*.com``.
"""

_COUNTRY_LENGTH = 2


def check_endpoint_set(endpoint_set: EndpointSet, source: str) -> None:
    """
    Refuse *endpoint_set* if sending it DIRECT would open more than one owner's names or addresses.

    Args:
        endpoint_set: A set that is about to be sent DIRECT.
        source: Which document it is from, for the message.

    Raises:
        RefusedError: the set holds such a pattern or prefix; the message names it.
    """
    for pattern in endpoint_set.urls:
        if _is_shared(pattern):
            _refuse(endpoint_set, source, pattern, "stands for names of many owners")
    for network in endpoint_set.ips:
        if network.prefixlen < SHORTEST_PREFIX[network.version]:
            _refuse(endpoint_set, source, network, "is too wide to be one owner's")
        if any(_overlap(network, private) for private in PRIVATE_NETWORKS):
            _refuse(endpoint_set, source, network, "holds private, local or reserved addresses")


def _is_shared(pattern: HostPattern) -> bool:
    if pattern.kind is PatternKind.EXACT:
        return "." not in pattern.text
    labels = pattern.suffix.split(".")
    match labels:
        case [_]:
            return True
        case [second, country]:
            return second in SHARED_SECOND_LABELS and len(country) == _COUNTRY_LENGTH
        case _:
            return False


def _overlap(network: IPNetwork, private: IPNetwork) -> bool:
    return network.version == private.version and network.overlaps(private)


def _refuse(
    endpoint_set: EndpointSet, source: str, entry: HostPattern | IPNetwork, what: str
) -> None:
    raise RefusedError(
        f"{source}: set {endpoint_set.id}: {entry} {what}; it is not sent DIRECT",
        usually="the document was changed by hand, or the service published a mistake",
        tip="fetch the document again, or use an older one with --endpoints",
    )
