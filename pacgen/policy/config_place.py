"""
Where ``pacgen.yaml`` is: known without reading it.

Most files are linted where there is none, and to read one takes a library that is slow to load.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["CONFIG_NAME", "find_config"]

CONFIG_NAME = "pacgen.yaml"
"""The name that is looked for."""


def find_config(start: Path) -> Path | None:
    """Return the nearest ``pacgen.yaml`` in *start* or above, as seen from where we are."""
    for directory in (start, *start.parents):
        path = directory / CONFIG_NAME
        if path.is_file():
            return Path(os.path.relpath(path))
    return None
