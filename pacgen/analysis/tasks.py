"""Regions that wait for their run, and what a run shares with the one that it was cut from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pacgen.analysis.languages import Language
from pacgen.analysis.partition import Unknown
from pacgen.analysis.regions import Region
from pacgen.analysis.session import Notes, Order
from pacgen.analysis.witnesses import Values

__all__ = ["Task"]


@dataclass(frozen=True)
class Task:
    """A region that waits for its run."""

    region: Region
    origin: Language
    """The hosts that the region was cut from in the beginning."""

    parent: Notes | None = None
    """The run whose notes it shares, up to number *start*."""

    start: int = 0
    """From which note on its own run cuts the region."""

    overrides: dict[int, bool] = field(default_factory=dict)
    unknowns: tuple[Unknown, ...] = ()
    """What was unknown on the way, in order."""

    literal: bool = False
    """Whether the hosts are IPv4 addresses."""

    lines: tuple[int, ...] = ()
    """Of the conditions that held before, where the run will not tell them again."""

    like_parent: bool = False
    """Whether its parent's run had a plain host: only one like it makes the same notes."""

    @property
    def is_plain(self) -> bool:
        """
        Whether there is but one host, so that nothing in the script depends on it.

        A condition on what *the host* resolves to still needs the host as a symbol.
        """
        if self.parent is not None:
            return self.like_parent
        return self.region.hosts.single_word() is not None and not any(
            symbol.startswith("dns:[") for symbol in self.region.domains
        )

    def other(
        self,
        region: Region,
        notes: Notes,
        number: int,
        unknowns: tuple[Unknown, ...],
        pinned: dict[int, bool],
    ) -> Task:
        """Return the task for the side of decision *number* that this task's run did not take."""
        fresh = Task(region, self.origin, lines=(*self.lines, *notes.held(number)))
        if not pinned and fresh.is_plain:
            return fresh
        return self.turned(region, notes, number, unknowns, pinned)

    def turned(
        self,
        region: Region,
        notes: Notes,
        start: int,
        unknowns: tuple[Unknown, ...],
        pinned: dict[int, bool],
    ) -> Task:
        """Return the task for a region that shares this task's notes up to number *start*."""
        return replace(
            self,
            region=region,
            parent=notes,
            start=start,
            overrides=pinned,
            unknowns=unknowns,
            like_parent=self.is_plain,
        )

    def order(self, values: Values) -> Order:
        """Return the run that this task waits for."""
        return Order(
            values.host,
            values.client,
            values.dns,
            values.clock,
            self.overrides,
            plain=self.is_plain,
            literal=self.literal,
        )

    def agrees(self, notes: Notes) -> bool:
        """
        Say whether the run did what its parent did up to where their ways part.

        What comes first behind that may be another question, since a script that needs a value
        asks whether it is this witness's; it has the answer that the other side of the cut gives.
        """
        if self.parent is None:
            return True
        shared = self.start
        if shared - 1 in self.overrides:
            # The last one is the unknown decision that was turned.
            shared -= 1
        return len(notes.events) >= shared and notes.events[:shared] == self.parent.events[:shared]
