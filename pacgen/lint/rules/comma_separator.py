"""The rule ``comma-separator``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.flaws import Flaw
from pacgen.lint.result_rule import ResultRule

__all__ = ["CommaSeparator"]


class CommaSeparator(ResultRule):
    """
    Checks for results whose elements are not separated with a semicolon.

    Why is this bad?
        Only ``;`` separates. Of ``PROXY a.example.com:8080, DIRECT`` clients make one element that
        they cannot read; they drop it, and with nothing left they go DIRECT for everything that
        gets this result.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc and net/proxy_resolution/proxy_list.cc.
    """

    name: ClassVar[str] = "comma-separator"
    code: ClassVar[str] = "CO14"
    severity: ClassVar[Severity] = Severity.ERROR
    flaw: ClassVar[Flaw] = Flaw.COMMA
    why: ClassVar[str] = (
        "clients cannot read the element and pass over it; with nothing left they go DIRECT"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080, DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'return "PROXY proxy.example.com:8080; DIRECT";'
    )

    def says(self, text: str) -> str:
        del text
        return "is separated with a comma"

    def cure(self, text: str) -> str:
        elements = "; ".join(part.strip() for part in text.split(","))
        return f'separate with a semicolon\n    return "{elements}";'
