"""Brackets and comments that are never closed, in a text that no parser understands."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Opening", "unclosed"]

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?P<comment>/\*)"""
    r"""|(?<=[(,=:\[!&|?{};])\s*/(?:[^/\\\n]|\\.)+/|(?P<open>[({\[])|(?P<close>[)}\]])""",
    re.DOTALL,
)
_PAIRS = {")": "(", "}": "{", "]": "["}


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens something, and the line in which it stands."""

    text: str
    """A bracket, or the beginning of a comment."""

    line: int


def unclosed(text: str) -> Opening | None:
    """Return the last thing that is opened in *text* and never closed."""
    opened: list[Opening] = []
    for token in _TOKEN.finditer(text):
        if token["comment"]:
            return Opening("/*", _line(text, token))
        if token["open"]:
            opened.append(Opening(token["open"], _line(text, token)))
        elif token["close"] and opened and opened[-1].text == _PAIRS[token["close"]]:
            opened.pop()
    return opened[-1] if opened else None


def _line(text: str, token: re.Match[str]) -> int:
    return text.count("\n", 0, token.start()) + 1
