"""
A policy: which host goes where and why, before any of it is PAC text.

The answer never depends on the order of the rules: of all rules that match, the most specific
decides.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
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
    """For hosts without a dot (``intranet``) that no rule matches, IPv6 literals not among them."""

    host_rules: tuple[HostRule, ...]
    """One for each pattern, in the patterns' order."""

    address_rules: tuple[AddressRule, ...]
    """One for each network, in the networks' order, IPv4 first."""

    left_out: tuple[EndpointSet, ...] = ()
    """
    Sets that the preset selects but whose names no client asks a PAC about, since they have no
    web port (mail, media). The addresses of Teams media are in ``address_rules`` all the same.
    """

    folded: tuple[HostRule, ...] = ()
    """Rules which a more general rule with the same route made redundant."""

    @property
    def digest(self) -> str:
        """
        SHA-256 over everything that this policy says, in hexadecimal: equal for equal policies.
        """
        said = {
            "instance": self.instance,
            "version": self.version,
            "preset": self.preset,
            "default": str(self.default),
            "plain_names": str(self.plain_names),
            "hosts": [[str(r.pattern), str(r.route), r.reason.text] for r in self.host_rules],
            "addresses": [
                [str(r.network), str(r.route), r.reason.text] for r in self.address_rules
            ],
            "left_out": [s.id for s in self.left_out],
            "folded": [[str(r.pattern), str(r.route), r.reason.text] for r in self.folded],
        }
        text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def route_for(self, host: str) -> Route:
        """
        Return where a request to *host* goes. This is the meaning of the policy, and the PAC is
        held against it.

        Args:
            host: A name or an IP literal, in any case, with or without a trailing dot or IPv6
                brackets. A request without a host goes where everything else goes.
        """
        name = canonical_host(host)
        if not name:
            return self.default
        address = _address(name)
        if address is not None:
            nets = [r for r in self.address_rules if address in r.network]
            return max(nets, key=lambda r: r.network.prefixlen).route if nets else self.default
        # Not the name: matches() would cut a second dot.
        rules = [rule for rule in self.host_rules if rule.pattern.matches(host)]
        if rules:
            return max(rules, key=lambda rule: rule.pattern.specificity).route
        return self.default if "." in name else self.plain_names


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if name.startswith("[") and name.endswith("]"):
        name = name[1:-1]
    # Python reads a zone ("fe80::1%eth0") as part of an address; no URL can hold one.
    if "%" in name:
        return None
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
