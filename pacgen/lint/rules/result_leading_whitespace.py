"""The rule ``result-leading-whitespace``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw, consequence
from pacgen.lint.result_rule import ResultRule

__all__ = ["ResultLeadingWhitespace"]


class ResultLeadingWhitespace(ResultRule):
    """
    Checks for results that begin with a blank, or hold line ends at an edge.

    Why is this bad?
        Firefox does not pass over blanks in front of the first element: it finds no word there and
        drops the element. Line ends are trimmed by nobody. Chromium forgives blanks, so the file
        works in one browser.

    Known problems
        Where none of the clients in question minds, it is a warning.

    References
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
        Chromium, net/proxy_resolution/proxy_list_unittest.cc.
    """

    name: ClassVar[str] = "result-leading-whitespace"
    code: ClassVar[str] = "CO21"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.LEADING_BLANK
    why: ClassVar[str] = (
        "only Firefox drops an element with a blank in front of it, Chromium does not: the proxy "
        "works in one browser only"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return " PROXY proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def level(self, context: LintContext, text: str) -> Severity:
        harm = consequence(text, context.targets)
        return self.severity if harm else Severity.WARNING

    def says(self, text: str) -> str:
        del text
        return "has white space at an edge"

    def cure(self, text: str) -> str:
        return f'write it without\n    return "{text.strip()}";'
