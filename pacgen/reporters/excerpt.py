"""A line of somebody's PAC file, with the piece in question underlined."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pacgen.reporters.text import WIDTH, printable

__all__ = ["excerpt"]

_ELLIPSIS = "..."


def excerpt(
    source: str,
    line: int | None,
    column: int | None,
    end: tuple[int, int] | None = None,
    *,
    mark: str = "^",
    paint: Callable[[str], str] = str,
) -> Iterator[str]:
    """
    Yield the line with its number, and below it a mark under the column if that is known.

    Args:
        source: The whole file.
        line: From 1; nothing comes of a line that is not there.
        column: From 1.
        end: Line and column behind the last character; all that is in the first line is marked.
        mark: One character.
        paint: Colours the marks.
    """
    lines = source.split("\n")
    if line is None or not 1 <= line <= len(lines):
        return
    gutter = " " * len(str(line))
    whole = lines[line - 1].rstrip("\r")
    text, start, length = _window(whole, column or 1, _end(whole, line, end), _width(gutter))
    yield f"{gutter} |"
    yield f"{line} | {text}"
    if column is not None:
        yield f"{gutter} | {' ' * start}{paint(mark * length)}"


def _width(gutter: str) -> int:
    return WIDTH - len(gutter) - 3


def _end(text: str, line: int, end: tuple[int, int] | None) -> int:
    """Return the index behind the last character of *text* that is to be marked."""
    if end is None:
        return 0
    return end[1] - 1 if end[0] == line else len(text)


def _window(text: str, column: int, end: int, width: int) -> tuple[str, int, int]:
    """
    Return as much of a line around *column* as fits, where the mark begins, and its length.
    """
    index = min(column - 1, len(text))
    start = 0 if len(text) <= width else max(0, min(index - width // 2, len(text) - width))
    shown = text[start : start + width]
    if start > 0:
        shown = _ELLIPSIS + shown[len(_ELLIPSIS) :]
    if start + width < len(text):
        shown = shown[: -len(_ELLIPSIS)] + _ELLIPSIS
    before = printable(shown[: index - start])
    marked = printable(shown[index - start : max(end, index) - start])
    after = printable(shown[max(end, index) - start :])
    return before + marked + after, len(before), max(1, len(marked))
