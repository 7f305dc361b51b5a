"""
The endpoint sets for firewalls and routers: addresses, protocols and ports.

What writes them, :mod:`pacgen.firewall.formats`, is imported by its own name: the linter compares
and need not load templates.
"""

from __future__ import annotations

from pacgen.firewall.opening import Opening, Protocol, openings
from pacgen.firewall.planning import Family, Plan, plan

__all__ = [
    "Family",
    "Opening",
    "Plan",
    "Protocol",
    "openings",
    "plan",
]
