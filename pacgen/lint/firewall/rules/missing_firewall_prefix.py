"""The rule ``missing-firewall-prefix``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.firewall.checking import Kind
from pacgen.lint.finding import Severity
from pacgen.lint.firewall.rule import GOOD, FirewallRule

__all__ = ["MissingFirewallPrefix"]


class MissingFirewallPrefix(FirewallRule):
    """
    Checks for published addresses, or ports of them, that the firewall does not open.

    Why is this bad?
        What goes past the proxy ends at the firewall. Media falls back to TCP and then to the
        proxy, or calls fail.

    Known problems
        A file that does not hold these addresses alone, or not all of them, is taken as if it
        did.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
    """

    name: ClassVar[str] = "missing-firewall-prefix"
    code: ClassVar[str] = "FW01"
    severity: ClassVar[Severity] = Severity.ERROR
    kind: ClassVar[Kind] = Kind.MISSING
    why: ClassVar[str] = "what the PAC file sends past the proxy does not get through the firewall"
    tip: ClassVar[str] = "add it; pacgen export writes the whole list"
    bad: ClassVar[str] = GOOD.replace("52.122.0.0/15\n", "")
    good: ClassVar[str] = GOOD
