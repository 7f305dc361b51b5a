"""The worker's engine: a fresh one for each batch, or the same one again where the parent says so."""

from __future__ import annotations

from typing import Any

from pacgen.engine.process import KEPT_ENGINE, SAME_ENGINE, WorkerProcess

_COUNTER = """
findProxyForURL = (function () {
  var calls = 0;
  return function (text) { calls += 1; return JSON.stringify({ calls: calls, text: text }); };
})();
"""


def _answers(*messages: str) -> list[dict[str, Any]]:
    worker = WorkerProcess(_COUNTER, 600_000_000)
    try:
        return [worker.ask(message, patience=lambda _: 20.0) for message in messages]
    finally:
        worker.kill()


def test_each_batch_has_an_engine_of_its_own() -> None:
    """Nothing is left of the batch before, kept or not."""
    answers = _answers("1", "2", f"{KEPT_ENGINE}3", "4")

    assert [answer["calls"] for answer in answers] == [1, 1, 1, 1]
    assert [answer["text"] for answer in answers] == ["1", "2", "3", "4"]


def test_a_kept_engine_serves_the_next_batch() -> None:
    """As often as the parent likes, until a fresh one is asked for."""
    answers = _answers(
        f"{KEPT_ENGINE}1",
        f"{SAME_ENGINE}2",
        f"{SAME_ENGINE}3",
        f"{KEPT_ENGINE}4",
        f"{SAME_ENGINE}5",
    )

    assert [answer["calls"] for answer in answers] == [1, 2, 3, 1, 2]
    assert [answer["text"] for answer in answers] == ["1", "2", "3", "4", "5"]


def test_an_engine_that_was_not_kept_is_gone() -> None:
    """Whoever asks for it all the same is told so, and the worker goes on."""
    first, second, third = _answers("1", f"{SAME_ENGINE}2", "3")

    assert first["calls"] == third["calls"] == 1
    assert "broken" in second
