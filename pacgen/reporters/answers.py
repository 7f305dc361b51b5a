"""What several clients make of one request, as every report about it needs it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from pacgen.engine import Decision, Fault, Request
from pacgen.reporters.text import cut

__all__ = ["Answers", "Detail", "details", "fault_text", "meant_otherwise", "place_text"]


class Detail(StrEnum):
    """What can be shown of a decision besides the route, when it is asked for."""

    DNS = "dns"
    """The names that the script wanted resolved."""

    ALERTS = "alerts"
    """What the script passed to ``alert``."""

    CALLS = "calls"
    """Every helper that the script called, with arguments and value."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One request in one environment, put to one or several clients."""

    request: Request
    environment: str
    """Its name; ``""`` where there is only one."""

    decisions: tuple[Decision, ...]
    """One for each target, in the order in which they were asked for."""

    @property
    def differ(self) -> bool:
        """Whether the clients go different ways."""
        return len({decision.route for decision in self.decisions}) > 1

    @property
    def failed(self) -> bool:
        """Whether any of the clients got no usable answer."""
        return any(decision.fault is not None for decision in self.decisions)


def details(decision: Decision, detail: Detail) -> tuple[str, ...]:
    """Return one kind of detail as texts: names without repetition, the rest in order."""
    match detail:
        case Detail.DNS:
            return tuple(dict.fromkeys(decision.dns))
        case Detail.ALERTS:
            return decision.alerts
        case Detail.CALLS:
            return tuple(map(str, decision.calls))
        case _:
            assert_never(detail)


def meant_otherwise(decision: Decision) -> str | None:
    """
    Return the string that the script returned if it says something else than the client does.

    Blanks, the case of letters and a final semicolon say nothing.
    """
    if decision.returned is None:
        return None
    elements = (element.split() for element in decision.returned.split(";"))
    said = "; ".join(" ".join(words) for words in elements if words)
    return None if said.lower() == str(decision.route).lower() else decision.returned


def fault_text(fault: Fault) -> str:
    """Return *fault* in one line: ``exception at line 3, column 7: ReferenceError: …``."""
    return f"{fault.kind}{place_text(fault)}: {cut(fault.message)}"


def place_text(fault: Fault) -> str:
    """Return where in the file *fault* happened, as `` at line 3, column 7``, or nothing."""
    if fault.line is None:
        return ""
    column = f", column {fault.column}" if fault.column is not None else ""
    return f" at line {fault.line}{column}"
