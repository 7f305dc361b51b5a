"""A policy as the tables of the PAC file: what the template prints, in the order it prints it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pacgen.endpoints import IPNetwork
from pacgen.generator.cases import cases
from pacgen.generator.escaping import Code, js_string
from pacgen.generator.ranges import AddressRange, address_ranges
from pacgen.patterns import PatternKind
from pacgen.policy import (
    AddressRule,
    AnyRoute,
    HostRule,
    LocalRoute,
    Location,
    Policy,
    Rule,
    route_at,
)
from pacgen.routes import DIRECT, Route

__all__ = [
    "Entry",
    "NamedRoute",
    "Piece",
    "RangeEntry",
    "RouteNames",
    "domains",
    "general",
    "location_ranges",
    "names",
    "pieces",
    "ranges",
    "with_commas",
]

_Item = TypeVar("_Item")
_IPV4 = 4

_INNER = Code("1")
"""The value of a domain that has no rule but leads to some."""


@dataclass(frozen=True, slots=True)
class NamedRoute:
    """A variable of the PAC file and the route in it."""

    name: Code
    value: Code
    """A string, or a list of strings by the number of the location, 0 for none."""

    comment: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lookup table."""

    key: str
    value: Code
    comma: Code
    comment: str

    @property
    def is_inner(self) -> bool:
        """Whether it only says that there are rules below."""
        return self.value == _INNER


@dataclass(frozen=True, slots=True)
class RangeEntry:
    """One line of a table of ranges; *first* and *last* as the table writes addresses."""

    first: str
    last: str
    value: Code
    comma: Code
    comment: str


Piece = tuple[AddressRange[list[AddressRule]], Code, list[AddressRule]]
"""A range of addresses, what the PAC file says of it, and the rules that say so."""


class RouteNames:
    """The variables that hold the routes of a policy: each route is written once."""

    def __init__(self, policy: Policy) -> None:
        self._locations = policy.locations
        found: dict[str, AnyRoute] = {}
        for route in (policy.plain_names, *(rule.route for rule in policy.rules)):
            found.setdefault(_key(route), route)
        self._names = {_key(policy.default): Code("pacgenDefault")}
        self._routes = {_key(policy.default): policy.default} | found
        if _key(DIRECT) in found:
            self._names.setdefault(_key(DIRECT), Code("pacgenDirect"))
        for text in sorted(found):
            self._names.setdefault(text, Code(f"pacgenRoute{len(self._names)}"))

    def __getitem__(self, route: AnyRoute) -> Code:
        return self._names[_key(route)]

    def __iter__(self) -> Iterator[NamedRoute]:
        return (self._named(name, self._routes[key]) for key, name in self._names.items())

    @property
    def depend_on_location(self) -> bool:
        """Whether any route is another one in some location."""
        return any(isinstance(self._routes[key], LocalRoute) for key in self._names)

    def _named(self, name: Code, route: AnyRoute) -> NamedRoute:
        match route:
            case Route():
                return NamedRoute(name, Code(js_string(str(route))))
            case LocalRoute():
                places = ("", *(place.name for place in self._locations))
                texts = [js_string(str(route_at(route, place))) for place in places]
                return NamedRoute(name, Code(f"[{', '.join(texts)}]"), "by location")


def _key(route: AnyRoute) -> str:
    # A route by location is a text of another form: it has commas.
    return str(route)


@dataclass(slots=True)
class _Domain:
    """What is known about the hosts below one domain."""

    children: list[HostRule] = field(default_factory=list)
    globs: list[HostRule] = field(default_factory=list)


def names(policy: Policy, routes: RouteNames) -> list[Entry]:
    """Return the table of exact names."""
    exact = [r for r in policy.host_rules if r.pattern.kind is PatternKind.EXACT]
    by_name = [
        sorted(group, key=_position)
        for _, group in itertools.groupby(exact, key=lambda r: r.pattern)
    ]
    return [
        Entry(_name_key(rules[0].pattern.text), _choice(rules, routes), comma, _reasons(rules))
        for rules, comma in with_commas(by_name)
    ]


def domains(policy: Policy, routes: RouteNames) -> list[Entry]:
    """
    Return the table of domains, parents before children.

    The walk of the PAC file begins at the top-level domain and ends where the table ends, so
    every domain above a rule is in it.
    """
    found: dict[str, _Domain] = {}
    for rule in policy.host_rules:
        domain = rule.pattern.suffix
        if rule.pattern.kind is PatternKind.EXACT:
            domain = domain.partition(".")[2]
        for name in _lineage(domain):
            found.setdefault(name, _Domain())
        if rule.pattern.kind is PatternKind.CHILDREN:
            found[domain].children.append(rule)
        elif rule.pattern.kind is PatternKind.GLOB:
            found[domain].globs.append(rule)
    ordered = sorted(found, key=lambda name: name.split(".")[::-1])
    return [
        Entry(f".{name}", _value(found[name], routes), comma, _domain_comment(found[name]))
        for name, comma in with_commas(ordered)
    ]


def ranges(policy: Policy, routes: RouteNames, version: int) -> list[RangeEntry]:
    """Return the table of the addresses of IP *version*."""
    return [
        _range_entry(piece, value, comma, _range_comment(chain))
        for (piece, value, chain), comma in with_commas(pieces(policy, routes, version))
    ]


