"""What is known, in a lint run, about all hosts of the endpoint list and not only about some."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pacgen.analysis import Answer, Leaf, Witness
from pacgen.analysis.verdicts import Status
from pacgen.engine import Target

__all__ = ["MAX_LABELS", "NO_PROOF", "PatternProof", "Proof", "Prove", "Proving", "Refutation"]

MAX_LABELS = 10
"""Of the names that are looked at."""


class Prove(StrEnum):
    """When a lint run tries to prove."""

    AUTO = "auto"
    """Where it can be expected to take no longer than people wait."""

    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Proving:
    """How much proof is wanted."""

    when: Prove = Prove.AUTO
    seconds: float = 10.0
    """How long it may take for one file."""


NO_PROOF = Proving(Prove.NEVER)
"""Samples alone."""


@dataclass(frozen=True)
class Refutation:
    """A host that is not DIRECT though all samples of its pattern are."""

    target: Target
    witness: Witness
    answer: Answer
    condition: str = ""
    """What must be so in the environment, in words; empty: nothing."""

    line: int | None = None
    """Which line decides, from 1."""

    @classmethod
    def of(cls, target: Target, leaf: Leaf) -> Refutation:
        """Return what *leaf* shows. The languages stay behind: reports travel between processes."""
        condition = "" if leaf.condition.is_always else str(leaf.condition)
        return cls(target, leaf.witness, leaf.answer, condition, leaf.line)


@dataclass(frozen=True)
class PatternProof:
    """What is known about all hosts of one pattern."""

    pattern: str
    status: Status
    reason: str = ""
    """Why nothing is proven: one clause; empty where something is."""

    line: int | None = None
    """Where that is."""

    host: str = ""
    """A host that is not DIRECT; empty where none is known."""

    refutation: Refutation | None = None
    """What shows that, where no sample does."""


@dataclass(frozen=True)
class Proof:
    """What is known about all hosts of the endpoint list."""

    targets: tuple[Target, ...]
    """The clients that it holds for."""

    max_labels: int
    patterns: tuple[PatternProof, ...] = ()
    """In the order of the list; empty where it was not tried."""

    reason: str = ""
    """Why it was not tried."""

    @property
    def is_complete(self) -> bool:
        """Whether every host of every pattern is proven DIRECT, to every client."""
        return bool(self.patterns) and all(p.status is Status.PROVEN for p in self.patterns)

    @property
    def unproven(self) -> PatternProof | None:
        """The first pattern of which nothing is known for certain."""
        return next((p for p in self.patterns if p.status is Status.NOT_PROVEN), None)

    @property
    def refuted(self) -> PatternProof | None:
        """The first pattern of which not all hosts are DIRECT."""
        return next((p for p in self.patterns if p.status is Status.REFUTED), None)
