"""What the commands around the scheduled job have in common: where its memory is."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pacgen.endpoints.state import default_state_directory
from pacgen.policy.config_file import LoadedConfig

__all__ = ["state_directory"]


def state_directory(config: LoadedConfig) -> Path:
    """Return where the job of *config* keeps memory and history: one place for each path."""
    given = config.config.update.state
    if given:
        return config.path.parent / given
    absolute = config.path.absolute()
    digest = hashlib.sha256(str(absolute).encode("utf-8", "surrogateescape")).hexdigest()
    return default_state_directory() / "update" / f"{absolute.parent.name or 'root'}-{digest[:12]}"
