"""A script that hangs costs what one request may cost, however large the budget is."""

from __future__ import annotations

from typing import Any

import pytest

from pacgen.analysis import Budget, Explorer, Refuted, Wanted, prove
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
    assert any(gap.reason == "0.5 s were not enough" for gap in partition.gaps)
