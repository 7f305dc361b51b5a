"""Characters that word processors write in place of those that JavaScript knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["straight_quotes"]

_STRAIGHT = {
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u201f": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u00a0": " ",
    "\u2028": " ",
    "\u200b": "",
    "\ufeff": "",
}
_KEPT = r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
_PAIR = (
    '[\u201c-\u201f][^\u201c-\u201f"\n]*[\u201c-\u201f]'
    "|[\u2018-\u201b][^\u2018-\u201b'\n]*[\u2018-\u201b]"
)
"""A string between such quotes, which may hold what looks like a comment."""

_TOKEN = re.compile(f"(?P<pair>{_PAIR})|(?P<keep>{_KEPT})|[{''.join(_STRAIGHT)}]", re.DOTALL)


def straight_quotes(text: str) -> Iterator[tuple[int, int, str]]:
    """
    Yield start, end and replacement of every such character outside of strings and comments.

    Within them it does no harm, or belongs there.
    """
    for match in _TOKEN.finditer(text):
        if match["pair"] is not None:
            for place in (match.start(), match.end() - 1):
                yield place, place + 1, _STRAIGHT[text[place]]
        elif match["keep"] is None:
            yield match.start(), match.end(), _STRAIGHT[match[0]]
