"""The rule ``no-default-result``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Place, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.troubles import TroubleKind, troubles
from pacgen.lint.wording import circumstances, counted, listing, quoted, subjects

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["NoDefaultResult"]


class NoDefaultResult(Rule):
    """
    Checks for hosts for which ``FindProxyForURL`` ends without a result.

    Why is this bad?
        A function that falls off its end returns ``undefined``. Clients take that for a failure
        of the script and go DIRECT, silently, or block the request where the PAC is mandatory.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Proxy auto-config (PAC) scripts".
    """

    name: ClassVar[str] = "no-default-result"
    code: ClassVar[str] = "CO10"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "clients take a missing result for a failure and go DIRECT without a word, so the proxy "
        "is off for these hosts"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
}
"""
    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""

    def check(self, context: LintContext) -> Iterator[Finding]:
        unsaid = _unsaid(context)
        for trouble in troubles(context, TroubleKind.MISSING):
            names = subjects(trouble.shown)
            finding = self.finding(
                context,
                f"FindProxyForURL ends without a result for {listing(names)} "
                f"({counted(trouble.requests, 'request')}){circumstances(trouble.answers)}",
                tip="make this the last statement of FindProxyForURL, with your proxy in it\n"
                '    return "PROXY proxy.example.com:8080";',
                answers=trouble.answers,
                shown=trouble.shown,
            )
            if unsaid is not None:
                text = context.program.index.text(unsaid).rstrip("; ")
                finding = replace(
                    finding,
                    place=Place.of(context.pac.name, context.program.index.span(unsaid)),
                    message=f"{finding.message}: {quoted(text)} is not returned",
                    tip=f"write return in front of it\n    return {quoted(text)};",
                )
            yield finding


_RESULT = re.compile(r"""["'](DIRECT|PROXY|SOCKS[45]?|HTTPS?)\b""")


def _unsaid(context: LintContext) -> Node | None:
    """Return the first statement that is nothing but a result, without ``return`` before it."""
    if context.tree.is_broken:
        return None
    statements = context.program.index.nodes("expression_statement")
    return next((s for s in statements if _RESULT.match(context.program.index.text(s))), None)
