"""Edits of a PAC file: from lines and columns to offsets, and from a new text to bytes."""

from __future__ import annotations

import bisect
import codecs
import re
from collections.abc import Iterable, Sequence

from pacgen.engine import PacFile, Span
from pacgen.lint.finding import Edit

__all__ = ["Offsets", "edited", "encoded", "overlap", "write_back"]

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


class Offsets:
    """
    From lines and columns to offsets and back.

    Args:
        text: The file.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def of(self, span: Span) -> tuple[int, int]:
        """Return where *span* begins and ends."""
        return (
            self._starts[span.line - 1] + span.column - 1,
            self._starts[span.end_line - 1] + span.end_column - 1,
        )

    def span(self, start: int, end: int) -> Span:
        """Return the lines and columns of a piece of the text."""
        return Span(*self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def overlap(first: Iterable[Edit], second: Iterable[Edit]) -> bool:
    """
    Return whether two changes cannot be made together.

    Insertions at one place can: they are made in order.
    """
    others = list(second)
    return any(_meet(one.span, other.span) for one in first for other in others)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """
    Return *text* with all *edits*, which do not overlap.

    Line ends in what is written become those of the text.
    """
    offsets = Offsets(text)
    line_end = "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"
    pieces = []
    done = 0
    for (start, end), new in _placed(offsets, edits):
        pieces += [text[done:start], new.replace("\n", line_end)]
        done = end
    return "".join([*pieces, text[done:]])


def encoded(pac: PacFile, text: str, *, drops_bom: bool = False) -> bytes | None:
    """
    Return *text* as bytes in the encoding of *pac*; ``None`` if it cannot be written so.

    Args:
        pac: The file that *text* takes the place of.
        text: Without byte-order mark.
        drops_bom: Whether to leave the byte-order mark out; UTF-16 becomes UTF-8 then.
    """
    bom = next((bom for bom in _BOMS if pac.data.startswith(bom)), b"")
    encoding = _BOMS.get(bom, pac.encoding)
    if drops_bom:
        bom, encoding = b"", "utf-8"
    try:
        return bom + text.encode(encoding)
    except UnicodeEncodeError:
        return None


def write_back(pac: PacFile) -> bool:
    """Return whether the file's own text gives the file's own bytes: if not, leave it alone."""
    return encoded(pac, pac.text) == pac.data


def _placed(offsets: Offsets, edits: Iterable[Edit]) -> Sequence[tuple[tuple[int, int], str]]:
    # The same edit twice is one edit: two findings may have one cure.
    unique = dict.fromkeys((offsets.of(edit.span), edit.text) for edit in edits)
    return sorted(unique, key=lambda placed: placed[0])


def _meet(one: Span, other: Span) -> bool:
    if one == other:
        return one != _start(one)
    first, second = sorted((one, other))
    return (second.line, second.column) < (first.end_line, first.end_column)


def _start(span: Span) -> Span:
    return Span(span.line, span.column, span.line, span.column)
