"""The rule ``invalid-subnet-address``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import Subnet, number_of, subnets
from pacgen.lint.wording import quoted

__all__ = ["InvalidSubnetAddress"]


class InvalidSubnetAddress(StaticRule):
    """
    Checks for networks of ``isInNet`` that are no dotted addresses.

    Why is this bad?
        ``isInNet`` wants ``10.0.0.0`` and a mask. It knows neither prefix lengths nor
        wildcards nor names: browsers answer false for everything.

    Known problems
        None.

    References
        Mozilla, netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "invalid-subnet-address"
    code: ClassVar[str] = "CO72"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "browsers take such a network to match no address at all, so the rule is dead"
    )
    bad: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0/15", "255.254.0.0")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (/^\\d+(\\.\\d+){3}$/.test(host)) {
  if (isInNet(host, "198.18.0.0", "255.254.0.0")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for subnet in subnets(program):
            address = subnet.address
            if _is_lookup(program, subnet):
                yield self.at(
                    context,
                    subnet.address_node,
                    "the network is looked up, and may be missing",
                    tip='write the first address of the network\n    "10.0.0.0"',
                    why="where the name does not resolve, the test holds for no address",
                    severity=Severity.WARNING,
                )
            if address is None or number_of(address) is not None or ":" in address:
                continue
            if subnet.mask is not None and number_of(subnet.mask) is None:
                # One finding for one call.
                continue
            yield self.at(
                context,
                subnet.address_node,
                f'the network "{quoted(address)}" is no dotted address',
                tip=f'write the first address of the network\n    "{_meant(address)}"',
                confidence=Confidence.PROVEN,
            )


def _is_lookup(program: Program, subnet: Subnet) -> bool:
    call = program.calls.by_node.get(subnet.address_node.id)
    return call is not None and call.name == "dnsResolve"


def _meant(address: str) -> str:
    """Return the address that was meant, or an example."""
    parts = re.sub(r"[^0-9.].*", "", address).strip(".").split(".")
    padded = ".".join([*filter(None, parts), "0", "0", "0", "0"][:4])
    return padded if number_of(padded) is not None else "10.0.0.0"
