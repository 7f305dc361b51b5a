"""Folding: rules which a more general rule makes redundant are left out, and remembered."""

from __future__ import annotations

from collections.abc import Iterable

from pacgen.patterns import HostPattern, PatternKind
from pacgen.policy.lookup import lineage
from pacgen.policy.rules import HostRule

__all__ = ["fold"]

_Specificity = tuple[bool, int, int, str]
_Index = dict[str, list[tuple[_Specificity, HostRule]]]


def fold(rules: Iterable[HostRule]) -> tuple[tuple[HostRule, ...], tuple[HostRule, ...]]:
    """
    Split *rules* into those to keep and those that change nothing.

    A rule changes nothing if a more general one with the same route covers all its hosts and no
    rule with another route or a condition stands between the two for any of these hosts.
    A rule with a condition is always kept.

    Returns:
        The rules to keep and the redundant ones, each in the order of their patterns.
    """
    ranked = sorted(
        ((rule.pattern.specificity, rule) for rule in rules), key=lambda pair: pair[0], reverse=True
    )
    index: _Index = {}
    for pair in ranked:
        if pair[1].pattern.kind is not PatternKind.EXACT:
            index.setdefault(pair[1].pattern.suffix, []).append(pair)
    kept, folded = [], []
    # From the most specific on: leaving one out never makes another one matter that was judged
    # before, since the answer for every host stays the same at each step.
    for pair in ranked:
        if not _is_redundant(pair, index):
            kept.append(pair[1])
            continue
        folded.append(pair[1])
        filed = index.get(pair[1].pattern.suffix, [])
        if pair in filed:
            filed.remove(pair)
    return _in_order(kept), _in_order(folded)


def _is_redundant(pair: tuple[_Specificity, HostRule], index: _Index) -> bool:
    """Look downwards from the rule: the first rule that covers it decides, if none may before."""
    specificity, rule = pair
    if rule.condition:
        return False
    # A host of both has the suffixes of both; and of two with suffixes of one length, the less
    # specific has the same suffix or nothing in common.
    for domain in lineage(rule.pattern.suffix):
        for lower, other in index.get(domain, ()):
            if lower >= specificity:
                continue
            if other.route == rule.route and not other.condition:
                if other.pattern.covers(rule.pattern):
                    return True
            elif _may_meet(other.pattern, rule.pattern):
                return False
    return False


def _may_meet(wide: HostPattern, narrow: HostPattern) -> bool:
    """
    Say whether a host may match both; ``True`` where that is not known.

    *wide* is the less specific of the two, and its suffix is that of *narrow* or above.
    """
    return narrow.kind is not PatternKind.EXACT or wide.matches(narrow.text)


def _in_order(rules: Iterable[HostRule]) -> tuple[HostRule, ...]:
    return tuple(sorted(rules, key=lambda rule: (rule.pattern, -rule.condition.rank)))
