"""The rule ``my-ip-address``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import counted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["MyIpAddress"]


class MyIpAddress(StaticRule):
    """
    Checks for routes that depend on ``myIpAddress``.

    Why is this bad?
        It returns 127.0.0.1 where the client does not know better, an IPv6 address where
        there is no other, and any one of several where there is a VPN: users get a route by
        chance.

    Known problems
        Where it plainly chooses among proxies, it is left alone.

    References
        Chromium, "Proxy support in Chrome", section "Resolving client's IP address within a
        PAC script".
    """

    name: ClassVar[str] = "my-ip-address"
    code: ClassVar[str] = "PO16"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "with a VPN or several networks it may be any address of the computer, so the route "
        "is a matter of chance"
    )
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") {
  if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "wiki.contoso.com") {
  if (isResolvable("probe.corp.contoso.com")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        calls = [
            call
            for call in program.calls.of("myIpAddress", "myIpAddressEx")
            if program.index.function(call.node) != program.index.root
        ]
        deciding = [call for call in calls if _decides(program, call.node)]
        if deciding:
            first = deciding[0]
            yield self.at(
                context,
                first.node,
                f"{first.name} may be any address of the computer ({counted(len(calls), 'call')})",
                tip="look whether a name of your own network resolves\n"
                '    isResolvable("probe.corp.example.com")',
            )


def _decides(program: Program, node: Node) -> bool:
    """Say whether DIRECT plainly depends on it."""
    test: Node | None = node
    for _ in range(3):
        result = program.outcomes.result(test) if test is not None else None
        if result is not None:
            return result.strip().upper().startswith("DIRECT")
        test = program.index.parent(test) if test is not None else None
    return False
