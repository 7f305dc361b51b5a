"""Direct routes for Microsoft Teams in PAC files: generate them, lint them, keep them current."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
