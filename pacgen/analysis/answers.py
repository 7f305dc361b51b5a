"""What a run came to, as the client understands it."""

from __future__ import annotations

from typing import Any

from pacgen.analysis.partition import Answer
from pacgen.engine.decision import Fault, FaultKind, Outcome
from pacgen.engine.results import read_result
from pacgen.engine.stack import position
from pacgen.engine.target import Target
from pacgen.routes import DIRECT

__all__ = ["answer_of", "fault_answer", "load_answer", "same_answer"]


def answer_of(result: dict[str, Any], target: Target) -> Answer:
    """Return the answer that a run's result is: a text, something else, or an error."""
    if "text" in result:
        outcome = read_result(result["text"], target)
        return Answer(outcome.returned, outcome.route, outcome.fault)
    if "error" in result:
        return fault_answer(_fault(FaultKind.EXCEPTION, result))
    shown = f" {result['shown']}" if result.get("shown") else ""
    message = f"FindProxyForURL returned {result['type']}{shown}, not a string"
    return fault_answer(Fault(FaultKind.NOT_A_STRING, message))


def load_answer(result: dict[str, Any]) -> Answer:
    """Return the answer of a file that does not load, or has no entry point."""
    if "error" in result:
        return fault_answer(_fault(FaultKind.LOAD, result))
    found = result.get("text", "undefined")
    message = "no function FindProxyForURL"
    if found != "undefined":
        message = f"FindProxyForURL is no function but {found}"
    return fault_answer(Fault(FaultKind.NO_ENTRY_POINT, message))


def fault_answer(fault: Fault) -> Answer:
    """Return the answer that clients make of a fault: DIRECT."""
    return Answer(None, DIRECT, fault)


def same_answer(answer: Answer, outcome: Outcome) -> bool:
    """
    Say whether the untouched script gave the answer that the analysis says it gives.

    The texts of errors may differ: the rewritten script has other frames on its stack.
    """
    if answer.fault is None or outcome.fault is None:
        return answer.fault is outcome.fault and answer.returned == outcome.returned
    load = {FaultKind.LOAD, FaultKind.SYNTAX}
    kinds = {answer.fault.kind, outcome.fault.kind}
    return answer.returned == outcome.returned and (len(kinds) == 1 or kinds <= load)


def _fault(kind: FaultKind, result: dict[str, Any]) -> Fault:
    line, _ = position(result["stack"])
    # Columns are those of the rewritten script.
    return Fault(kind, result["error"], line)
