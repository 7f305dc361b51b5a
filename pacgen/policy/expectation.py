"""
Expectations: which hosts must be DIRECT and which must stay on the proxy.

Lint and publish hold a PAC against these. This is the one door between the wings:
:mod:`pacgen.lint` may read this module.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy.companions import Feature, feature_of
from pacgen.policy.model import Preset
from pacgen.policy.rules import default_port
from pacgen.policy.selection import select, serves_addresses, serves_hosts
from pacgen.policy.site import LOGIN_HOSTS, TOWN_HALL_HOSTS, Site
from pacgen.policy.tenant import narrowed
from pacgen.routes import DIRECT, Route

__all__ = [
    "CONTROL_HOSTS",
    "Assertion",
    "Expectation",
    "ExpectedHost",
    "ExpectedNetwork",
    "Feature",
    "Preset",
    "expect",
]

CONTROL_HOSTS = (
    "www.example.com",
    "example.net",
    "www.example.org",
    "news.example",
    "shop.example",
    "cdn.video.example",
    "a.very.long.chain.of.labels.example",
    "x.example",
    "download.example.com",
    "api.partner.example.net",
    "xn--bcher-kva.example",
    "host-with-dashes-1.example.org",
)
"""
Hosts of nobody (RFC 2606, RFC 6761), which a corporate PAC has no reason to treat in a special way.

They tell "Teams is DIRECT because a rule says so" from "everything is DIRECT because the file
is broken".
"""


@dataclass(frozen=True, slots=True)
class ExpectedHost:
    """Hosts that must be DIRECT, and which endpoint sets say so."""

    pattern: HostPattern
    sets: tuple[EndpointSet, ...]
    """
    The most demanding category first, then by id; none for the hosts of town halls, which are in
    Microsoft's documentation alone.
    """

    @property
    def category(self) -> Category:
        """The highest category among the sets."""
        return self.sets[0].category if self.sets else Category.DEFAULT

    @property
    def feature(self) -> Feature | None:
        """What of Teams depends on them; ``None`` where they are Teams' own, or of no use to it."""
        if not self.sets:
            return Feature.TOWN_HALLS
        if any(endpoint_set.is_teams for endpoint_set in self.sets):
            return None
        features = [feature_of(endpoint_set) for endpoint_set in self.sets]
        return next((feature for feature in features if feature is not None), None)

    @property
    def required(self) -> bool:
        """Whether any of the sets is required by Microsoft."""
        return any(endpoint_set.required for endpoint_set in self.sets)


@dataclass(frozen=True, slots=True)
class ExpectedNetwork:
    """IP literals that must be DIRECT, and which endpoint sets say so."""

    network: IPNetwork
    sets: tuple[EndpointSet, ...]

    @property
    def category(self) -> Category:
        """The highest category among the sets."""
        return self.sets[0].category


@dataclass(frozen=True, slots=True)
class Assertion:
    """Where one request must go, because the site says so."""

    request: str
    """A host or a URL, as the site wrote it."""

    route: Route
    client: tuple[str, ...] = ()
    """The client's own addresses; none: a client of nobody's."""

    file: str = ""
    """Where the site says so."""

    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a PAC file is held against, and which endpoint data says so."""

    instance: Instance
    version: str
    preset: Preset
    hosts: tuple[ExpectedHost, ...]
    networks: tuple[ExpectedNetwork, ...]
    controls: tuple[str, ...] = CONTROL_HOSTS
    """Hosts that must stay proxied, unless the file's stated default is DIRECT."""

    exempt: tuple[HostPattern, ...] = ()
    """
    Names that lie below a pattern in *hosts* but belong to a set which the preset leaves out, or
    which the site sends elsewhere: nothing is demanded of them.
    """

    proxied: tuple[HostPattern, ...] = ()
    """Names of sign-in that must stay on the proxy, for tenant restrictions."""

    assertions: tuple[Assertion, ...] = ()
    """The site's own, in its order."""


_NO_WISHES = Site()


