"""All rules about the firewall, by name; each is the only class of its module."""

from __future__ import annotations

from pacgen.lint.firewall.rule import FirewallRule
from pacgen.lint.firewall.rules.firewall_version_mismatch import FirewallVersionMismatch
from pacgen.lint.firewall.rules.missing_firewall_prefix import MissingFirewallPrefix
from pacgen.lint.firewall.rules.stale_firewall_prefix import StaleFirewallPrefix
from pacgen.lint.firewall.rules.wide_firewall_prefix import WideFirewallPrefix

__all__ = ["FIREWALL_RULES"]

FIREWALL_RULES: tuple[FirewallRule, ...] = (
    FirewallVersionMismatch(),
    MissingFirewallPrefix(),
    StaleFirewallPrefix(),
    WideFirewallPrefix(),
)
"""Sorted by name."""
