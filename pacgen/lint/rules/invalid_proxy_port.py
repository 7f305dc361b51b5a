"""The rule ``invalid-proxy-port``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["InvalidProxyPort"]


class InvalidProxyPort(ResultRule):
    """
    Checks for proxies whose port is no port.

    Why is this bad?
        A port that is empty, no number, or above 65535 makes the whole element unreadable. Clients
        pass over it and, with nothing left, go DIRECT.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
    """

    name: ClassVar[str] = "invalid-proxy-port"
    code: ClassVar[str] = "CO19"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.BAD_PORT
    why: ClassVar[str] = (
        "clients cannot read the element and pass over it; with nothing left they go DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:80800";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "has no valid port"

    def cure(self, text: str) -> str:
        del text
        return 'write a port from 1 to 65535\n    return "PROXY proxy.example.com:8080";'
