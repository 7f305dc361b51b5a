"""The rule ``wide-firewall-prefix``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.firewall.checking import Kind
from pacgen.lint.finding import Severity
from pacgen.lint.firewall.rule import GOOD, FirewallRule

__all__ = ["WideFirewallPrefix"]


class WideFirewallPrefix(FirewallRule):
    """
    Checks for prefixes that are wider than published, or open on ports that are not.

    Why is this bad?
        Whoever rents an address beside Microsoft's gets past proxy and inspection.

    Known problems
        None.

    References
        None.
    """

    name: ClassVar[str] = "wide-firewall-prefix"
    code: ClassVar[str] = "FW03"
    severity: ClassVar[Severity] = Severity.WARNING
    kind: ClassVar[Kind] = Kind.WIDER
    why: ClassVar[str] = "the firewall lets more pass than Microsoft asks for"
    tip: ClassVar[str] = "write what is published; pacgen export writes the whole list"
    bad: ClassVar[str] = GOOD.replace("52.122.0.0/15", "52.120.0.0/14")
    good: ClassVar[str] = GOOD
