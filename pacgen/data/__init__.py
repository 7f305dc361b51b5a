"""
The files that ship with pacgen: PAC templates and endpoint documents.

In a checkout (and so in an editable install) they are at the top of the repository; in a wheel
they are beside this module.
Nothing else may know.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["ENDPOINTS", "TEMPLATES"]


def _root() -> Traversable:
    installed = files(__name__)
    if installed.joinpath("templates").is_dir():
        return installed
    return Path(__file__).parents[2]


TEMPLATES: Traversable = _root().joinpath("templates")
"""Jinja2 sources of the PAC files."""

ENDPOINTS: Traversable = _root().joinpath("endpoints")
"""Documents of the endpoint web service, one JSON file per instance, and ``index.json``."""
