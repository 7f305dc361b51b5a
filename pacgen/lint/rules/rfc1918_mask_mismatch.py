"""The rule ``rfc1918-mask-mismatch``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import number_of, subnets

__all__ = ["Rfc1918MaskMismatch"]


class Rfc1918MaskMismatch(StaticRule):
    """
    Checks for masks that cut out only a part of a private network which the file means whole.

    Why is this bad?
        The private networks are 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16. Where a file
        lists them, ``172.16.0.0`` with ``255.255.0.0`` leaves out fifteen of sixteen parts.

    Known problems
        It is reported only in files that have another private network whole: otherwise the
        part may be what is meant.

    References
        RFC 1918, section 3.
    """

    name: ClassVar[str] = "rfc1918-mask-mismatch"
    code: ClassVar[str] = "CO37"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "addresses in the rest of the private network are sent to the proxy, which cannot "
        "reach them"
    )
    bad: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";
  if (isInNet(host, "172.16.0.0", "255.255.0.0")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "DIRECT";
  if (isInNet(host, "172.16.0.0", "255.240.0.0")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        listed = [s for s in subnets(program) if s.address in _PRIVATE]
        whole = {s.address for s in listed if s.mask == _PRIVATE[s.address or ""]}
        if not whole:
            return
        for subnet in listed:
            mask = number_of(subnet.mask)
            wanted = _PRIVATE[subnet.address or ""]
            if mask is not None and subnet.address not in whole and subnet.mask in _USUAL:
                yield self.at(
                    context,
                    subnet.mask_node,
                    f"{subnet.address} with {subnet.mask} is only a part of the private network",
                    tip=f'write the mask of the whole network\n    "{wanted}"',
                )


_PRIVATE = {
    "10.0.0.0": "255.0.0.0",
    "172.16.0.0": "255.240.0.0",
    "192.168.0.0": "255.255.0.0",
}
_USUAL = frozenset({"255.255.0.0", "255.255.255.0"})
