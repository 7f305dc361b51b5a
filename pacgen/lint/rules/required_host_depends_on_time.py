"""The rule ``required-host-depends-on-time``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.swayed_rule import SwayedRule
from pacgen.lint.worlds import WorldKind

__all__ = ["RequiredHostDependsOnTime"]


class RequiredHostDependsOnTime(SwayedRule):
    """
    Checks for hosts of the endpoint list whose answer depends on the time.

    Why is this bad?
        A test at seven finds Teams DIRECT, users at nine find it on the proxy. What the clock
        decides nobody can reproduce in the evening.

    Known problems
        Tried are the hours around those that the file names, the days of a week and the months of a
        year, as far as it asks for them.

    References
        Mozilla, "Proxy Auto-Configuration (PAC) file", section timeRange().
    """

    name: ClassVar[str] = "required-host-depends-on-time"
    code: ClassVar[str] = "RT19"
    severity: ClassVar[Severity] = Severity.ERROR
    kind: ClassVar[WorldKind] = WorldKind.CLOCK
    plain: ClassVar[str] = "it is Wed 2026-01-07 12:00"
    why: ClassVar[str] = (
        "a test at one hour finds nothing, and users at another have Teams on the proxy"
    )
    bad: ClassVar[str] = (
        'if (timeRange(8, 0, 17, 59, "GMT")) return "PROXY day.example.com:8080";\n'
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (timeRange(8, 0, 17, 59, "GMT")) return "PROXY day.example.com:8080";'
    )
