"""The rule ``unportable-result-keyword``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["UnportableResultKeyword"]


class UnportableResultKeyword(ResultRule):
    """
    Checks for results with a word that only some clients know.

    Why is this bad?
        ``HTTPS``, ``SOCKS4`` and ``SOCKS5`` are known to browsers; Windows' own resolver, which
        sign-in brokers, updaters and add-ins use, knows PROXY and DIRECT. ``HTTP`` is known to
        Firefox only.

    Known problems
        Which clients count is a choice: see the option for targets.

    References
        Chromium, "Proxy support in Chrome", section "Proxy server schemes".
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "unportable-result-keyword"
    code: ClassVar[str] = "PO11"
    severity: ClassVar[Severity] = Severity.WARNING
    flaw: ClassVar[Flaw] = Flaw.UNPORTABLE
    why: ClassVar[str] = (
        "programs that use Windows' own resolver pass over the element, or go DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "HTTPS proxy.example.com:443";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "is not known to all clients"

    def cure(self, text: str) -> str:
        del text
        return 'offer a PROXY to the others\n    return "PROXY proxy.example.com:8080";'
