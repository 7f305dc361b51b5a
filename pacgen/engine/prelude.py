"""
The PAC helpers of a target, as the JavaScript text that the worker loads before the script.

Written from the clients' observed behaviour; the pieces lie in ``javascript/``.
"""

from __future__ import annotations

import functools
import pkgutil
from typing import Any

from pacgen.engine.environment import Environment
from pacgen.engine.profile import PROFILES
from pacgen.engine.target import Target

__all__ = ["driver", "environment_data", "installer"]


@functools.cache
def driver(target: Target) -> str:
    """
    Return the script that makes pacparser's entry point the driver, with the helpers of *target*.

    It defines the one global that pacparser calls, and no other.
    """
    return f"findProxyForURL = {_expression(_read('driver'))}(globalThis, {installer(target)});\n"


def environment_data(environment: Environment) -> dict[str, Any]:
    """Return *environment* as the JSON that the helpers read."""
    offset = environment.clock.utcoffset()
    return {
        "clients": list(environment.client_addresses),
        "dns": {
            record.name: list(record.addresses)
            for record in environment.dns
            if not record.name.startswith("*")
        },
        "wildcards": {
            record.name[1:]: list(record.addresses)
            for record in environment.dns
            if record.name.startswith("*")
        },
        "clock": int(environment.clock.timestamp() * 1000),
        "offset": int(offset.total_seconds() // 60) if offset else 0,
    }


def installer(target: Target) -> str:
    """
    Return a JavaScript expression: the function that installs the helpers of *target*.

    It takes a notebook, with the functions ``question`` and ``alert``, and the environment.
    """
    *pieces, last = PROFILES[target].helpers
    parts = "\n".join(_read(piece) for piece in pieces)
    return f"(function () {{\n{parts}\nreturn {_expression(_read(last))};\n}})()"


def _read(name: str) -> str:
    data = pkgutil.get_data("pacgen.engine", f"javascript/{name}.js")
    return (data or b"").decode("utf-8")


def _expression(text: str) -> str:
    """
    Return *text* from its first parenthesis on: a comment after ``return`` would end the statement.
    """
    return text[text.index("\n(") + 1 :].rstrip()
