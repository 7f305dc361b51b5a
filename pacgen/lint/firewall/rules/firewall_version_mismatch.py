"""The rule ``firewall-version-mismatch``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.firewall.checking import Kind
from pacgen.lint.finding import Severity
from pacgen.lint.firewall.rule import GOOD, FirewallRule

__all__ = ["FirewallVersionMismatch"]


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
    bad: ClassVar[str] = GOOD.replace("2026081400", "2025010100")
    good: ClassVar[str] = GOOD
