"""The rule ``result-keyword-case``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["ResultKeywordCase"]


class ResultKeywordCase(ResultRule):
    """
    Checks for result words that are not in upper case.

    Why is this bad?
        Browsers take any case; some vendors' gateways and older programs demand upper case.

    Known problems
        None.

    References
        Zscaler, "Writing a PAC file".
    """

    name: ClassVar[str] = "result-keyword-case"
    code: ClassVar[str] = "ST01"
    severity: ClassVar[Severity] = Severity.INFO
    flaw: ClassVar[Flaw] = Flaw.CASE
    why: ClassVar[str] = "browsers take any case, other programs may not"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "Proxy proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "is not written in upper case"

    def cure(self, text: str) -> str:
        del text
        return "write PROXY and DIRECT in upper case"
