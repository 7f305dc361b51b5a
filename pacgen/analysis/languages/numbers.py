"""
Numbers that a text has, and which texts have them: pre-images of sets of numbers.

All are exact; ``-1`` is the answer of the searches that find nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from pacgen.analysis.languages.automaton import lazily
from pacgen.analysis.languages.cuts import After, AfterLast, searched
from pacgen.analysis.languages.intervals import UNLIMITED, IntSet
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.regexp import search_automaton
from pacgen.analysis.languages.unsupported import UnsupportedError

__all__ = ["CodeAt", "FromEnd", "IndexOf", "LastIndexOf", "Length", "PartCount", "Search"]

_Counted = tuple[int, int]
_Found = tuple[int, int, int]
_LastFound = tuple[int, int, tuple[bool, ...]]

_LONGEST_SEARCH = 64


def _horizon(values: IntSet) -> int:
    """Return a number beyond which all or none are in *values*."""
    ends = [end for pair in values.intervals for end in pair if end < UNLIMITED]
    return max(0, *ends) + 1 if ends else 1


@dataclass(frozen=True, slots=True)
class Length:
    """``text.length``."""

    def preimage(self, values: IntSet) -> Language:
        """Return the texts whose length is one of *values*."""
        most = _horizon(values)
        return Language(
            lazily(
                0,
                lambda _: (),
                lambda count, _: min(count + 1, most),
                lambda count: count in values,
            )
        )


@dataclass(frozen=True, slots=True)
class PartCount:
    """``text.split(separator).length``."""

    separator: str

    def preimage(self, values: IntSet) -> Language:
        """Return the texts that have one of *values* parts."""
        wanted = searched(self.separator)
        most = _horizon(values)

        def move(state: _Counted, c: str | None) -> _Counted:
            count, seen = state
            seen = wanted.step(seen, c)
            return (min(count + 1, most), 0) if seen == len(wanted) else (count, seen)

        return Language(
            lazily(
                (1, 0),
                lambda state: wanted.table(state[1]),
                move,
                lambda state: state[0] in values,
            )
        )


@dataclass(frozen=True, slots=True)
class IndexOf:
    """
    Where the needle is found as number *number*, counted from 0.

    Each search starts behind the last find, as split() does.
    """

    needle: str
    number: int = 0

    def preimage(self, values: IntSet) -> Language:
        """Return the texts in which that is one of *values*; ``-1``: it is not found."""
        wanted = searched(self.needle)
        most = _horizon(values)
        far = most + len(wanted)
        missing, number = -1 in values, self.number
        # How many were found, how much of the next was seen, and how many characters were read.
        yes, no = (-1, 0, 0), (-1, 0, 1)

        def move(state: _Found, c: str | None) -> _Found | None:
            count, seen, read = state
            if count < 0:
                return state
            seen = wanted.step(seen, c)
            read = min(read + 1, far)
            if seen < len(wanted):
                return count, seen, read
            if count < number:
                return count + 1, 0, read
            return yes if read - len(wanted) in values else no

        return Language(
            lazily(
                (0, 0, 0),
                lambda state: wanted.table(state[1]) if state[0] >= 0 else (),
                move,
                lambda state: state == yes or (state[0] >= 0 and missing),
            )
        )


@dataclass(frozen=True, slots=True)
class LastIndexOf:
    """
    Where the needle is found as number *number*, counted from 0 and from the back.

    Each search starts one character before the last find.
    """

    needle: str
    number: int = 0

    def preimage(self, values: IntSet) -> Language:
        """Return the texts in which that is one of *values*; ``-1``: it is not found."""
        wanted = searched(self.needle)
        most = _horizon(values)
        far = most + len(wanted)
        missing, size = -1 in values, self.number + 1
        # How much of the needle was seen, how many characters were read, and for the last finds,
        # the newest first, whether their places are among the values.

        def move(state: _LastFound, c: str | None) -> _LastFound:
            seen, read, finds = state
            seen = wanted.step(seen, c)
            read = min(read + 1, far)
            if seen == len(wanted):
                finds = (read - len(wanted) in values, *finds)[:size]
            return seen, read, finds

        begin: _LastFound = (0, 0, ())
        return Language(
            lazily(
                begin,
                lambda state: wanted.table(state[0]),
                move,
                lambda state: state[2][-1] if len(state[2]) == size else missing,
            )
        )


@dataclass(frozen=True, slots=True)
class CodeAt:
    """``text.charCodeAt(index)``, index >= 0; ``-1`` where the text has no such character."""

    index: int

    def preimage(self, values: IntSet) -> Language:
        """
        Return the texts whose character there is one of *values*.

        Raises:
            UnsupportedError: thousands of characters are, and thousands are not.
        """
        index = self.index
        inside = values & IntSet(((0, 0xFFFF),))
        outside = IntSet(((0, 0xFFFF),)) - inside
        listed, others = (inside, False) if _size(inside) <= _size(outside) else (outside, True)
        if _size(listed) > 2000:  # noqa: PLR2004 - more edges than any text about hosts has
            raise UnsupportedError("a character's code", "it may be any of thousands")
        characters = [chr(code) for low, high in listed.intervals for code in range(low, high + 1)]
        chosen = frozenset(characters)
        missing = -1 in values

        def move(read: int, c: str | None) -> int | None:
            if read > index:
                return read
            if read == index and (c in chosen) == others:
                return None
            return read + 1

        return Language(
            lazily(
                0,
                lambda read: characters if read == index else (),
                move,
                lambda read: read > index or missing,
            )
        )


def _size(values: IntSet) -> int:
    return sum(high - low + 1 for low, high in values.intervals)


@dataclass(frozen=True, slots=True)
class Search:
    """``text.search(expression)``: where the first match begins."""

    source: str
    flags: str = ""

    def preimage(self, values: IntSet) -> Language:
        """
        Return the texts in which that is one of *values*; ``-1``: there is no match.

        Raises:
            UnsupportedError: the expression is no regular language, or a place is far from the
                start.
        """
        found = Language.from_regexp(self.source, self.flags)
        result = ~found if -1 in values else Language.nothing()
        most = _horizon(values)
        if most > _LONGEST_SEARCH:
            raise UnsupportedError("String.prototype.search", "the place is too far from the start")
        rest = found
        for place in range(most):
            here = Language(search_automaton(self.source, self.flags, at=place))
            first, rest = rest.split(here)
            if place in values:
                result |= first
        # All places from there on are among the values, or none is.
        return result | rest if most in values else result


@dataclass(frozen=True, slots=True)
class FromEnd:
    """How many characters follow the beginning of a find, the find included."""

    place: IndexOf | LastIndexOf

    def preimage(self, values: IntSet) -> Language:
        """Return the texts in which that is one of *values*; the needle must be there."""
        text, number = self.place.needle, self.place.number
        rest = IntSet.of(
            (low - len(text), high if high >= UNLIMITED else high - len(text))
            for low, high in values.intervals
        )
        lengths = Length().preimage(rest)
        if isinstance(self.place, LastIndexOf):
            # Behind the last find there is none, but for one that begins within it.
            return AfterLast(text, number).preimage(lengths)
        return After(text, number).preimage(lengths)
