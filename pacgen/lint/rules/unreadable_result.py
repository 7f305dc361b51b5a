"""The rule ``unreadable-result``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["UnreadableResult"]


class UnreadableResult(ResultRule):
    """
    Checks for results of which clients cannot read a part.

    Why is this bad?
        Clients pass over elements that they cannot read, without a message. With nothing left they
        go DIRECT.

    Known problems
        The usual mistakes (commas, URLs, ports, words) have rules of their own.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "unreadable-result"
    code: ClassVar[str] = "CO62"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.OTHER
    why: ClassVar[str] = "clients pass over what they cannot read; with nothing left they go DIRECT"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080 DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080; DIRECT";'
    )

    def says(self, text: str) -> str:
        del text
        return "cannot be read by every client"

    def cure(self, text: str) -> str:
        del text
        return (
            "separate with semicolons, and give every proxy a host and a port\n"
            '    return "PROXY proxy.example.com:8080; DIRECT";'
        )
