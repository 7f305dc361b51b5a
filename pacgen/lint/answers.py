"""What a file answered to a probe, and many probes made at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pacgen.engine import Decision, Target
from pacgen.errors import RouteError
from pacgen.lint.asker import Asker
from pacgen.lint.probes import Probe
from pacgen.routes import Route

__all__ = ["Answer", "ask", "grouped", "is_same"]

_Item = TypeVar("_Item")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Answer:
    """A probe and what the file answered."""

    probe: Probe
    decision: Decision

    @property
    def target(self) -> Target:
        """The client that asked."""
        return self.decision.target

    @property
    def is_direct(self) -> bool:
        """Whether the script itself says DIRECT; clients also go DIRECT after every error."""
        return self.decision.fault is None and self.decision.is_direct

    @property
    def is_clean_direct(self) -> bool:
        """Whether the script says DIRECT in so many words, and nothing that the client drops."""
        said = self.decision.returned or ""
        return self.is_direct and not self.decision.dropped and "DIRECT" in said.upper()

    @property
    def is_proxied(self) -> bool:
        """Whether a proxy is tried first."""
        return self.decision.fault is None and not self.decision.route.starts_direct

    @property
    def is_as_asserted(self) -> bool:
        """Whether the request goes where the site says; true if it says nothing."""
        assertion, decision = self.probe.assertion, self.decision
        if assertion is None:
            return True
        if decision.fault is not None:
            return False
        # A client that knows no lists passes over the end of one, which is no fault of the file.
        return str(assertion.route) in {str(decision.route), _canonical(decision.returned or "")}

    @property
    def returned(self) -> str:
        """What the script returned, or what kept it from that, in one line."""
        if self.decision.fault is not None and self.decision.returned is None:
            return self.decision.fault.message
        return self.decision.returned or '""'


def ask(asker: Asker, probes: Sequence[Probe]) -> tuple[Answer, ...]:
    """Make *probes* as all clients, and return the answers, one client after the other."""
    wanted = {
        target: [probe for probe in probes if probe.variant.is_for(target)]
        for target in asker.targets
    }
    made = asker.ask(
        {
            target: [(probe.request, probe.world.environment) for probe in batch]
            for target, batch in wanted.items()
            if batch
        }
    )
    return tuple(
        Answer(probe, decision)
        for target, decisions in made.items()
        for probe, decision in zip(wanted[target], decisions, strict=True)
        if decision is not None
    )


def _canonical(returned: str) -> str:
    try:
        return str(Route.parse(returned))
    except RouteError:
        return ""


def is_same(one: Answer, other: Answer) -> bool:
    """Say whether two clients get the same answer, as far as a reader is concerned."""
    if one is other:
        return True
    faults = [a.decision.fault.kind if a.decision.fault else None for a in (one, other)]
    return (
        faults[0] == faults[1]
        and one.decision.returned == other.decision.returned
        and one.is_direct == other.is_direct
    )


def grouped(items: Iterable[_Item], key: Callable[[_Item], _Key]) -> dict[_Key, list[_Item]]:
    """Sort *items* into lists by *key*; keys in the order of their first item."""
    groups: dict[_Key, list[_Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
