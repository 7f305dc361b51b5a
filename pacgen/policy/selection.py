"""Which endpoint sets a preset sends DIRECT."""

from __future__ import annotations

from typing import assert_never

from pacgen.endpoints import Category, EndpointDocument, EndpointSet
from pacgen.policy.model import Preset

__all__ = ["select"]


def select(document: EndpointDocument, preset: Preset) -> tuple[EndpointSet, ...]:
    """
    Return the sets which *preset* sends DIRECT, in the document's order, those that no PAC can
    serve included.
    """
    return tuple(s for s in document.sets if s.is_teams or s.category in _categories(preset))


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
