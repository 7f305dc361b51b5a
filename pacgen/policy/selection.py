"""Which endpoint sets a preset sends DIRECT, and which of them a PAC file can serve."""

from __future__ import annotations

from typing import assert_never

from pacgen.endpoints import Category, EndpointDocument, EndpointSet
from pacgen.policy.model import Preset

__all__ = ["select", "serves_addresses", "serves_hosts"]


def select(document: EndpointDocument, preset: Preset) -> tuple[EndpointSet, ...]:
    """
    Return the sets which *preset* sends DIRECT, in the document's order, those that no PAC can
    serve included.
    """
    return tuple(s for s in document.sets if s.is_teams or s.category in _categories(preset))


def serves_hosts(endpoint_set: EndpointSet) -> bool:
    """Say whether a client may ask a PAC about the names of *endpoint_set*."""
    return endpoint_set.is_web


def serves_addresses(endpoint_set: EndpointSet) -> bool:
    """
    Say whether a client may ask a PAC about the addresses of *endpoint_set*.

    Teams media is UDP and never asks, but where UDP is blocked it falls back to TCP 443 on the
    same addresses, written as IP literals, and then it does ask.
    Mail on ports 25, 143, 587, 993 or 995 never does.
    """
    return endpoint_set.is_web or endpoint_set.is_teams


def _categories(preset: Preset) -> frozenset[Category]:
    """Return the categories which *preset* adds to Teams, whatever the service area."""
    match preset:
        case Preset.TEAMS:
            return frozenset()
        case Preset.M365_OPTIMIZE:
            return frozenset({Category.OPTIMIZE})
        case Preset.M365_OPTIMIZE_ALLOW:
            return frozenset({Category.OPTIMIZE, Category.ALLOW})
        case _:
            assert_never(preset)
