"""Findings that a comment in the file silences, and comments that silence nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pacgen.engine import Span
from pacgen.errors import UsageError
from pacgen.lint.catalogue import catalogue
from pacgen.lint.directives import Directive, DirectiveKind, directives
from pacgen.lint.finding import Confidence, Edit, Finding, Fix, Place
from pacgen.lint.precedence import most_specific, unpacked
from pacgen.lint.report import Report
from pacgen.lint.rule import Rule
from pacgen.lint.rules.suppression_without_reason import SuppressionWithoutReason
from pacgen.lint.rules.unused_suppression import UnusedSuppression
from pacgen.lint.selection import rules_called

__all__ = ["suppress"]

_END = 1 << 60


@dataclass(slots=True)
class _Scope:
    """What one word between the brackets of a directive covers."""

    directive: Directive
    rules: frozenset[str]
    written: str
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)
    """First and last line for each rule; empty for the whole file."""

    is_used: bool = False

    def covers(self, finding: Finding) -> bool:
        """Return whether *finding* is one that this silences."""
        if finding.rule not in self.rules:
            return False
        if self.directive.kind is DirectiveKind.IGNORE_FILE:
            return True
        if finding.place.line is None:
            return False
        first, last = self.lines[finding.rule]
        return finding.place.line <= last and first <= (
            finding.place.end_line or finding.place.line
        )


def suppress(report: Report, asked: Iterable[Rule]) -> Report:
    """
    Return *report* without the findings that comments in the file silence.

    Comments that silence nothing, are not understood or give no reason are findings themselves;
    those no comment silences.

    Args:
        report: All findings of a file.
        asked: The rules that were asked; of others nobody knows what they would have found.
    """
    found = directives(report.pac.text)
    if not found:
        return report
    scopes = list(_scopes(found))
    left, silenced = [], 0
    for finding in unpacked(report.findings):
        covering = [scope for scope in scopes if scope.covers(finding)]
        for scope in covering:
            scope.is_used = True
        if covering:
            silenced += 1
        else:
            left.append(finding)
    kept = most_specific(left)
    names = {rule.name for rule in asked}
    for scope in scopes:
        scope.is_used |= scope.rules.isdisjoint(names)
    own = _own_findings(report.pac.name, found, scopes)
    kept += [finding for finding in own if finding.rule in names]
    return replace(
        report,
        findings=tuple(sorted(kept, key=lambda finding: finding.sort_key)),
        suppressed=silenced,
    )


def _scopes(found: Sequence[Directive]) -> Iterator[_Scope]:
    for index, directive in enumerate(found):
        if directive.kind is DirectiveKind.ENABLE:
            continue
        for word in directive.rules:
            rules = _known(word)
            if not rules:
                continue
            scope = _Scope(directive, rules, word)
            if directive.kind is not DirectiveKind.IGNORE_FILE:
                scope.lines = {rule: _lines(directive, rule, found[index + 1 :]) for rule in rules}
            yield scope


def _lines(directive: Directive, rule: str, later: Sequence[Directive]) -> tuple[int, int]:
    if directive.kind is DirectiveKind.IGNORE:
        return directive.line, directive.line
    ends = (d.span.line for d in later if d.kind is DirectiveKind.ENABLE and rule in _rules(d))
    return directive.span.line, next(ends, _END)


def _rules(directive: Directive) -> frozenset[str]:
    return frozenset().union(*map(_known, directive.rules))


def _known(word: str) -> frozenset[str]:
    try:
        return rules_called(word)
    except UsageError:
        return frozenset()


def _own_findings(
    name: str, found: Sequence[Directive], scopes: Sequence[_Scope]
) -> Iterator[Finding]:
    disabled: frozenset[str] = frozenset()
    for directive in found:
        mine = [scope for scope in scopes if scope.directive is directive]
        problem = _problem(directive, mine, disabled)
        if directive.kind is DirectiveKind.DISABLE:
            disabled |= _rules(directive)
        if problem:
            fix = _removal(directive) if not any(scope.is_used for scope in mine) else None
            yield _finding(UnusedSuppression(), name, directive, problem, fix)
        elif not directive.reason and directive.kind is not DirectiveKind.ENABLE:
            rules = ", ".join(directive.rules)
            message = f"no reason is given why {rules} may be ignored"
            yield _finding(SuppressionWithoutReason(), name, directive, message)


def _problem(directive: Directive, scopes: Sequence[_Scope], disabled: frozenset[str]) -> str:
    """Return what is wrong with *directive*, ``""`` if it does something with every word."""
    kind = directive.kind
    if not directive.rules:
        return f"'{kind}' names no rule, so it silences nothing: write {kind}[rule] reason"
    unknown = [word for word in directive.rules if not _known(word)]
    if unknown:
        return f"'{kind}' names a rule that does not exist: {unknown[0]}{_near(unknown[0])}"
    if kind is DirectiveKind.ENABLE:
        idle = [word for word in directive.rules if not _known(word) & disabled]
        return f"'enable' of what is not disabled: {', '.join(idle)}" if idle else ""
    idle = [scope.written for scope in scopes if not scope.is_used]
    where = {
        DirectiveKind.IGNORE: f"line {directive.line} has",
        DirectiveKind.DISABLE: "the lines below have",
    }.get(kind, "this file has")
    return f"{where} no finding of {', '.join(idle)} to silence" if idle else ""


def _near(word: str) -> str:
    names = [rule.name for rule in catalogue()]
    near = difflib.get_close_matches(word.lower(), names, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _removal(directive: Directive) -> Fix | None:
    if not directive.is_alone:
        return None
    return Fix("remove the comment", (Edit(directive.comment, ""),))


def _finding(
    rule: Rule, name: str, directive: Directive, message: str, fix: Fix | None = None
) -> Finding:
    span: Span = directive.span
    return Finding(
        rule=rule.name,
        severity=rule.severity,
        place=Place.of(name, span),
        message=message,
        why=rule.why,
        tip=_TIPS[type(rule)],
        confidence=Confidence.PROVEN,
        fix=fix,
    )


_TIPS: dict[type[Rule], str] = {
    UnusedSuppression: "remove the comment, or what of it is not needed any more",
    SuppressionWithoutReason: "write the reason behind the bracket\n"
    "    // pacgen: ignore[rule] why this may stay as it is",
}
