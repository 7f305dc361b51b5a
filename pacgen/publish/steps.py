"""The steps of a run, for whoever wants to know how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

__all__ = ["OnStep", "Step", "ignore"]


class Step(StrEnum):
    """What a run is about to do."""

    RECOVER = "look at what the run before left"
    FETCH = "ask the service"
    GENERATE = "generate the files"
    JUDGE = "ask the gates"
    STORE = "store the endpoint data"
    RECORD = "write the history"
    SWITCH = "publish the files"
    REMEMBER = "remember what is published"
    HOOK = "run the command"


OnStep = Callable[[Step], None]
"""Is told each step when it begins."""


def ignore(step: Step) -> None:
    """Let nobody know."""
    del step
