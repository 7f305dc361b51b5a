"""Who goes where: endpoint sets and the site's wishes become a policy."""

from __future__ import annotations

from pacgen.policy.build import build_policy
from pacgen.policy.location import AnyRoute, LocalRoute, Location, route_at
from pacgen.policy.model import Policy, Preset
from pacgen.policy.rules import (
    ALWAYS,
    DEFAULT_PORTS,
    AddressRule,
    Condition,
    GeneralRule,
    HostRule,
    Reason,
    Rule,
)
from pacgen.policy.selection import select
from pacgen.policy.site import ExpectedRoute, Site, SiteRule

__all__ = [
    "ALWAYS",
    "DEFAULT_PORTS",
    "AddressRule",
    "AnyRoute",
    "Condition",
    "ExpectedRoute",
    "GeneralRule",
    "HostRule",
    "LocalRoute",
    "Location",
    "Policy",
    "Preset",
    "Reason",
    "Rule",
    "Site",
    "SiteRule",
    "build_policy",
    "route_at",
    "select",
]
