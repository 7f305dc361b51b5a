"""
A policy: which host goes where and why, before any of it is PAC text.

The answer never depends on the order of the rules: of all rules that match, the most specific
decides.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum

from pacgen.endpoints import Category, EndpointSet, Instance, IPNetwork
from pacgen.patterns import HostPattern, canonical_host
from pacgen.routes import Route

__all__ = ["AddressRule", "HostRule", "Policy", "Preset", "Reason"]


class Preset(StrEnum):
    """Which endpoint sets go DIRECT. Every preset contains all sets of Teams."""

    TEAMS = "teams"
    """All sets of Teams and Skype for Business."""

    M365_OPTIMIZE = "m365-optimize"
    """Teams, and the sets of category Optimize of all service areas."""

    M365_OPTIMIZE_ALLOW = "m365-optimize-allow"
    """Teams, and the sets of category Optimize or Allow of all service areas."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule is there."""

    text: str
    """For people, one line: ``Teams, sets 11 and 12, Optimize, required``."""

    sets: tuple[int, ...] = ()
    """The endpoint sets behind the rule, ascending; empty for rules that are not Microsoft's."""

    category: Category | None = None
    """The highest category among the sets."""


@dataclass(frozen=True, slots=True)
class HostRule:
    """Hosts by name."""

    pattern: HostPattern
    route: Route
    reason: Reason


@dataclass(frozen=True, slots=True)
class AddressRule:
    """
    Hosts that are IP literals (``https://52.112.0.1/``), by address; names are never resolved.
    """

    network: IPNetwork
    route: Route
    reason: Reason


@dataclass(frozen=True, slots=True)
class Policy:
    """
    Everything a PAC file needs to know.

    Made by :func:`pacgen.policy.build_policy`.
    """

    instance: Instance
    version: str
    """Version of the endpoint document that this was built from."""

    preset: Preset
    default: Route
    """For everything that no rule matches."""

    plain_names: Route
    """For hosts without a dot (``intranet``), IPv6 literals not among them."""

    host_rules: tuple[HostRule, ...]
    """One for each pattern, in the patterns' order."""

    address_rules: tuple[AddressRule, ...]
    """One for each network, in the networks' order, IPv4 first."""

    left_out: tuple[EndpointSet, ...] = ()
    """
    Sets that the preset selects but which no PAC can serve, since they have no web port (mail,
    media).
    """

    folded: tuple[HostRule, ...] = ()
    """Rules which a more general rule with the same route made redundant."""

    def route_for(self, host: str) -> Route:
        """
        Return where a request to *host* goes. This is the meaning of the policy, and the PAC is
        held against it.

        Args:
            host: A name or an IP literal, in any case, with or without a trailing dot or IPv6
                brackets.
        """
        name = canonical_host(host)
        address = _address(name)
        if address is not None:
            nets = [r for r in self.address_rules if address in r.network]
            return max(nets, key=lambda r: r.network.prefixlen).route if nets else self.default
        rules = [rule for rule in self.host_rules if rule.pattern.matches(name)]
        if rules:
            return max(rules, key=lambda rule: rule.pattern.specificity).route
        return self.default if "." in name else self.plain_names


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
