"""Real DNS lookups, as the operating system does them: the only code that asks a resolver."""

from __future__ import annotations

import queue
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping

__all__ = ["Lookup", "look_up_all", "system_lookup"]

Lookup = Callable[[str], tuple[str, ...]]
"""From a name to its addresses; none when it does not resolve. Called in several threads."""

_THREADS = 16
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", re.IGNORECASE)
_MAX_NAME = 253


def system_lookup(name: str) -> tuple[str, ...]:
    """
    Ask the operating system for the addresses of *name*, in the order that it prefers.

    Any failure means that the name does not resolve; a PAC file cannot tell them apart either.
    """
    if len(name) > _MAX_NAME or not _HOST.fullmatch(name):
        # Never a question to anybody: no client could get an answer.
        return ()
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    # A link-local address has its zone behind a per cent sign.
    return tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def look_up_all(
    names: Iterable[str], *, seconds: float, lookup: Lookup = system_lookup
) -> Mapping[str, tuple[str, ...]]:
    """
    Look *names* up side by side.

    Returns:
        The addresses of each name that was answered for in time, in the order of *names*. A
        name that is missing was not.
    """
    wanted = list(dict.fromkeys(names))
    deadline = time.monotonic() + seconds
    questions: queue.SimpleQueue[str] = queue.SimpleQueue()
    for name in wanted:
        questions.put(name)
    answers: queue.SimpleQueue[tuple[str, tuple[str, ...]]] = queue.SimpleQueue()
    for _ in range(min(_THREADS, len(wanted))):
        # Daemons: the system's resolver cannot be interrupted, and must not keep us from ending.
        threading.Thread(
            target=_serve, args=(questions, answers, deadline, lookup), daemon=True
        ).start()
    found: dict[str, tuple[str, ...]] = {}
    while len(found) < len(wanted):
        try:
            name, addresses = answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            break
        found[name] = addresses
    return {name: found[name] for name in wanted if name in found}


def _serve(
    questions: queue.SimpleQueue[str],
    answers: queue.SimpleQueue[tuple[str, tuple[str, ...]]],
    deadline: float,
    lookup: Lookup,
) -> None:
    while time.monotonic() < deadline:
        try:
            name = questions.get_nowait()
        except queue.Empty:
            return
        answers.put((name, lookup(name)))
