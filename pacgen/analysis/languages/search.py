"""How far into a needle a text has come: the automaton of Knuth, Morris and Pratt."""

from __future__ import annotations

import functools

__all__ = ["Needle", "needle"]


class Needle:
    """
    A text to be found in another, one character after the other.

    The number of its characters that the text read so far ends with is the state; the whole length
    is a state as well, from which the search goes on with what may overlap.

    Args:
        text: What is looked for, not empty.
    """

    __slots__ = ("_tables", "characters", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.characters = frozenset(text)
        tables: list[dict[str, int]] = [{text[0]: 1}]
        border = 0
        for state in range(1, len(text) + 1):
            # What follows from a state is what follows from the longest border of its text,
            # but for one character.
            table = dict(tables[border])
            if state < len(text):
                following = table.get(text[state], 0)
                table[text[state]] = state + 1
                border = following
            tables.append(table)
        self._tables = tables

    def __len__(self) -> int:
        return len(self.text)

    def step(self, state: int, character: str | None) -> int:
        """Return the state after *character*; ``None`` is one that the needle has not."""
        return 0 if character is None else self._tables[state].get(character, 0)

    def table(self, state: int) -> dict[str, int]:
        """Return where characters lead from *state*; every other leads to 0."""
        return self._tables[state]


@functools.lru_cache(maxsize=4096)
def needle(text: str) -> Needle:
    """Return the needle *text*, made once."""
    return Needle(text)
