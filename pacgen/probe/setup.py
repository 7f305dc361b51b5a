"""What a probe is told: whom to ask, by whose names, for how long."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from pacgen.endpoints import EndpointDocument, Instance, IPNetwork
from pacgen.patterns import PatternKind
from pacgen.probe.names import IPAddress, Lookup, Resolver
from pacgen.probe.proxy_setting import ProxySetting
from pacgen.probe.quality import Profile
from pacgen.probe.wpad import Search

__all__ = [
    "MEDIA_PORTS",
    "PacJudgement",
    "Relay",
    "Setup",
    "Target",
    "default_relay",
    "default_web",
]

MEDIA_PORTS = (3478, 3479, 3480, 3481)
"""Of Teams media: 3478 for all, then audio, video and sharing."""

_RELAYS = {Instance.WORLDWIDE: "worldaz.tr.teams.microsoft.com"}
"""What Microsoft's own assessment tool asks; of other clouds none is known."""


@dataclass(frozen=True, slots=True)
class Target:
    """A web server."""

    host: str
    """A name, or an address."""

    port: int = 443

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Relay:
    """A media relay."""

    host: str
    ports: tuple[int, ...] = MEDIA_PORTS
    tcp_port: int = 443
    """For clients to which UDP is shut."""


@dataclass(frozen=True, slots=True)
class PacJudgement:
    """What the linter says of the PAC file that is in use."""

    source: str
    is_good: bool
    """Whether it sends all of Teams directly, and nothing else is an error."""

    verdict: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that the steps need."""

    document: EndpointDocument
    web: tuple[Target, ...]
    relay: Relay | None
    resolver: Resolver
    reference: Resolver | None
    settings: tuple[ProxySetting, ...]
    judge_pac: Callable[[], PacJudgement | None]
    """Lints the PAC file that is in use; gives nothing if there is none."""

    proxy: tuple[str, int] | None
    """A proxy to ask whether it wants a password."""

    wpad: Search | None
    """Where a PAC file is looked for; ``None`` if nobody looks for one."""

    seconds: float
    profile: Profile
    trust: Callable[[], ssl.SSLContext]

    @property
    def names(self) -> tuple[str, ...]:
        """The names among the targets, without repetition."""
        hosts = [target.host for target in self.web]
        hosts += [self.relay.host] if self.relay else []
        return tuple(dict.fromkeys(host for host in hosts if literal(host) is None))

    def published(self, host: str) -> tuple[IPNetwork, ...]:
        """Return the prefixes which Microsoft publishes together with *host*; none for many."""
        return tuple(
            network
            for endpoint_set in self.document.sets
            if any(pattern.matches(host) for pattern in endpoint_set.urls)
            for network in endpoint_set.ips
        )

    def is_microsoft(self, host: str) -> bool:
        """Say whether *host* is in the endpoint list."""
        return any(p.matches(host) for s in self.document.sets for p in s.urls)

    def lookup(self, host: str) -> Lookup:
        """Return the addresses of *host*, which may be an address itself."""
        address = literal(host)
        if address is not None:
            return Lookup(host, (address,), "", 0.0)
        return self.resolver.lookup(host)


def literal(host: str) -> IPAddress | None:
    """Read *host* as an address; ``None`` if it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def default_web(document: EndpointDocument) -> tuple[Target, ...]:
    """Return the names of Teams that its clients need, those without a star."""
    names = (
        pattern.text
        for endpoint_set in document.teams()
        if endpoint_set.required and endpoint_set.is_web and endpoint_set.category != "Default"
        for pattern in endpoint_set.urls
        if pattern.kind is PatternKind.EXACT
    )
    return tuple(map(Target, dict.fromkeys(names)))


def default_relay(document: EndpointDocument) -> Relay | None:
    """Return the relay of this cloud, if one is known and in the endpoint list."""
    host = _RELAYS.get(document.instance, "")
    is_listed = any(p.matches(host) for s in document.teams() for p in s.urls)
    return Relay(host) if host and is_listed else None
