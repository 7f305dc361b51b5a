"""The rule ``scheme-in-proxy-address``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["SchemeInProxyAddress"]


class SchemeInProxyAddress(ResultRule):
    """
    Checks for proxies that are written as a URL.

    Why is this bad?
        ``PROXY http://proxy.example.com:8080`` works in Firefox, which reads URLs there. Chromium,
        and with it Teams, cannot read it and goes DIRECT: it works in one browser only.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "scheme-in-proxy-address"
    code: ClassVar[str] = "CO16"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.SCHEME
    why: ClassVar[str] = "only Firefox reads a URL there: the proxy works in one browser only"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY http://proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "has a URL for its proxy"

    def cure(self, text: str) -> str:
        del text
        return 'write host and port, no URL\n    return "PROXY proxy.example.com:8080";'
