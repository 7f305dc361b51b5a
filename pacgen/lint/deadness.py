"""
Rules that never decide: proven, by following all hosts that such a rule could be about.

The shortest host of a rule is tried first; only where another rule takes it, all are followed.
Proven is what the reference client does; where nothing can be proven, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from pacgen.analysis import Budget, Explorer, Language
from pacgen.analysis.clock import Clock
from pacgen.analysis.languages import UnsupportedError
from pacgen.analysis.scope import host_names, union
from pacgen.engine import Request, Target
from pacgen.lint.clauses import Alternative, Clause, clauses, marked, number_of
from pacgen.lint.context import LintContext
from pacgen.lint.program import Comparison, How, Subject

__all__ = ["Deadness", "dead_clauses", "idle_clauses"]

_SHARE = 0.5
"""Of the time for proofs: this is what they are least wanted for."""

_MOST = 3000
"""Rules of a file that are looked at."""

_LABELS = 10
_IPV6 = "^[0-9a-f.]*:[0-9a-f.:]*$"


@dataclass(frozen=True)
class Deadness:
    """A rule that never decides, and what does in its place."""

    clause: Clause
    covering: tuple[Clause, ...]
    """The rules that decide about its hosts; empty: no host passes its test."""

    is_void: bool
    """Whether no host passes its test."""


@dataclass(frozen=True)
class _Found:
    dead: tuple[Deadness, ...] = ()
    idle: tuple[Deadness, ...] = ()


def dead_clauses(context: LintContext) -> tuple[Deadness, ...]:
    """Return the rules that never decide about any host."""
    return _found(context).dead


def idle_clauses(context: LintContext) -> tuple[Deadness, ...]:
    """Return the rules made for hosts of the endpoint list that decide about none of those."""
    return _found(context).idle


def _found(context: LintContext) -> _Found:
    if context.deadness is None:
        context.deadness = _search(context)
    found = context.deadness
    assert isinstance(found, _Found)  # noqa: S101 - nobody else writes it
    return found


def _search(context: LintContext) -> _Found:
    target = context.reference
    if not context.proof_seconds or context.tree.is_broken or target is None:
        return _Found()
    known = clauses(context.program)[:_MOST]
    reached = [(clause, _hosts_of(clause, target)) for clause in known if clause.is_bounded]
    about = [(clause, hosts) for clause, hosts in reached if hosts is not None]
    if not about or context.asker is None:
        return _Found()
    text = marked(context.pac.text, known)
    expected = union([Language.from_pattern(w.pattern) for w in context.expectation.hosts])
    dead, idle = [], []
    clock = Clock(context.proof_seconds * _SHARE)
    with Explorer(text, target=target, max_labels=_LABELS) as explorer:
        for clause, hosts in _untaken(context, text, about, target):
            covering = _covering(explorer, hosts, clause, known, clock)
            # What no rule decides about never gets to the script, or no rule is to blame.
            if covering or hosts.is_empty:
                dead.append(Deadness(clause, covering or (), is_void=hosts.is_empty))
        gone = {found.clause.number for found in dead}
        aimed = [
            (clause, meant)
            for clause, hosts in about
            if clause.number not in gone
            and clause.result.strip().upper() == "DIRECT"
            and not (meant := hosts & expected).is_empty
        ]
        for clause, meant in _untaken(context, text, aimed, target):
            covering = _covering(explorer, meant, clause, known, clock)
            if covering:
                idle.append(Deadness(clause, covering, is_void=False))
    return _Found(tuple(dead), tuple(idle))


def _untaken(
    context: LintContext, text: str, about: Sequence[tuple[Clause, Language]], target: Target
) -> Iterator[tuple[Clause, Language]]:
    """Yield the clauses that do not decide about the shortest of their hosts."""
    shortest = [(clause, hosts, hosts.shortest()) for clause, hosts in about]
    asked = [(clause, hosts, host) for clause, hosts, host in shortest if host is not None]
    requests = [Request.for_host(host) for _, _, host in asked]
    asker = context.asker
    decisions = asker.decide(requests, target, text=text) if asker is not None else []
    deciding = {
        clause.number: number_of(decision.returned)
        for (clause, _, _), decision in zip(asked, decisions, strict=False)
    }
    for clause, hosts, host in shortest:
        if host is None or (clause.number in deciding and deciding[clause.number] != clause.number):
            yield clause, hosts


def _covering(
    explorer: Explorer, hosts: Language, clause: Clause, known: Sequence[Clause], clock: Clock
) -> tuple[Clause, ...] | None:
    """Return the clauses that decide about *hosts*; ``None`` where *clause* may be one of them."""
    if hosts.is_empty:
        return ()
    if not clock.left:
        return None
    partition = explorer.explore(hosts, budget=Budget(seconds=clock.left))
    numbers = {number_of(leaf.answer.returned) for leaf in partition.leaves}
    if not partition.complete or clause.number in numbers:
        return None
    return tuple(other for other in known if other.number in numbers)


def _hosts_of(clause: Clause, target: Target) -> Language | None:
    """Return all hosts that can pass the test of *clause*; ``None`` where that is not known."""
    try:
        hosts, addresses = (
            union([_passing(alternative, within, target) for alternative in clause.alternatives])
            for within in (host_names(_LABELS), Language.from_regexp(_IPV6))
        )
    except UnsupportedError:
        return None
    # Of IPv6 addresses nothing is proven, so a rule that may be about some is left alone.
    return hosts if addresses.is_empty else None


def _passing(alternative: Alternative, within: Language, target: Target) -> Language:
    tests = (union([_meant(c, target) for c in test]) for test in alternative)
    return reduce(Language.__and__, tests, within)


def _meant(comparison: Comparison, target: Target) -> Language:
    """
    Return the texts for which a comparison of the host holds.

    Raises:
        UnsupportedError: no language that is known here describes them.
    """
    if comparison.subject is not Subject.HOST:
        raise UnsupportedError("a test of the URL", "it is no test of the host")
    pattern = comparison.pattern
    match comparison.how:
        case How.EQUAL:
            meant = Language.word(pattern)
        case How.SUFFIX:
            meant = Language.ending_with(pattern)
        case How.GLOB:
            meant = Language.from_glob(pattern, target)
        case How.LOCAL:
            # A host without a dot passes too if it is the first label.
            meant = Language.words([pattern, pattern.partition(".")[0]])
        case How.SUBSTRING:
            meant = Language.containing(pattern)
        case How.PREFIX:
            meant = Language.starting_with(pattern)
        case _:
            meant = Language.from_regexp(pattern, comparison.flags)
    return ~meant if comparison.is_negated else meant
