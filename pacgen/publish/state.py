"""
What the job remembers between runs, apart from the history.

It is memory, not data: what of it is lost is found again by looking at the history and at the
published files; see :mod:`pacgen.publish.recovery`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pacgen.errors import InputError
from pacgen.files import write_atomically

__all__ = ["STATE", "JobState", "read_state", "write_state"]

STATE = "state.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class JobState:
    """The content of the file."""

    current: int | None = None
    """The number in the history of what is published; ``None``: nothing is."""

    pending: int | None = None
    """The number of what is being put in place; if a run finds one, the run before was killed."""

    is_hook_due: bool = False
    """Whether ``publish.command`` has yet to run, or failed."""


def read_state(directory: Path) -> tuple[JobState | None, str]:
    """
    Return the state, and what is wrong with the file; ``None`` if it is not there or not good.

    Raises:
        InputError: the system does not let us read it, or a newer pacgen wrote it.
    """
    path = directory / STATE
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be read: {error.strerror or error}",
            tip="let the account that runs pacgen read it",
        ) from None
    except (ValueError, RecursionError):
        return None, f"{path.name} was damaged"
    schema = data.get("schema") if isinstance(data, dict) else None
    if isinstance(schema, int) and schema > SCHEMA:
        raise InputError(
            f"{path}: its schema is {schema}, this pacgen reads {SCHEMA}",
            usually="a newer pacgen wrote it",
            tip="use that pacgen",
        )
    state = _parsed(data)
    return state, "" if state else f"{path.name} was damaged"


def write_state(directory: Path, state: JobState) -> None:
    """
    Keep *state*, whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    path = directory / STATE
    text = json.dumps({"schema": SCHEMA, **asdict(state)}, indent=2)
    try:
        write_atomically(path, f"{text}\n".encode())
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be written: {error.strerror or error}",
            usually="the disk is full, or the directory is protected",
            tip="make room there; what is published stays as it is",
        ) from None


def _parsed(data: Any) -> JobState | None:  # noqa: ANN401 - whatever the file holds
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return None
    current, pending = data.get("current"), data.get("pending")
    due = data.get("is_hook_due")
    if not isinstance(due, bool) or not all(map(_is_number, (current, pending))):
        return None
    return JobState(current, pending, due)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0)
