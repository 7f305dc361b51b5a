"""The rule ``unexpanded-placeholder``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

__all__ = ["UnexpandedPlaceholder"]


class UnexpandedPlaceholder(StaticRule):
    """
    Checks for placeholders that nobody filled in, as ``${GATEWAY}`` or ``%PROXY%``.

    Why is this bad?
        Services such as Zscaler replace them when they serve the file. From anywhere else
        clients get the placeholder itself, which is no name of a proxy: they go DIRECT.

    Known problems
        Ignore it in files that are only served by the vendor who fills them in.

    References
        Zscaler, "Writing a PAC File".
    """

    name: ClassVar[str] = "unexpanded-placeholder"
    code: ClassVar[str] = "PO24"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients get the placeholder itself, which is no proxy, and go DIRECT without a word"
    )
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  var gateway = "PROXY ${GATEWAY}:9400";
  return gateway;
}
"""
    good: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  var gateway = "PROXY gateway.contoso.com:9400";
  return gateway;
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node, text in program.strings:
            match = _PLACEHOLDER.search(text) if node.type == "string" else None
            if match is not None:
                yield self.at(
                    context,
                    node,
                    f"the placeholder {quoted(match.group())} is not filled in",
                    tip="write the name itself, or let the service that fills it in serve the file",
                )


_PLACEHOLDER = re.compile(
    r"\$\{[A-Za-z_][\w.]*\}|\{\{\s*[\w.]+\s*\}\}|%[A-Z][A-Z_]+%|<%.*?%>|<[A-Z][A-Z_ -]{2,}>"
    r"|@[A-Z][A-Z_]{2,}@|__[A-Z][A-Z_]+__"
)
