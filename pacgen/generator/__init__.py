"""A policy becomes PAC text."""

from __future__ import annotations

from pacgen.generator.render import render

__all__ = ["render"]
