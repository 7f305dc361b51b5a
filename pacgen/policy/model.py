"""
A policy: which request goes where and why, before any of it is PAC text.

The answer never depends on the order of the rules: of all rules that match, the most specific
decides.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from pacgen.endpoints import EndpointSet, Instance
from pacgen.policy.location import AnyRoute, Location, location_of, route_at
from pacgen.policy.lookup import Lookup
from pacgen.policy.rules import AddressRule, GeneralRule, HostRule, Reason, Rule, default_port
from pacgen.routes import Route

__all__ = ["Policy", "Preset"]


class Preset(StrEnum):
    """Which endpoint sets go DIRECT. Every preset contains all sets of Teams."""

    TEAMS = "teams"
    """All sets of Teams and Skype for Business."""

    TEAMS_SIGNIN = "teams-signin"
    """Teams, and the sets that its users sign in with."""

    TEAMS_FULL = "teams-full"
    """Teams, and whatever else it needs: sign-in, pages and icons, files, calendar, telemetry."""

    M365_OPTIMIZE = "m365-optimize"
    """Teams, and the sets of category Optimize of all service areas."""

    M365_OPTIMIZE_ALLOW = "m365-optimize-allow"
    """Teams, and the sets of category Optimize or Allow of all service areas."""


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
    default: AnyRoute
    """For everything that no rule matches."""

    plain_names: AnyRoute
    """For hosts without a dot (``intranet``) that no rule matches, IPv6 literals not among them."""

    host_rules: tuple[HostRule, ...]
    """One for each pattern and condition, in the patterns' order."""

    address_rules: tuple[AddressRule, ...]
    """One for each network and condition, in the networks' order, IPv4 first."""

    general_rules: tuple[GeneralRule, ...] = ()
    """For some ports or schemes of every host that no other rule matches."""

    locations: tuple[Location, ...] = ()
    """In the site's order: a client in several is in the first of them."""

    left_out: tuple[EndpointSet, ...] = ()
    """
    Sets that the preset selects but whose names no client asks a PAC about, since they have no
    web port (mail, media). The addresses of Teams media are in ``address_rules`` all the same.
    """

    folded: tuple[HostRule, ...] = ()
    """Rules which a more general rule with the same route made redundant."""

    warnings: tuple[str, ...] = ()
    """What the site asked for and could not be done, in words."""

    _lookup: list[Lookup] = field(
        default_factory=list, init=False, repr=False, compare=False, hash=False
    )

    @property
    def digest(self) -> str:
        """
        SHA-256 over everything that this policy says, in hexadecimal: equal for equal policies.
        """
        said = {
            "instance": self.instance,
            "version": self.version,
            "preset": self.preset,
            "default": repr(self.default),
            "plain_names": repr(self.plain_names),
            "hosts": [_said(r.pattern, r) for r in self.host_rules],
            "addresses": [_said(r.network, r) for r in self.address_rules],
            "general": [_said("", r) for r in self.general_rules],
            "locations": [[o.name, [str(n) for n in o.networks]] for o in self.locations],
            "left_out": [s.id for s in self.left_out],
            "folded": [_said(r.pattern, r) for r in self.folded],
        }
        text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules: of names, of addresses, general ones."""
        return (*self.host_rules, *self.address_rules, *self.general_rules)

    def route_for(
        self,
        host: str,
        *,
        scheme: str = "https",
        port: int | None = None,
        client: Iterable[str] = (),
    ) -> Route:
        """
        Return where a request goes. This is the meaning of the policy, and the PAC is held against
        it.

        Args:
            host: A name or an IP literal, in any case, with or without a trailing dot or IPv6
                brackets. A request without a host goes where everything else goes.
            scheme: The URL's scheme, in lower case.
            port: The URL's port, ``None`` if it names none.
            client: The client's own addresses, as the PAC helpers give them.
        """
        rule = self.rule_for(host, scheme=scheme, port=port)
        return route_at(rule.route, self.location_for(client))

    def rule_for(self, host: str, *, scheme: str = "https", port: int | None = None) -> Rule:
        """
        Return the rule that decides: the most specific of those that match and whose condition
        holds; see :meth:`route_for`.
        """
        asked = default_port(scheme) if port is None else port
        if not self._lookup:
            self._lookup.append(Lookup(self.host_rules, self.address_rules))
        found = self._lookup[0].find(host)
        for rule in found.rules:
            if rule.condition.holds(scheme, asked):
                return rule
        if found.is_plain:
            return GeneralRule(self.plain_names, Reason("a host without a dot"))
        if found.is_host:
            for general in self.general_rules:
                if general.condition.holds(scheme, asked):
                    return general
        return GeneralRule(self.default, Reason("everything else"))

    def location_for(self, client: Iterable[str]) -> str:
        """Return the name of the location of a client with these addresses, ``""`` for none."""
        return location_of(self.locations, client)


def _said(subject: object, rule: Rule) -> list[str]:
    return [str(subject), str(rule.condition), repr(rule.route), rule.reason.text]
