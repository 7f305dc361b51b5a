"""The rule ``trailing-separator``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["TrailingSeparator"]


class TrailingSeparator(ResultRule):
    """
    Checks for results that end with a separator.

    Why is this bad?
        Browsers pass over the empty element behind it; other programs may stumble.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/proxy_list.cc.
    """

    name: ClassVar[str] = "trailing-separator"
    code: ClassVar[str] = "ST04"
    severity: ClassVar[Severity] = Severity.INFO
    flaw: ClassVar[Flaw] = Flaw.TRAILING
    why: ClassVar[str] = (
        "browsers pass over the empty element behind it, other programs may stumble"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080;";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "ends with a separator"

    def cure(self, text: str) -> str:
        del text
        return "leave the last semicolon out"
