"""Which endpoint sets a preset and a site select, and which of them a PAC file can serve."""

from __future__ import annotations

from typing import assert_never

from pacgen.endpoints import Category, EndpointDocument, EndpointSet
from pacgen.policy.companions import Feature, feature_of
from pacgen.policy.model import Preset
from pacgen.policy.site import Site

__all__ = ["select", "selects", "serves_addresses", "serves_hosts", "why_not"]

_NO_WISHES = Site()


def select(
    document: EndpointDocument, preset: Preset, site: Site = _NO_WISHES
) -> tuple[EndpointSet, ...]:
    """
    Return the sets which *preset* and *site* select, in the document's order, those that no PAC can
    serve included.
    """
    return tuple(s for s in document.sets if selects(s, preset, site))


def selects(endpoint_set: EndpointSet, preset: Preset, site: Site = _NO_WISHES) -> bool:
    """Say whether *endpoint_set* is selected."""
    return not why_not(endpoint_set, preset, site)


def why_not(endpoint_set: EndpointSet, preset: Preset, site: Site = _NO_WISHES) -> str:
    """Say in words why *endpoint_set* is not selected; nothing if it is."""
    if endpoint_set.id in site.exclude:
        return "sets.exclude leaves it out"
    if endpoint_set.id in site.include:
        return ""
    if site.required_only and not endpoint_set.required:
        return "it is optional, and required_only is set"
    if site.express_route_only and not endpoint_set.express_route:
        return "ExpressRoute does not carry it, and express_route_only is set"
    if endpoint_set.is_teams or feature_of(endpoint_set) in _features(preset):
        return ""
    categories = _categories(preset) if site.categories is None else site.categories
    if endpoint_set.category not in categories:
        selected = ", ".join(c for c in Category if c in categories)
        alone = "Teams and what it needs" if _features(preset) else "Teams alone"
        others = f"Teams and the categories {selected}" if selected else alone
        return f"its category is {endpoint_set.category}, and the selection is {others}"
    if site.service_areas and endpoint_set.service_area not in site.service_areas:
        areas = ", ".join(sorted(site.service_areas))
        return f"its service area is {endpoint_set.service_area}, and service_areas names {areas}"
    return ""


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


def _features(preset: Preset) -> frozenset[Feature]:
    """Return what of Teams *preset* selects besides its own sets, whatever the category."""
    match preset:
        case Preset.TEAMS_SIGNIN:
            return frozenset({Feature.SIGN_IN})
        case Preset.TEAMS_FULL:
            return frozenset(Feature)
        case _:
            return frozenset()


def _categories(preset: Preset) -> frozenset[Category]:
    """Return the categories which *preset* adds to Teams, whatever the service area."""
    match preset:
        case Preset.TEAMS | Preset.TEAMS_SIGNIN | Preset.TEAMS_FULL:
            return frozenset()
        case Preset.M365_OPTIMIZE:
            return frozenset({Category.OPTIMIZE})
        case Preset.M365_OPTIMIZE_ALLOW:
            return frozenset({Category.OPTIMIZE, Category.ALLOW})
        case _:
            assert_never(preset)
