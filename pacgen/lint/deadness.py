"""
Rules that never decide: proven, by following all hosts that such a rule could be about.

One host of each part of a rule is tried first, which costs next to nothing; only where another
rule takes it, all of them are followed. Proven is what the reference client does; where nothing
can be proven, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from pacgen.analysis import Language
from pacgen.analysis.clock import Clock
from pacgen.engine import Target
from pacgen.lint.clauses import Clause, clauses
from pacgen.lint.context import LintContext
from pacgen.lint.cover_evidence import asked_again, evidence
from pacgen.lint.finding import Evidence
from pacgen.lint.followed import Cover, Follower
from pacgen.lint.reach import Part, parts
from pacgen.lint.skipping import Passage
from pacgen.lint.url_reads import url_reads

__all__ = ["MOST_RULES", "Deadness", "Reason", "Verdicts", "verdicts_on_rules"]

_SHARE = 0.5
"""Of the time for proofs."""

MOST_RULES = 3000
"""Rules of a file that are looked at, and parts of rules."""

_SHOWN = 3
"""Of what decides in the place of a rule so many lines are shown."""

_MOST_PAIRS = 60
"""Parts of one rule, each with a pattern of the endpoint list, that are tried."""

_Aim = tuple[Part, Language, str | None]
"""A part of a rule, a pattern that it is about, and a host of both if one is easily found."""


class Reason(Enum):
    """Why a rule, or a part of it, never decides."""

    VOID = "no host passes its test"
    UNMET = "its test never holds where it is reached"
    COVERED = "earlier rules take all hosts that pass its test"


@dataclass(frozen=True, eq=False)
class Deadness:
    """A rule that never decides, and what does in its place."""

    clause: Clause
    reason: Reason
    covers: tuple[Cover, ...] = ()
    """What decides about its hosts, in the order of the file."""

    parts: tuple[Part, ...] = ()
    """The parts of the rule that this is about."""

    is_whole: bool = True
    """Whether those are all of it."""

    evidence: Evidence | None = None
    """What the file answers for the shortest host of the rule; ``None`` where there is none."""

    @property
    def shortest(self) -> list[Cover]:
        """What decides, that with the shortest host first."""
        return sorted(self.covers, key=lambda cover: (len(cover.host), cover.host))

    @property
    def others(self) -> tuple[str, ...]:
        """What its hosts get that the rule would not have given them."""
        results = dict.fromkeys(cover.result for cover in self.covers)
        return tuple(result for result in results if result != self.clause.result)


@dataclass(frozen=True)
class Verdicts:
    """What is known about the rules of a file."""

    dead: tuple[Deadness, ...] = ()
    """Rules, and parts of others, that decide about no host."""

    idle: tuple[Deadness, ...] = ()
    """Rules made for hosts of the endpoint list that decide about none of those."""

    settled: frozenset[int] = frozenset()
    """Constants of which it is known whether their test ever decides: the ids of their nodes."""

    living: Mapping[int, tuple[str, Passage | None]] = field(default_factory=dict)
    """Rules by number, each with a host that it decides about, and what that one meets."""

    aimed: frozenset[int] = frozenset()
    """The rules that are made for hosts of the endpoint list, and send them DIRECT."""


def verdicts_on_rules(context: LintContext) -> Verdicts:
    """Return what is known about the rules, found out once for each context."""
    if context.deadness is None:
        context.deadness = _search(context)
    found = context.deadness
    assert isinstance(found, Verdicts)  # noqa: S101 - nobody else writes it
    return found


def _search(context: LintContext) -> Verdicts:
    target = context.reference
    if not context.proof_seconds or context.tree.is_broken or target is None:
        return Verdicts()
    known = clauses(context.program)[:MOST_RULES]
    by_rule = _parts_by_rule(known, target)
    if not by_rule:
        return Verdicts()
    clock = Clock(context.proof_seconds * _SHARE)
    with Follower(context, known, target, clock) as follower:
        found = _Search(context, known, by_rule, follower).verdicts()
    dead, idle = (_confirmed(context, target, d) for d in (found.dead, found.idle))
    return replace(found, dead=dead, idle=idle)


def _confirmed(
    context: LintContext, target: Target, found: Sequence[Deadness]
) -> tuple[Deadness, ...]:
    """Return those of *found* that the untouched file confirms, with what it answers."""
    shown = {deadness: deadness.shortest[:_SHOWN] for deadness in found}
    covers = [cover for some in shown.values() for cover in some]
    decisions = asked_again(context, covers, target)
    confirmed = []
    for deadness, some in shown.items():
        if not some:
            confirmed.append(deadness)
        elif all(cover in decisions for cover in some):
            rule_says = deadness.clause.result
            expected = "" if some[0].result == rule_says else rule_says
            shown_one = evidence(decisions[some[0]], some[0].leaf.condition, expected)
            confirmed.append(replace(deadness, evidence=shown_one))
    return tuple(confirmed)


def _parts_by_rule(known: Sequence[Clause], target: Target) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    number = 0
    for clause in known:
        own = list(parts(clause, target))
        number += len(own)
        if number > MOST_RULES:
            break
        if own:
            found[clause.number] = own
    return found


class _Search:
    """The work on one file."""

    def __init__(
        self,
        context: LintContext,
        known: Sequence[Clause],
        by_rule: Mapping[int, Sequence[Part]],
        follower: Follower,
    ) -> None:
        self._known = known
        self._follower = follower
        self._by_rule = by_rule
        self._every = [part for own in by_rule.values() for part in own]
        self._reads = url_reads(context.program)
        self._wanted = [Language.from_pattern(w.pattern) for w in context.expectation.hosts]

    def verdicts(self) -> Verdicts:
        """Find out."""
        samples = [(part, host) for part in self._every if (host := part.sample) is not None]
        aims = {number: self._aims(number) for number in self._by_rule}
        aimed = [host for pairs in aims.values() for *_, host in pairs[:_MOST_PAIRS] if host]
        hosts = list(dict.fromkeys([*(host for _, host in samples), *aimed]))
        met = dict(zip(hosts, self._follower.passages(hosts), strict=False))
        if hosts and not met:
            return Verdicts()
        deciding: dict[str | None, int | None] = {
            host: one.first_rule if one is not None else None for host, one in met.items()
        }
        living = {part for part, host in samples if deciding.get(host) == part.clause.number}
        fates = self._fates([part for part in self._every if part not in living])
        dead = tuple(self._dead(living, fates))
        gone = {found.clause.number for found in dead if found.is_whole}
        idle = {
            number: pairs
            for number, pairs in aims.items()
            if 0 < len(pairs) <= _MOST_PAIRS
            and number not in gone
            and not any(deciding.get(h) == number for *_, h in pairs)
        }
        alive = {
            part.clause.number: (host, met[host]) for part, host in samples[::-1] if part in living
        }
        settled = [part.tests for part in (*living, *fates)]
        constants = frozenset(c.at.id for tests in settled for test in tests for c in test)
        meant = frozenset(number for number, pairs in aims.items() if any(h for *_, h in pairs))
        return Verdicts(dead, tuple(self._idle(idle)), constants, alive, meant)

    def _fates(self, parts_: Iterable[Part]) -> dict[Part, tuple[Cover, ...]]:
        """Return what decides about the hosts of each part; nothing where there are no hosts."""
        hosts = {part: found for part in parts_ if (found := part.hosts) is not None}
        some = {part: found for part, found in hosts.items() if not found.is_empty}
        void = hosts.keys() - some.keys()
        fates: dict[Part, tuple[Cover, ...]] = {p: () for p in void if not p.may_be_dotted}
        return fates | self._follower.covers(some)

    def _dead(
        self, living: set[Part], fates: Mapping[Part, tuple[Cover, ...]]
    ) -> Iterator[Deadness]:
        for number, own in self._by_rule.items():
            clause = self._known[number]
            alive = living | {p for p in own if any(c.clause is clause for c in fates.get(p, ()))}
            silent = [part for part in own if part in fates and part not in alive]
            if clause.is_bounded and len(silent) == len(own):
                covers = [cover for part in silent for cover in fates[part]]
                found = self._judged(clause, covers)
                if found is not None:
                    yield replace(found, parts=tuple(silent))
                    continue
            for part in silent:
                found = self._judged(clause, fates[part])
                if found is not None and found.reason is Reason.COVERED:
                    yield replace(found, parts=(part,), is_whole=False)

    def _judged(self, clause: Clause, covers: Sequence[Cover]) -> Deadness | None:
        """Return why *clause* never decides about its hosts; ``None`` where that is not certain."""
        by_place = {(cover.node.start_byte, cover.result): cover for cover in reversed(covers)}
        unique = tuple(by_place[key] for key in sorted(by_place))
        if not unique:
            return Deadness(clause, Reason.VOID)
        if not all(cover.is_before(clause) for cover in unique):
            is_safe = not self._reads.touches(clause.condition)
            return Deadness(clause, Reason.UNMET, unique) if is_safe else None
        if any(cover.depends_on_url for cover in unique):
            return None
        return Deadness(clause, Reason.COVERED, unique)

    def _aims(self, number: int) -> list[_Aim]:
        """Return which patterns of the list the parts of a rule are about, and a host of both."""
        own = self._by_rule[number]
        clause = self._known[number]
        is_known = clause.is_bounded and all(part.languages is not None for part in own)
        if clause.result.strip().upper() != "DIRECT" or not is_known:
            return []
        return [
            (part, pattern, part.sample_in(pattern))
            for part in own
            for pattern in self._wanted
            if not part.is_apart_from(pattern)
        ]

    def _idle(self, aims: Mapping[int, Sequence[_Aim]]) -> Iterator[Deadness]:
        sets = {
            (number, place): meant
            for number, pairs in aims.items()
            if all(part.hosts is not None for part, _, _ in pairs)
            for place, (part, pattern, _) in enumerate(pairs)
            if part.hosts is not None and not (meant := part.hosts & pattern).is_empty
        }
        covers = self._follower.covers(sets)
        for number in dict.fromkeys(number for number, _ in sets):
            clause = self._known[number]
            keys = [key for key in sets if key[0] == number]
            found = [cover for key in keys for cover in covers.get(key, ())]
            if all(key in covers for key in keys) and clause not in [c.clause for c in found]:
                judged = self._judged(clause, found)
                if judged is not None and judged.reason is Reason.COVERED:
                    yield judged