def expect(
    document: EndpointDocument,
    preset: Preset,
    site: Site = _NO_WISHES,
    assertions: Iterable[Assertion] = (),
) -> Expectation:
    """
    Return what *preset* and *site* demand of a PAC file.

    With a tenant it is that tenant's own SharePoint and OneDrive hosts that count, not those of
    all tenants. What the site itself sends to a proxy need not be DIRECT.

    Only what a client may ask a PAC about counts: see
    :func:`~pacgen.policy.selection.serves_hosts` and
    :func:`~pacgen.policy.selection.serves_addresses`.
    """
    sets = tuple(narrowed(s, site.tenant) for s in select(document, preset, site))
    asserted = tuple(assertions)
    elsewhere = _elsewhere(document, site, asserted)
    names = {url for s in sets if serves_hosts(s) for url in s.urls}
    if site.town_hall:
        names |= {HostPattern.parse(text) for text in TOWN_HALL_HOSTS[document.instance]}
    names -= elsewhere
    hosts = [ExpectedHost(name, _by_demand(sets, name)) for name in sorted(names)]
    hosts = [host for host in hosts if _is_direct_by_category(host.category, site)]
    patterns = [host.pattern for host in hosts]
    taken = {n for rule in site.rules if not rule.route.is_direct for n in rule.networks}
    served = {ip for s in sets if serves_addresses(s) for ip in s.ips} - taken
    addresses = {ip for ip in served if ip.version in site.ip_versions}
    networks = [
        ExpectedNetwork(network, _by_demand(sets, network))
        for network in sorted(addresses, key=_network_order)
    ]
    exempt = {*_exempt(document, patterns), *(p for p in elsewhere if _is_below(p, patterns))}
    return Expectation(
        document.instance,
        document.version,
        preset,
        tuple(hosts),
        tuple(n for n in networks if _is_direct_by_category(n.category, site)),
        exempt=tuple(sorted(exempt)),
        proxied=_login_hosts(document, site),
        assertions=asserted,
    )


def _login_hosts(document: EndpointDocument, site: Site) -> tuple[HostPattern, ...]:
    if not site.tenant_restrictions:
        return ()
    return tuple(HostPattern.parse(text) for text in LOGIN_HOSTS[document.instance])


def _elsewhere(
    document: EndpointDocument, site: Site, asserted: Iterable[Assertion]
) -> frozenset[HostPattern]:
    """Return the names which the site itself does not want DIRECT."""
    ruled = {
        pattern
        for rule in site.rules
        if rule.condition.holds("https", default_port("https")) and not rule.route.is_direct
        for pattern in rule.patterns
    }
    named = {
        HostPattern.parse(one.request)
        for one in asserted
        if not one.route.is_direct and not one.client and _is_name(one.request)
    }
    return frozenset(ruled | named | {*_login_hosts(document, site)})


def _is_name(text: str) -> bool:
    return not set("/:*[") & set(text) and not text.replace(".", "").isdigit()


def _is_direct_by_category(category: Category, site: Site) -> bool:
    return site.by_category.get(category, DIRECT).is_direct


def _exempt(document: EndpointDocument, patterns: Collection[HostPattern]) -> list[HostPattern]:
    """Return the names of the document that lie strictly below one of *patterns*."""
    others = {url for s in document.sets if serves_hosts(s) for url in s.urls}.difference(patterns)
    return [name for name in others if _is_below(name, patterns)]


def _is_below(name: HostPattern, patterns: Iterable[HostPattern]) -> bool:
    return any(wide.covers(name) for wide in patterns)


def _by_demand(
    sets: tuple[EndpointSet, ...], wanted: HostPattern | IPNetwork
) -> tuple[EndpointSet, ...]:
    holders = [s for s in sets if wanted in (s.urls if isinstance(wanted, HostPattern) else s.ips)]
    return tuple(sorted(holders, key=lambda s: (s.category.rank, s.id)))


def _network_order(network: IPNetwork) -> tuple[int, int, int]:
    return network.version, int(network.network_address), network.prefixlen
