"""A policy for fewer places: for one location, or for some of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TypeVar

from pacgen.policy.location import AnyRoute, LocalRoute, route_at
from pacgen.policy.model import Policy
from pacgen.policy.rules import AddressRule, GeneralRule, HostRule

__all__ = ["fixed_at", "known_at", "limited_to"]

_Rule = TypeVar("_Rule", HostRule, AddressRule, GeneralRule)


def fixed_at(policy: Policy, location: str) -> Policy:
    """Return *policy* as it is in *location* alone: nothing asks any more where a client is."""
    return dataclasses.replace(
        _with_routes(policy, lambda route: route_at(route, location)), locations=()
    )


def limited_to(policy: Policy, names: Iterable[str]) -> Policy:
    """Return *policy* knowing the locations *names* alone."""
    kept = frozenset(names)
    places = tuple(place for place in policy.locations if place.name in kept)
    limited = _with_routes(policy, lambda route: known_at(route, kept))
    return dataclasses.replace(limited, locations=places)


def known_at(route: AnyRoute, names: frozenset[str]) -> AnyRoute:
    """Return *route* without what it is in other locations than *names*."""
    match route:
        case LocalRoute():
            kept = tuple(pair for pair in route.by_location if pair[0] in names)
            return LocalRoute(route.elsewhere, kept) if kept else route.elsewhere
        case _:
            return route


def _with_routes(policy: Policy, change: Callable[[AnyRoute], AnyRoute]) -> Policy:
    def changed(rules: tuple[_Rule, ...]) -> tuple[_Rule, ...]:
        return tuple(dataclasses.replace(rule, route=change(rule.route)) for rule in rules)

    return dataclasses.replace(
        policy,
        default=change(policy.default),
        plain_names=change(policy.plain_names),
        host_rules=changed(policy.host_rules),
        address_rules=changed(policy.address_rules),
        general_rules=changed(policy.general_rules),
        folded=changed(policy.folded),
    )
