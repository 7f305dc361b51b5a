"""The rule ``non-ascii-result``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["NonAsciiResult"]


class NonAsciiResult(ResultRule):
    """
    Checks for results with characters that are not ASCII.

    Why is this bad?
        Chromium takes the whole result for a failure of the script and goes DIRECT. Host names
        outside of ASCII are written in punycode.

    Known problems
        None.

    References
        Chromium, services/proxy_resolver/proxy_resolver_v8.cc.
    """

    name: ClassVar[str] = "non-ascii-result"
    code: ClassVar[str] = "CO13"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.NON_ASCII
    why: ClassVar[str] = (
        "browsers built on Chromium take it for a failure of the script and go DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY pröxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY xn--prxy-5qa.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "is not ASCII"

    def cure(self, text: str) -> str:
        del text
        return "write the name in punycode (xn--...)"
