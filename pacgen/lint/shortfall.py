"""
In which way a host of the endpoint list falls short of DIRECT.

Five rules speak of such hosts. Here it is decided which of them owns which host, so that no
host is reported twice: the most specific explanation wins.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from pacgen.endpoints import Category
from pacgen.lint.context import Answer, LintContext
from pacgen.lint.finding import Severity
from pacgen.lint.probes import Role, Variant
from pacgen.patterns import PatternKind
from pacgen.policy.expectation import ExpectedHost

__all__ = ["Shortfall", "by_demand", "falling_short", "strayed"]


class Shortfall(Enum):
    """Why a host that answers without a fault is not DIRECT."""

    FALLBACK = "fallback"
    """DIRECT is in the answer, but behind a proxy."""

    TAIL = "tail"
    """DIRECT comes first, but a proxy follows."""

    APEX = "apex"
    """A name goes to a proxy, hosts below it go DIRECT."""

    CHILD = "child"
    """Hosts of a wildcard go to a proxy; its apex, or others of its hosts, go DIRECT."""

    PROXIED = "proxied"
    """A proxy, and no better explanation."""


def falling_short(context: LintContext, kind: Shortfall) -> dict[Severity, list[Answer]]:
    """
    Return the answers for hosts that fall short in the way *kind*.

    They are sorted by how much that matters; see :func:`by_demand`.
    """
    answers = (a for a in context.select(Role.HOST) if _shortfall(context, a) is kind)
    return by_demand(answers)


def strayed(context: LintContext, variant: Variant) -> list[Answer]:
    """
    Return the answers for hosts in the form *variant* which leave the path of their plain form.

    Only hosts whose plain form is DIRECT count: what is wrong with the others is said already.
    """
    return [
        answer
        for answer in context.select(Role.HOST, variant=variant)
        if answer.decision.fault is None
        and not answer.is_direct
        and (plain := context.plain(answer.probe.host)) is not None
        and plain.is_direct
    ]


def by_demand(answers: Iterator[Answer]) -> dict[Severity, list[Answer]]:
    """
    Sort *answers* by what Microsoft's category makes of a proxied host.

    Optimize and Allow: an error. Default: a warning, since Microsoft allows a proxy there.
    """
    sorted_answers: dict[Severity, list[Answer]] = {}
    for answer in answers:
        wanted = answer.probe.wanted
        lenient = wanted is None or wanted.category is Category.DEFAULT
        severity = Severity.WARNING if lenient else Severity.ERROR
        sorted_answers.setdefault(severity, []).append(answer)
    return sorted_answers


def _shortfall(context: LintContext, answer: Answer) -> Shortfall | None:
    if answer.is_direct or answer.decision.fault is not None:
        return None
    if answer.decision.route.starts_direct:
        return Shortfall.TAIL
    has_direct = answer.decision.route.has_direct
    if has_direct and answer.returned != context.default:
        return Shortfall.FALLBACK
    # What everything gets is no statement about this host; look for a better explanation first.
    wanted = answer.probe.wanted
    if isinstance(wanted, ExpectedHost) and _has_direct_relative(context, wanted):
        return Shortfall.APEX if wanted.pattern.kind is PatternKind.EXACT else Shortfall.CHILD
    return Shortfall.FALLBACK if has_direct else Shortfall.PROXIED


def _has_direct_relative(context: LintContext, wanted: ExpectedHost) -> bool:
    """
    Say whether the file knows the domain: whether a host that belongs with *wanted* is DIRECT.
    """
    pattern = wanted.pattern
    apex = pattern.text if pattern.kind is PatternKind.EXACT else pattern.apex()
    relatives = [
        other.pattern
        for other in context.expectation.hosts
        if other.pattern == pattern or apex in {other.pattern.apex(), other.pattern.text}
    ]
    hosts = [host for relative in relatives for host in relative.members()]
    answers = [context.plain(host) for host in hosts]
    return any(answer is not None and answer.is_direct for answer in answers)
