"""
Expectations: which hosts must be DIRECT and which must stay on the proxy.

Lint and publish hold a PAC against these. This is the one door between the wings:
:mod:`pacgen.lint` may read this module.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pacgen.endpoints import Category, EndpointDocument, EndpointSet, Instance, IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy.companions import Feature, feature_of
from pacgen.policy.model import Preset
from pacgen.policy.selection import select, serves_addresses, serves_hosts
from pacgen.policy.tenant import narrowed

__all__ = [
    "CONTROL_HOSTS",
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
    """At least one; the most demanding category first, then by id."""

    @property
    def category(self) -> Category:
        """The highest category among the sets."""
        return self.sets[0].category

    @property
    def feature(self) -> Feature | None:
        """What of Teams depends on them; ``None`` where they are Teams' own, or of no use to it."""
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
    Names that lie below a pattern in *hosts* but belong to a set which the preset leaves out:
    nothing is demanded of them.
    """


def expect(document: EndpointDocument, preset: Preset, *, tenant: str = "") -> Expectation:
    """
    Return what *preset* demands of a PAC file.

    With a *tenant* it is that tenant's own SharePoint and OneDrive hosts that count, not those of
    all tenants.

    Only what a client may ask a PAC about counts: see
    :func:`~pacgen.policy.selection.serves_hosts` and
    :func:`~pacgen.policy.selection.serves_addresses`.
    """
    sets = tuple(narrowed(s, tenant) for s in select(document, preset))
    patterns = sorted({url for s in sets if serves_hosts(s) for url in s.urls})
    return Expectation(
        document.instance,
        document.version,
        preset,
        tuple(ExpectedHost(pattern, _by_demand(sets, pattern)) for pattern in patterns),
        tuple(
            ExpectedNetwork(network, _by_demand(sets, network))
            for network in sorted(
                {ip for s in sets if serves_addresses(s) for ip in s.ips}, key=_network_order
            )
        ),
        exempt=tuple(_exempt(document, patterns)),
    )


def _exempt(document: EndpointDocument, patterns: Collection[HostPattern]) -> list[HostPattern]:
    """Return the names of the document that lie strictly below one of *patterns*."""
    others = {url for s in document.sets if serves_hosts(s) for url in s.urls}.difference(patterns)
    return sorted(name for name in others if any(wide.covers(name) for wide in patterns))


def _by_demand(
    sets: tuple[EndpointSet, ...], wanted: HostPattern | IPNetwork
) -> tuple[EndpointSet, ...]:
    holders = [s for s in sets if wanted in (s.urls if isinstance(wanted, HostPattern) else s.ips)]
    return tuple(sorted(holders, key=lambda s: (s.category.rank, s.id)))


def _network_order(network: IPNetwork) -> tuple[int, int, int]:
    return network.version, int(network.network_address), network.prefixlen
