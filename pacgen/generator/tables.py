"""A policy as the tables of the PAC file: what the template prints, in the order it prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pacgen.generator.escaping import Code
from pacgen.generator.ranges import AddressRange, address_ranges
from pacgen.patterns import PatternKind
from pacgen.policy import AddressRule, HostRule, Policy
from pacgen.routes import DIRECT, Route

__all__ = ["Entry", "NamedRoute", "RangeEntry", "RouteNames", "domains", "names", "ranges"]

_Item = TypeVar("_Item")

_INNER = Code("1")
"""The value of a domain that has no rule but leads to some."""


@dataclass(frozen=True, slots=True)
class NamedRoute:
    """A variable of the PAC file and the route in it."""

    name: Code
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a lookup table."""

    key: str
    value: Code
    comma: Code
    comment: str


@dataclass(frozen=True, slots=True)
class RangeEntry:
    """One line of a table of ranges; *first* and *last* as the table writes addresses."""

    first: str
    last: str
    value: Code
    comma: Code
    comment: str


class RouteNames:
    """The variables that hold the routes of a policy: each route is written once."""

    def __init__(self, policy: Policy) -> None:
        rules = policy.host_rules + policy.address_rules
        others = sorted({str(rule.route) for rule in rules} | {str(policy.plain_names)})
        self._names = {str(policy.default): Code("pacgenDefault")}
        if str(DIRECT) in others:
            self._names.setdefault(str(DIRECT), Code("pacgenDirect"))
        for text in others:
            self._names.setdefault(text, Code(f"pacgenRoute{len(self._names)}"))

    def __getitem__(self, route: Route) -> Code:
        return self._names[str(route)]

    def __iter__(self) -> Iterator[NamedRoute]:
        return (NamedRoute(name, text) for text, name in self._names.items())


@dataclass(slots=True)
class _Domain:
    """What is known about the hosts below one domain."""

    children: HostRule | None = None
    globs: list[HostRule] = field(default_factory=list)


def names(policy: Policy, routes: RouteNames) -> list[Entry]:
    """Return the table of exact names."""
    exact = [r for r in policy.host_rules if r.pattern.kind is PatternKind.EXACT]
    return [
        Entry(_name_key(rule.pattern.text), routes[rule.route], comma, rule.reason.text)
        for rule, comma in _with_commas(exact)
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
            found[domain].children = rule
        elif rule.pattern.kind is PatternKind.GLOB:
            found[domain].globs.append(rule)
    ordered = sorted(found, key=lambda name: name.split(".")[::-1])
    return [
        Entry(f".{name}", _value(found[name], routes), comma, _domain_comment(found[name]))
        for name, comma in _with_commas(ordered)
    ]


def ranges(policy: Policy, routes: RouteNames, version: int) -> list[RangeEntry]:
    """Return the table of the addresses of IP *version*."""
    found = address_ranges(r for r in policy.address_rules if r.network.version == version)
    return [
        RangeEntry(
            _address(found_range.first, version),
            _address(found_range.last, version),
            routes[found_range.route],
            comma,
            _range_comment(found_range),
        )
        for found_range, comma in _with_commas(found)
    ]


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
    own = routes[domain.children.route] if domain.children else None
    if not domain.globs:
        return own or _INNER
    # The first that matches decides in the PAC file, hence the most specific first.
    ordered = _by_specificity(domain.globs)
    pairs = [f"/^{rule.pattern.regex()}$/, {routes[rule.route]}" for rule in ordered]
    return Code(f"[{', '.join([*pairs, own or '0'])}]")


def _by_specificity(rules: Iterable[HostRule]) -> list[HostRule]:
    return sorted(rules, key=lambda rule: rule.pattern.specificity, reverse=True)


def _domain_comment(domain: _Domain) -> str:
    if not domain.globs:
        return domain.children.reason.text if domain.children else ""
    rules = _by_specificity(domain.globs) + ([domain.children] if domain.children else [])
    return "; ".join(f"{rule.pattern}: {rule.reason.text}" for rule in rules)


def _range_comment(found: AddressRange) -> str:
    by_reason: dict[str, list[AddressRule]] = {}
    for rule in found.rules:
        by_reason.setdefault(rule.reason.text, []).append(rule)
    return "; ".join(
        f"{', '.join(str(rule.network) for rule in rules)}: {reason}"
        for reason, rules in by_reason.items()
    )


def _address(number: int, version: int) -> str:
    return Code(f"0x{number:08x}") if version == 4 else f"{number:032x}"  # noqa: PLR2004 - IPv4


def _with_commas(items: Iterable[_Item]) -> Iterator[tuple[_Item, Code]]:
    """Pair each of *items* with the comma behind it: none behind the last, as ES3 demands."""
    listed = list(items)
    for number, item in enumerate(listed, start=1):
        yield item, Code("," if number < len(listed) else "")
