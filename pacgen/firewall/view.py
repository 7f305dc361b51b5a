"""
What the templates of ``templates/firewall/`` see.

Every value is a :class:`~pacgen.generator.escaping.Code`: an address, a number, a name that
pacgen made, or words that :func:`~pacgen.firewall.wording.plain` let through.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pacgen.endpoints import IPNetwork, PortRange
from pacgen.firewall.networks import collapsed
from pacgen.firewall.opening import Opening
from pacgen.firewall.planning import NameGroup, Plan
from pacgen.firewall.wording import describe, plain
from pacgen.generator.escaping import Code
from pacgen.patterns import HostPattern, PatternKind

__all__ = ["PlanView", "view"]

_ERE_SPECIAL = re.compile(r"([.^$*+?()\[{\\|])")


@dataclass(frozen=True, slots=True)
class PortsView:
    """A range of ports in the spellings that firewalls have for it."""

    first: Code
    last: Code
    is_one: bool
    dashed: Code
    """``443`` or ``3478-3481``."""

    colon: Code
    """``443`` or ``3478:3481``."""


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A prefix in the spellings that firewalls have for it."""

    cidr: Code
    address: Code
    mask: Code
    """``255.252.0.0``."""

    wildcard: Code
    """``0.3.255.255``."""

    length: Code
    label: Code
    """For the names of objects: ``52.112.0.0_14``, ``2603-1063--_38``."""

    is_v4: bool


@dataclass(frozen=True, slots=True)
class OpeningView:
    """One opening."""

    name: Code
    """``pacgen_udp3478``: the first port tells it from the others of its protocol."""

    protocol: Code
    PROTOCOL: Code
    ports: tuple[PortsView, ...]
    v4: tuple[NetworkView, ...]
    v6: tuple[NetworkView, ...]
    ports_text: Code
    description: Code

    @property
    def all(self) -> tuple[NetworkView, ...]:
        """Both families, IPv4 first."""
        return self.v4 + self.v6


@dataclass(frozen=True, slots=True)
class NamesView:
    """One group of names, as Squid writes them."""

    number: Code
    verdict: Code
    exact: tuple[Code, ...]
    regexes: tuple[Code, ...]
    """POSIX extended regular expressions for whole names."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """What a template sees, under the name ``plan``."""

    source: Code
    """``pacgen: Worldwide 2026081400, preset teams``: what pacgen knows its own files by."""

    name: Code
    NAME: Code
    openings: tuple[OpeningView, ...]
    v4: tuple[NetworkView, ...]
    """All addresses of all openings."""

    v6: tuple[NetworkView, ...]
    names: tuple[NamesView, ...]

    has_rules: bool
    """Whether rules are wanted, or only the objects that rules refer to."""

    @property
    def all(self) -> tuple[NetworkView, ...]:
        """Both families, IPv4 first."""
        return self.v4 + self.v6

    @property
    def distinct(self) -> tuple[NetworkView, ...]:
        """Every prefix of any opening once, as it is written there, IPv4 first."""
        found = {n.cidr: n for o in self.openings for n in o.all}
        return tuple(sorted(found.values(), key=lambda n: not n.is_v4))


def view(plan: Plan, name: str, *, has_rules: bool = True) -> PlanView:
    """
    Return what templates see of *plan*.

    Args:
        plan: What is exported.
        name: What the names of all objects begin with: letters, digits and ``_`` alone.
        has_rules: Whether rules are wanted besides the objects.
    """
    everything = collapsed(n for opening in plan.openings for n in opening.networks)
    version = plain(plan.version) or "(version unknown)"
    return PlanView(
        source=Code(f"pacgen: {plan.instance} {version}, preset {plan.preset}"),
        name=Code(name),
        NAME=Code(name.upper()),
        openings=tuple(_opening(opening, name) for opening in plan.openings),
        v4=_networks(everything, 4),
        v6=_networks(everything, 6),
        names=tuple(_names(i, group) for i, group in enumerate(plan.names, 1)),
        has_rules=has_rules,
    )


def _opening(opening: Opening, name: str) -> OpeningView:
    return OpeningView(
        name=Code(f"{name}_{opening.protocol}{opening.ports[0].first}"),
        protocol=Code(opening.protocol),
        PROTOCOL=Code(opening.protocol.upper()),
        ports=tuple(map(_ports, opening.ports)),
        v4=_networks(opening.networks, 4),
        v6=_networks(opening.networks, 6),
        ports_text=Code(opening.ports_text),
        description=Code(describe(opening)),
    )


def _ports(ports: PortRange) -> PortsView:
    return PortsView(
        first=Code(ports.first),
        last=Code(ports.last),
        is_one=ports.first == ports.last,
        dashed=Code(ports),
        colon=Code(str(ports).replace("-", ":")),
    )


def _networks(networks: Iterable[IPNetwork], version: int) -> tuple[NetworkView, ...]:
    return tuple(_network(n) for n in networks if n.version == version)


def _network(network: IPNetwork) -> NetworkView:
    return NetworkView(
        cidr=Code(network),
        address=Code(network.network_address),
        mask=Code(network.netmask),
        wildcard=Code(network.hostmask),
        length=Code(network.prefixlen),
        label=Code(str(network).replace(":", "-").replace("/", "_")),
        is_v4=isinstance(network, ipaddress.IPv4Network),
    )


def _names(number: int, group: NameGroup) -> NamesView:
    stars = [p for p in group.patterns if p.kind is not PatternKind.EXACT]
    return NamesView(
        number=Code(number),
        verdict=Code("allow" if group.is_direct else "deny"),
        exact=tuple(Code(p.text) for p in group.patterns if p.kind is PatternKind.EXACT),
        regexes=tuple(Code(_posix(p)) for p in stars),
    )


def _posix(pattern: HostPattern) -> str:
    r"""Write a pattern with stars as Squid's regular expressions: ``\.lync\.com$``."""
    leading = pattern.text.startswith("*")
    rest = pattern.text[1:] if leading else pattern.text
    fixed = (_ERE_SPECIAL.sub(r"\\\1", part) for part in rest.split("*"))
    return ("" if leading else "^") + "[^.]+".join(fixed) + "$"
