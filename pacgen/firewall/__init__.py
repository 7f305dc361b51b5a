"""The endpoint sets for firewalls and routers: addresses, protocols and ports."""

from __future__ import annotations

from pacgen.firewall.formats import FirewallFormat, export
from pacgen.firewall.opening import Opening, Protocol, openings
from pacgen.firewall.planning import Family, Plan, plan

__all__ = [
    "Family",
    "FirewallFormat",
    "Opening",
    "Plan",
    "Protocol",
    "export",
    "openings",
    "plan",
]
