"""Who goes where: endpoint sets and the site's wishes become a policy."""

from __future__ import annotations

from pacgen.policy.build import build_policy
from pacgen.policy.model import AddressRule, HostRule, Policy, Preset, Reason
from pacgen.policy.selection import select

__all__ = ["AddressRule", "HostRule", "Policy", "Preset", "Reason", "build_policy", "select"]
