"""The JavaScript that explores: the pieces in ``javascript/`` around a target's helpers."""

from __future__ import annotations

import functools
import pkgutil

from pacgen.analysis.calendar import FIRST_YEAR, LAST_YEAR
from pacgen.engine.prelude import installer
from pacgen.engine.target import Target

__all__ = ["explorer_driver"]

_PIECES = (
    *("values", "operators", "addresses", "spellings", "texts", "methods", "access", "calls"),
    *("containers", "helpers", "clock", "driver"),
)


@functools.cache
def explorer_driver(target: Target) -> str:
    """
    Return the script that makes pacparser's entry point the driver of an exploration.

    It defines the one global that pacparser calls, and no other.
    """
    pieces = "\n".join(_read(name) for name in _PIECES)
    return (
        f"findProxyForURL = (function (G, install) {{\n"
        f'"use strict";\nvar say = G.alert, evaluate = G.eval;\n'
        f"var FIRST_YEAR = {FIRST_YEAR}, LAST_YEAR = {LAST_YEAR};\n"
        f"{pieces}\nreturn drive;\n}})(globalThis, {installer(target)});\n"
    )


def _read(name: str) -> str:
    data = pkgutil.get_data("pacgen.analysis", f"javascript/{name}.js")
    return (data or b"").decode("utf-8")
