"""A partition as a table: regions that differ in nothing that people look at are one row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pacgen.analysis.languages import Bundle, Language
from pacgen.analysis.partition import Answer, Leaf, Partition, Unknown, Witness

__all__ = ["Row", "rows"]


@dataclass(frozen=True)
class Row:
    """Hosts that get one answer from one line, under one condition."""

    hosts: Language
    condition: str
    """In words; empty: always."""

    answer: Answer
    line: int | None
    witness: Witness
    """The shortest host."""

    exact: bool
    """Whether all of them really get it; else some may never come there."""

    unknown: Unknown | None
    """What makes that uncertain; ``None`` where *exact*."""


def rows(partition: Partition) -> tuple[Row, ...]:
    """Return the rows of *partition*, in the order of the lines that decided."""
    groups: dict[tuple[object, ...], list[Leaf]] = {}
    for leaf in partition.leaves:
        answer = leaf.answer
        fault = answer.fault.message if answer.fault else ""
        condition = "" if leaf.condition.is_always else str(leaf.condition)
        key = (leaf.line, answer.returned, fault, condition, leaf.exact, leaf.unknown)
        groups.setdefault(key, []).append(leaf)
    found = [_row(leaves) for leaves in groups.values()]
    return tuple(
        sorted(found, key=lambda row: (row.line or 0, row.condition, len(row.witness.host)))
    )


def _row(leaves: Iterable[Leaf]) -> Row:
    leaves = list(leaves)
    first = min(leaves, key=lambda leaf: (len(leaf.witness.host), leaf.witness.host))
    condition = "" if first.condition.is_always else str(first.condition)
    hosts = Bundle.gathered(leaf.hosts for leaf in leaves)
    return Row(
        hosts, condition, first.answer, first.line, first.witness, first.exact, first.unknown
    )
