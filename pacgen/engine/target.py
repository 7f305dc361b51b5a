"""The clients whose behaviour the engine reproduces."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Target"]


class Target(StrEnum):
    """A client that runs PAC files. :mod:`pacgen.engine.profile` says what each does."""

    CHROMIUM = "chromium"
    """Chrome, Edge, and what is built on them: new Teams and new Outlook (WebView2), Electron."""

    FIREFOX = "firefox"
    """Firefox and its extended-support releases."""

    WINHTTP = "winhttp"
    """Windows' own resolver: Office add-ins, sign-in brokers, updaters, services."""

    MACOS = "macos"
    """macOS' own resolver (CFNetwork): Safari and whatever asks the system."""

    PACPARSER = "pacparser"
    """The pacparser library with its own helpers, as other PAC testers use it."""
