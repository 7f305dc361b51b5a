"""The command line: one module per command, each of them thin."""

from __future__ import annotations

from pacgen.cli.app import main

__all__ = ["main"]
