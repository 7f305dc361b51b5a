"""The public face of the engine: a PAC text and requests in, decisions out."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pacgen.engine.environment import Environment
from pacgen.engine.target import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pacgen.engine.decision import Decision
    from pacgen.engine.request import Request

__all__ = ["Evaluator", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a script may use."""

    request_seconds: float = 2.0
    """Wall time for one request."""

    load_seconds: float = 10.0
    """Wall time for loading the file."""

    memory_bytes: int = 512 * 1024 * 1024
    """Address space of the process that runs the script; only where the OS has such a limit."""


class Evaluator:
    """
    Evaluates one PAC text in a contained child process.

    Use it as a context manager: leaving it ends the process.

    Args:
        source: The PAC text.
        target: The client to reproduce.
        limits: What the script may use.
    """

    def __init__(
        self, source: str, *, target: Target = Target.CHROMIUM, limits: Limits | None = None
    ) -> None:
        self._source = source
        self._target = target
        self._limits = limits or Limits()

    def decide(
        self, requests: Sequence[Request], environment: Environment | None = None
    ) -> list[Decision]:
        """
        Ask the script about each of *requests*, thousands at a time.

        Never raises for anything that the script does: every failure is a decision with a fault.

        Returns:
            One decision for each request, in their order.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the child process. May be called twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
