"""The rule ``ex-entry-diverges``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.probes import Role
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import diverging, has_ex_entry
from pacgen.lint.wording import common_answer, listing, subjects

__all__ = ["ExEntryDiverges"]


class ExEntryDiverges(Rule):
    """
    Checks for an entry point for Windows that answers otherwise than the usual one.

    Why is this bad?
        Windows' own resolver prefers ``FindProxyForURLEx`` where it is defined; Chromium and
        Firefox never call it. Where the two functions differ, programs on one computer take
        different ways.

    Known problems
        It is checked only where both a browser and WinHTTP are among the clients.

    References
        Microsoft, "IPv6-aware proxy helper API definitions".
    """

    name: ClassVar[str] = "ex-entry-diverges"
    code: ClassVar[str] = "PO09"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "only Windows calls FindProxyForURLEx, browsers never do, so programs on one computer take "
        "different ways"
    )
    bad: ClassVar[str] = (
        "function FindProxyForURL(url, host) {\n"
        '  return "DIRECT";\n'
        "}\n"
        "function FindProxyForURLEx(url, host) {\n"
        '  return "PROXY proxy.example.com:8080";\n'
        "}\n"
    )
    good: ClassVar[str] = (
        "function FindProxyForURL(url, host) {\n"
        '  return "DIRECT";\n'
        "}\n"
        "function FindProxyForURLEx(url, host) {\n"
        "  return FindProxyForURL(url, host);\n"
        "}\n"
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        if has_ex_entry(context):
            answers = diverging(context, Role.HOST, Role.NAMED_HOST, Role.CONTROL_HOST)
            if answers:
                names = subjects(answers)
                yield self.finding(
                    context,
                    f"FindProxyForURLEx sends {listing(names)} to "
                    f"{common_answer(answers, 'other places')}, FindProxyForURL does not",
                    tip="let one call the other\n"
                    "    function FindProxyForURLEx(url, host) {\n"
                    "      return FindProxyForURL(url, host);\n"
                    "    }",
                    answers=answers,
                )
