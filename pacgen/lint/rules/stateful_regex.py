"""The rule ``stateful-regex``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["StatefulRegex"]


class StatefulRegex(StaticRule):
    """
    Checks for regular expressions that remember where they found something.

    Why is this bad?
        With the flag ``g`` or ``y``, ``test`` and ``exec`` go on behind the last match. A
        regular expression that outlives the call answers DIRECT, proxy, DIRECT, proxy for
        one and the same host.

    Known problems
        None.

    References
        ECMAScript, "RegExpBuiltinExec".
    """

    name: ClassVar[str] = "stateful-regex"
    code: ClassVar[str] = "CO28"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "the answer for a host changes from one request to the next"
    bad: ClassVar[str] = """\
var teams = /(^|\\.)wiki\\.contoso\\.com$/g;
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return teams.test(host) ? "DIRECT" : "PROXY proxy.contoso.com:8080";
}
"""
    good: ClassVar[str] = """\
var teams = /(^|\\.)wiki\\.contoso\\.com$/;
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  return teams.test(host) ? "DIRECT" : "PROXY proxy.contoso.com:8080";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.methods("test", "exec"):
            receiver = call.receiver
            variable = program.names.variable(receiver) if receiver is not None else None
            value = variable.only_value if variable else None
            if variable is None or value is None or value.type != "regex":
                continue
            flags = program.index.field(value, "flags")
            text = program.index.text(flags) if flags is not None else ""
            outlives = variable.scope != program.index.function(call.node)
            if outlives and {"g", "y"} & set(text):
                yield self.at(
                    context,
                    value,
                    f"with /{text}, this regular expression remembers its last match",
                    tip=f"remove the flag {text.strip('im')}",
                    related=((call.node, "it goes on behind the last match here"),),
                )
