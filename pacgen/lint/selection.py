"""Which rules are wanted, and how much each of them matters here."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pacgen.errors import UsageError
from pacgen.lint.catalogue import Group, catalogue
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.precedence import most_specific, unpacked
from pacgen.lint.report import Report

__all__ = ["EVERYTHING", "Selection", "parse_severity", "rules_called"]

EVERYTHING = "ALL"
"""Selects every rule, those included that are not asked by default."""

_NEAR = 0.75
"""How alike two names must be for one to be meant by the other."""


def rules_called(text: str) -> frozenset[str]:
    """
    Return the names of the rules that *text* means.

    Args:
        text: A name, a code, the letters that the codes of a group begin with, or ``ALL``; upper
            and lower case do not matter.

    Raises:
        UsageError: there is no such rule; the tip names what comes near.
    """
    wanted = text.strip()
    if wanted.upper() == EVERYTHING:
        return frozenset(rule.name for rule in catalogue())
    for rule in catalogue():
        if wanted.lower() == rule.name or wanted.upper() == rule.code:
            return frozenset({rule.name})
    for group in Group:
        if wanted.upper() == group.prefix or wanted.lower() == group:
            return frozenset(rule.name for rule in catalogue() if rule.group is group)
    raise UsageError(f"there is no rule {text.strip()!r}", tip=_nearest(wanted))


def parse_severity(text: str) -> tuple[frozenset[str], Severity]:
    """
    Read ``RULE=LEVEL``.

    Raises:
        UsageError: it is not of this form, or there is no such rule or level.
    """
    name, equals, level = text.partition("=")
    levels = [severity.value for severity in Severity]
    if not equals or level.strip().lower() not in levels:
        raise UsageError(
            f"{text!r} is not of the form RULE=LEVEL",
            tip=f"write for example {name.strip() or 'case-dependent-routing'}=info; "
            f"the levels are {', '.join(levels)}",
        )
    return rules_called(name), Severity(level.strip().lower())


@dataclass(frozen=True, slots=True)
class Selection:
    """
    What of a report is wanted. All rules are asked all the same.

    What a rule finds does not depend on which others are wanted. Where a specific finding is not
    wanted, or wanted as less than what it stands for, the general one is told in its place.
    """

    rules: frozenset[str] = field(
        default_factory=lambda: frozenset(rule.name for rule in catalogue() if rule.by_default)
    )
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Severities that replace those of the findings, by rule."""

    minimum: Severity = Severity.INFO
    """What is less than this is left out."""

    @classmethod
    def of(
        cls,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        extend: Iterable[str] = (),
        severities: Iterable[str] = (),
        minimum: Severity = Severity.INFO,
    ) -> Selection:
        """
        Make a selection of what a user writes.

        Args:
            select: The rules wanted, in place of the usual ones.
            ignore: Rules not wanted; this counts most.
            extend: Rules wanted besides.
            severities: ``RULE=LEVEL``; of two for one rule the last counts.
            minimum: What is less than this is left out.

        Raises:
            UsageError: a rule or a level does not exist.
        """
        wanted = _all_called(select) or cls().rules
        levels = {
            name: level
            for names, level in map(parse_severity, severities)
            for name in sorted(names)
        }
        return cls((wanted | _all_called(extend)) - _all_called(ignore), levels, minimum)

    def apply(self, report: Report) -> Report:
        """Return *report* with the findings that are wanted, at the severities that are wanted."""
        return replace(report, findings=self.choose(report.findings))

    def choose(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those of *findings* that are wanted, the worst first."""
        wanted = [finding for finding in unpacked(findings) if finding.rule in self.rules]
        return tuple(sorted(self._told(wanted), key=lambda finding: finding.sort_key))

    def _told(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return *findings* as they are told, and what those stand for that are told not."""
        told = [
            replace(finding, severity=self.severities.get(finding.rule, finding.severity))
            for finding in most_specific(findings, self.severities)
        ]
        kept = [finding for finding in told if finding.severity.rank <= self.minimum.rank]
        said = set(unpacked(kept))
        faint = unpacked(f for finding in told if finding not in said for f in finding.absorbed)
        unsaid = [f for f in faint if f not in said and f.rule in self.rules]
        return kept + self._told(unsaid) if unsaid else kept


def _all_called(texts: Iterable[str]) -> frozenset[str]:
    names = [name for text in texts for name in text.split(",") if name.strip()]
    return frozenset().union(*map(rules_called, names))


def _nearest(wanted: str) -> str:
    known = [rule.name for rule in catalogue()] + [rule.code for rule in catalogue()]
    known += [group.value for group in Group]
    near = [
        *difflib.get_close_matches(wanted.lower(), known, n=3, cutoff=_NEAR),
        *difflib.get_close_matches(wanted.upper(), known, n=3, cutoff=_NEAR),
    ]
    within = [name for name in known if len(wanted) > 2 and wanted.lower() in name]  # noqa: PLR2004 - two letters are in every name
    found = list(dict.fromkeys([*near, *within]))[:3]
    if found:
        return f"did you mean {' or '.join(found)}?"
    *first, last = (group.prefix for group in Group)
    return f"'pacgen rule' lists all rules; {', '.join(first)} and {last} mean the groups"
