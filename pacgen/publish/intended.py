"""
What is meant to change: the rules of the last publication beside those wanted now.

A file is made from rules, so its routes may change where rules do, and nowhere else.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pacgen.endpoints import Category, EndpointDocument, IPNetwork
from pacgen.errors import HostPatternError
from pacgen.patterns import HostPattern
from pacgen.policy import HostRule, Policy, Rule
from pacgen.policy.selection import serves_addresses, serves_hosts
from pacgen.routes import DIRECT

__all__ = [
    "Intended",
    "clients_of",
    "direct_rules",
    "networks_of",
    "patterns_of",
    "rules_of",
    "subject_of",
    "teams_of",
]

MOST_CLIENTS = 50
"""Each takes an engine of its own."""

_EVERYTHING = "everything else"
_PLAIN = "names without a dot"
_LOCATION = "location:"
_DIRECT = str(DIRECT)

Subject = HostPattern | IPNetwork
"""What a rule is about."""


def rules_of(policy: Policy) -> dict[str, str]:
    """
    Return every rule of *policy* and its route as texts, for the history.

    Rules that a more general one made redundant are among them: if that one goes, they stay.
    """
    rules = {_key(rule.pattern, rule): str(rule.route) for rule in _host_rules(policy)}
    rules |= {_key(rule.network, rule): str(rule.route) for rule in policy.address_rules}
    rules |= {_key(_EVERYTHING, rule): str(rule.route) for rule in policy.general_rules}
    for place in policy.locations:
        rules[f"{_LOCATION}{place.name}"] = ", ".join(map(str, place.networks))
    return rules | {_PLAIN: str(policy.plain_names), _EVERYTHING: str(policy.default)}


def teams_of(document: EndpointDocument) -> dict[str, str]:
    """Return the names and prefixes of Teams that a PAC can serve, and the category of each."""
    found: dict[str, Category] = {}
    for endpoint_set in document.teams():
        entries: list[object] = [*endpoint_set.urls] if serves_hosts(endpoint_set) else []
        entries += endpoint_set.ips if serves_addresses(endpoint_set) else ()
        for entry in map(str, entries):
            known = found.get(entry, endpoint_set.category)
            found[entry] = min(known, endpoint_set.category, key=lambda category: category.rank)
    return {entry: category.value for entry, category in sorted(found.items())}


def clients_of(rules: Mapping[str, str]) -> tuple[str, ...]:
    """Return an address in each network of each location of *rules*, as far as that is bearable."""
    texts = [text for key, text in rules.items() if key.startswith(_LOCATION)]
    networks = (network for text in texts for network in networks_of(text.split(", ")))
    found = dict.fromkeys(str(network[1 % network.num_addresses]) for network in networks)
    return tuple(sorted(found))[:MOST_CLIENTS]


def direct_rules(rules: Mapping[str, str]) -> frozenset[str]:
    """Return what goes DIRECT by *rules*."""
    return frozenset(subject for subject, route in rules.items() if route == _DIRECT)


@dataclass(frozen=True, slots=True)
class Intended:
    """Where routes may change."""

    patterns: frozenset[HostPattern]
    networks: frozenset[IPNetwork]
    is_everything: bool = False
    """Whether the route of everything else is another one, or the locations are."""

    is_plain: bool = False
    """Whether the route of names without a dot is another one."""

    @classmethod
    def between(cls, old: Mapping[str, str], new: Mapping[str, str]) -> Intended:
        """Return where *old* and *new*, of :func:`rules_of`, differ."""
        differing = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        subjects = [subject_of(key) for key in differing]
        return cls(
            frozenset(s for s in subjects if isinstance(s, HostPattern)),
            frozenset(
                s for s in subjects if isinstance(s, ipaddress.IPv4Network | ipaddress.IPv6Network)
            ),
            any(key.startswith((_EVERYTHING, _LOCATION)) for key in differing),
            _PLAIN in differing,
        )

    def allows_host(self, host: str) -> bool:
        """Say whether the route of *host*, which no rule names, may change."""
        bare = host.removeprefix("[").removesuffix("]")
        try:
            address = ipaddress.ip_address(bare)
        except ValueError:
            return self.is_everything or (self.is_plain and "." not in host)
        return self.is_everything or any(
            address.version == network.version and address in network for network in self.networks
        )


def subject_of(key: str) -> Subject | None:
    """Read what a rule of :func:`rules_of` is about; ``None`` if that is neither."""
    if key.startswith((_EVERYTHING, _PLAIN, _LOCATION)):
        return None
    text = key.partition(" ")[0]
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        pass
    try:
        return HostPattern.parse(text)
    except HostPatternError:
        return None


def _host_rules(policy: Policy) -> Iterator[HostRule]:
    yield from policy.folded
    yield from policy.host_rules


def _key(subject: object, rule: Rule) -> str:
    return f"{subject} {rule.condition}" if rule.condition else str(subject)


def patterns_of(rules: Iterable[str]) -> frozenset[HostPattern]:
    """Return the host patterns among the subjects of *rules*."""
    return frozenset(s for s in map(subject_of, rules) if isinstance(s, HostPattern))


def networks_of(rules: Iterable[str]) -> frozenset[IPNetwork]:
    """Return the networks among the subjects of *rules*."""
    found = (subject_of(rule) for rule in rules)
    return frozenset(
        s for s in found if isinstance(s, ipaddress.IPv4Network | ipaddress.IPv6Network)
    )
