"""Where in the PAC file a JavaScript error happened, read from QuickJS's stack text."""

from __future__ import annotations

import re

__all__ = ["position"]

_FRAME = re.compile(r"<input>:(\d+):(\d+)")
"""The PAC file is what the driver evaluates; its frames are the only ones of this name."""


def position(stack: str) -> tuple[int | None, int | None]:
    """Return line and column, both from 1, of the innermost frame in the PAC file."""
    match = _FRAME.search(stack)
    return (int(match[1]), int(match[2])) if match else (None, None)
