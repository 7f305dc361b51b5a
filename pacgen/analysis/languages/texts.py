"""
Texts made of another text, and which texts they are made of: pre-images.

Each step is one operation of JavaScript on a text. Its pre-image of a language is the language of
all texts of which the operation makes a word of that language. Where an operation is only used
once something is known, that something is part of it: ``After(".")`` stands for what follows the
first dot, and no text without a dot is in any of its pre-images.

The steps are exact for ASCII texts, and hosts and URLs are such; how letters beyond change their
case is left out.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.automaton import DEAD, lazily
from pacgen.analysis.languages.language import Language

__all__ = ["Affix", "DropFirst", "DropLast", "KeepFirst", "KeepLast", "Lower", "Trim", "Upper"]

_Trimming = tuple[bool, int, bool]
_Counted = tuple[int, int]
_History = tuple[int, tuple[bool, ...]]
_Begun = tuple[int, int, frozenset[tuple[int, int]]]

_BLANKS: Final = frozenset("\t\n\v\f\r \xa0\ufeff\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Lower:
    """``text.toLowerCase()``."""

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        return _recased(language, str.lower)


@dataclass(frozen=True, slots=True)
class Upper:
    """``text.toUpperCase()``."""

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        return _recased(language, str.upper)


def _recased(language: Language, change: Callable[[str], str]) -> Language:
    a = language.opened()

    def characters(state: int) -> set[str]:
        table = a.edges[state]
        # A letter in the case that no result has follows the default edge no more.
        found = {*table, *string.ascii_letters}
        return {c for c in found if c in table or change(c) != c}

    def move(state: int, c: str | None) -> int | None:
        target = a.step(state, change(c) if c is not None and c.isascii() else c)
        return None if target == DEAD else target

    return Language(lazily(0, characters, move, a.accepts_at)) if a.size else Language.nothing()


@dataclass(frozen=True, slots=True)
class Trim:
    """``text.trim()``."""

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        a = language.opened()
        # Whether blanks in front are still skipped, where the text stands in the language, and
        # whether it would be a word without the blanks read last.
        begin: _Trimming = (True, a.start, a.accepts_at(a.start))

        def move(state: _Trimming, c: str | None) -> _Trimming | None:
            skipping, at, good = state
            if skipping and c in _BLANKS:
                return state
            at = a.step(at, c)
            good = good if c in _BLANKS else a.accepts_at(at)
            return (False, at, good) if good or at != DEAD else None

        def characters(state: _Trimming) -> set[str]:
            return {*_BLANKS, *(a.edges[state[1]] if state[1] != DEAD else ())}

        return Language(lazily(begin, characters, move, lambda state: state[2]))


@dataclass(frozen=True, slots=True)
class Affix:
    """``before + text + after``."""

    before: str = ""
    after: str = ""

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        a = language.opened()
        start = a.walk(a.start, self.before)
        if start == DEAD:
            return Language.nothing()

        def move(state: int, c: str | None) -> int | None:
            target = a.step(state, c)
            return None if target == DEAD else target

        return Language(
            lazily(
                start,
                lambda state: a.edges[state],
                move,
                lambda state: a.accepts_at(a.walk(state, self.after)),
            )
        )


@dataclass(frozen=True, slots=True)
class DropFirst:
    """``text.slice(n)``, n >= 0: the empty text where there is no more."""

    count: int

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        a = language.opened()
        count, empty = self.count, a.accepts_at(a.start)

        def move(state: _Counted, c: str | None) -> _Counted | None:
            read, at = state
            if read < count:
                return read + 1, at
            at = a.step(at, c)
            return None if at == DEAD else (read, at)

        return Language(
            lazily(
                (0, a.start),
                lambda state: a.edges[state[1]] if state[0] == count and state[1] != DEAD else (),
                move,
                lambda state: empty if state[0] < count else a.accepts_at(state[1]),
            )
        )


@dataclass(frozen=True, slots=True)
class KeepFirst:
    """``text.slice(0, n)``, n >= 0: all of it where there is no more."""

    count: int

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        word = language.single_word()
        if word is not None and len(word) == self.count:
            # The usual use: text.substring(0, 4) == "www.".
            return Language.starting_with(word)
        a = language.opened()
        count = self.count

        def move(state: _Counted, c: str | None) -> _Counted | None:
            read, at = state
            if read == count:
                return state
            at = a.step(at, c)
            return None if at == DEAD else (read + 1, at)

        return Language(
            lazily(
                (0, a.start),
                lambda state: a.edges[state[1]] if state[0] < count and state[1] != DEAD else (),
                move,
                lambda state: a.accepts_at(state[1]),
            )
        )


@dataclass(frozen=True, slots=True)
class DropLast:
    """``text.slice(0, -n)``, n > 0: the empty text where there is no more."""

    count: int

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        a = language.opened()
        empty = a.accepts_at(a.start)
        # Where the text stands in the language, and whether it was a word now, one character ago,
        # and so on: a text shorter than the cut counts as empty.
        history = (empty,) * (self.count + 1)

        def move(state: _History, c: str | None) -> _History | None:
            at, past = state
            at = a.step(at, c)
            past = (a.accepts_at(at), *past[:-1])
            return (at, past) if at != DEAD or any(past) else None

        return Language(
            lazily(
                (a.start, history),
                lambda state: a.edges[state[0]] if state[0] != DEAD else (),
                move,
                lambda state: state[1][-1],
            )
        )


@dataclass(frozen=True, slots=True)
class KeepLast:
    """``text.slice(-n)``, n > 0: all of it where there is no more."""

    count: int

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        word = language.single_word()
        if word is not None and len(word) == self.count:
            return Language.ending_with(word)
        a = language.opened()
        count = self.count
        if a.start == DEAD:
            return Language.nothing()
        # How many characters were read, up to one too many for the whole to be kept; where the
        # whole stands in the language; and for each place where the kept text may begin, how many
        # were read since, and where it stands.

        def move(state: _Begun, c: str | None) -> _Begun:
            read, whole, begun = state
            moved = {(n + 1, a.step(at, c)) for n, at in begun if n < count}
            going = frozenset({(0, a.start), *(way for way in moved if way[1] != DEAD)})
            if read >= count:
                return count + 1, DEAD, going
            return read + 1, a.step(whole, c), going

        def characters(state: _Begun) -> set[str]:
            _, whole, begun = state
            return {c for at in {whole, *(at for _, at in begun)} - {DEAD} for c in a.edges[at]}

        def accepts(state: _Begun) -> bool:
            read, whole, begun = state
            if read <= count:
                return a.accepts_at(whole)
            return any(n == count and a.accepts_at(at) for n, at in begun)

        return Language(lazily((0, a.start, frozenset({(0, a.start)})), characters, move, accepts))
