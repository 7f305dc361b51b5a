"""
In which way a host of the endpoint list falls short of DIRECT.

Many rules speak of such hosts. Here it is decided which of them owns which host, so that no host
is reported twice: the most specific explanation wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from pacgen.endpoints import Category
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Severity
from pacgen.lint.probes import Role, Variant
from pacgen.lint.shadows import shadowed
from pacgen.lint.worlds import WorldKind
from pacgen.patterns import PatternKind
from pacgen.policy.expectation import ExpectedHost, Feature

__all__ = [
    "Shortfall",
    "by_demand",
    "diverging",
    "falling_short",
    "has_ex_entry",
    "strayed",
    "swayed",
]

_EX_ENTRY = re.compile(r"\bFindProxyForURLEx\b")
_SWAYING = (WorldKind.DNS, WorldKind.CLIENT, WorldKind.CLOCK)


class Shortfall(Enum):
    """Why a host that answers without a fault is not DIRECT."""

    SHADOWED = "shadowed"
    """A rule for it says DIRECT, but an earlier one wins."""

    FALLBACK = "fallback"
    """DIRECT is in the answer, but behind a proxy."""

    TAIL = "tail"
    """DIRECT comes first, but a proxy follows."""

    APEX = "apex"
    """A name goes to a proxy, hosts below it go DIRECT."""

    CHILD = "child"
    """Hosts of a wildcard go to a proxy; its apex, or others of its hosts, go DIRECT."""

    UNIFIED = "unified"
    """Below ``.microsoft``, and the file knows Teams by its former domain alone."""

    COMPANION = "companion"
    """Of a set that Teams needs but does not own, and Teams' own hosts go DIRECT."""

    PROXIED = "proxied"
    """A proxy, and no better explanation."""


def falling_short(context: LintContext, kind: Shortfall) -> Iterator[tuple[Severity, list[Answer]]]:
    """
    Yield the answers for hosts that fall short in the way *kind*.

    They are sorted by how much that matters, see :func:`by_demand`; those that one mistake in the
    text explains are apart.
    """
    answers = [answer for answer, found in _shortfalls(context) if found is kind]
    for group in grouped(answers, context.cause).values():
        yield from by_demand(group).items()


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
        and _plain_is_direct(context, answer)
    ]


def swayed(context: LintContext, kind: WorldKind) -> dict[str, list[Answer]]:
    """
    Return the answers that are not DIRECT of hosts that are DIRECT in another world of *kind*.

    The plain world counts. By subject; what one kind of world explains is left out of the next.
    """
    explained: set[str] = set()
    for earlier in _SWAYING[: _SWAYING.index(kind)]:
        explained |= set(_swayed(context, earlier))
    return {k: v for k, v in _swayed(context, kind).items() if k not in explained}


def _swayed(context: LintContext, kind: WorldKind) -> dict[str, list[Answer]]:
    roles = {Role.HOST, Role.NAMED_HOST}
    sweep = [a for a in context.sweep(kind) if a.probe.role in roles]
    asked = {(a.target, a.probe.request) for a in sweep}
    plain = [a for a in context.everything if (a.target, a.probe.request) in asked]
    found: dict[str, list[Answer]] = {}
    by_request = grouped([*plain, *sweep], lambda a: (a.target, a.probe.request))
    open_worlds = _open_worlds(context, kind)
    for answers in by_request.values():
        astray = [a for a in answers if a.decision.fault is None and not a.is_direct]
        direct = [a.probe.world for a in answers if a.is_direct]
        if astray and any(w.is_fair and w.label not in open_worlds for w in direct):
            found.setdefault(astray[0].probe.subject, []).extend(astray)
    return found


