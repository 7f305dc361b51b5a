"""The rule ``ms-extension-outside-ex``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import ENTRY_POINTS, Call, Program
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import EXTENDED

__all__ = ["MsExtensionOutsideEx"]


class MsExtensionOutsideEx(StaticRule):
    """
    Checks for Microsoft's IPv6 helpers in functions that every client runs.

    Why is this bad?
        ``dnsResolveEx``, ``isInNetEx`` and their like exist in Chromium, and in Windows
        inside ``FindProxyForURLEx``. Firefox and other clients throw, and go DIRECT.

    Known problems
        Helpers that the file looks for with ``typeof`` first are left alone.

    References
        Microsoft, "IPv6-Aware Proxy Helper API Definitions". Mozilla,
        netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "ms-extension-outside-ex"
    code: ClassVar[str] = "PO08"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "in Firefox and Windows this helper does not exist here: the script throws, and they "
        "go DIRECT without a word"
    )
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  if (isInNetEx(host, "fd00::/8")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  if (host.indexOf("fd00:") == 0) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*EXTENDED):
            around = list(program.index.functions(call.node))
            outermost = program.index.field(around[-1], "name") if around else None
            name = program.index.text(outermost) if outermost is not None else ""
            if name == ENTRY_POINTS[1] or program.is_probed(call.name):
                continue
            if _is_argument(program, call) or not self._is_reached(program, name):
                continue
            yield self.at(
                context,
                call.node,
                f"{call.name} exists in some clients alone",
                tip="do without it, or use it in FindProxyForURLEx alone",
            )

    def _is_reached(self, program: Program, name: str) -> bool:
        """Say whether anything but ``FindProxyForURLEx`` calls the function *name*."""
        variable = program.names.top_level(name) if name else None
        if variable is None or name == ENTRY_POINTS[0]:
            return True
        callers = [list(program.index.functions(read)) for read in variable.reads]
        outermost = [program.index.field(c[-1], "name") if c else None for c in callers]
        names = {program.index.text(n) if n is not None else "" for n in outermost}
        return names != {ENTRY_POINTS[1]}


def _is_argument(program: Program, call: Call) -> bool:
    """Say whether another of these helpers is called with the result, and reported."""
    arguments = program.index.parent(call.node)
    outer = program.index.parent(arguments) if arguments is not None else None
    around = program.calls.by_node.get(outer.id) if outer is not None else None
    return around is not None and around.name in EXTENDED
