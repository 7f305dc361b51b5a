"""Folding: rules which a more general rule makes redundant are left out, and remembered."""

from __future__ import annotations

from collections.abc import Iterable

from pacgen.patterns import HostPattern, PatternKind
from pacgen.policy.model import HostRule

__all__ = ["fold"]


def fold(rules: Iterable[HostRule]) -> tuple[tuple[HostRule, ...], tuple[HostRule, ...]]:
    """
    Split *rules* into those to keep and those that change nothing.

    A rule changes nothing if a more general one with the same route covers all its hosts and no
    rule with another route stands between the two for any of these hosts.

    Returns:
        The rules to keep and the redundant ones, each in the order of their patterns.
    """
    kept = sorted(rules, key=lambda rule: rule.pattern.specificity, reverse=True)
    folded = []
    # From the most specific on: leaving one out never makes another one matter that was judged
    # before, since the answer for every host stays the same at each step.
    for rule in tuple(kept):
        others = [other for other in kept if other is not rule]
        if _is_redundant(rule, others):
            kept = others
            folded.append(rule)
    return _in_order(kept), _in_order(folded)


def _is_redundant(rule: HostRule, others: Iterable[HostRule]) -> bool:
    """Look downwards from *rule*: the first rule that covers it decides, if none may before."""
    lower = [o for o in others if o.pattern.specificity < rule.pattern.specificity]
    for other in sorted(lower, key=lambda o: o.pattern.specificity, reverse=True):
        if other.route == rule.route:
            if other.pattern.covers(rule.pattern):
                return True
        elif _may_meet(other.pattern, rule.pattern):
            return False
    return False


def _may_meet(wide: HostPattern, narrow: HostPattern) -> bool:
    """
    Say whether a host may match both; ``True`` where that is not known.

    *wide* is the less specific of the two, so if it is an exact name, *narrow* is another.
    """
    if narrow.kind is PatternKind.EXACT:
        return wide.matches(narrow.text)
    return _is_within(wide.suffix, narrow.suffix) or _is_within(narrow.suffix, wide.suffix)


def _is_within(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")


def _in_order(rules: Iterable[HostRule]) -> tuple[HostRule, ...]:
    return tuple(sorted(rules, key=lambda rule: rule.pattern))
