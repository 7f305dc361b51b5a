"""The rule ``ipv6-in-isinnet``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.subnets import subnets
from pacgen.lint.wording import quoted

__all__ = ["Ipv6InIsinnet"]


class Ipv6InIsinnet(StaticRule):
    """
    Checks for IPv6 networks in ``isInNet``.

    Why is this bad?
        ``isInNet`` knows IPv4 alone: for an IPv6 network it answers false whatever the
        address, after having asked the DNS in some clients.

    Known problems
        None.

    References
        Microsoft, "IPv6-Aware Proxy Helper API Definitions". Mozilla,
        netwerk/base/ascii_pac_utils.js.
    """

    name: ClassVar[str] = "ipv6-in-isinnet"
    code: ClassVar[str] = "PO14"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "isInNet knows IPv4 alone, so this test never holds and the rule is dead"
    bad: ClassVar[str] = (
        'if (isPlainHostName(host) && isInNet(host, "fd00:db8::", "ffff:ffff::")) return "DIRECT";'
    )
    good: ClassVar[str] = 'if (host.indexOf("fd00:db8:") == 0) return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for subnet in subnets(program):
            address = subnet.address
            if address is None or address.count(":") < len("::"):
                continue
            start = re.sub(r"(::)?(/\d+)?$", "", address)
            yield self.at(
                context,
                subnet.address_node,
                f'isInNet never holds for the IPv6 network "{quoted(address)}"',
                tip=f"compare the beginning of the address, as it is written in full\n"
                f'    host.indexOf("{start}:") == 0',
                confidence=Confidence.PROVEN,
            )
