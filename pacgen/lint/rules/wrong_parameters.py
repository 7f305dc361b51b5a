"""The rule ``wrong-parameters``."""

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

__all__ = ["WrongParameters"]


class WrongParameters(StaticRule):
    """
    Checks for an entry point whose parameters are missing or stand in the wrong order.

    Why is this bad?
        Clients hand over the URL first and the host second, whatever the parameters are
        called. With the names swapped every test of the host is made on the URL, and mostly
        fails.

    Known problems
        None.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section Syntax.
    """

    name: ClassVar[str] = "wrong-parameters"
    code: ClassVar[str] = "CO07"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "clients hand over the URL first and the host second, whatever the parameters are called"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(host, url) {
  if (/:\\/\\/teams\\.microsoft\\.com\\.?[:\\/]/i.test(host)) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return "PROXY proxy.contoso.com:8080";
}
"""
    example_entries: ClassVar[tuple[str, ...]] = ("teams.microsoft.com",)

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for name, functions in program.subjects.entry_points.items():
            parameters = program.names.parameters(functions[-1])
            words = [program.index.text(parameter).lower() for parameter in parameters]
            if len(words) > 1 and "host" in words[0] and _is_url(words[1]):
                yield self.at(
                    context,
                    parameters[0],
                    f"the first parameter of {name} is the URL, and is called host here",
                    tip=f"swap them\n    function {name}(url, host) {{",
                )
            elif len(words) < len(("url", "host")) and _uses_host(program, functions[-1]):
                yield self.at(
                    context,
                    functions[-1] if not parameters else parameters[0],
                    f"{name} has {counted(len(words), 'parameter')}, clients hand over two",
                    tip=f"name both\n    function {name}(url, host) {{",
                )


def _is_url(word: str) -> bool:
    return "url" in word or "uri" in word


def _uses_host(program: Program, function: Node) -> bool:
    places = program.names.free.get("host", [])
    return any(function in program.index.functions(place) for place in places)
