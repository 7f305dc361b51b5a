"""The rule ``direct-with-address``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["DirectWithAddress"]


class DirectWithAddress(ResultRule):
    """
    Checks for ``DIRECT`` with an address behind it.

    Why is this bad?
        ``DIRECT`` takes no address. Chromium passes over the element, Firefox takes it for DIRECT,
        and the author may have meant either.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
        Firefox, netwerk/base/nsProtocolProxyService.cpp.
    """

    name: ClassVar[str] = "direct-with-address"
    code: ClassVar[str] = "CO20"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.DIRECT_WITH_ADDRESS
    why: ClassVar[str] = "clients differ in whether they take it for DIRECT or pass over it"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (host == "pbx.example.net") return "DIRECT proxy.example.com:8080";\n'
        'return "PROXY proxy.example.com:8080; DIRECT x";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "has an address behind DIRECT"

    def cure(self, text: str) -> str:
        del text
        return 'write DIRECT alone, or a proxy\n    return "DIRECT";'
