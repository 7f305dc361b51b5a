"""Locations: where a client is, by its own addresses, and routes that depend on it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from pacgen.endpoints import IPNetwork
from pacgen.routes import Route

__all__ = ["AnyRoute", "LocalRoute", "Location", "location_of", "parse_client", "route_at"]


@dataclass(frozen=True, slots=True)
class Location:
    """A place of the site, known by the addresses that its clients have."""

    name: str
    networks: tuple[IPNetwork, ...]


@dataclass(frozen=True, slots=True)
class LocalRoute:
    """A route that is another one in some locations."""

    elsewhere: Route
    """For clients in no location that has its own."""

    by_location: tuple[tuple[str, Route], ...]
    """The locations' names and routes, in the policy's order of locations."""

    @property
    def is_direct(self) -> bool:
        """Whether nothing but a direct connection is ever tried, anywhere."""
        return self.elsewhere.is_direct and all(r.is_direct for _, r in self.by_location)

    def __str__(self) -> str:
        places = "".join(f", {name}: {route}" for name, route in self.by_location)
        return f"{self.elsewhere}{places}"


AnyRoute = Route | LocalRoute
"""Where a rule leads."""


def route_at(route: AnyRoute, location: str) -> Route:
    """Return what *route* is in *location*, ``""`` being none."""
    match route:
        case Route():
            return route
        case LocalRoute():
            return dict(route.by_location).get(location, route.elsewhere)


def location_of(locations: Iterable[Location], client: Iterable[str]) -> str:
    """
    Return the name of the location of a client, ``""`` if it is in none.

    Of the networks that hold an address, the longest prefix tells its location. Of a client with
    several addresses, the location that comes first among *locations* counts, so the order in
    which a computer lists its addresses changes nothing.
    """
    ordered = tuple(locations)
    found = {_nearest(ordered, address) for address in map(parse_client, client) if address}
    return next((place.name for place in ordered if place.name in found), "")


def parse_client(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Read an address as the PAC helpers give it, perhaps with a zone; ``None`` if it is none."""
    try:
        return ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None


def _nearest(
    locations: tuple[Location, ...], address: ipaddress.IPv4Address | ipaddress.IPv6Address
) -> str:
    holders = [
        (network.prefixlen, place.name)
        for place in locations
        for network in place.networks
        if address in network
    ]
    return max(holders, key=lambda holder: holder[0])[1] if holders else ""