def _open_worlds(context: LintContext, kind: WorldKind) -> frozenset[str]:
    """
    Return the worlds in which strangers go DIRECT too, and did not before.

    That a host of Teams does is no rule for Teams there. A file that knows Teams by addresses
    alone is another matter: there the world lies about the strangers.
    """
    by_name = any(answer.is_direct for answer in context.select(Role.HOST))
    if context.default_is_direct or (kind is WorldKind.DNS and not by_name):
        return frozenset()
    controls = [a for a in context.sweep(kind) if a.probe.role is Role.CONTROL_HOST]
    return frozenset(a.probe.world.label for a in controls if a.is_direct)


def diverging(context: LintContext, *roles: Role) -> list[Answer]:
    """
    Return those answers, of the clients after the first, that go elsewhere than the first's.

    What a script returns must differ: where clients only read one text in different ways, the
    text is to blame. Nor does it count where one of them gets no answer at all.
    """
    found = []
    for answer in context.select(*roles):
        for other in context.siblings(answer):
            both = (answer, other)
            if (
                all(a.decision.fault is None and not a.decision.dropped for a in both)
                and answer.returned != other.returned
                and answer.is_direct != other.is_direct
            ):
                found.append(other)
    return found


def has_ex_entry(context: LintContext) -> bool:
    """Say whether the file has an entry point that Windows alone calls."""
    return _EX_ENTRY.search(context.pac.text) is not None


def by_demand(answers: Iterable[Answer]) -> dict[Severity, list[Answer]]:
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


def _shortfalls(context: LintContext) -> Iterator[tuple[Answer, Shortfall]]:
    others: set[str] = set()
    for kind in _SWAYING:
        others |= set(_swayed(context, kind))
    diverged = {id(answer.probe) for answer in diverging(context, Role.HOST, Role.NAMED_HOST)}
    shadows = {id(answer.probe) for shadow in shadowed(context) for answer in shadow.answers}
    for answer in context.select(Role.HOST, Role.NAMED_HOST):
        if (
            not answer.is_direct
            and answer.decision.fault is None
            and answer.probe.subject not in others
            and id(answer.probe) not in diverged
        ):
            shadow = id(answer.probe) in shadows
            yield answer, Shortfall.SHADOWED if shadow else _shortfall(context, answer)


def _shortfall(context: LintContext, answer: Answer) -> Shortfall:
    if answer.decision.route.starts_direct:
        return Shortfall.TAIL
    has_direct = answer.decision.route.has_direct
    if has_direct and answer.returned != context.default:
        return Shortfall.FALLBACK
    # What everything gets is no statement about this host; look for a better explanation first.
    wanted = answer.probe.wanted
    if isinstance(wanted, ExpectedHost):
        if _has_direct_relative(context, wanted):
            return Shortfall.APEX if wanted.pattern.kind is PatternKind.EXACT else Shortfall.CHILD
        if _knows_teams(context):
            is_page = wanted.feature in {None, Feature.PAGES}
            if wanted.pattern.suffix.endswith(".microsoft") and is_page:
                return Shortfall.UNIFIED
            if wanted.feature is not None and _is_about_teams(context):
                return Shortfall.COMPANION
    return Shortfall.FALLBACK if has_direct else Shortfall.PROXIED


def _knows_teams(context: LintContext) -> bool:
    """Say whether the file sends hosts of Teams DIRECT: those of its first domain."""
    return any(
        answer.is_direct
        for answer in context.select(Role.HOST)
        if isinstance(answer.probe.wanted, ExpectedHost)
        and answer.probe.wanted.pattern.suffix.startswith(_TEAMS)
    )


def _is_about_teams(context: LintContext) -> bool:
    """Say whether other services are looked at for the sake of Teams, not for their own."""
    return context.expectation.preset.value.startswith("teams")


_TEAMS = ("teams.microsoft.", "gov.teams.microsoft.", "dod.teams.microsoft.", "teams.microsoftonl")


def _plain_is_direct(context: LintContext, answer: Answer) -> bool:
    plain = context.plain(answer.probe.host)
    return plain is not None and any(
        same.is_direct for same in context.siblings(plain) if same.target is answer.target
    )


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
