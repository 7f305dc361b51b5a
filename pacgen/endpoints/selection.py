"""
What part of an instance's endpoint data is asked of the service.

The service can leave out service areas and IPv6, and can fill in a tenant's name.
Such an answer is another document than the full one: the two are stored side by side, and neither
is ever compared with the other or taken in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pacgen.endpoints.model import ServiceArea
from pacgen.errors import UsageError

__all__ = ["EVERYTHING", "Selection"]

# A tenant's initial domain is one label of letters and digits; dashes occur in other clouds.
_TENANT = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Selection:
    """One choice of the service's filters. Made by :meth:`parse`."""

    service_areas: tuple[str, ...] = ()
    """In alphabetical order, Common always among them; empty for the service's own default."""

    tenant: str = ""
    """What the service puts in place of a star that stands for a tenant; lower case."""

    ipv6: bool = True
    """Whether IPv6 prefixes are wanted."""

    @classmethod
    def parse(
        cls, *, service_areas: Iterable[str] = (), tenant: str = "", ipv6: bool = True
    ) -> Selection:
        """
        Read the filters as a person writes them, in any case.

        Raises:
            UsageError: an unknown service area, or a tenant's name that is none.
        """
        areas = {_service_area(text.strip()) for text in service_areas}
        if areas:
            # The service adds it anyway; so "Skype" and "Common,Skype" are one selection.
            areas.add(ServiceArea.COMMON)
        return cls(tuple(sorted(areas)), _tenant(tenant), ipv6)

    @property
    def is_everything(self) -> bool:
        """Whether this is the full document, which the other commands use."""
        return self == EVERYTHING

    def parameters(self) -> dict[str, str]:
        """Return the query parameters of the service for this selection."""
        parameters = {}
        if self.service_areas:
            parameters["ServiceAreas"] = ",".join(self.service_areas)
        if self.tenant:
            parameters["TenantName"] = self.tenant
        if not self.ipv6:
            parameters["NoIPv6"] = "true"
        return parameters

    def __str__(self) -> str:
        parts = []
        if self.service_areas:
            parts.append("+".join(self.service_areas))
        if self.tenant:
            parts.append(f"tenant {self.tenant}")
        if not self.ipv6:
            parts.append("no IPv6")
        return ", ".join(parts) or "everything"


EVERYTHING = Selection()
"""The full document: no filter at all."""


def _service_area(text: str) -> str:
    for area in ServiceArea:
        if area.lower() == text.lower():
            return area.value
    if text.lower() == "teams":
        return ServiceArea.SKYPE.value
    raise UsageError(
        f"{text!r} is no service area",
        tip=f"choose from {', '.join(ServiceArea)} (Skype is Microsoft Teams)",
    )


def _tenant(text: str) -> str:
    name = text.strip().lower()
    if not name or _TENANT.fullmatch(name):
        return name
    bare = name.partition(".")[0]
    raise UsageError(
        f"{text!r} is no tenant's name",
        usually="the service wants the first label of the tenant's onmicrosoft.com domain",
        tip=f"write --tenant {bare if _TENANT.fullmatch(bare) else 'contoso'}",
    )
