"""The one error of this room."""

from __future__ import annotations

__all__ = ["UnsupportedError"]


class UnsupportedError(Exception):
    """
    No regular language that is known here describes a question.

    Args:
        construct: What it is, in a few words: ``a look-ahead at offset 3``.
        reason: Why that is no regular language: one clause, lower case.
    """

    def __init__(self, construct: str, reason: str) -> None:
        super().__init__(f"{construct}: {reason}")
        self.construct = construct
        self.reason = reason
