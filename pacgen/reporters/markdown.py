"""Other people's text in Markdown: escaped, or as code."""

from __future__ import annotations

import re

from pacgen.reporters.text import printable

__all__ = ["cell", "code", "escaped"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escaped(text: str) -> str:
    """Return *text* with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def code(text: str) -> str:
    """Return *text* as code; the fence is longer than any run of backticks in it."""
    text = printable(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def cell(text: str) -> str:
    """Return *text* as code in the cell of a table, where a bar ends the cell even in code."""
    return code(text).replace("|", "\\|") if text else ""
