"""A policy becomes PAC text."""

from __future__ import annotations

from pacgen.generator.managed import render_list, render_rule
from pacgen.generator.render import render

__all__ = ["render", "render_list", "render_rule"]
