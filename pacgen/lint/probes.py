"""
Probes: which requests a lint run makes, and what each of them is for.

Each entry of the endpoint list is asked about with the hosts that
:meth:`pacgen.patterns.HostPattern.members` gives: an exact name itself, a wildcard by invented
children one, two and three labels deep. These are the hosts that a verdict counts.
The first of them is asked about again in other forms (see :class:`Variant`).
A network is asked about by its first, middle and last address, as IP literals.
Control hosts, and addresses of nobody, tell whether the proxy is still in use at all.

The apex of a wildcard is asked about where the list has it as an entry of its own: ``*.lync.com``
alone does not promise that ``lync.com`` is DIRECT.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pacgen.engine import Environment, Request, Target
from pacgen.policy.expectation import Expectation, ExpectedHost, ExpectedNetwork

__all__ = ["CONTROL_ADDRESSES", "Probe", "Role", "Variant", "probes"]

CONTROL_ADDRESSES = ("198.51.100.7", "203.0.113.9", "2001:db8::7")
"""IP literals of nobody (RFC 5737, RFC 3849)."""

_PLAIN_WORLD = Environment()


class Role(StrEnum):
    """Why a probe is there."""

    HOST = "host"
    """A host of the endpoint list; must be DIRECT."""

    ADDRESS = "address"
    """An IP literal within a network of the endpoint list; must be DIRECT."""

    CONTROL_HOST = "control-host"
    """A host of nobody; must be proxied."""

    CONTROL_ADDRESS = "control-address"
    """An IP literal of nobody; should be proxied."""


class Variant(StrEnum):
    """The form in which a host is asked about."""

    PLAIN = "plain"
    """``https://``, lower case, no trailing dot: what browsers ask nearly always."""

    HTTP = "http"
    WSS = "wss"
    """WebSockets over TLS: how Teams gets its notifications."""

    UPPER_CASE = "upper-case"
    """As a client that does not canonicalise the host hands it over."""

    TRAILING_DOT = "trailing-dot"
    """The fully qualified form, ``teams.microsoft.com.``."""

    @property
    def target(self) -> Target:
        """
        The client that asks in this form.

        Browsers lower-case every host before the script sees it, WinHTTP does not.
        The engine's pacparser target hands hosts over as given; so it stands for WinHTTP here.
        """
        return Target.PACPARSER if self is Variant.UPPER_CASE else Target.CHROMIUM

    def request(self, host: str) -> Request:
        """Return the request for *host*, which is in plain form, in this form."""
        match self:
            case Variant.PLAIN:
                return Request.for_host(host)
            case Variant.HTTP | Variant.WSS:
                return Request.for_host(host, scheme=self.value)
            case Variant.UPPER_CASE:
                return Request.for_host(host.upper())
            case Variant.TRAILING_DOT:
                return Request.for_host(f"{host}.")


@dataclass(frozen=True, slots=True)
class Probe:
    """One request in one environment to one client."""

    role: Role
    host: str
    """The host or address in plain form; the same for all variants."""

    request: Request
    wanted: ExpectedHost | ExpectedNetwork | None = None
    """What demands DIRECT; ``None`` for controls."""

    variant: Variant = Variant.PLAIN
    environment: Environment = _PLAIN_WORLD

    @property
    def target(self) -> Target:
        """The client that asks."""
        return self.variant.target

    @property
    def must_be_direct(self) -> bool:
        """Whether DIRECT is demanded, not a proxy."""
        return self.wanted is not None

    @property
    def subject(self) -> str:
        """The entry of the endpoint list behind this probe, or the control host itself."""
        match self.wanted:
            case ExpectedHost(pattern=pattern):
                return pattern.text
            case ExpectedNetwork(network=network):
                return str(network)
            case None:
                return self.host


def probes(expectation: Expectation) -> Iterator[Probe]:
    """Yield all probes for *expectation*, in a fixed order."""
    for wanted in expectation.hosts:
        yield from _of_host(wanted)
    for network in expectation.networks:
        yield from _of_network(network)
    for host in expectation.controls:
        yield Probe(Role.CONTROL_HOST, host, Request.for_host(host))
    for address in CONTROL_ADDRESSES:
        yield Probe(Role.CONTROL_ADDRESS, address, Request.for_host(address))


def _of_host(wanted: ExpectedHost) -> Iterator[Probe]:
    members = wanted.pattern.members()
    for host in members:
        yield Probe(Role.HOST, host, Variant.PLAIN.request(host), wanted)
    for variant in Variant:
        if variant is not Variant.PLAIN:
            request = variant.request(members[0])
            yield Probe(Role.HOST, members[0], request, wanted, variant)


def _of_network(wanted: ExpectedNetwork) -> Iterator[Probe]:
    network = wanted.network
    chosen = (network[0], network[network.num_addresses // 2], network[-1])
    for address in dict.fromkeys(map(str, chosen)):
        yield Probe(Role.ADDRESS, address, Request.for_host(address), wanted)
