"""
Rules that change no answer: what stands below gives their hosts the same.

Proven as :mod:`pacgen.lint.deadness` proves: a host of each rule is tried in a file that passes
the rules over, see :mod:`pacgen.lint.skipping`; where it gets the same, all hosts are followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pacgen.analysis import Budget, Explorer, Language, Leaf
from pacgen.analysis.clock import Clock
from pacgen.engine import Request, Target
from pacgen.lint.clauses import Clause, clauses, entry_returns
from pacgen.lint.context import LintContext
from pacgen.lint.cover_evidence import evidence
from pacgen.lint.deadness import MOST_RULES, verdicts_on_rules
from pacgen.lint.finding import Evidence
from pacgen.lint.followed import is_asked
from pacgen.lint.reach import MAX_LABELS, parts
from pacgen.lint.skipping import Passage, passage, skipping
from pacgen.lint.url_reads import url_reads

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Redundancy", "Successor", "redundant_rules"]

_SHARE = 0.2
"""Of the time for proofs."""

_MOST = 200
"""Rules that are followed, in the order of the file."""

_TOGETHER = 50
_ASKED = 1000
"""Hosts that are asked about at once; in between there is a look at the clock."""


@dataclass(frozen=True, eq=False)
class Successor:
    """What answers where a rule does not."""

    node: Node
    """What is returned."""

    leaf: Leaf
    """For which hosts, and in which environments."""

    @property
    def host(self) -> str:
        """The shortest of the hosts."""
        return self.leaf.witness.host


@dataclass(frozen=True, eq=False)
class Redundancy:
    """A rule that changes no answer."""

    clause: Clause
    successors: tuple[Successor, ...]
    """What gives its hosts the same, that with the shortest host first."""

    evidence: Evidence
    """What the file answers for that host."""


def redundant_rules(context: LintContext) -> tuple[Redundancy, ...]:
    """Return the rules that could be removed without changing any answer."""
    verdicts = verdicts_on_rules(context)
    # Those for the endpoint list are there so that no rule written later takes these hosts.
    living = {n: sample for n, sample in verdicts.living.items() if n not in verdicts.aimed}
    target = context.reference
    if not living or target is None:
        return ()
    gone = frozenset(found.clause.number for found in verdicts.dead)
    return _Search(context, target, living, gone).found()


class _Search:
    """The work on one file."""

    def __init__(
        self,
        context: LintContext,
        target: Target,
        living: Mapping[int, tuple[str, Passage | None]],
        gone: frozenset[int],
    ) -> None:
        self._context = context
        self._target = target
        self._living = living
        self._gone = gone
        self._known = clauses(context.program)[:MOST_RULES]
        self._clock = Clock(context.proof_seconds * _SHARE)
        self._returns = entry_returns(context.program)

    def found(self) -> tuple[Redundancy, ...]:
        """Find out."""
        reads = url_reads(self._context.program)
        tried = [
            clause
            for clause in self._known
            # What is proven is proven for one URL of each host, so nothing below may look at it.
            if clause.number in self._living
            and clause.is_bounded
            and reads.comes_before(clause.condition)
        ]
        met = self._met(tried)
        likely = [c for c in tried if c in met and self._is_same(c, met[c])][:_MOST]
        sets = {clause: hosts for clause in likely if (hosts := self._hosts(clause)) is not None}
        text = skipping(self._context, self._known, list(sets))
        if text is None:
            return ()
        with Explorer(text, target=self._target, max_labels=MAX_LABELS) as explorer:
            proven = self._followed(explorer, sets)
        return tuple(self._confirmed(text, proven))

    def _met(self, tried: Sequence[Clause]) -> dict[Clause, Passage]:
        """Return what a host of each of *tried* meets, as far as there is time to find out."""
        samples = {clause: self._living[clause.number] for clause in tried}
        found = {c: met for c, (_, met) in samples.items() if met is not None and met.is_whole}
        missing = [clause for clause in tried if clause not in found]
        text = skipping(self._context, self._known, self._known) if missing else None
        for start in range(0, len(missing), _ASKED):
            asker = self._context.asker
            if asker is None or text is None or not self._clock.left:
                break
            batch = missing[start : start + _ASKED]
            requests = [Request.for_host(samples[clause][0]) for clause in batch]
            decisions = asker.decide(requests, self._target, text=text)
            for clause, decision in zip(batch, decisions, strict=False):
                met = passage(decision.returned)
                if met is not None:
                    found[clause] = met
        return found

    def _is_same(self, clause: Clause, met: Passage) -> bool:
        """Say whether *clause* comes first, and the answer is the same without it."""
        if met.noted[:1] != (clause.number,):
            return False
        # What is reported by another rule does not count: both together cannot be removed.
        following = {met.next_rule(), met.next_rule(self._gone)}
        results = [met.returned if n is None else self._known[n].result for n in following]
        is_told = None in following and met.number is not None
        return not is_told and all(result == clause.result for result in results)

    def _hosts(self, clause: Clause) -> list[Language] | None:
        """Return the hosts of *clause*, part by part; ``None`` where they are not all known."""
        found = [part.hosts for part in parts(clause, self._target)]
        return None if None in found else [h for h in found if h is not None and not h.is_empty]

    def _followed(
        self, explorer: Explorer, sets: Mapping[Clause, Sequence[Language]]
    ) -> dict[Clause, list[Successor]]:
        """Return the rules of which it is proven, each with what gives its hosts the same."""
        found: dict[Clause, list[Successor]] = {}
        rules = list(sets)
        for start in range(0, len(rules), _TOGETHER):
            if not self._clock.left:
                break
            batch = rules[start : start + _TOGETHER]
            languages = [hosts for clause in batch for hosts in sets[clause]]
            partition = explorer.explore(languages, budget=Budget(seconds=self._clock.left))
            samples = [gap.sample for gap in partition.gaps]
            for clause in batch:
                own = sets[clause]
                is_open = any(s is None or any(s.host in hosts for hosts in own) for s in samples)
                leaves = [
                    leaf
                    for leaf in partition.leaves
                    if is_asked(leaf) and any(leaf.witness.host in hosts for hosts in own)
                ]
                successors = [] if is_open else self._successors(clause, leaves)
                if successors:
                    found[clause] = successors
        return found

    def _successors(self, clause: Clause, leaves: Iterable[Leaf]) -> list[Successor]:
        """Return what gives all hosts of *clause* the same; nothing if that is not certain."""
        found: dict[int, Successor] = {}
        for leaf in leaves:
            met = passage(leaf.answer.returned)
            if met is None:
                return []
            if met.noted[:1] != (clause.number,):
                continue
            node = self._next(met, leaf)
            if node is None or not self._is_same(clause, met):
                return []
            found.setdefault(node.start_byte, Successor(node, leaf))
        return sorted(found.values(), key=lambda one: (len(one.host), one.host))

    def _next(self, met: Passage, leaf: Leaf) -> Node | None:
        """Return what answers where the first rule does not."""
        number = met.next_rule(self._gone)
        if number is not None:
            return self._known[number].value
        nodes = self._returns.get(leaf.line or 0, [])
        return nodes[0] if len(nodes) == 1 else None

    def _confirmed(
        self, text: str, proven: Mapping[Clause, Sequence[Successor]]
    ) -> Iterator[Redundancy]:
        """Yield what the untouched file confirms, and what no other form of a request refutes."""
        asker = self._context.asker
        if asker is None or not proven:
            return
        first = {clause: successors[0].leaf.witness for clause, successors in proven.items()}
        questions = [(Request.for_host(w.host), w.environment) for w in first.values()]
        answers = asker.ask({self._target: questions}).get(self._target, [])
        forms = [_forms(witness.host) for witness in first.values()]
        requests = [request for some in forms for request in some]
        decisions = iter(asker.decide(requests, self._target, text=text))
        for (clause, successors), some, answer in zip(proven.items(), forms, answers, strict=False):
            met = [passage(decision.returned) for decision in islice(decisions, len(some))]
            holds = len(met) == len(some) and all(self._is_harmless(clause, one) for one in met)
            if holds and answer is not None and answer.returned == clause.result:
                shown = evidence(answer, successors[0].leaf.condition)
                yield Redundancy(clause, tuple(successors), shown)

    def _is_harmless(self, clause: Clause, met: Passage | None) -> bool:
        if met is None:
            return False
        return met.noted[:1] != (clause.number,) or self._is_same(clause, met)


def _forms(host: str) -> list[Request]:
    """Return requests for *host* as they are seldom made."""
    urls = (f"http://{host}/", f"https://{host}:8443/a?b", f"ftp://{host}/", f"https://{host}./")
    return [Request.for_url(url) for url in urls]
