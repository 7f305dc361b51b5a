"""The rule ``stale-firewall-prefix``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.firewall.checking import Kind
from pacgen.lint.finding import Severity
from pacgen.lint.firewall.rule import GOOD, FirewallRule

__all__ = ["StaleFirewallPrefix"]


class StaleFirewallPrefix(FirewallRule):
    """
    Checks for addresses that the firewall opens and nobody publishes.

    Why is this bad?
        They were Microsoft's once; today they may be anybody's.

    Known problems
        Addresses of somebody else in the same file are reported as well.

    References
        None.
    """

    name: ClassVar[str] = "stale-firewall-prefix"
    code: ClassVar[str] = "FW02"
    severity: ClassVar[Severity] = Severity.WARNING
    kind: ClassVar[Kind] = Kind.STALE
    why: ClassVar[str] = "the firewall is open for addresses that are not Microsoft's any more"
    tip: ClassVar[str] = "take it out; pacgen export writes the whole list"
    bad: ClassVar[str] = GOOD + "13.107.64.0/18\n"
    good: ClassVar[str] = GOOD
