"""The rule ``unknown-result-keyword``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["UnknownResultKeyword"]


class UnknownResultKeyword(ResultRule):
    """
    Checks for results with a word that no client knows.

    Why is this bad?
        Clients pass over an element whose word they do not know, without a message. With nothing
        left they go DIRECT.

    Known problems
        Words that some of the clients know are reported by ``unportable-result-keyword``.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "unknown-result-keyword"
    code: ClassVar[str] = "CO15"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.UNKNOWN_WORD
    why: ClassVar[str] = (
        "clients pass over words that they do not know; with nothing left they go DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXYS proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "begins with no word that clients know"

    def cure(self, text: str) -> str:
        del text
        return (
            "write PROXY and DIRECT, nothing else\n"
            '    return "PROXY proxy.example.com:8080; DIRECT";'
        )
