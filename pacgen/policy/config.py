"""
``pacgen.yaml``, typed: what may stand in it, with the words that editors show.

Everything here is still text, numbers and names; :mod:`pacgen.policy.config_site` gives it meaning.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, StrictInt

from pacgen.endpoints import Category, Instance
from pacgen.patterns import HostPattern
from pacgen.policy.config_base import Strict, as_tuple, wrong
from pacgen.policy.config_notify import NotifyConfig
from pacgen.policy.config_update import UpdateConfig
from pacgen.policy.model import Preset
from pacgen.policy.site import NETWORK_WORDS
from pacgen.routes import Route

__all__ = ["Config", "Expected", "Output", "Place", "RuleConfig", "SetsConfig", "Split"]

_MAX_PORT = 65535
_NAME = r"[A-Za-z][A-Za-z0-9_-]*"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_PORTS = re.compile(r"([0-9]{1,5})(?:\s*-\s*([0-9]{1,5}))?")


def _route(text: str) -> str:
    Route.parse(text)
    return text


def _pattern(text: str) -> str:
    HostPattern.parse(text)
    return text


def _domain(text: str) -> str:
    if "*" in text:
        raise wrong(
            f"{text!r} has a star, and a domain is a plain name with all below it",
            f"write {text.removeprefix('*.')}, or put it under 'hosts'",
        )
    return _pattern(text)


def _network(text: str) -> str:
    if text in NETWORK_WORDS:
        return text
    try:
        ipaddress.ip_network(text)
    except ValueError:
        words = ", ".join(NETWORK_WORDS)
        raise wrong(
            f"{text!r} is no network", f"write {_near_network(text)}, or one of: {words}"
        ) from None
    return text


def _near_network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        return "for example 10.1.0.0/16 or 2001:db8::/32"


def _client_network(text: str) -> str:
    if text in NETWORK_WORDS:
        raise wrong(f"{text!r} says not where a client is", "write the location's own networks")
    return _network(text)


def _scheme(text: str) -> str:
    if not _SCHEME.fullmatch(text):
        raise wrong(f"{text!r} is no scheme", f"write {text.partition(':')[0].lower() or 'http'}")
    return text


def _ports(value: int | str) -> int | str:
    match = _PORTS.fullmatch(str(value))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= _MAX_PORT:
        raise wrong(
            f"{value!r} is no port and no range of ports", "write for example 8443 or '8000-8099'"
        )
    return value


def _instance(value: object) -> object:
    if isinstance(value, str):
        return next((i.value for i in Instance if i.lower() == value.lower()), value)
    return value


def _tenant(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", text):
        near = text.partition("://")[2] or text
        raise wrong(
            f"{text!r} is no tenant's name",
            f"write the first part of its SharePoint host: {near.partition('.')[0]}",
        )
    return text


Name = Annotated[str, Field(pattern=f"^{_NAME}$")]
RouteText = Annotated[str, AfterValidator(_route)]
RouteRef = Annotated[str, Field(min_length=1)]
PatternText = Annotated[str, AfterValidator(_pattern)]
DomainText = Annotated[str, AfterValidator(_domain)]
NetworkText = Annotated[str, AfterValidator(_network)]
ClientNetwork = Annotated[str, AfterValidator(_client_network)]
SchemeText = Annotated[str, AfterValidator(_scheme)]
Ports = Annotated[StrictInt | str, AfterValidator(_ports)]
Area = Literal["Common", "Exchange", "SharePoint", "Skype", "Teams", "MEM"]


class SetsConfig(Strict):
    """Single endpoint sets, by the id that they have in this instance."""

    include: Annotated[tuple[StrictInt, ...], BeforeValidator(as_tuple)] = ()
    """Sets that are selected whatever else is said."""

    exclude: Annotated[tuple[StrictInt, ...], BeforeValidator(as_tuple)] = ()
    """Sets that are not selected, even if they belong to Teams."""


class Split(Strict):
    """Where the selected endpoint sets go, by category."""

    optimize: RouteRef = "direct"
    """The route of names and addresses in a set of category Optimize."""

    allow: RouteRef = "direct"
    """The route of those in a set of category Allow, and none of Optimize."""

    default: RouteRef = "direct"
    """The route of the other selected ones."""


class Place(Strict):
    """A location: the addresses of its clients, and the routes that differ there."""

    networks: Annotated[tuple[ClientNetwork, ...], BeforeValidator(as_tuple), Field(min_length=1)]
    """The networks of its clients' own addresses, IPv4 and IPv6."""

    proxy: RouteText | None = None
    """What the route 'proxy' is in this location."""

    routes: dict[Name, RouteText] = {}
    """What named routes are in this location."""


