"""The rule ``empty-result``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["EmptyResult"]


class EmptyResult(ResultRule):
    """
    Checks for results that are empty.

    Why is this bad?
        Browsers take an empty text for DIRECT. Nothing says so to the reader, and other programs
        differ.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/proxy_list.cc.
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "empty-result"
    code: ClassVar[str] = "CO12"
    severity: ClassVar[Severity] = Severity.WARNING
    flaw: ClassVar[Flaw] = Flaw.EMPTY
    why: ClassVar[str] = (
        "browsers take it for DIRECT, other programs may not, and no reader can tell what was meant"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (isPlainHostName(host) || host == "www.example.com") return "";\n'
        'return "PROXY proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (isPlainHostName(host)) return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "is an empty result"

    def cure(self, text: str) -> str:
        del text
        return 'say what is meant\n    return "DIRECT";'
