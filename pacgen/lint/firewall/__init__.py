"""What a firewall opens beside the PAC file: differences from what is published become findings."""

from __future__ import annotations

from pacgen.lint.firewall.rule import Comparison, FirewallRule, comparison
from pacgen.lint.firewall.rules import FIREWALL_RULES

__all__ = ["FIREWALL_RULES", "Comparison", "FirewallRule", "comparison"]
