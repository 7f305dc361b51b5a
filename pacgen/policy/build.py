"""Endpoint sets and the site's wishes become a policy."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from pacgen.endpoints import Category, EndpointDocument, EndpointSet, IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy import reasons
from pacgen.policy.folding import fold
from pacgen.policy.guard import check_endpoint_set
from pacgen.policy.location import AnyRoute
from pacgen.policy.model import Policy, Preset
from pacgen.policy.rules import AddressRule, Condition, GeneralRule, HostRule, Reason
from pacgen.policy.selection import select, serves_addresses, serves_hosts
from pacgen.policy.site import LOGIN_HOSTS, TOWN_HALL_HOSTS, Site
from pacgen.policy.tenant import narrowed
from pacgen.routes import DIRECT

__all__ = ["build_policy"]

_Key = TypeVar("_Key", bound=Hashable)

LOCAL_HOSTS = ("localhost", "*.localhost")
"""Names that never leave the computer (RFC 6761, section 6.3)."""

LOCAL_NETWORKS = {
    "127.0.0.0/8": reasons.THIS_COMPUTER,
    "169.254.0.0/16": reasons.THIS_LINK,
    "::1/128": reasons.THIS_COMPUTER,
    "fe80::/10": reasons.THIS_LINK,
}
"""Addresses that no proxy can reach for somebody else."""

_NO_WISHES = Site()


def build_policy(
    document: EndpointDocument, *, preset: Preset, default: AnyRoute, site: Site = _NO_WISHES
) -> Policy:
    """
    Decide who goes where.

    The selected sets go DIRECT, or where the site sends their category.
    A name of another set that lies below a wildcard of theirs goes where everything else goes,
    unless the very same name is also in a selected set: of several categories, the highest
    counts, and the preset selects from the highest down.

    Of rules about the same hosts, the site's own come first, then those of tenant restrictions,
    then Microsoft's, then carve-outs.

    Args:
        document: The endpoint sets of one instance.
        preset: Which of them are selected.
        default: The route of everything else.
        site: What the site wants besides.

    Raises:
        RefusedError: a selected set would send too much DIRECT.
    """
    selected = tuple(narrowed(s, site.tenant) for s in select(document, preset, site))
    for endpoint_set in selected:
        check_endpoint_set(endpoint_set, str(document))
    ids = {s.id for s in selected}
    others = [s for s in document.sets if s.id not in ids and serves_hosts(s)]
    chosen = [*_selected_hosts(filter(serves_hosts, selected), site), *_town_hall(document, site)]
    carved = _carve_outs(others, [rule.pattern for rule in chosen], default)
    first = [*_site_hosts(site), *_login_hosts(document, default, site)]
    kept, folded = fold(_first_of_each([*first, *chosen, *carved, *_local_hosts()]))
    return Policy(
        instance=document.instance,
        version=document.version,
        preset=preset,
        default=default,
        plain_names=site.plain_names,
        host_rules=kept,
        address_rules=_addresses(filter(serves_addresses, selected), site),
        general_rules=_general(site),
        locations=site.locations,
        left_out=tuple(s for s in selected if not serves_hosts(s)),
        folded=folded,
        warnings=tuple(_warnings(document, site)),
    )


def _first_of_each(rules: Iterable[HostRule]) -> list[HostRule]:
    """Of rules about the same requests keep the first."""
    kept: dict[tuple[HostPattern, Condition], HostRule] = {}
    for rule in rules:
        kept.setdefault((rule.pattern, rule.condition), rule)
    return list(kept.values())


def _local_hosts() -> list[HostRule]:
    return [
        HostRule(HostPattern.parse(text), DIRECT, reasons.THIS_COMPUTER) for text in LOCAL_HOSTS
    ]


def _site_hosts(site: Site) -> Iterator[HostRule]:
    for rule in site.rules:
        reason = Reason(rule.reason)
        for pattern in rule.patterns:
            yield HostRule(pattern, rule.route, reason, rule.condition)


def _login_hosts(document: EndpointDocument, default: AnyRoute, site: Site) -> Iterator[HostRule]:
    if site.tenant_restrictions:
        for text in LOGIN_HOSTS[document.instance]:
            yield HostRule(HostPattern.parse(text), default, reasons.SIGN_IN)


def _town_hall(document: EndpointDocument, site: Site) -> Iterator[HostRule]:
    if site.town_hall:
        route = site.by_category.get(Category.DEFAULT, DIRECT)
        for text in TOWN_HALL_HOSTS[document.instance]:
            yield HostRule(HostPattern.parse(text), route, reasons.TOWN_HALL)


def _selected_hosts(sets: Iterable[EndpointSet], site: Site) -> list[HostRule]:
    rules = []
    for pattern, holders in _holders(sets, lambda s: s.urls).items():
        reason = reasons.endpoint_sets(holders)
        rules.append(HostRule(pattern, _route_of(reason, site), reason))
    return rules


def _route_of(reason: Reason, site: Site) -> AnyRoute:
    category = reason.category or Category.DEFAULT
    return site.by_category.get(category, DIRECT)


def _carve_outs(
    others: Iterable[EndpointSet], chosen: Iterable[HostPattern], default: AnyRoute
) -> list[HostRule]:
    """Give *default* to the names of *others* that lie strictly below a pattern of *chosen*."""
    taken = frozenset(chosen)
    rules = []
    for pattern, holders in _holders(others, lambda s: s.urls).items():
        above = [wide for wide in taken if wide.covers(pattern)]
        if above and pattern not in taken:
            parent = max(above, key=lambda wide: wide.specificity)
            rules.append(HostRule(pattern, default, reasons.carve_out(holders, str(parent))))
    return rules


def _addresses(sets: Iterable[EndpointSet], site: Site) -> tuple[AddressRule, ...]:
    kept: dict[tuple[IPNetwork, Condition], AddressRule] = {}
    for rule in (*_site_addresses(site), *_selected_addresses(sets, site), *_local_addresses()):
        kept.setdefault((rule.network, rule.condition), rule)
    return tuple(sorted(kept.values(), key=_address_order))


def _site_addresses(site: Site) -> Iterator[AddressRule]:
    for rule in site.rules:
        reason = Reason(rule.reason)
        for network in rule.networks:
            yield AddressRule(network, rule.route, reason, rule.condition)


def _selected_addresses(sets: Iterable[EndpointSet], site: Site) -> Iterator[AddressRule]:
    for network, holders in _holders(sets, lambda s: s.ips).items():
        if network.version not in site.ip_versions:
            continue
        reason = reasons.endpoint_sets(holders)
        yield AddressRule(network, _route_of(reason, site), reason)


def _local_addresses() -> Iterator[AddressRule]:
    for text, reason in LOCAL_NETWORKS.items():
        yield AddressRule(ipaddress.ip_network(text), DIRECT, reason)


def _address_order(rule: AddressRule) -> tuple[int, int, int, int]:
    network = rule.network
    number = int(network.network_address)
    return network.version, number, network.prefixlen, -rule.condition.rank


def _general(site: Site) -> tuple[GeneralRule, ...]:
    rules = [
        GeneralRule(rule.route, Reason(rule.reason), rule.condition)
        for rule in site.rules
        if not rule.patterns and not rule.networks
    ]
    # Sorting is stable: within one rank the site's order stays.
    return tuple(sorted(rules, key=lambda rule: -rule.condition.rank))


def _warnings(document: EndpointDocument, site: Site) -> Iterator[str]:
    known = {s.id for s in document.sets}
    for key, ids in (("include", site.include), ("exclude", site.exclude)):
        for missing in sorted(ids - known):
            yield f"sets.{key}: {document} has no set {missing}"
    areas = {s.service_area for s in document.sets}
    for area in sorted(site.service_areas - areas):
        yield f"service_areas: {document} has no set of {area}"
    if site.town_hall and not TOWN_HALL_HOSTS[document.instance]:
        yield f"town_hall: Microsoft names no hosts for {document.instance}"
    if site.tenant and all(narrowed(s, site.tenant) == s for s in document.sets):
        yield f"tenant: {document} has no wildcard of SharePoint"


def _holders(
    sets: Iterable[EndpointSet], keys: Callable[[EndpointSet], Iterable[_Key]]
) -> dict[_Key, list[EndpointSet]]:
    """Turn "what is in each set" into "in which sets is each"."""
    holders: dict[_Key, list[EndpointSet]] = {}
    for endpoint_set in sets:
        for key in keys(endpoint_set):
            holders.setdefault(key, []).append(endpoint_set)
    return holders
