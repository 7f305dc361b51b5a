"""
What Teams needs besides its own endpoint sets: sign-in, pages, files, calendar, telemetry.

The service does not say so. Sets are known by names in them, not by their numbers: the same number
means different things in different instances.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pacgen.endpoints import EndpointSet

__all__ = ["Feature", "feature_of"]


class Feature(StrEnum):
    """A part of Teams that depends on another service."""

    SIGN_IN = "sign-in"
    PAGES = "pages and icons"
    FILES = "files"
    CALENDAR = "calendar"
    TELEMETRY = "configuration and telemetry"
    TOWN_HALLS = "town halls and live events"
    """In no endpoint set: see :data:`pacgen.policy.site.TOWN_HALL_HOSTS`."""


_NAMES: Mapping[Feature, frozenset[str]] = MappingProxyType(
    {
        Feature.SIGN_IN: frozenset(
            {
                *("login.microsoftonline.com", "*.microsoftonline.com", "*.msauth.net"),
                *("login.microsoftonline.us", "login-us.microsoftonline.com"),
                *("login.partner.microsoftonline.cn", "*.msauth.cn"),
            }
        ),
        Feature.PAGES: frozenset(
            {
                *("*.office.net", "*.cdn.office.net", "*.cloud.microsoft", "*.static.microsoft"),
                *("*.usgovcloud.microsoft", "*.sovcloud.cn"),
            }
        ),
        Feature.FILES: frozenset(
            {
                *("*.sharepoint.com", "*.sharepoint.us", "*.sharepoint-mil.us", "*.sharepoint.cn"),
                "*.svc.ms",
            }
        ),
        Feature.CALENDAR: frozenset(
            {
                *("outlook.office365.com", "outlook.office365.us", "outlook-dod.office365.us"),
                "partner.outlook.cn",
            }
        ),
        Feature.TELEMETRY: frozenset(
            {
                *("*.events.data.microsoft.com", "pf.events.data.microsoft.com"),
                *("tb.events.data.microsoft.com", "collector.azure.cn"),
            }
        ),
    }
)


def feature_of(endpoint_set: EndpointSet) -> Feature | None:
    """Return what of Teams depends on *endpoint_set*; ``None`` for its own sets and for others."""
    if endpoint_set.is_teams or not endpoint_set.is_web:
        return None
    names = {pattern.text for pattern in endpoint_set.urls}
    # Narrowed to one tenant, the hosts of SharePoint lie below the name of the wildcard.
    if endpoint_set.service_area == "SharePoint":
        names |= {f"*.{pattern.text.partition('.')[2]}" for pattern in endpoint_set.urls}
    for feature, marks in _NAMES.items():
        if not marks.isdisjoint(names):
            return feature
    return None
