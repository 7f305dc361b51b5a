"""A line of somebody's PAC file, with a caret below the column in question."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pacgen.reporters.text import WIDTH, printable

__all__ = ["excerpt"]

_ELLIPSIS = "..."


def excerpt(
    source: str,
    line: int | None,
    column: int | None,
    *,
    paint: Callable[[str], str] = str,
) -> Iterator[str]:
    """
    Yield the line with its number, and a caret below the column if that is known.

    Args:
        source: The whole file.
        line: From 1; nothing comes of a line that is not there.
        column: From 1.
        paint: Colours the caret.
    """
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return
    gutter = " " * len(str(line))
    text, caret = _window(lines[line - 1].rstrip("\r"), column or 1, WIDTH - len(gutter) - 3)
    yield f"{gutter} |"
    yield f"{line} | {text}"
    if column is not None:
        yield f"{gutter} | {' ' * caret}{paint('^')}"


def _window(text: str, column: int, width: int) -> tuple[str, int]:
    """Return as much of a line around *column* as fits, and where the column is in it, from 0."""
    index = min(column - 1, len(text))
    start = 0 if len(text) <= width else max(0, min(index - width // 2, len(text) - width))
    shown = text[start : start + width]
    if start > 0:
        shown = _ELLIPSIS + shown[len(_ELLIPSIS) :]
    if start + width < len(text):
        shown = shown[: -len(_ELLIPSIS)] + _ELLIPSIS
    before = printable(shown[: index - start])
    return before + printable(shown[index - start :]), len(before)
