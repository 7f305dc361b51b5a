"""What a configuration means: names become routes, texts become patterns and networks."""

from __future__ import annotations

import difflib
import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pacgen.endpoints import Category, Instance, IPNetwork, PortRange
from pacgen.errors import RouteError
from pacgen.patterns import HostPattern
from pacgen.policy.config import Config, Expected, Output, RuleConfig
from pacgen.policy.location import AnyRoute, LocalRoute, Location, parse_client
from pacgen.policy.model import Preset
from pacgen.policy.rules import Condition
from pacgen.policy.site import NETWORK_WORDS, ExpectedRoute, Site, SiteRule
from pacgen.policy.yaml_text import Key
from pacgen.routes import DIRECT, Route

__all__ = ["SiteConfig", "proxy_route", "references", "site_config"]

_AREAS = {"Teams": "Skype"}
"""What people call a service area, and what the service does."""

_IP_VERSIONS = {"all": frozenset({4, 6}), "ipv4": frozenset({4}), "none": frozenset[int]()}

_KNOWN_TO_ONE = {"HTTP": "Firefox", "QUIC": "Chromium"}
"""Keywords of routes, and the only family of clients that knows each."""


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """A configuration in the words of a policy."""

    instance: Instance
    preset: Preset
    default: AnyRoute
    site: Site
    outputs: tuple[Output, ...]
    expected: tuple[ExpectedRoute, ...]
    route_names: Mapping[str, AnyRoute]
    """What the configuration calls its routes."""


def proxy_route(text: str) -> Route:
    """
    Read the route of everything else; it must lead through a proxy, in every client.

    Raises:
        RouteError: it is no such route.
    """
    route = Route.parse(text)
    if route.starts_direct:
        raise RouteError(
            f"{text!r} sends everything DIRECT, not only Teams",
            usually="DIRECT stands first; clients try the elements in their order",
            tip="put the proxy first: PROXY proxy.example.com:8080; DIRECT",
        )
    for hop in route.hops:
        if hop.kind in _KNOWN_TO_ONE:
            raise RouteError(
                f"{text!r}: {hop.kind} is a keyword to {_KNOWN_TO_ONE[hop.kind]} alone; "
                "others pass over it",
                tip=f"write PROXY {str(hop).partition(' ')[2]}",
            )
    return route


def references(config: Config) -> Iterator[tuple[Key, str, str]]:
    """Yield what one part of *config* says of another that is not so: key, what, tip."""
    try:
        proxy_route(config.proxy)
    except RouteError as error:
        yield ("proxy",), error.what, error.tip
    for name in {"direct", "proxy"} & set(config.routes):
        yield ("routes", name), f"the route {name!r} is always there", "take another name"
    yield from _places(config)
    for key, ref in _refs(config):
        problem = _bad_reference(ref, config.routes)
        if problem:
            yield key, *problem
    yield from _outputs(config)
    yield from _blank_rules(config)
    yield from _twice(config)
    yield from _clients(config)
    yield from _requests(config)


def site_config(config: Config) -> SiteConfig:
    """Return what *config*, of which :func:`references` said nothing, means."""
    names = _Names(config)
    site = Site(
        service_areas=frozenset(_AREAS.get(area, area) for area in config.service_areas),
        categories=None if config.categories is None else frozenset(config.categories),
        include=frozenset(config.sets.include),
        exclude=frozenset(config.sets.exclude),
        required_only=config.required_only,
        express_route_only=config.express_route_only,
        ip_versions=_IP_VERSIONS[config.addresses],
        town_hall=config.town_hall,
        tenant_restrictions=config.tenant_restrictions,
        tenant=config.tenant.lower(),
        plain_names=names[config.plain_names],
        by_category={
            Category.OPTIMIZE: names[config.split.optimize],
            Category.ALLOW: names[config.split.allow],
            Category.DEFAULT: names[config.split.default],
        },
        locations=tuple(
            Location(name, tuple(map(ipaddress.ip_network, place.networks)))
            for name, place in config.locations.items()
        ),
        rules=tuple(_rule(rule, names) for rule in config.rules),
    )
    return SiteConfig(
        config.instance,
        config.preset,
        names["proxy"],
        site,
        config.outputs,
        tuple(_expected(config, names)),
        names.routes,
    )


class _Names:
    """The routes of a configuration by name, or by text."""

    def __init__(self, config: Config) -> None:
        self.routes: dict[str, AnyRoute] = {"direct": DIRECT}
        for name, text in {"proxy": config.proxy, **config.routes}.items():
            own = {
                place: given.proxy if name == "proxy" else given.routes.get(name)
                for place, given in config.locations.items()
            }
            local = tuple((place, Route.parse(t)) for place, t in own.items() if t is not None)
            route = Route.parse(text)
            # A location that says what is said anyway makes no difference.
            differs = any(there != route for _, there in local)
            self.routes[name] = LocalRoute(route, local) if differs else route

    def __getitem__(self, ref: str) -> AnyRoute:
        if ref in self.routes:
            return self.routes[ref]
        return Route.parse(ref)


def _rule(rule: RuleConfig, names: _Names) -> SiteRule:
    texts = [*rule.hosts, *(t for domain in rule.domains for t in (domain, f"*.{domain}"))]
    return SiteRule(
        names[rule.route],
        rule.comment or "the site's own rule",
        tuple(HostPattern.parse(text) for text in texts),
        tuple(network for text in rule.networks for network in _networks(text)),
        Condition(tuple(sorted(set(rule.schemes))), _port_ranges(rule.ports)),
    )


