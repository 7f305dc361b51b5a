"""
Texts cut at something in them: pre-images as in :mod:`pacgen.analysis.languages.texts`.

The places of a needle are counted from 0: from the front as ``indexOf`` finds one after the other
when each search starts behind the last find, from the back as ``lastIndexOf`` does when each starts
one character before the last find. ``split`` cuts where the search from the front finds something.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pacgen.analysis.languages.automaton import DEAD, Automaton, lazily
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.search import Needle, needle
from pacgen.analysis.languages.unsupported import UnsupportedError

__all__ = ["After", "AfterLast", "Before", "BeforeLast", "Parts", "ReplaceText", "searched"]


def searched(text: str) -> Needle:
    """
    Return the needle *text*.

    Raises:
        UnsupportedError: it is empty.
    """
    if not text:
        raise UnsupportedError("a search for nothing", "the empty text is everywhere")
    return needle(text)


@dataclass(frozen=True, slots=True)
class _Delayed:
    """
    A text read up to where a needle may begin: how much of the needle was seen, and where the text
    before that stands in a language.
    """

    seen: int
    at: int

    def characters(self, wanted: Needle, a: Automaton) -> Iterable[str]:
        """Return those that may lead elsewhere than all others."""
        known = set(wanted.table(self.seen))
        if self.at == DEAD:
            return known
        at = a.walk(self.at, wanted.text[: self.seen])
        # What is released on the way to the next state is part of the needle, but for the
        # character itself.
        return known if at == DEAD else known | set(a.edges[at])

    def move(self, wanted: Needle, a: Automaton, c: str | None) -> _Delayed:
        seen = wanted.step(self.seen, c)
        released = self.seen + 1 - seen
        at = a.walk(self.at, wanted.text[: min(released, self.seen)])
        if released > self.seen:
            at = a.step(at, c)
        return _Delayed(seen, at)

    def behind(self, wanted: Needle, a: Automaton, *, overlapping: bool) -> _Delayed:
        """Return the state after the whole needle was seen, as part of a longer text."""
        if overlapping:
            return self
        return _Delayed(0, a.walk(self.at, wanted.text))


_Cut = tuple[int, _Delayed]
_Finds = tuple[int, tuple[int, ...]]
_Words = tuple[_Delayed, tuple[bool, ...]]
_Replacing = tuple[bool, _Delayed]


@dataclass(frozen=True, slots=True)
class After:
    """What follows the needle found as number *number* from the front."""

    needle: str
    number: int = 0

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        return Parts(self.needle, self.number + 1, None).preimage(language)


@dataclass(frozen=True, slots=True)
class Before:
    """What comes before the needle found as number *number* from the front."""

    needle: str
    number: int = 0

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        return Parts(self.needle, 0, self.number + 1, more=True).preimage(language)


@dataclass(frozen=True, slots=True)
class Parts:
    """
    ``text.split(separator).slice(first, last).join(separator)``.

    No text with too few parts for that is in a pre-image: there must be part number *first*, and
    number ``last - 1``.
    """

    separator: str
    first: int
    last: int | None
    """``None``: to the end."""

    more: bool = False
    """Whether there must be a part number *last*, too."""

    def preimage(self, language: Language) -> Language:  # noqa: C901 - the rules of one automaton
        """Return the texts of which it makes a word of *language*."""
        wanted = searched(self.separator)
        a = language.opened()
        first, last, more = self.first, self.last, self.more
        # How many separators were read, and how far the next may have come; within the parts in
        # question with where they stand in the language.

        def inside(count: int) -> bool:
            return first <= count and (last is None or count < last)

        def move(state: _Cut, c: str | None) -> _Cut | None:
            count, place = state
            if last is not None and count == last:
                return state
            if not inside(count):
                seen = wanted.step(place.seen, c)
                return (
                    (count + 1, _Delayed(0, a.start))
                    if seen == len(wanted)
                    else (count, _Delayed(seen, a.start))
                )
            if last is None:
                at = a.step(place.at, c)
                return None if at == DEAD else (count, _Delayed(0, at))
            place = place.move(wanted, a, c)
            if place.at == DEAD:
                return None
            if place.seen < len(wanted):
                return count, place
            if count + 1 == last:
                return (last, _Delayed(0, a.start)) if a.accepts_at(place.at) else None
            return count + 1, place.behind(wanted, a, overlapping=False)

        def characters(state: _Cut) -> Iterable[str]:
            count, place = state
            if last is not None and count == last:
                return ()
            if not inside(count):
                return wanted.table(place.seen)
            if last is None:
                return a.edges[place.at] if place.at != DEAD else ()
            return place.characters(wanted, a)

        def accepts(state: _Cut) -> bool:
            count, place = state
            if last is not None and count == last:
                return True
            if last is None:
                return inside(count) and a.accepts_at(place.at)
            if more or count != last - 1:
                return False
            return a.accepts_at(a.walk(place.at, wanted.text[: place.seen]))

        if a.start == DEAD:
            return Language.nothing()
        return Language(lazily((0, _Delayed(0, a.start)), characters, move, accepts))


@dataclass(frozen=True, slots=True)
class AfterLast:
    """What follows the needle found as number *number* from the back."""

    needle: str
    number: int = 0

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        wanted = searched(self.needle)
        a = language.opened()
        size = self.number + 1
        # How much of the needle was seen, and for each of the last finds, the newest first, where
        # what follows it stands in the language.

        def move(state: _Finds, c: str | None) -> _Finds:
            seen, finds = state
            seen = wanted.step(seen, c)
            finds = tuple(a.step(at, c) for at in finds)
            if seen == len(wanted):
                finds = (a.start, *finds)[:size]
            return seen, finds

        def characters(state: _Finds) -> Iterable[str]:
            seen, finds = state
            return {*wanted.table(seen), *(c for at in finds if at != DEAD for c in a.edges[at])}

        begin: _Finds = (0, ())
        return Language(
            lazily(
                begin,
                characters,
                move,
                lambda state: len(state[1]) == size and a.accepts_at(state[1][-1]),
            )
        )


@dataclass(frozen=True, slots=True)
class BeforeLast:
    """What comes before the needle found as number *number* from the back."""

    needle: str
    number: int = 0

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        wanted = searched(self.needle)
        a = language.opened()
        size = self.number + 1
        # Beside the text up to where the needle may begin: for each of the last finds, the newest
        # first, whether what comes before it is a word.

        def move(state: _Words, c: str | None) -> _Words | None:
            place, finds = state
            place = place.move(wanted, a, c)
            if place.seen == len(wanted):
                finds = (a.accepts_at(place.at), *finds)[:size]
            return (place, finds) if place.at != DEAD or any(finds) else None

        begin: _Words = (_Delayed(0, a.start), ())
        return Language(
            lazily(
                begin,
                lambda state: state[0].characters(wanted, a),
                move,
                lambda state: len(state[1]) == size and state[1][-1],
            )
        )


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """``text.replace(needle, replacement)`` of a text that has the needle."""

    needle: str
    replacement: str

    def preimage(self, language: Language) -> Language:
        """Return the texts of which it makes a word of *language*."""
        if "$" in self.replacement:
            raise UnsupportedError("String.prototype.replace", "its replacement has a $")
        wanted = searched(self.needle)
        a = language.opened()

        def move(state: _Replacing, c: str | None) -> _Replacing | None:
            done, place = state
            if done:
                at = a.step(place.at, c)
                return None if at == DEAD else (True, _Delayed(0, at))
            place = place.move(wanted, a, c)
            if place.seen == len(wanted):
                at = a.walk(place.at, self.replacement)
                return None if at == DEAD else (True, _Delayed(0, at))
            return None if place.at == DEAD else (False, place)

        def characters(state: _Replacing) -> Iterable[str]:
            done, place = state
            if done:
                return a.edges[place.at]
            return place.characters(wanted, a)

        if a.start == DEAD:
            return Language.nothing()
        return Language(
            lazily(
                (False, _Delayed(0, a.start)),
                characters,
                move,
                lambda state: state[0] and a.accepts_at(state[1].at),
            )
        )
