"""Languages so plain that text operations answer most of what is asked about them."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.automaton import DEAD, NONE, Automaton, build
from pacgen.analysis.languages.search import needle

__all__ = ["LINE_ENDS", "Containing", "Ending", "Shape", "Starting", "Words"]

LINE_ENDS: Final = frozenset("\n\r\u2028\u2029")
"""What the full stop of a regular expression does not match."""


@dataclass(frozen=True, slots=True)
class Starting:
    """All that begins with a text."""

    text: str
    one_line: bool = False
    """Whether nothing that follows the text ends a line, as for the glob ``text*``."""

    def accepts(self, word: str) -> bool:
        """Say whether *word* is one of them."""
        rest = word.removeprefix(self.text)
        return word.startswith(self.text) and not (self.one_line and _ends_a_line(rest))

    def automaton(self) -> Automaton:
        """Return what accepts them."""
        last = len(self.text)
        closed = _closed(one_line=self.one_line)

        def step(state: int) -> tuple[Mapping[str, int | None], int | None]:
            return (closed, last) if state == last else ({self.text[state]: state + 1}, None)

        return build(0, step, lambda state: state == last)


@dataclass(frozen=True, slots=True)
class Ending:
    """All that ends with a text."""

    text: str
    one_line: bool = False

    def accepts(self, word: str) -> bool:
        """Say whether *word* is one of them."""
        rest = word.removesuffix(self.text)
        return word.endswith(self.text) and not (self.one_line and _ends_a_line(rest))

    def automaton(self) -> Automaton:
        """Return what accepts them."""
        return _searching(self.text, absorbing=False, one_line=self.one_line)


@dataclass(frozen=True, slots=True)
class Containing:
    """All that contains a text."""

    text: str
    one_line: bool = False

    def accepts(self, word: str) -> bool:
        """Say whether *word* is one of them."""
        return self.text in word and not (self.one_line and _ends_a_line(word))

    def automaton(self) -> Automaton:
        """Return what accepts them."""
        return _searching(self.text, absorbing=True, one_line=self.one_line)


@dataclass(frozen=True)
class Words:
    """These words and no others."""

    words: frozenset[str]

    def accepts(self, word: str) -> bool:
        """Say whether *word* is one of them."""
        return word in self.words

    def automaton(self) -> Automaton:
        """
        Return what accepts them, the smallest there is.

        Of the names in a table most end alike, so it is a small part of the tree that their
        beginnings make. In sorted order the states of a word are final as soon as the next word
        leaves them (https://aclanthology.org/J00-1002/).
        """
        if not self.words:
            return NONE
        states: dict[tuple[bool, tuple[tuple[str, int], ...]], int] = {}
        path: list[tuple[bool, dict[str, int]]] = [(False, {})]
        last = ""

        def leave(length: int) -> None:
            while len(path) > length + 1:
                accepting, table = path.pop()
                state = accepting, tuple(table.items())
                path[-1][1][last[len(path) - 1]] = states.setdefault(state, len(states))

        for word in sorted(self.words):
            same = _common(last, word)
            leave(same)
            path += [(False, {}) for _ in word[same:]]
            path[-1] = (True, path[-1][1])
            last = word
        leave(0)
        states[path[0][0], tuple(path[0][1].items())] = size = len(states)
        # The start was the last one, and comes first.
        order = list(reversed(states))
        return Automaton(
            [accepting for accepting, _ in order],
            [{c: size - target for c, target in table} for _, table in order],
            [DEAD] * len(order),
        )

    def ending_with(self, suffix: str) -> Iterable[str]:
        """Return those that end with *suffix*."""
        if not suffix:
            return self.words
        # Among reversed words, sorted, they stand together.
        reverse = suffix[::-1]
        low = bisect.bisect_left(self._reversed, reverse)
        high = bisect.bisect_left(self._reversed, reverse + "\U0010ffff")
        return [word[::-1] for word in self._reversed[low:high]]

    @functools.cached_property
    def _reversed(self) -> list[str]:
        return sorted(word[::-1] for word in self.words)


def _common(one: str, other: str) -> int:
    """Return with how many characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


Shape = Containing | Ending | Starting | Words


def _ends_a_line(text: str) -> bool:
    return not LINE_ENDS.isdisjoint(text)


def _closed(*, one_line: bool) -> dict[str, int | None]:
    return dict.fromkeys(LINE_ENDS) if one_line else {}


def _searching(text: str, *, absorbing: bool, one_line: bool) -> Automaton:
    """Return what accepts texts that end with *text*, or have it anywhere."""
    closed = _closed(one_line=one_line)
    if not text:
        return build(0, lambda _: (closed, 0), lambda _: True)
    wanted = needle(text)
    last = len(text)

    def step(state: int) -> tuple[Mapping[str, int | None], int | None]:
        if absorbing and state == last:
            return closed, last
        return {**closed, **wanted.table(state)}, 0

    return build(0, step, lambda state: state == last)