def _networks(text: str) -> tuple[IPNetwork, ...]:
    return NETWORK_WORDS.get(text) or (ipaddress.ip_network(text),)


def _port_ranges(ports: tuple[int | str, ...]) -> tuple[PortRange, ...]:
    found = set()
    for text in ports:
        first, _, last = str(text).partition("-")
        found.add(PortRange(int(first), int(last or first)))
    return tuple(sorted(found))


def _expected(config: Config, names: _Names) -> Iterator[ExpectedRoute]:
    for request, expected in config.expect.items():
        match expected:
            case str():
                yield ExpectedRoute(request, names[expected], ())
            case Expected():
                yield ExpectedRoute(request, names[expected.route], expected.client)


def _refs(config: Config) -> Iterator[tuple[Key, str]]:
    """Yield every place that refers to a route."""
    yield ("plain_names",), config.plain_names
    yield ("split", "optimize"), config.split.optimize
    yield ("split", "allow"), config.split.allow
    yield ("split", "default"), config.split.default
    for number, rule in enumerate(config.rules):
        yield ("rules", number, "route"), rule.route
    for request, expected in config.expect.items():
        match expected:
            case str():
                yield ("expect", request), expected
            case Expected():
                yield ("expect", request, "route"), expected.route


def _bad_reference(ref: str, routes: Mapping[str, str]) -> tuple[str, str] | None:
    known = ["direct", "proxy", *routes]
    if ref in known:
        return None
    if " " in ref or ref.upper() == "DIRECT" or ";" in ref:
        try:
            Route.parse(ref)
        except RouteError as error:
            return error.what, error.tip
        return None
    near = difflib.get_close_matches(ref, known, n=1, cutoff=0.6)
    tip = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
    return f"there is no route {ref!r}", tip


def _places(config: Config) -> Iterator[tuple[Key, str, str]]:
    holders: dict[str, str] = {}
    for name, place in config.locations.items():
        for text in place.networks:
            network = str(ipaddress.ip_network(text))
            if holders.setdefault(network, name) != name:
                what = f"{network} is already a network of the location {holders[network]!r}"
                yield ("locations", name, "networks"), what, "a client is in one location"
        for route in place.routes:
            if route not in config.routes:
                what = f"there is no route {route!r} to change here"
                near = difflib.get_close_matches(route, config.routes, n=1)
                tip = f"did you mean {near[0]!r}?" if near else "name it in the top-level 'routes'"
                yield ("locations", name, "routes", route), what, tip


def _outputs(config: Config) -> Iterator[tuple[Key, str, str]]:
    names: set[str] = set()
    files: set[str] = set()
    for number, output in enumerate(config.outputs):
        if output.name in names:
            yield ("outputs", number, "name"), f"the name {output.name!r} is taken", ""
        if output.file in files:
            yield ("outputs", number, "file"), f"another output writes {output.file!r}", ""
        names.add(output.name)
        files.add(output.file)
        if output.location is not None and output.locations is not None:
            what = "it has 'location' and 'locations'"
            yield ("outputs", number), what, "the first is for one place, the second for several"
        key = "locations" if output.location is None else "location"
        for place in (*(output.locations or ()), *([output.location] if output.location else ())):
            if place not in config.locations:
                near = difflib.get_close_matches(place, config.locations, n=1)
                tip = f"did you mean {near[0]!r}?" if near else "name it under 'locations'"
                yield ("outputs", number, key), f"there is no location {place!r}", tip


def _blank_rules(config: Config) -> Iterator[tuple[Key, str, str]]:
    for number, rule in enumerate(config.rules):
        if not (rule.hosts or rule.domains or rule.networks or rule.ports or rule.schemes):
            yield ("rules", number), "it is about nothing", "name hosts, domains, networks or ports"


def _clients(config: Config) -> Iterator[tuple[Key, str, str]]:
    for request, expected in config.expect.items():
        for client in expected.client if isinstance(expected, Expected) else ():
            if parse_client(client) is None:
                what = f"{client!r} is no IP address"
                yield ("expect", request, "client"), what, "write for example 10.1.2.3"


def _requests(config: Config) -> Iterator[tuple[Key, str, str]]:
    for request in config.expect:
        if not request.strip() or ("/" in request and "://" not in request) or "*" in request:
            what = f"{request!r} is neither a host nor a URL"
            yield ("expect", request), what, "write for example teams.microsoft.com"


def _twice(config: Config) -> Iterator[tuple[Key, str, str]]:
    """Two rules about the very same requests that lead to different routes are a mistake."""
    seen: dict[tuple[object, Condition], tuple[int, str]] = {}
    for number, rule in enumerate(config.rules):
        condition = Condition(tuple(sorted(set(rule.schemes))), _port_ranges(rule.ports))
        domains = [text for d in rule.domains for text in (d, f"*.{d}")]
        subjects: list[object] = [HostPattern.parse(t) for t in (*rule.hosts, *domains)]
        subjects += [network for text in rule.networks for network in _networks(text)]
        for subject in subjects or ["everything else"]:
            first, route = seen.setdefault((subject, condition), (number, rule.route))
            if route != rule.route:
                what = f"{subject} is already in rules[{first}], with the route {route!r}"
                yield ("rules", number), what, "take it out of one of the two"
