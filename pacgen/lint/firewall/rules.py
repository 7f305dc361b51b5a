"""The rules about the firewall, one for each kind of difference."""

from __future__ import annotations

from typing import ClassVar

from pacgen.firewall.checking import Kind
from pacgen.lint.finding import Severity
from pacgen.lint.firewall.rule import FirewallRule

__all__ = [
    "FIREWALL_RULES",
    "FirewallVersionMismatch",
    "MissingFirewallPrefix",
    "StaleFirewallPrefix",
    "WideFirewallPrefix",
]

_GOOD = "# pacgen: Worldwide 2026081400, preset teams\n52.112.0.0/14\n52.122.0.0/15\n"


class FirewallVersionMismatch(FirewallRule):
    """
    Checks for a firewall that was made from other endpoint data than the PAC file.

    Why is this bad?
        The PAC file sends hosts directly whose addresses the firewall does not open yet, or the
        firewall has open what nobody goes to any more.

    Known problems
        Only files that say what they were made from are compared: those of pacgen do.

    References
        None.
    """

    name: ClassVar[str] = "firewall-version-mismatch"
    code: ClassVar[str] = "FW04"
    severity: ClassVar[Severity] = Severity.WARNING
    kind: ClassVar[Kind] = Kind.VERSION
    why: ClassVar[str] = "PAC file and firewall let different things pass until both are current"
    tip: ClassVar[str] = "make both from the same endpoint data: pacgen generate, pacgen export"
    bad: ClassVar[str] = _GOOD.replace("2026081400", "2025010100")
    good: ClassVar[str] = _GOOD


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
    bad: ClassVar[str] = _GOOD.replace("52.122.0.0/15\n", "")
    good: ClassVar[str] = _GOOD


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
    bad: ClassVar[str] = _GOOD + "13.107.64.0/18\n"
    good: ClassVar[str] = _GOOD


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
    bad: ClassVar[str] = _GOOD.replace("52.122.0.0/15", "52.120.0.0/14")
    good: ClassVar[str] = _GOOD


FIREWALL_RULES: tuple[FirewallRule, ...] = (
    FirewallVersionMismatch(),
    MissingFirewallPrefix(),
    StaleFirewallPrefix(),
    WideFirewallPrefix(),
)
"""All rules about the firewall, by name."""
