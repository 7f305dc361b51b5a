"""The rule ``non-contiguous-mask``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import bits_of, dotted, is_inverted, number_of, subnets

__all__ = ["NonContiguousMask"]


class NonContiguousMask(StaticRule):
    """
    Checks for masks of ``isInNet`` with holes.

    Why is this bad?
        A mask such as ``255.252.255.0`` is legal, and nearly always a slip: addresses that
        belong to the network fall through the hole.

    Known problems
        None.

    References
        RFC 950. RFC 4632, section 5.1.
    """

    name: ClassVar[str] = "non-contiguous-mask"
    code: ClassVar[str] = "CO36"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "a mask with holes leaves out addresses in the middle of the network"
    bad: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "255.254.255.0")) return "DIRECT";
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
            if mask is None or bits_of(mask) is not None or is_inverted(mask):
                continue
            ones = 32 - (mask ^ 0xFFFFFFFF).bit_length()
            meant = dotted((0xFFFFFFFF << (32 - ones)) & 0xFFFFFFFF)
            yield self.at(
                context,
                subnet.mask_node,
                f'the mask "{subnet.mask}" has holes',
                tip=f'write a mask of ones followed by zeros\n    "{meant}"',
            )
