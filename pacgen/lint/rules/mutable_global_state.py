"""The rule ``mutable-global-state``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program, Variable
from pacgen.lint.static import StaticRule

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["MutableGlobalState"]


class MutableGlobalState(StaticRule):
    """
    Checks for globals that a request changes and the next one finds changed.

    Why is this bad?
        Clients run several copies of a script side by side, and some run it again after
        each answer of the DNS. So a counter counts no requests, and the answer for a host
        is a matter of luck.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8_tracing.cc.
    """

    name: ClassVar[str] = "mutable-global-state"
    code: ClassVar[str] = "CO52"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "clients run several copies of the script, and run it more than once: the answer is a "
        "matter of luck"
    )
    bad: ClassVar[str] = """\
var n = 0;
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  n++;
  return "PROXY proxy" + n % 2 + ".contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy" + host.length % 2 + ".contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for variable in program.names.variables:
            change = _change(program, variable)
            if change is not None:
                yield self.at(
                    context,
                    change,
                    f"{variable.name} keeps its value from one request to the next",
                    tip="let the answer depend on host and url alone; to share out the load, "
                    "use the length of the host",
                )


_CHANGES = frozenset({"update_expression", "augmented_assignment_expression"})


def _change(program: Program, variable: Variable) -> Node | None:
    """Return where a function changes a global that it has not set itself."""
    if variable.scope != program.index.root:
        return None
    setting = {
        program.index.function(write).id for write in variable.writes if write.type not in _CHANGES
    }
    for write in variable.writes:
        function = program.index.function(write)
        inside = function != program.index.root and function.id not in setting
        if write.type in _CHANGES and inside:
            return write
    return None
