"""What is exported: the sets which a site selects and does not send through its proxy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pacgen.endpoints import (
    Category,
    EndpointDocument,
    EndpointSet,
    Instance,
    IPNetwork,
    PortRange,
)
from pacgen.firewall.networks import collapsed, minus, overlaps
from pacgen.firewall.opening import Opening, Protocol, openings
from pacgen.patterns import HostPattern
from pacgen.policy import (
    ALWAYS,
    AnyRoute,
    HostRule,
    LocalRoute,
    Policy,
    Preset,
    Site,
    build_policy,
    select,
)
from pacgen.policy.reasons import describe_ports
from pacgen.policy.site import NETWORK_WORDS, TOWN_HALL_HOSTS
from pacgen.routes import DIRECT, Route

__all__ = ["Family", "NameGroup", "Plan", "plan"]

_ANY_PROXY = Route.parse("PROXY proxy.example.com:8080")
"""Stands for the proxy: which names go DIRECT does not depend on it."""

_SHOWN = 3

_WEB_PORTS = (80, 443)
"""What a proxy can serve."""


class Family(StrEnum):
    """Which addresses are wanted."""

    BOTH = "both"
    IPV4 = "ipv4"
    IPV6 = "ipv6"


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Host patterns with the same verdict."""

    is_direct: bool
    patterns: tuple[HostPattern, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the formats write, before any of it is text."""

    instance: Instance
    version: str
    """Of the endpoint document; ``""`` where it is not known."""

    preset: Preset
    openings: tuple[Opening, ...]
    names: tuple[NameGroup, ...]
    """For firewalls that know names: the first group that has a pattern for a host decides."""

    left_out: tuple[str, ...]
    """What was selected and is not among the openings, and why, in words."""

    by_name: str = ""
    """What goes directly to addresses that Microsoft does not publish, in words; or ``""``."""

    def limited_to(
        self, family: Family, protocol: Protocol | None, port: int | None = None
    ) -> Plan:
        """
        Return the plan with addresses of *family*, and openings of *protocol* and of *port* alone.

        An opening stays whole: that of port 3478 is for 3478 to 3481. Names are reached by TCP on
        the ports of the web.
        """
        kept = (
            dataclasses.replace(
                opening, networks=tuple(n for n in opening.networks if _is_of(n.version, family))
            )
            for opening in self.openings
            if protocol in {None, opening.protocol}
            and (port is None or any(port in ports for ports in opening.ports))
        )
        limited = dataclasses.replace(self, openings=tuple(o for o in kept if o.networks))
        if protocol is Protocol.UDP or port not in {None, *_WEB_PORTS}:
            return dataclasses.replace(limited, names=(), by_name="")
        return limited


def plan(document: EndpointDocument, preset: Preset, site: Site) -> Plan:
    """
    Plan the export of *document*.

    A set whose category the site sends through the proxy is left out, but for ports that no proxy
    can serve, since media and mail go directly or not at all, and for addresses that the PAC file
    sends directly for another set's sake: there media is tried by TCP when UDP fails.
    """
    selected = select(document, preset, site)
    policy = build_policy(document, preset=preset, default=_ANY_PROXY, site=site)
    direct = _direct_addresses(policy)
    left_out = (*_left_out(selected, site, direct), *_own_addresses(site))
    return Plan(
        instance=document.instance,
        version=document.version,
        preset=preset,
        openings=openings([part for s in selected for part in _opened(s, site, direct)]),
        names=tuple(_names(policy)),
        left_out=left_out,
        by_name=_names_alone(document.instance, selected, site),
    )


def _opened(
    endpoint_set: EndpointSet, site: Site, direct: Sequence[IPNetwork]
) -> tuple[EndpointSet, ...]:
    """Return the parts of *endpoint_set* that are used without a proxy."""
    if _goes_past(site.by_category.get(endpoint_set.category, DIRECT)):
        return (endpoint_set,)
    unserved = dataclasses.replace(
        endpoint_set,
        tcp_ports=_without_web(endpoint_set.tcp_ports),
        udp_ports=_without_web(endpoint_set.udp_ports),
    )
    by_address = dataclasses.replace(endpoint_set, ips=overlaps(endpoint_set.ips, direct))
    return unserved, by_address


def _direct_addresses(policy: Policy) -> tuple[IPNetwork, ...]:
    """Return the addresses that a PAC file sends directly when a URL names them."""
    direct: tuple[IPNetwork, ...] = ()
    # The longest prefix decides, so it comes last.
    for rule in sorted(policy.address_rules, key=lambda rule: rule.network.prefixlen):
        if rule.condition == ALWAYS and _goes_past(rule.route):
            direct = (*direct, rule.network)
        elif rule.condition == ALWAYS:
            direct = minus(direct, [rule.network])
    return collapsed(direct)


def _goes_past(route: AnyRoute) -> bool:
    """Say whether, in any location, a direct connection is what is tried first."""
    match route:
        case Route():
            return route.starts_direct
        case LocalRoute():
            return any(
                r.starts_direct for r in (route.elsewhere, *dict(route.by_location).values())
            )


def _without_web(ports: tuple[PortRange, ...]) -> tuple[PortRange, ...]:
    return tuple(r for r in ports if not any(port in r for port in _WEB_PORTS))


def _left_out(
    selected: Sequence[EndpointSet], site: Site, direct: Sequence[IPNetwork]
) -> Iterator[str]:
    for endpoint_set in selected:
        if not endpoint_set.ips:
            continue
        if not endpoint_set.tcp_ports and not endpoint_set.udp_ports:
            yield f"set {endpoint_set.id}: Microsoft names no ports for its addresses"
            continue
        proxied = minus(endpoint_set.ips, direct)
        has_web = any(
            port in ports
            for ports in endpoint_set.tcp_ports + endpoint_set.udp_ports
            for port in _WEB_PORTS
        )
        route = site.by_category.get(endpoint_set.category, DIRECT)
        if proxied and has_web and not _goes_past(route):
            where = ", ".join(map(str, proxied[:_SHOWN]))
            more = f" and {len(proxied) - _SHOWN} more" if len(proxied) > _SHOWN else ""
            yield (
                f"{describe_ports(endpoint_set)}, ports 80 and 443 to {where}{more}: "
                f"{endpoint_set.category} goes {route}"
            )


def _names_alone(instance: Instance, selected: Sequence[EndpointSet], site: Site) -> str:
    """Tell of what goes directly to addresses that Microsoft does not publish."""
    direct = {c for c in Category if _goes_past(site.by_category.get(c, DIRECT))}
    sets = [s for s in selected if s.urls and not s.ips and s.category in direct]
    names = [pattern.text for pattern in sorted({pattern for s in sets for pattern in s.urls})]
    asking = [f"set {', '.join(str(s.id) for s in sets)}"] if sets else []
    categories = {s.category for s in sets}
    if site.town_hall and Category.DEFAULT in direct and TOWN_HALL_HOSTS[instance]:
        names += TOWN_HALL_HOSTS[instance]
        asking.append("town halls")
        categories.add(Category.DEFAULT)
    if not names:
        return ""
    more = len(names) - _SHOWN
    return (
        f"{' and '.join(asking)}: names without addresses, {', '.join(names[:_SHOWN])}"
        f"{f' and {more} more' if more > 0 else ''}; open TCP 80 and 443 for them by name, "
        f"or send {' and '.join(sorted(categories))} to the proxy"
    )


def _own_addresses(site: Site) -> Iterator[str]:
    """
    Tell of the addresses that the site's own rules send directly.

    They are not exported: a rule is about URLs and knows neither protocol nor what else runs
    there, and as routes past a VPN the site's private networks would go astray.
    """
    known = {network: word for word, networks in NETWORK_WORDS.items() for network in networks}
    found = dict.fromkeys(
        known.get(network, str(network))
        for rule in site.rules
        if _goes_past(rule.route)
        for network in rule.networks
    )
    if found:
        yield f"{', '.join(found)}: addresses of your own rules, which you know better"


def _names(policy: Policy) -> Iterator[NameGroup]:
    """Yield the names of endpoint sets in groups, the most specific first."""
    own = frozenset(TOWN_HALL_HOSTS[policy.instance])
    rules = [
        rule
        for rule in policy.host_rules
        if rule.condition == ALWAYS and (rule.reason.sets or rule.pattern.text in own)
    ]
    group: list[HostRule] = []
    for rule in sorted(rules, key=lambda rule: rule.pattern.specificity, reverse=True):
        if group and group[0].route.is_direct != rule.route.is_direct:
            yield _group(group)
            group = []
        group.append(rule)
    if group:
        yield _group(group)


def _group(rules: list[HostRule]) -> NameGroup:
    return NameGroup(rules[0].route.is_direct, tuple(sorted(rule.pattern for rule in rules)))


def _is_of(version: int, family: Family) -> bool:
    return family is Family.BOTH or family == f"ipv{version}"
