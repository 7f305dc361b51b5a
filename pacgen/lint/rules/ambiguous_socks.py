"""The rule ``ambiguous-socks``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["AmbiguousSocks"]


class AmbiguousSocks(ResultRule):
    """
    Checks for ``SOCKS`` without a version.

    Why is this bad?
        Chromium and Firefox take it for version 4, without names and IPv6 on the proxy's side;
        others for version 5; Windows' own resolver goes DIRECT.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Proxy server schemes".
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "ambiguous-socks"
    code: ClassVar[str] = "PO12"
    severity: ClassVar[Severity] = Severity.WARNING
    flaw: ClassVar[Flaw] = Flaw.SOCKS
    why: ClassVar[str] = "clients differ in which version they speak, and some go DIRECT"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "SOCKS socks.example.com:1080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "does not say which version of SOCKS"

    def cure(self, text: str) -> str:
        del text
        return 'say the version, or use an HTTP proxy\n    return "SOCKS5 socks.example.com:1080";'