class RuleConfig(Strict):
    """A rule of the site's own."""

    route: RouteRef
    """Where to: 'direct', 'proxy', the name of a route, or a route as a PAC file says it."""

    hosts: Annotated[tuple[PatternText, ...], BeforeValidator(as_tuple)] = ()
    """Names and wildcards: 'www.example.com', '*.example.com' (everything below, not the name)."""

    domains: Annotated[tuple[DomainText, ...], BeforeValidator(as_tuple)] = ()
    """Names with everything below them: 'example.com' means it and '*.example.com'."""

    networks: Annotated[tuple[NetworkText, ...], BeforeValidator(as_tuple)] = ()
    """Hosts that are IP addresses in the URL, by network; or private, loopback, link-local."""

    ports: Annotated[tuple[Ports, ...], BeforeValidator(as_tuple)] = ()
    """Only these ports of the URL: 8443 or '8000-8099'."""

    schemes: Annotated[tuple[SchemeText, ...], BeforeValidator(as_tuple)] = ()
    """Only these schemes of the URL: http, https, ws, wss, ftp."""

    comment: str = ""
    """Why the rule is there; it stands behind the rule in the PAC file."""


class Output(Strict):
    """A PAC file to write."""

    name: Name
    """Its name in messages."""

    file: Annotated[str, Field(min_length=1)]
    """Where it is written, seen from the directory of this file."""

    template: str = "proxy.pac.j2"
    """The template, in the directory of --templates or pacgen's own."""

    locations: Annotated[tuple[Name, ...] | None, BeforeValidator(as_tuple)] = None
    """The locations that the file knows; all of them if this is not given."""

    location: Name | None = None
    """The only location in which the file is used: it then never asks where the client is."""

    minify: StrictBool = False
    """Whether to leave out comments and blanks, but for the header."""


class Expected(Strict):
    """Where a request must go."""

    route: RouteRef
    """The route, as in rules."""

    client: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    """The client's own addresses; by default one in no location."""


class LintConfig(Strict):
    """What 'pacgen lint' looks for, unless its options say otherwise."""

    select: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    """Only these rules: names, codes, groups, or ALL; by default the usual ones."""

    ignore: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    """Not these rules."""

    extend_select: Annotated[tuple[str, ...], BeforeValidator(as_tuple)] = ()
    """These rules besides."""

    severity: dict[str, Literal["error", "warning", "info"]] = {}
    """Other severities, by rule."""

    min_severity: Literal["error", "warning", "info"] = "info"
    """Leave out what is less than this."""

    fail_on: Literal["error", "warning", "info"] = "warning"
    """Findings of at least this severity make a run fail."""


class Config(Strict):
    """What pacgen is to put into the PAC files of a site."""

    proxy: RouteText
    """Where everything goes that nothing else is said about: the route 'proxy'."""

    environment: Annotated[tuple[Name, ...], BeforeValidator(as_tuple)] = ()
    """Environment variables that this file refers to, as ${NAME}."""

    instance: Annotated[Instance, BeforeValidator(_instance)] = Instance.WORLDWIDE
    """The cloud of Microsoft 365."""

    preset: Preset = Preset.TEAMS
    """Which endpoint sets are selected."""

    service_areas: Annotated[tuple[Area, ...], BeforeValidator(as_tuple)] = ()
    """Besides Teams, select sets of these service areas only."""

    categories: Annotated[tuple[Category, ...] | None, BeforeValidator(as_tuple)] = None
    """Besides Teams, select sets of these categories, in place of the preset's."""

    sets: SetsConfig = SetsConfig()
    """Single endpoint sets to select or not."""

    required_only: StrictBool = False
    """Pass over the sets that Microsoft calls optional."""

    express_route_only: StrictBool = False
    """Pass over the sets that ExpressRoute does not carry."""

    addresses: Literal["all", "ipv4", "none"] = "all"
    """Which of the selected sets' networks are in: IPv4 and IPv6, IPv4 alone, or none."""

    town_hall: StrictBool = False
    """Also select the hosts that stream town halls and live events, which no endpoint set has."""

    tenant_restrictions: StrictBool = False
    """Keep the hosts of sign-in on the proxy, which adds the header of tenant restrictions."""

    tenant: Annotated[str, AfterValidator(_tenant)] = ""
    """The tenant's name: narrows '*.sharepoint.com' to its own two hosts."""

    plain_names: RouteRef = "direct"
    """The route of hosts without a dot."""

    routes: dict[Name, RouteText] = {}
    """Further routes by name."""

    split: Split = Split()
    """Where the selected endpoint sets go, by category."""

    locations: dict[Name, Place] = {}
    """Where clients may be; the first in this order counts."""

    rules: tuple[RuleConfig, ...] = ()
    """The site's own rules."""

    outputs: tuple[Output, ...] = ()
    """The PAC files to write."""

    expect: dict[str, RouteRef | Expected] = {}
    """Hosts or URLs and where they must go: nothing is written if one goes elsewhere."""

    lint: LintConfig = LintConfig()
    """What 'pacgen lint' looks for."""

    notify: NotifyConfig = NotifyConfig()
    """Who learns what became of 'pacgen update'."""

    update: UpdateConfig = UpdateConfig()
    """What 'pacgen update' does."""
