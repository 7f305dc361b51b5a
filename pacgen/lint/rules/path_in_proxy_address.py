"""The rule ``path-in-proxy-address``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["PathInProxyAddress"]


class PathInProxyAddress(ResultRule):
    """
    Checks for proxies with a path behind the port.

    Why is this bad?
        A proxy is a host and a port. With ``/`` behind it Chromium cannot read it and goes DIRECT.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
    """

    name: ClassVar[str] = "path-in-proxy-address"
    code: ClassVar[str] = "CO17"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.PATH
    why: ClassVar[str] = (
        "clients cannot read an address with a path; with nothing left they go DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080/";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "has a path behind its port"

    def cure(self, text: str) -> str:
        del text
        return 'write host and port, nothing behind it\n    return "PROXY proxy.example.com:8080";'
