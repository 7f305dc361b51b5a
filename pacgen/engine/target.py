"""The clients whose behaviour the engine reproduces."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Target"]


class Target(StrEnum):
    """A client that runs PAC files."""

    CHROMIUM = "chromium"
    """
    Chrome, Edge, and all that is built on them: new Teams and new Outlook (WebView2), Electron.
    """

    PACPARSER = "pacparser"
    """The pacparser library with its own helpers, as other PAC testers use it."""
