"""What somebody wants to be true of every answer in a region."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pacgen.analysis.partition import Answer
from pacgen.routes import Route

__all__ = ["Wanted"]


@dataclass(frozen=True)
class Wanted:
    """A wish about answers, with its words for messages."""

    text: str
    """``DIRECT``, ``never DIRECT``, ``PROXY a.example:8080``."""

    holds: Callable[[Answer], bool]

    @classmethod
    def direct(cls) -> Wanted:
        """
        The script itself says DIRECT, and nothing else.

        A fault is no DIRECT: clients connect directly after every error, but nobody meant them to.
        """
        return cls("DIRECT", lambda answer: answer.fault is None and answer.route.is_direct)

    @classmethod
    def direct_first(cls) -> Wanted:
        """The script says DIRECT before anything else."""
        return cls(
            "DIRECT first", lambda answer: answer.fault is None and answer.route.starts_direct
        )

    @classmethod
    def route(cls, route: Route) -> Wanted:
        """The client does exactly this, element by element."""
        return cls(str(route), lambda answer: answer.fault is None and answer.route == route)

    @classmethod
    def never_direct(cls) -> Wanted:
        """The client never connects directly at first; after a fault it would."""
        return cls("never DIRECT", lambda answer: not answer.route.starts_direct)

    @classmethod
    def never_route(cls, route: Route) -> Wanted:
        """The client does anything but this."""
        return cls(f"never {route}", lambda answer: answer.route != route)
