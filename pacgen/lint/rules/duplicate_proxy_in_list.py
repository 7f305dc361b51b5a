"""The rule ``duplicate-proxy-in-list``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["DuplicateProxyInList"]


class DuplicateProxyInList(ResultRule):
    """
    Checks for results that name one proxy twice.

    Why is this bad?
        The list looks like a failover and is none. Usually the second name was to be changed.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
    """

    name: ClassVar[str] = "duplicate-proxy-in-list"
    code: ClassVar[str] = "CO22"
    severity: ClassVar[Severity] = Severity.INFO
    flaw: ClassVar[Flaw] = Flaw.DUPLICATE
    why: ClassVar[str] = "it looks like a failover and is none"
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080; PROXY proxy.example.com:8080";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080";'
    )

    def says(self, text: str) -> str:
        del text
        return "is in one result twice"

    def cure(self, text: str) -> str:
        del text
        return "name another proxy, or this one once"