def pieces(policy: Policy, routes: RouteNames, version: int) -> list[Piece]:
    """
    Return disjoint ranges of addresses of IP *version*, ascending, each as large as can be.
    """
    rules = [r for r in policy.address_rules if r.network.version == version]
    by_network = [
        (network, list(group))
        for network, group in itertools.groupby(_rules_in_order(rules), key=lambda r: r.network)
    ]
    merged: list[Piece] = []
    for piece in address_ranges(by_network):
        chain = _until_certain(rule for _, rules in piece.networks for rule in rules)
        value = _choice(chain, routes)
        before = merged[-1] if merged else None
        if before and before[0].last + 1 == piece.first and before[1] == value:
            joined = AddressRange(before[0].first, piece.last, piece.networks)
            merged[-1] = (joined, value, list(dict.fromkeys(before[2] + chain)))
        else:
            merged.append((piece, value, chain))
    return merged


def location_ranges(locations: Sequence[Location], version: int) -> list[RangeEntry]:
    """Return the table of the clients' addresses of IP *version*, with the locations' numbers."""
    networks = [
        (network, number)
        for number, place in enumerate(locations, start=1)
        for network in place.networks
        if network.version == version
    ]
    entries = []
    for piece, comma in with_commas(address_ranges(networks)):
        number = piece.networks[0][1]
        comment = f"{locations[number - 1].name}: {piece.networks[0][0]}"
        entries.append(_range_entry(piece, Code(str(number)), comma, comment))
    return entries


def general(policy: Policy, routes: RouteNames) -> Code | None:
    """Return the table of the general rules, ``None`` if there are none."""
    if not policy.general_rules:
        return None
    return cases(policy.general_rules, [routes[rule.route] for rule in policy.general_rules])


def _rules_in_order(rules: Iterable[AddressRule]) -> list[AddressRule]:
    """Return *rules* by network, and of one network those that are asked first, first."""
    return sorted(rules, key=lambda r: (_network_order(r.network), -r.condition.rank))


def _network_order(network: IPNetwork) -> tuple[int, int]:
    return int(network.network_address), network.prefixlen


def _until_certain(rules: Iterable[AddressRule]) -> list[AddressRule]:
    """Return the rules up to the first that always holds: none behind it is ever asked."""
    chain = []
    for rule in rules:
        chain.append(rule)
        if not rule.condition:
            break
    return chain


def _choice(rules: Sequence[Rule], routes: RouteNames) -> Code:
    """Return the value of an entry whose *rules* are in the order in which they are asked."""
    if not rules[0].condition:
        return routes[rules[0].route]
    table = cases(rules, [routes[rule.route] for rule in rules])
    return Code(f'{{"ports": {table}}}')


def _position(rule: Rule) -> int:
    """Of rules about the same hosts, those with the closer condition are asked first."""
    return -rule.condition.rank


def _name_key(name: str) -> str:
    """
    Return the key of an exact name: a name without a dot gets one at its end.

    Nothing that JavaScript objects inherit has a dot in its name, ``__proto__`` least of all.
    """
    return name if "." in name else f"{name}."


def _lineage(name: str) -> Iterator[str]:
    """Yield *name* and all domains above it."""
    while name:
        yield name
        name = name.partition(".")[2]


def _value(domain: _Domain, routes: RouteNames) -> Code:
    own = _choice(sorted(domain.children, key=_position), routes) if domain.children else None
    if not domain.globs:
        return own or _INNER
    # The first that matches decides in the PAC file, hence the most specific first.
    pairs = [
        f"/^{pattern.regex()}$/, {_choice(list(rules), routes)}"
        for pattern, rules in itertools.groupby(
            _by_specificity(domain.globs), key=lambda r: r.pattern
        )
    ]
    return Code(f'{{"stars": [{", ".join(pairs)}], "below": {own or "0"}}}')


def _by_specificity(rules: Iterable[HostRule]) -> list[HostRule]:
    return sorted(rules, key=lambda r: (r.pattern.specificity, r.condition.rank), reverse=True)


def _domain_comment(domain: _Domain) -> str:
    if not domain.globs:
        return _reasons(domain.children)
    rules = _by_specificity(domain.globs) + domain.children
    return "; ".join(f"{rule.pattern}: {_reasons([rule])}" for rule in rules)


def _reasons(rules: Sequence[Rule]) -> str:
    return "; ".join(
        f"{rule.condition}: {rule.reason.text}" if rule.condition else rule.reason.text
        for rule in rules
    )


def _range_comment(rules: Iterable[AddressRule]) -> str:
    by_reason: dict[str, list[AddressRule]] = {}
    for rule in rules:
        by_reason.setdefault(_reasons([rule]), []).append(rule)
    return "; ".join(
        f"{', '.join(str(rule.network) for rule in rules)}: {reason}"
        for reason, rules in by_reason.items()
    )


def _range_entry(piece: AddressRange[_Item], value: Code, comma: Code, comment: str) -> RangeEntry:
    version = piece.networks[0][0].version
    if version == _IPV4:
        first, last = Code(f"0x{piece.first:08x}"), Code(f"0x{piece.last:08x}")
        return RangeEntry(first, last, value, comma, comment)
    return RangeEntry(_lowest(piece.first), _highest(piece.last), value, comma, comment)


def _lowest(number: int) -> str:
    """Write the lower end of IPv6 addresses: a text that sorts before all of them."""
    return f"{number:032x}".rstrip("0")


def _highest(number: int) -> str:
    """Write the upper end: ``g`` sorts after every digit, whatever follows."""
    digits = f"{number:032x}"
    kept = digits.rstrip("f")
    return digits if kept == digits else f"{kept}g"


def with_commas(items: Iterable[_Item]) -> Iterator[tuple[_Item, Code]]:
    """Pair each of *items* with the comma behind it: none behind the last, as ES3 demands."""
    listed = list(items)
    for number, item in enumerate(listed, start=1):
        yield item, Code("," if number < len(listed) else "")
