"""The rule ``inverted-subnet-mask``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import dotted, is_inverted, number_of, subnets

__all__ = ["InvertedSubnetMask"]


class InvertedSubnetMask(StaticRule):
    """
    Checks for masks of ``isInNet`` written the wrong way round, as routers have them.

    Why is this bad?
        ``0.255.255.255`` masks the network away and keeps the host's part: the test holds
        for one address in every network, and for hardly any that was meant.

    Known problems
        None.

    References
        Cisco, "IP Access List Overview", section "Wildcard Masks".
    """

    name: ClassVar[str] = "inverted-subnet-mask"
    code: ClassVar[str] = "CO35"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the mask keeps the wrong part of the address, so the test does not hold for the "
        "network that was meant"
    )
    bad: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "0.1.255.255")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "255.254.0.0")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for subnet in subnets(program):
            mask = number_of(subnet.mask)
            if mask is None or not is_inverted(mask):
                continue
            yield self.at(
                context,
                subnet.mask_node,
                f'the mask "{subnet.mask}" is the wrong way round',
                tip=f'write ones for the network\'s part\n    "{dotted(mask ^ 0xFFFFFFFF)}"',
                confidence=Confidence.PROVEN,
            )
