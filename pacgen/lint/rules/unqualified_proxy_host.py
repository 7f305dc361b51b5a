"""The rule ``unqualified-proxy-host``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["UnqualifiedProxyHost"]


class UnqualifiedProxyHost(ResultRule):
    """
    Checks for proxies with a host name that has no domain.

    Why is this bad?
        ``proxy`` is found only by clients whose DNS suffix list completes it: at home, on a VPN
        with another suffix, or on a phone it is not, or it is somebody else's.

    Known problems
        None.

    References
        Zscaler, "Writing a PAC file" (a fully qualified name is required).
    """

    name: ClassVar[str] = "unqualified-proxy-host"
    code: ClassVar[str] = "CO23"
    severity: ClassVar[Severity] = Severity.WARNING
    flaw: ClassVar[Flaw] = Flaw.UNQUALIFIED
    why: ClassVar[str] = (
        "only clients with the right DNS suffix find the proxy; elsewhere it is missing, or "
        "somebody else's"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "has no domain in its name"

    def cure(self, text: str) -> str:
        del text
        return 'write the whole name\n    return "PROXY proxy.example.com:8080";'
