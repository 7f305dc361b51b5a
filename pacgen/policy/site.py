"""What a site wants besides a preset: plain data, from ``pacgen.yaml`` or from nowhere."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from pacgen.endpoints import Category, Instance, IPNetwork
from pacgen.patterns import HostPattern
from pacgen.policy.location import AnyRoute, Location
from pacgen.policy.rules import ALWAYS, Condition
from pacgen.routes import DIRECT

__all__ = ["LOGIN_HOSTS", "NETWORK_WORDS", "TOWN_HALL_HOSTS", "ExpectedRoute", "Site", "SiteRule"]

NETWORK_WORDS: Mapping[str, tuple[IPNetwork, ...]] = {
    word: tuple(ipaddress.ip_network(text) for text in texts)
    for word, texts in {
        "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
        "loopback": ("127.0.0.0/8", "::1/128"),
        "link-local": ("169.254.0.0/16", "fe80::/10"),
    }.items()
}
"""Words for the networks of RFC 1918 and RFC 4193, of this computer, and of this link."""

_WORLDWIDE_LOGIN = ("login.microsoftonline.com", "login.microsoft.com", "login.windows.net")
_US_LOGIN = ("login.microsoftonline.us", "login.usgovcloudapi.net")

LOGIN_HOSTS: Mapping[Instance, tuple[str, ...]] = {
    Instance.WORLDWIDE: _WORLDWIDE_LOGIN,
    Instance.CHINA: (
        "login.partner.microsoftonline.cn",
        "login.chinacloudapi.cn",
        *_WORLDWIDE_LOGIN,
    ),
    Instance.USGOV_DOD: (*_US_LOGIN, *_WORLDWIDE_LOGIN),
    Instance.USGOV_GCC_HIGH: (*_US_LOGIN, *_WORLDWIDE_LOGIN),
}
"""
Hosts at which a proxy adds the header of tenant restrictions.

In every cloud those of the worldwide one are among them, since that is where people could sign in
to somebody else's tenant.

Source: Microsoft, "Restrict access to a tenant"; for the other clouds, the names that
Microsoft's sign-in libraries take for one ("instance discovery", aliases).
"""

TOWN_HALL_HOSTS: Mapping[Instance, tuple[str, ...]] = {
    Instance.WORLDWIDE: (
        "*.bmc.cdn.office.net",
        "*.media.azure.net",
        "*.ml.cdn.office.net",
        "*.cdn.ml.gcc.teams.microsoft.com",
    ),
    Instance.CHINA: (),
    Instance.USGOV_DOD: ("*.cdn.ml.dod.teams.microsoft.us",),
    Instance.USGOV_GCC_HIGH: ("*.cdn.ml.gov.teams.microsoft.us",),
}
"""
Where town halls and live events are streamed from, which the web service does not list.

Source: Microsoft, "Special considerations for Stream and live events in VPN environments".
"""


@dataclass(frozen=True, slots=True)
class SiteRule:
    """One of the site's own rules; without patterns and networks it is about every other host."""

    route: AnyRoute
    reason: str
    patterns: tuple[HostPattern, ...] = ()
    networks: tuple[IPNetwork, ...] = ()
    condition: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Site:
    """The wishes of a site; the defaults are none."""

    service_areas: frozenset[str] = frozenset()
    """Besides Teams, only sets of these; empty: of all."""

    categories: frozenset[Category] | None = None
    """Besides Teams, sets of these; ``None``: those of the preset."""

    include: frozenset[int] = frozenset()
    """Endpoint sets that are selected whatever else is said."""

    exclude: frozenset[int] = frozenset()
    """Endpoint sets that are not selected, those of Teams among them."""

    required_only: bool = False
    """Whether sets which Microsoft calls optional are passed over."""

    express_route_only: bool = False
    """Whether sets which ExpressRoute does not carry are passed over."""

    ip_versions: frozenset[int] = frozenset({4, 6})
    """Which of the selected sets' networks are in."""

    town_hall: bool = False
    """Whether town halls and live events go the way of the category Default."""

    tenant_restrictions: bool = False
    """Whether the hosts of sign-in stay on the proxy."""

    tenant: str = ""
    """The tenant's name: of SharePoint and OneDrive only its hosts are selected."""

    plain_names: AnyRoute = DIRECT
    by_category: Mapping[Category, AnyRoute] = field(default_factory=dict)
    """The routes of the selected sets; DIRECT for a category that is not here."""

    locations: tuple[Location, ...] = ()
    rules: tuple[SiteRule, ...] = ()
    """The site's own rules; of two about the same hosts and requests, the first counts."""


@dataclass(frozen=True, slots=True)
class ExpectedRoute:
    """An assertion of the site: where a request must go."""

    request: str
    """A host or a URL, as written."""

    route: AnyRoute
    client: tuple[str, ...]
