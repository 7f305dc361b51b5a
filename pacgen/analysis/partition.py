"""
What an analysis finds out: all hosts in question, cut into regions that get one answer each.

A :class:`Partition` loses nothing: every host it was asked about, in every environment, lies in a
:class:`Leaf` or in a :class:`Gap`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pacgen.analysis.languages import AddressSet, IntSet, Language
from pacgen.engine import Environment, Fault, Target
from pacgen.routes import Route

__all__ = [
    "ALWAYS",
    "Answer",
    "Answers",
    "Condition",
    "Gap",
    "GapKind",
    "Leaf",
    "Partition",
    "Unknown",
    "Witness",
]


@dataclass(frozen=True, slots=True)
class Witness:
    """One concrete member of a region: the shortest host, with an environment that leads there."""

    host: str
    url: str
    environment: Environment


@dataclass(frozen=True, slots=True)
class Answer:
    """What the script answers all over a region."""

    returned: str | None
    """The string; ``None`` when it returns none or throws."""

    route: Route
    """What the client does then; DIRECT after every fault, as clients do."""

    fault: Fault | None = None

    def __str__(self) -> str:
        if self.returned is None:
            return self.fault.message if self.fault else "no string"
        return self.returned


@dataclass(frozen=True, slots=True)
class Answers:
    """Which answers of DNS a region allows for one name."""

    unresolved: bool
    """Whether the name may have no IPv4 address at all."""

    addresses: AddressSet | Language
    """The addresses that it may have; a language once something was asked about their text."""


Domain = AddressSet | Answers | IntSet | Language
"""Which values of one thing in the environment a region allows."""


@dataclass(frozen=True)
class Condition:
    """What must hold in the environment, besides the host, for a region to count."""

    domains: Mapping[str, Domain]
    """
    By what a script can ask: ``client``, ``dns:host`` and its like, ``clock:hour`` and its like.

    Things that are not mentioned may have any value.
    """

    clauses: tuple[str, ...] = ()
    """The same for people, one clause for each: ``the client is in 10.8.0.0/16``."""

    @property
    def is_always(self) -> bool:
        """Whether every environment will do."""
        return not self.domains

    def __str__(self) -> str:
        return " and ".join(self.clauses) if self.clauses else "always"


ALWAYS = Condition({})
"""The condition that every environment fulfils."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that a script decides by, and nobody knows for which requests it is so."""

    reason: str
    """What it is, in a few words: ``timeRange with GMT``."""

    line: int | None
    """Where in the PAC file, from 1; ``None`` where that means nothing."""


@dataclass(frozen=True)
class Leaf:
    """A region in which the script takes one way and gives one answer."""

    hosts: Language
    condition: Condition
    answer: Answer
    line: int | None
    """Of the ``return`` that decided, from 1; ``None`` where it threw or fell off its end."""

    decisions: tuple[int, ...]
    """The lines of the conditions on the way that held, in order, each once."""

    witness: Witness
    """Its answer is the leaf's; unmodified pacparser confirms that when it is asked."""

    exact: bool
    """
    Whether every host of *hosts* in every environment of *condition* really gets here.

    Otherwise the region is too large: none gets another answer, but some may never come.
    """

    unknown: Unknown | None = None
    """What makes it too large; ``None`` where *exact*."""


class GapKind(StrEnum):
    """Why a region has no answer."""

    CONSTRUCT = "construct"
    """Something in the script that the analysis does not understand."""

    BUDGET = "budget"
    """Time, paths or decisions ran out."""

    SCRIPT = "script"
    """The script hangs, uses up memory or breaks the engine."""

    INTERNAL = "internal"
    """The analysis and the engine disagree, which is a mistake in pacgen."""


@dataclass(frozen=True)
class Gap:
    """A region that is not understood, and what stopped the analysis."""

    kind: GapKind
    construct: str
    """What it is, in a few words: ``a hash of the host``, ``String.prototype.match``."""

    line: int | None
    """Where in the PAC file, from 1; ``None`` where that means nothing."""

    reason: str
    """Why that stops the analysis: one clause, lower case."""

    hosts: Language
    condition: Condition = ALWAYS
    sample: Witness | None = None
    """Some member of the region."""

    def __str__(self) -> str:
        place = f" at line {self.line}" if self.line else ""
        return f"{self.construct}{place}: {self.reason}"


@dataclass(frozen=True)
class Partition:
    """Everything that one exploration found; leaves in the order of their shortest hosts."""

    leaves: tuple[Leaf, ...]
    gaps: tuple[Gap, ...]
    runs: int
    """How often the script was run."""

    seconds: float
    target: Target
    max_labels: int | None
    """Up to how many labels hosts were considered; ``None``: of any number."""

    @property
    def complete(self) -> bool:
        """Whether every host has its answer."""
        return not self.gaps

    def at_line(self, lines: Iterable[int]) -> tuple[Leaf, ...]:
        """Return the leaves that one of *lines* decided."""
        wanted = frozenset(lines)
        return tuple(leaf for leaf in self.leaves if leaf.line in wanted)
