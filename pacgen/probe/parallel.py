"""Several questions at once, in threads that do not keep the program from ending."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

__all__ = ["side_by_side", "within"]

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class _Call(Generic[Result]):
    """A call in a thread of its own, and what comes of it."""

    def __init__(self, function: Callable[[], Result]) -> None:
        self._function = function
        self._done = threading.Event()
        self._values: list[Result] = []
        self._error: Exception | None = None
        # An executor would wait for its threads when the program ends, and whoever presses
        # Ctrl-C would wait for packets that never come.
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        try:
            self._values.append(self._function())
        except Exception as error:  # noqa: BLE001 - raised again where the result is wanted
            self._error = error
        finally:
            self._done.set()

    def result(self, patience: float | None = None) -> Result:
        """Wait for the call to end, and return or raise what it did."""
        if not self._done.wait(patience):
            raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._values[0]


def side_by_side(
    function: Callable[[Argument], Result], arguments: Iterable[Argument]
) -> list[Result]:
    """
    Return what *function* gives for each of *arguments*, in their order.

    Raises:
        Exception: what *function* raised, for the first of them.
    """

    def bound(argument: Argument) -> Callable[[], Result]:
        return lambda: function(argument)

    calls = [_Call(bound(argument)) for argument in arguments]
    return [call.result() for call in calls]


def within(seconds: float, function: Callable[[], Result]) -> Result:
    """
    Return what *function* gives, and do not wait for it for ever.

    Raises:
        TimeoutError: it takes longer than *seconds*.
        Exception: what *function* raised.
    """
    return _Call(function).result(seconds)
