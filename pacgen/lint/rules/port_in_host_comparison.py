"""The rule ``port-in-host-comparison``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import How, Program
from pacgen.lint.static import StaticRule, host_comparisons
from pacgen.lint.wording import quoted

__all__ = ["PortInHostComparison"]


class PortInHostComparison(StaticRule):
    """
    Checks for ports in what the host is compared with.

    Why is this bad?
        The host that clients hand over never has a port: the test never holds.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section Parameters.
    """

    name: ClassVar[str] = "port-in-host-comparison"
    code: ClassVar[str] = "CO39"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients hand over the host without its port, so this test never holds and the rule is dead"
    )
    bad: ClassVar[str] = 'if (host == "intranet.contoso.com:8443") return "DIRECT";'
    good: ClassVar[str] = 'if (host == "intranet.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for comparison in host_comparisons(program, *_WHOLE):
            match = _PORT.fullmatch(comparison.pattern)
            if match is not None:
                yield self.at(
                    context,
                    comparison.at,
                    f'the pattern "{quoted(comparison.pattern)}" has a port, hosts have none',
                    tip=f"leave the port away; the URL has it where it is not the usual one\n"
                    f'    "{match[1]}"',
                    confidence=Confidence.PROVEN,
                )


_WHOLE = (How.EQUAL, How.SUFFIX, How.GLOB, How.LOCAL)
_PORT = re.compile(r"((?=[^:]*[.g-z_-])[^:/]+):(\d+|\*)", re.IGNORECASE)
"""A name or an IPv4 address with a port; the beginning of an IPv6 address, as fe80:*, is none."""
