"""Several questions at once, in threads that do not keep the program from ending."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

__all__ = ["UnfinishedError", "finished", "side_by_side", "within"]

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class UnfinishedError(TimeoutError):
    """A call takes longer than anybody waits for it."""


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
            raise UnfinishedError
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
    return [call.result() for call in _begin(function, arguments)]


def finished(
    function: Callable[[Argument], Result],
    arguments: Iterable[Argument],
    left: Callable[[], float],
) -> list[Result | None]:
    """
    Return what *function* gives for each of *arguments*, ``None`` where it is not done in time.

    Args:
        function: Gives anything but ``None``.
        arguments: Are all begun at once.
        left: Returns how many seconds there are, asked again before each wait.

    Raises:
        Exception: what *function* raised, for the first of them.
    """
    results: list[Result | None] = []
    for call in _begin(function, arguments):
        try:
            results.append(call.result(left()))
        except UnfinishedError:
            results.append(None)
    return results


def _begin(
    function: Callable[[Argument], Result], arguments: Iterable[Argument]
) -> list[_Call[Result]]:
    def bound(argument: Argument) -> Callable[[], Result]:
        return lambda: function(argument)

    return [_Call(bound(argument)) for argument in arguments]


def within(seconds: float, function: Callable[[], Result]) -> Result:
    """
    Return what *function* gives, and do not wait for it for ever.

    Raises:
        UnfinishedError: a :class:`TimeoutError`; it takes longer than *seconds*.
        Exception: what *function* raised.
    """
    return _Call(function).result(seconds)
