"""The rule ``host-bits-in-subnet``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import bits_of, dotted, number_of, subnets

__all__ = ["HostBitsInSubnet"]


class HostBitsInSubnet(StaticRule):
    """
    Checks for networks of ``isInNet`` with ones where the mask has zeros.

    Why is this bad?
        Both sides are masked, so it works; but whoever reads it sees another network than
        the one that is tested.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "host-bits-in-subnet"
    code: ClassVar[str] = "ST02"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = (
        "it works, but whoever reads it sees one address where a whole network is meant"
    )
    bad: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.7.9", "255.254.0.0")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "255.254.0.0")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for subnet in subnets(program):
            address, mask = number_of(subnet.address), number_of(subnet.mask)
            if address is None or mask is None or bits_of(mask) is None or not address & ~mask:
                continue
            yield self.at(
                context,
                subnet.address_node,
                f"{subnet.address} is not the first address of its network",
                tip=f'write the network as it is tested\n    "{dotted(address & mask)}"',
                confidence=Confidence.PROVEN,
            )
