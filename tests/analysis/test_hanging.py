"""A script that hangs costs what one request may cost, however large the budget is."""

from __future__ import annotations

from typing import Any

import pytest

from pacgen.analysis import Budget, Explorer, NotProven, Refuted, Wanted, prove
from pacgen.analysis.clock import Clock
from pacgen.analysis.partition import GapKind
from pacgen.engine import Limits
from pacgen.engine.process import WorkerProcess, WorkerTimeoutError

from .conftest import below, script

_SOON = Limits(request_seconds=0.2, load_seconds=2)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[WorkerTimeoutError]:
    """Return the list of all questions to the engine that ended with its patience."""
    found: list[WorkerTimeoutError] = []
    ask = WorkerProcess.ask

    def noted(worker: WorkerProcess, message: str, **options: Any) -> dict[str, Any]:
        try:
            return ask(worker, message, **options)
        except WorkerTimeoutError as error:
            found.append(error)
            raise

    monkeypatch.setattr(WorkerProcess, "ask", noted)
    return found


def test_a_script_that_hangs_is_waited_for_once(waits: list[WorkerTimeoutError]) -> None:
    """One host without an answer refutes; neither other hosts nor a trace are waited for."""
    text = script('while (true) {} return "DIRECT";')

    with Explorer(text, limits=_SOON) as explorer:
        result = prove(explorer, below("x.example"), Wanted.direct(), budget=Budget(seconds=30))

    assert isinstance(result, Refuted)
    assert result.counterexample.line == 2
    assert len(waits) == 1


def test_hosts_for_which_there_is_no_time_are_named_as_such(
    waits: list[WorkerTimeoutError],
) -> None:
    """With many ways that hang the exploration ends with its budget: what is left is a gap."""
    # The expression hangs inside the engine, where no step is counted.
    rules = [f'if (host == "h{n}.x.example") /^(a|a)+$/.test(long);' for n in range(40)]
    text = script('var long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";' + "".join(rules))

    with Explorer(text, limits=_SOON) as explorer:
        partition = explorer.explore(below("x.example"), budget=Budget(seconds=0.5))

    assert len(waits) < 10
    assert any(gap.reason == "the time was up" for gap in partition.gaps)


def test_a_script_for_which_there_is_no_time_is_not_said_to_hang() -> None:
    """A wait that the budget cuts short proves nothing: the time was up, that is all."""
    text = script('/^(a|a)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"); return "DIRECT";')

    with Explorer(text, limits=Limits(request_seconds=0.4, load_seconds=0.4)) as explorer:
        result = prove(explorer, below("x.example"), Wanted.direct(), budget=Budget(seconds=0.1))

    assert isinstance(result, NotProven)
    assert [(gap.kind, gap.reason) for gap in result.gaps] == [(GapKind.BUDGET, "the time was up")]


def test_reading_a_file_counts() -> None:
    """Where the time is up before the file has been read, no run is tried."""
    with Explorer(script('return "DIRECT";'), until=Clock(0)) as explorer:
        partition = explorer.explore(below("x.example"), budget=Budget(seconds=30))

    assert partition.runs == 0
    assert [(gap.kind, gap.reason) for gap in partition.gaps] == [
        (GapKind.BUDGET, "the time was up")
    ]
