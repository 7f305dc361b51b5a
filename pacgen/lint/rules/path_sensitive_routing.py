"""The rule ``path-sensitive-routing``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Request
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Probe, Role
from pacgen.lint.rule import Rule
from pacgen.lint.wording import quoted

__all__ = ["PathSensitiveRouting"]


class PathSensitiveRouting(Rule):
    """
    Checks for hosts whose answer depends on the path of the URL.

    Why is this bad?
        Windows remembers one answer for each host: the first path that is asked for decides about
        all others. Browsers cut the path of https URLs before the script sees it, so there such a
        rule never matches.

    Known problems
        Tried are the paths that the file names in its patterns.

    References
        Microsoft, KB 271361.
        Chromium, "Proxy support in Chrome".
    """

    name: ClassVar[str] = "path-sensitive-routing"
    code: ClassVar[str] = "PO02"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "where Windows remembers one answer for a host, the first path that is asked for decides "
        "about all"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (shExpMatch(url, "http://portal.example.com/login*")) return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (host == "portal.example.com") return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        urls = dict.fromkeys(url for text in context.literals if (url := _url(text.value)))
        probes = [probe for url in list(urls)[:_MOST] for probe in _pair(url)]
        answers = [a for a in context.ask(probes) if a.target is context.reference]
        for with_path, root in zip(answers[::2], answers[1::2], strict=False):
            faults = (with_path.decision.fault, root.decision.fault)
            if faults == (None, None) and with_path.returned != root.returned:
                yield self.finding(
                    context,
                    f"{with_path.probe.host} gets {quoted(with_path.returned)} for this path, "
                    f"{quoted(root.returned)} for others",
                    tip="test the host, and leave the path out of it\n"
                    f'    if (host == "{with_path.probe.host}")',
                    answers=(with_path,),
                )


_MOST = 50
_PATTERN = re.compile(r"(?:https?|\*)://([a-z0-9.*-]+)(/[^\s?#]*[^/*\s][^\s]*)", re.IGNORECASE)


def _url(pattern: str) -> str | None:
    """Return a URL that *pattern* matches, if it is one with a host and a path."""
    match = _PATTERN.fullmatch(pattern)
    if match is None:
        return None
    host = match[1].replace("*", "a").lower().strip(".")
    return f"http://{host}{match[2].replace('*', 'x')}" if "." in host else None


def _pair(url: str) -> tuple[Probe, Probe]:
    request = Request.for_url(url)
    root = Request.for_host(request.host, scheme="http", path="/pacgen-probe")
    return Probe(Role.EXTRA, request.host, request), Probe(Role.EXTRA, request.host, root)
