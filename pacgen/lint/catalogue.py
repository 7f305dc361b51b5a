"""
What there is to say about each rule: for ``pacgen rule``, for the documentation, for reports.

All of it comes from the rules' classes; nothing is written twice.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pacgen.lint.delivery import DELIVERY_RULES, DeliveryRule
from pacgen.lint.finding import Severity
from pacgen.lint.firewall import FIREWALL_RULES, FirewallRule
from pacgen.lint.rule import Rule, example_file
from pacgen.lint.rules import RULES

__all__ = ["Group", "RuleInfo", "Section", "catalogue", "describe", "info"]


_AnyRule = Rule | DeliveryRule | FirewallRule


class Group(StrEnum):
    """What rules are about. The first two letters of a code say it."""

    ROUTING = "routing"
    CORRECTNESS = "correctness"
    PORTABILITY = "portability"
    PERFORMANCE = "performance"
    SECURITY = "security"
    STYLE = "style"
    DELIVERY = "delivery"
    FIREWALL = "firewall"

    @property
    def prefix(self) -> str:
        """How the codes of this group begin."""
        return _PREFIXES[self]

    @classmethod
    def of(cls, code: str) -> Group:
        """Return the group that *code* belongs to."""
        return next(group for group, prefix in _PREFIXES.items() if code.startswith(prefix))


_PREFIXES = {
    Group.ROUTING: "RT",
    Group.CORRECTNESS: "CO",
    Group.PORTABILITY: "PO",
    Group.PERFORMANCE: "PE",
    Group.SECURITY: "SE",
    Group.STYLE: "ST",
    Group.DELIVERY: "DE",
    Group.FIREWALL: "FW",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a rule's page."""

    title: str
    text: str
    """Paragraphs; a line is a line of the source."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """All that is known of a rule without asking it."""

    name: str
    code: str
    severity: Severity
    by_default: bool
    """Whether it is asked unless told otherwise."""

    summary: str
    """One sentence: ``Checks for ...``."""

    sections: tuple[Section, ...]
    why: str
    """What it means, as every finding says it."""

    bad: str
    """A whole file with this finding; requests and answers where it is about delivery."""

    good: str
    """The same, mended."""

    @property
    def group(self) -> Group:
        """What it is about."""
        return Group.of(self.code)


@functools.cache
def catalogue() -> tuple[RuleInfo, ...]:
    """Return all rules, sorted by name."""
    rules: tuple[_AnyRule, ...] = (*RULES, *DELIVERY_RULES, *FIREWALL_RULES)
    return tuple(sorted(map(describe, rules), key=lambda rule: rule.name))


def info(name: str) -> RuleInfo:
    """Return the rule called *name*, which must exist."""
    return _by_name()[name]


def describe(rule: _AnyRule) -> RuleInfo:
    """Read the class of *rule*."""
    summary, sections = _parsed(inspect.cleandoc(type(rule).__doc__ or ""))
    return RuleInfo(
        name=rule.name,
        code=rule.code,
        severity=rule.severity,
        by_default=rule.by_default,
        summary=summary,
        sections=tuple(sections),
        why=rule.why,
        bad=_example(rule, rule.bad),
        good=_example(rule, rule.good),
    )


def _example(rule: _AnyRule, text: str) -> str:
    return example_file(text, before=rule.example_before) if isinstance(rule, Rule) else text


@functools.cache
def _by_name() -> Mapping[str, RuleInfo]:
    return {rule.name: rule for rule in catalogue()}


def _parsed(docstring: str) -> tuple[str, Iterator[Section]]:
    """Take a docstring apart: the first paragraph, then titles with indented text below."""
    summary, _, rest = docstring.partition("\n\n")
    return " ".join(summary.split()), _sections(rest.splitlines())


def _sections(lines: list[str]) -> Iterator[Section]:
    title = ""
    body: list[str] = []
    for line in [*lines, "end"]:
        if line and not line.startswith(" "):
            if title:
                yield Section(title, inspect.cleandoc("\n".join(body)).strip())
            title, body = line.strip(), []
        else:
            body.append(line)
