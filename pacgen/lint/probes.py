"""
Probes: which requests a lint run makes, and what each of them is for.

Each entry of the endpoint list is asked about with the hosts that
:meth:`pacgen.patterns.HostPattern.members` gives: an exact name itself, a wildcard by invented
children one, two and three labels deep. These are the hosts that a verdict counts.
The first of them is asked about again in other forms (see :class:`Variant`).
A network is asked about by its first, middle and last address, as IP literals.
Control hosts, and addresses of nobody, tell whether the proxy is still in use at all.

Hosts below a wildcard that the file itself names are asked about too: an exception has a name.
Some hosts are only there to be stumbled over; nothing is expected of them but an answer.

The apex of a wildcard is asked about where the list has it as an entry of its own: ``*.lync.com``
alone does not promise that ``lync.com`` is DIRECT.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from pacgen.engine import Environment, Request, Target
from pacgen.lint.worlds import PLAIN_WORLD, World, WorldKind
from pacgen.patterns import PatternKind
from pacgen.policy.expectation import Assertion, Expectation, ExpectedHost, ExpectedNetwork

__all__ = [
    "CONTROL_ADDRESSES",
    "ODD_HOSTS",
    "Probe",
    "Role",
    "Variant",
    "assertion_probe",
    "probes",
]

CONTROL_ADDRESSES = ("198.51.100.7", "203.0.113.9", "2001:db8::7")
"""IP literals of nobody (RFC 5737, RFC 3849)."""

ODD_HOSTS = ("", "intranet", "2001:db8::7:7", "xn--mnchen-3ya.example", f"{'a.' * 122}example")
"""No host, a plain name, an IPv6 literal, punycode, the longest name: a script must bear them."""

_NO_HOST = "(no host)"

_MOST_NAMED = 300
"""Of the hosts that a file names, this many are asked about."""


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

    NAMED_HOST = "named-host"
    """A host below a wildcard of the endpoint list which the file itself names; as HOST."""

    SIGN_IN_HOST = "sign-in-host"
    """A host of sign-in that must stay proxied, for tenant restrictions."""

    ASSERTION = "assertion"
    """A request that must go where the site says."""

    ODD = "odd"
    """A host of unusual form; must get an answer, whichever."""

    STRANGER = "stranger"
    """A host of nobody's that a pattern may match by mistake; should be proxied."""

    EXTRA = "extra"
    """What a rule asks for its own purposes."""


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

    PORT = "port"
    """``https://`` with a port that is not the usual one."""

    def is_for(self, target: Target) -> bool:
        """
        Say whether *target* asks in this form.

        Browsers lower-case every host before the script sees it, WinHTTP does not.
        """
        return self is not Variant.UPPER_CASE or target in {Target.WINHTTP, Target.PACPARSER}

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
            case Variant.PORT:
                return Request.for_url(f"https://{host}:8443/")


@dataclass(frozen=True, slots=True)
class Probe:
    """One request in one world; every client is asked."""

    role: Role
    host: str
    """The host or address in plain form; the same for all variants."""

    request: Request
    wanted: ExpectedHost | ExpectedNetwork | None = None
    """What demands DIRECT; ``None`` for controls."""

    variant: Variant = Variant.PLAIN
    world: World = PLAIN_WORLD
    assertion: Assertion | None = None
    """What the site says of it, if the role is ASSERTION."""

    @property
    def must_be_direct(self) -> bool:
        """Whether DIRECT is demanded, not a proxy."""
        return self.wanted is not None

    @property
    def expected(self) -> str:
        """What the answer should be, in words."""
        if self.assertion is not None:
            return str(self.assertion.route)
        if self.must_be_direct:
            return "DIRECT"
        return "an answer" if self.role in {Role.ODD, Role.EXTRA} else "a proxy"

    @property
    def subject(self) -> str:
        """The entry of the endpoint list behind this probe, or the control host itself."""
        match self.wanted:
            case ExpectedHost(pattern=pattern):
                return pattern.text
            case ExpectedNetwork(network=network):
                return str(network)
            case None:
                return self.host or _NO_HOST


def probes(expectation: Expectation, named: Iterable[str] = ()) -> Iterator[Probe]:
    """
    Yield all probes for *expectation*, in a fixed order.

    Args:
        expectation: What the file is held against.
        named: Hosts which the file itself names.
    """
    for wanted in expectation.hosts:
        yield from _of_host(wanted)
    for network in expectation.networks:
        yield from _of_network(network)
    for host in expectation.controls:
        yield Probe(Role.CONTROL_HOST, host, Request.for_host(host))
    for address in CONTROL_ADDRESSES:
        yield Probe(Role.CONTROL_ADDRESS, address, Request.for_host(address))
    for pattern in expectation.proxied:
        for host in pattern.members():
            yield Probe(Role.SIGN_IN_HOST, host, Request.for_host(host))
    yield from islice(_named(expectation, named), _MOST_NAMED)
    for host in ODD_HOSTS:
        yield Probe(Role.ODD, host, Request.for_host(host))


def assertion_probe(assertion: Assertion) -> Probe:
    """
    Return what to ask to see whether *assertion* holds.

    Raises:
        UsageError: it is about neither a host nor a URL.
    """
    text = assertion.request
    request = Request.for_url(text) if "://" in text else Request.for_host(text)
    world = PLAIN_WORLD
    if assertion.client:
        addresses = ", ".join(assertion.client)
        environment = Environment(client_addresses=assertion.client)
        world = World(WorldKind.CLIENT, f"the client's address is {addresses}", environment)
    return Probe(Role.ASSERTION, text, request, world=world, assertion=assertion)


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


def _named(expectation: Expectation, named: Iterable[str]) -> Iterator[Probe]:
    wide = [w for w in expectation.hosts if w.pattern.kind is not PatternKind.EXACT]
    known = {host for wanted in expectation.hosts for host in wanted.pattern.members()}
    for host in dict.fromkeys(named):
        if host in known:
            continue
        above = [wanted for wanted in wide if wanted.pattern.matches(host)]
        if above:
            wanted = max(above, key=lambda w: w.pattern.specificity)
            exempt = any(
                wanted.pattern.covers(other) and other.matches(host) for other in expectation.exempt
            )
            if not exempt:
                yield Probe(Role.NAMED_HOST, host, Request.for_host(host), wanted)
