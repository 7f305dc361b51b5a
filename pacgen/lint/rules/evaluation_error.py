"""The rule ``evaluation-error``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from pacgen.engine import Fault, FaultKind
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import Needs, Rule
from pacgen.lint.troubles import Trouble, TroubleKind, troubles
from pacgen.lint.wording import circumstances, counted, listing, quoted, subjects

__all__ = ["EvaluationError"]


class EvaluationError(Rule):
    """
    Checks for scripts that cannot be loaded, and for requests they fail to answer.

    Why is this bad?
        Clients meet every error with DIRECT, silently, or block the request where the PAC is
        mandatory. So an error looks like success for the hosts that should be DIRECT, and turns
        the proxy off for all others.

    Known problems
        A missing result is reported by ``no-default-result``, one that is no string by
        ``non-string-return``, a script that does not end by ``slow-evaluation``.

    References
        Chromium, "Proxy support in Chrome", section "Proxy auto-config (PAC) scripts".
    """

    name: ClassVar[str] = "evaluation-error"
    code: ClassVar[str] = "CO08"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "clients meet the error with DIRECT, without a word, so the proxy is off for these hosts"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";\n'
        'if (host.length > 30) host.split(".").pop().nothing.like.that();'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        every = {id(answer.probe) for answer in context.everything}
        for trouble in troubles(context, TroubleKind.OTHER):
            whole = every <= {id(answer.probe) for answer in trouble.answers}
            loads = not trouble.fault.kind.is_whole_file
            finding = self.finding(
                context,
                _message(context, trouble, whole=whole),
                tip=_tip(trouble.fault.kind),
                why=_WHOLE_FILE if whole else "",
                answers=trouble.answers if loads else (),
                shown=trouble.shown if loads else (),
                fault=trouble.fault,
                severity=Severity.WARNING if trouble.is_odd else None,
            )
            yield replace(finding, targets=trouble.targets)


_WHOLE_FILE = (
    "clients meet the error with DIRECT, without a word, so the proxy is off for everything"
)


def _message(context: LintContext, trouble: Trouble, *, whole: bool) -> str:
    problem = _problem(trouble.fault)
    if len(trouble.targets) < len(context.targets):
        problem += f", in {' and '.join(trouble.targets)} alone"
    if trouble.fault.kind.is_whole_file:
        return problem
    names = listing(subjects(trouble.shown))
    number = counted(trouble.requests, "request")
    if whole:
        return f"{problem}, for every request"
    return f"{problem}, for {names} ({number}){circumstances(trouble.answers)}"


def _problem(fault: Fault) -> str:
    message = quoted(fault.message)
    match fault.kind:
        case FaultKind.SYNTAX | FaultKind.LOAD | FaultKind.NO_ENTRY_POINT:
            return f"the file does not load: {message}"
        case FaultKind.EXCEPTION:
            return f"FindProxyForURL throws {message}"
        case FaultKind.TIMEOUT:
            return "the script does not end in time"
        case FaultKind.NOT_A_STRING | FaultKind.INVALID_RESULT | FaultKind.MEMORY | FaultKind.CRASH:
            return message


def _tip(kind: FaultKind) -> str:
    match kind:
        case FaultKind.SYNTAX:
            return (
                "look at this place and just before it: a missing ')' or '}', a stray ',', a "
                "string that is not closed, quotes from a word processor"
            )
        case FaultKind.LOAD:
            return "look at the statements outside of all functions: one of them fails"
        case FaultKind.NO_ENTRY_POINT:
            return (
                "define it as clients look for it, upper and lower case as here\n"
                "    function FindProxyForURL(url, host) {"
            )
        case FaultKind.EXCEPTION:
            return (
                "look for names that are misspelt, words without quotes, and results of "
                "dnsResolve that are not there"
            )
        case FaultKind.NOT_A_STRING | FaultKind.INVALID_RESULT:
            return 'return a string such as\n    return "PROXY proxy.example.com:8080; DIRECT";'
        case FaultKind.TIMEOUT:
            return "look for loops that never end and for regular expressions with nested stars"
        case FaultKind.MEMORY | FaultKind.CRASH:
            return "look for strings and arrays that grow in a loop, and for endless recursion"
