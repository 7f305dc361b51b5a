"""
Who decides about hosts: which rules of a file, or which other statements, answer for them.

One host is asked about in the engine, a whole set is followed by the analysis. For both the file
is run with marks in place of what its rules return.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pacgen.analysis import Budget, Explorer, Language, Leaf
from pacgen.analysis.clock import Clock
from pacgen.engine import Request, Target
from pacgen.engine.closing import Closing
from pacgen.lint.clauses import Clause, entry_returns, marked, number_of
from pacgen.lint.context import LintContext
from pacgen.lint.reach import MAX_LABELS
from pacgen.lint.skipping import Passage, passage, skipping
from pacgen.lint.url_reads import url_reads

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tree_sitter import Node

__all__ = ["Cover", "Follower", "is_asked"]

_TOGETHER = 50
"""Sets that are followed at once; one that exhausts the analysis costs the others of its batch."""

_MANY = 1000
"""Rules from which on a file is long."""

_Key = TypeVar("_Key", bound="Hashable")


@dataclass(frozen=True, eq=False)
class Cover:
    """What decides about some hosts."""

    node: Node
    """What is returned."""

    clause: Clause | None
    """The rule that returns it; ``None``: it is no rule that :mod:`pacgen.lint.clauses` knows."""

    result: str
    """What the file answers."""

    leaf: Leaf
    """The hosts, the shortest of them, and in which environments."""

    depends_on_url: bool
    """Whether for another URL of these hosts something else may decide."""

    @property
    def host(self) -> str:
        """The shortest of the hosts."""
        return self.leaf.witness.host

    def is_before(self, clause: Clause) -> bool:
        """Say whether it stands in front of *clause*."""
        return self.node.start_byte < clause.condition.start_byte


class Follower(Closing):
    """
    Finds out who decides. Use it as a context manager: leaving it ends its processes.

    Args:
        context: The file.
        known: Its rules.
        target: The client.
        clock: How long it may take.
    """

    def __init__(
        self, context: LintContext, known: Sequence[Clause], target: Target, clock: Clock
    ) -> None:
        self._context = context
        self._known = known
        self._target = target
        self._clock = clock
        self._text = marked(context.pac.text, known)
        self._explorer: Explorer | None = None
        self._reads = url_reads(context.program)
        self._returns = entry_returns(context.program)

    def passages(self, hosts: Sequence[str]) -> list[Passage | None]:
        """
        Return for each of *hosts* which rules it meets; ``None`` where that is not known.

        In a long file only the first of them, since to come to its end takes twice as long.
        """
        found: list[Passage | None] = [None] * len(hosts)
        if len(self._known) <= _MANY:
            text = skipping(self._context, self._known, self._known)
            found = [passage(returned) for returned in self._returned(text, hosts)]
        # What a rule kept away from the rest of the file may be what the rest fails of.
        failing = [host for host, met in zip(hosts, found, strict=False) if met is None]
        again = iter(self._returned(self._text, failing))
        return [met or _decided(number_of(next(again, None))) for met in found]

    def _returned(self, text: str | None, hosts: Sequence[str]) -> list[str | None]:
        asker = self._context.asker
        if asker is None or text is None or not hosts:
            return [None] * len(hosts)
        requests = [Request.for_host(host) for host in hosts]
        return [d.returned for d in asker.decide(requests, self._target, text=text)]

    def covers(self, sets: Mapping[_Key, Language]) -> dict[_Key, tuple[Cover, ...]]:
        """Return for each set of hosts what decides about them; nothing where that is not known."""
        found: dict[_Key, tuple[Cover, ...]] = {}
        keys = list(sets)
        for start in range(0, len(keys), _TOGETHER):
            if not self._clock.left:
                break
            batch = {key: sets[key] for key in keys[start : start + _TOGETHER]}
            found |= self._followed(batch)
        return found

    def _followed(self, batch: Mapping[_Key, Language]) -> dict[_Key, tuple[Cover, ...]]:
        if self._explorer is None:
            self._explorer = Explorer(self._text, target=self._target, max_labels=MAX_LABELS)
        budget = Budget(seconds=self._clock.left)
        partition = self._explorer.explore(list(batch.values()), budget=budget)
        leaves = [(leaf, self._cover(leaf)) for leaf in partition.leaves if is_asked(leaf)]
        found = {}
        for key, hosts in batch.items():
            # A region belongs to the sets that its shortest host is in: of these it is true.
            own = [cover for leaf, cover in leaves if leaf.witness.host in hosts]
            is_open = any(gap.sample is None or gap.sample.host in hosts for gap in partition.gaps)
            covers = [cover for cover in own if cover is not None]
            if covers and len(covers) == len(own) and not is_open:
                found[key] = _one_for_each_place(covers)
        return found

    def _cover(self, leaf: Leaf) -> Cover | None:
        """Return what decides in a region; ``None`` where that is no statement of the file."""
        number = number_of(leaf.answer.returned)
        if number is not None:
            clause = self._known[number]
            depends = self._reads.touches(clause.value)
            return Cover(clause.value, clause, clause.result, leaf, depends)
        nodes = self._returns.get(leaf.line or 0, [])
        if leaf.answer.returned is None or len(nodes) != 1:
            return None
        (node,) = nodes
        return Cover(node, None, leaf.answer.returned, leaf, self._reads.touches(node))

    def close(self) -> None:
        """End the processes. May be called twice."""
        if self._explorer is not None:
            self._explorer.close()
            self._explorer = None


def _decided(number: int | None) -> Passage | None:
    return None if number is None else Passage((), number, "")


def is_asked(leaf: Leaf) -> bool:
    """Say whether the script is asked about these hosts; clients keep some to themselves."""
    return leaf.answer.returned is not None or leaf.answer.fault is not None


def _one_for_each_place(covers: Sequence[Cover]) -> tuple[Cover, ...]:
    """Return the first of *covers* for each place and result, in the order of the file."""
    first: dict[tuple[int, str], Cover] = {}
    for cover in covers:
        first.setdefault((cover.node.start_byte, cover.result), cover)
    return tuple(first[key] for key in sorted(first))
