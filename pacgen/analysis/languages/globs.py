"""``shExpMatch``: what each client makes of a pattern."""

from __future__ import annotations

import re

from pacgen.analysis.languages.shape import Containing, Ending, Shape, Starting, Words
from pacgen.engine.target import Target

__all__ = ["glob_shape", "glob_source"]

# The plain characters of engine/javascript/globs.js: no client reads anything into them.
_PLAIN = re.compile(r"""[A-Za-z0-9_\-.:/@%&=~,;#!'"<> ]*""")
_SPECIAL = re.compile(r"[\\^$+()\[\]{}|]")


def glob_shape(pattern: str) -> Shape | None:
    """Return the shape of a pattern of plain characters with a star at either end, or ``None``."""
    first = pattern.startswith("*")
    last = len(pattern) > first and pattern.endswith("*")
    word = pattern[first : len(pattern) - last]
    if not _PLAIN.fullmatch(word):
        return None
    match first, last:
        case True, True:
            return Containing(word, one_line=True)
        case True, False:
            return Ending(word, one_line=True)
        case False, True:
            return Starting(word, one_line=True)
        case _:
            return Words(frozenset({word}))


def glob_source(pattern: str, target: Target) -> str:
    """
    Return the regular expression that *target* makes of a pattern.

    All but Windows escape the full stop, translate ``*`` and ``?``, and leave the rest to RegExp;
    Windows' own matcher knows ``*`` and ``?`` and nothing else.
    """
    if target is Target.WINHTTP:
        pattern = _SPECIAL.sub(r"\\\g<0>", pattern)
    translated = pattern.replace(".", r"\.").replace("*", ".*").replace("?", ".")
    return f"^{translated}$"
