"""The rule ``missing-proxy-port``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["MissingProxyPort"]


class MissingProxyPort(ResultRule):
    """
    Checks for proxies without a port.

    Why is this bad?
        Clients then take a default: 80 for PROXY, 443 for HTTPS, 1080 for SOCKS. That is seldom
        where the proxy listens, and a reader cannot tell.

    Known problems
        None.

    References
        Chromium, "Proxy support in Chrome", section "Proxy server schemes".
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "missing-proxy-port"
    code: ClassVar[str] = "CO18"
    severity: ClassVar[Severity] = Severity.WARNING
    flaw: ClassVar[Flaw] = Flaw.NO_PORT
    why: ClassVar[str] = "clients take port 80, which is seldom where the proxy listens"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "names no port"

    def cure(self, text: str) -> str:
        del text
        return (
            'write the port, also if it is the default\n    return "PROXY proxy.example.com:8080";'
        )
