"""The rule ``invalid-subnet-mask``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import dotted, number_of, subnets
from pacgen.lint.wording import quoted

__all__ = ["InvalidSubnetMask"]


class InvalidSubnetMask(StaticRule):
    """
    Checks for masks of ``isInNet`` that are no dotted masks.

    Why is this bad?
        ``isInNet`` wants ``255.252.0.0``. Given ``/14`` or ``14``, browsers answer false
        for every address, and older libraries true for every address.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "invalid-subnet-mask"
    code: ClassVar[str] = "CO34"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "browsers take such a mask to match nothing, older libraries to match everything"
    )
    bad: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "/15")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "255.254.0.0")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for subnet in subnets(program):
            if subnet.mask is None or number_of(subnet.mask) is not None or ":" in subnet.mask:
                continue
            if subnet.address is not None and ":" in subnet.address:
                continue
            mask = _meant(subnet.mask)
            yield self.at(
                context,
                subnet.mask_node,
                f'the mask "{quoted(subnet.mask)}" is no dotted mask',
                tip=f'write the mask with dots\n    "{mask}"',
                confidence=Confidence.PROVEN,
            )


_BITS = 32


def _meant(mask: str) -> str:
    """Return the mask that was meant, or an example."""
    match = re.fullmatch(r"/?(\d{1,2})", mask)
    bits = int(match[1]) if match else 8
    if bits > _BITS:
        return "255.0.0.0"
    return dotted((0xFFFFFFFF << (_BITS - bits)) & 0xFFFFFFFF)
