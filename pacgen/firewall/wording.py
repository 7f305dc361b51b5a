"""
Words for comments and descriptions, in an alphabet that means nothing to any firewall.

Microsoft's notes are somebody else's text. A quote, a line end, ``$(…)``, ``#`` or ``%`` in them
must not end a comment, begin a command or become a formula of a spreadsheet.
"""

from __future__ import annotations

import re

from pacgen.firewall.opening import Opening
from pacgen.policy.reasons import endpoint_sets

__all__ = ["describe", "plain"]

LONGEST = 96
"""Characters of a description; Cisco's remarks hold 100, nftables' comments 128 bytes."""

_FOREIGN = re.compile(r"[^A-Za-z0-9 .,:_/-]+")


def plain(text: str, longest: int = LONGEST) -> str:
    """
    Return *text* in letters, digits, blanks and ``.,:_/-``, in one line, at most *longest* long.

    It begins with a letter or a digit, or is empty.
    """
    words = _FOREIGN.sub(" ", text.replace(";", ",")).split()
    safe = " ".join(words).lstrip(" .,:_/-")[:longest]
    return safe.rstrip(" .,:_/-")


def describe(opening: Opening) -> str:
    """Say why *opening* is there: its sets, their category, and Microsoft's notes on them."""
    notes = (f"{s.id}: {s.notes}" for s in opening.sets if s.notes)
    return plain("; ".join([endpoint_sets(opening.sets).text, *notes]))
