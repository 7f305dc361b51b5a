"""Insertions and replacements in a source text, gathered parents first and applied at once."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Edits"]


@dataclass(slots=True)
class Edits:
    """
    What is to be changed in a source text.

    At one place, what closes comes before what opens; of several openings the first one given is
    the outermost, of several closings the last one given is the innermost.
    """

    _opens: list[tuple[int, int, bytes]] = field(default_factory=list)
    _closes: list[tuple[int, bytes]] = field(default_factory=list)

    def open(self, offset: int, text: str) -> None:
        """Insert *text* where something begins."""
        self._opens.append((offset, offset, text.encode("ascii")))

    def close(self, offset: int, text: str) -> None:
        """Insert *text* where something ends."""
        self._closes.append((offset, text.encode("ascii")))

    def wrap(self, start: int, end: int, before: str, after: str) -> None:
        """Insert *before* and *after* around a piece."""
        self.open(start, before)
        self.close(end, after)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put *text* in the place of a piece that no other edit touches."""
        self._opens.append((start, end, text.encode("ascii")))

    def apply(self, data: bytes) -> str:
        """Return *data* changed; the number of lines stays what it is."""
        marks = [
            (offset, 0, index, offset, text)
            for index, (offset, text) in enumerate(reversed(self._closes))
        ]
        marks += [
            (start, 1, index, end, text) for index, (start, end, text) in enumerate(self._opens)
        ]
        parts: list[bytes] = []
        last = 0
        for start, _, _, end, text in sorted(marks):
            parts += [data[last:start], text, b"\n" * data.count(b"\n", start, end)]
            last = max(last, end)
        return b"".join([*parts, data[last:]]).decode("utf-8")
