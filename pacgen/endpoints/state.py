"""
What this machine remembers of its dealings with the web service.

Microsoft asks for one client-request id per machine, kept and reused; for at most one question
about the version an hour; and for an hour's silence after "too many requests".
All of that is kept in one small file. It is memory, not data: a file that cannot be understood is
written anew.
"""

from __future__ import annotations

import json
import math
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import platformdirs
from filelock import FileLock, Timeout

from pacgen.endpoints.model import Instance
from pacgen.errors import InputError
from pacgen.files import write_atomically

__all__ = ["ServiceState", "default_state_directory"]

_FILE = "service.json"
_HOUR = 3600.0
_LONGEST_HOLD = 24 * _HOUR
_LOCK_PATIENCE = 30
# The id in Microsoft's own examples; so many copied it that it may be blocked.
_SAMPLE_ID = uuid.UUID("b10c5ed1-bad1-445f-b386-b919946339a7")


def default_state_directory() -> Path:
    """Return where this machine's memory is kept."""
    return Path(platformdirs.user_state_dir("pacgen", appauthor=False))


@dataclass(slots=True)
class _Memory:
    """The content of the file."""

    client_request_id: str = ""
    versions: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By service and instance: ``latest``, and ``asked`` in seconds since the epoch."""

    holds: dict[str, float] = field(default_factory=dict)
    """By service: the moment before which it wants no question."""

    @classmethod
    def from_json(cls, data: object) -> Self:
        memory = cls()
        if not isinstance(data, Mapping):
            return memory
        memory.client_request_id = _client_id(data.get("client_request_id"))
        versions, holds = data.get("versions"), data.get("holds")
        if isinstance(versions, dict):
            memory.versions = {k: v for k, v in versions.items() if _is_version(v)}
        if isinstance(holds, dict):
            memory.holds = {k: float(v) for k, v in holds.items() if _is_number(v)}
        return memory

    def to_bytes(self) -> bytes:
        data = {
            "client_request_id": self.client_request_id,
            "versions": self.versions,
            "holds": self.holds,
        }
        return (json.dumps(data, indent=2, sort_keys=True) + "\n").encode()


class ServiceState:
    """
    The memory kept in *directory*, which is made when there is something to keep.

    Every method reads the file anew, and writes it under a lock: several pacgen may run at once.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / _FILE

    def client_request_id(self) -> str:
        """
        Return this machine's id, made on first use.

        Raises:
            InputError: the directory cannot be used.
        """
        known = self._read().client_request_id
        if known:
            return known
        with self._changing() as memory:
            # Another pacgen may have been quicker.
            memory.client_request_id = memory.client_request_id or str(uuid.uuid4())
            return memory.client_request_id

    def recent_version(self, service: str, instance: Instance, now: float) -> str | None:
        """Return what *service* called the latest version, if it was asked within the hour."""
        known = self._read().versions.get(_key(service, instance))
        # An answer from the future means that the clock was wrong, then or now: ask.
        if known is None or not 0 <= now - known["asked"] < _HOUR:
            return None
        return str(known["latest"])

    def remember_version(self, service: str, instance: Instance, latest: str, now: float) -> None:
        """
        Keep the answer to a question about the version.

        Raises:
            InputError: the directory cannot be used.
        """
        with self._changing() as memory:
            memory.versions[_key(service, instance)] = {"latest": latest, "asked": now}
            memory.holds.pop(service, None)

    def hold(self, service: str, now: float) -> int:
        """Return for how many seconds *service* still wants no question; 0 if it may be asked."""
        until = self._read().holds.get(service, 0.0)
        # A longer hold than any that is ever kept means that the clock was wrong.
        return math.ceil(until - now) if 0 < until - now <= _LONGEST_HOLD else 0

    def keep_hold(self, service: str, seconds: int, now: float) -> None:
        """
        Keep that *service* wants no question for *seconds*.

        Raises:
            InputError: the directory cannot be used.
        """
        with self._changing() as memory:
            memory.holds[service] = now + min(seconds, _LONGEST_HOLD)

    def _read(self) -> _Memory:
        try:
            return _Memory.from_json(json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return _Memory()
        except OSError as error:
            raise _unusable(self._path, error) from error
        except (ValueError, RecursionError):
            return _Memory()

    @contextmanager
    def _changing(self) -> Iterator[_Memory]:
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._path}.lock", timeout=_LOCK_PATIENCE):
                memory = self._read()
                yield memory
                write_atomically(self._path, memory.to_bytes())
        except (OSError, Timeout) as error:
            raise _unusable(self._path, error) from error


def _unusable(path: Path, error: OSError) -> InputError:
    return InputError(
        f"{path}: cannot be used: {error.strerror or error}",
        usually="the account that runs pacgen has no home directory that it may write to",
        tip="give it one; pacgen keeps its client-request id there, one per machine",
    )


def _key(service: str, instance: Instance) -> str:
    return f"{service} {instance}"


def _client_id(value: object) -> str:
    """Return *value* if it is an id that may be used, else nothing."""
    try:
        identifier = uuid.UUID(str(value))
    except ValueError:
        return ""
    return "" if identifier in (_SAMPLE_ID, uuid.UUID(int=0)) else str(identifier)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_version(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("latest"), str)
        and re.fullmatch(r"[0-9]{10}", value["latest"]) is not None
        and _is_number(value.get("asked"))
    )
