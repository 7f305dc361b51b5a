"""A set of hosts less the hosts of many rules, kept as the set and what was taken from it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from pacgen.analysis.languages.automaton import Automaton
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.shape import Containing, Ending, Starting, Words

__all__ = ["Without"]

_TRIED: Final = 64
"""Words of the whole that are looked at for one that was not taken, before it is worked out."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What was taken away: all words with certain ends, starts or pieces, and single words."""

    ends: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ends or self.words or self.starts or self.pieces)

    def has_end(self, end: str) -> bool:
        """Say whether all words with *end* were taken by their ends."""
        return any(end[start:] in self.ends for start in range(len(end)))

    def has_start(self, start: str) -> bool:
        """Say whether all words with *start* were taken by their starts."""
        return bool(self.starts) and any(
            start[:end] in self.starts for end in range(len(start) + 1)
        )

    def __contains__(self, word: str) -> bool:
        if word in self.words or self.has_end(word) or self.has_start(word):
            return True
        return any(piece in word for piece in self.pieces)

    def below(self, end: str) -> _Taken:
        """Return what of this has *end*."""
        return _Taken(
            frozenset(text for text in self.ends if text.endswith(end)),
            frozenset(text for text in self.words if text.endswith(end)),
            self.starts,
            self.pieces,
        )

    def behind(self, start: str) -> _Taken:
        """Return what of this can have *start*."""
        return _Taken(
            self.ends,
            frozenset(text for text in self.words if text.startswith(start)),
            frozenset(text for text in self.starts if text.startswith(start)),
            self.pieces,
        )

    def and_end(self, end: str) -> _Taken:
        """Return this and all words with *end*."""
        inside = self.below(end)
        return replace(self, ends=self.ends - inside.ends | {end}, words=self.words - inside.words)

    def and_start(self, start: str) -> _Taken:
        """Return this and all words with *start*."""
        return replace(self, starts=self.starts | {start})

    def and_piece(self, piece: str) -> _Taken:
        """Return this and all words that have *piece*."""
        return replace(self, pieces=self.pieces | {piece})

    def __or__(self, other: _Taken) -> _Taken:
        return _Taken(
            self.ends | other.ends,
            self.words | other.words,
            self.starts | other.starts,
            self.pieces | other.pieces,
        )


class Without(Language):
    """
    A language less all words with certain ends, starts or pieces, and certain words.

    A file with a thousand rules leaves for its last line all hosts but those of a thousand domains.
    The automaton of that set is large, and it would be made anew for every rule. Written as what
    it is, the next rule costs no more than the first: whether its domain has been taken already,
    its name tells.

    Args:
        whole: What there was in the beginning.
        taken: What was taken from it.
    """

    __slots__ = ("_taken", "_whole")

    composite = True

    def __init__(self, whole: Language, taken: _Taken = _Taken()) -> None:
        super().__init__()
        self._whole = whole
        self._taken = taken

    @property
    def taken(self) -> tuple[str, ...]:
        """What was taken, as patterns, the shortest first."""
        ends = (f"*{end}" for end in self._taken.ends)
        starts = (f"{start}*" for start in self._taken.starts)
        pieces = (f"*{piece}*" for piece in self._taken.pieces)
        texts = (*ends, *starts, *pieces, *self._taken.words)
        return tuple(sorted(texts, key=lambda text: (len(text), text)))

    @property
    def whole(self) -> Language:
        """What there was in the beginning."""
        return self._whole

    @property
    def automaton(self) -> Automaton:
        """What accepts it; better not asked for, since it is large where much was taken."""
        return self._worked_out.automaton

    @functools.cached_property
    def _worked_out(self) -> Language:
        rest = self._whole - Language.words(self._taken.words)
        if self._taken.ends:
            ends = "|".join(map(_escaped, sorted(self._taken.ends)))
            rest -= Language.from_regexp(f"(?:{ends})$")
        if self._taken.starts:
            starts = "|".join(map(_escaped, sorted(self._taken.starts)))
            rest -= Language.from_regexp(f"^(?:{starts})")
        if self._taken.pieces:
            pieces = "|".join(map(_escaped, sorted(self._taken.pieces)))
            rest -= Language.from_regexp(f"(?:{pieces})")
        return rest

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it."""
        return self.shortest() is None

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word not in self._taken and word in self._whole

    @functools.cached_property
    def _shortest(self) -> str | None:
        shortest = self._whole.shortest()
        if shortest is None or shortest not in self._taken:
            return shortest
        return next(self.enumerate(1), None)

    def enumerate(self, limit: int) -> Iterator[str]:
        """Yield the shortest words, at most *limit*, the shorter before the longer."""
        tried = found = 0
        for word in self._whole.enumerate(limit + _TRIED):
            if found == limit:
                return
            tried += 1
            if word not in self._taken:
                found += 1
                yield word
        if tried == limit + _TRIED:
            yield from islice(self._worked_out.enumerate(limit), found, None)

    @functools.cached_property
    def _single(self) -> str | None:
        if not self._taken:
            return self._whole.single_word()
        words = list(self.enumerate(2))
        return words[0] if len(words) == 1 else None

    def _split(self, predicate: Language) -> tuple[Language, Language]:
        plain = self._plain(predicate)
        if plain is not None:
            return plain
        shape = predicate.shape
        match shape:
            case Words():
                taken = frozenset(w for w in shape.ending_with(self._suffix) if w in self)
                yes: Language = Language.words(taken)
                no: Language = Without(self._whole, self._taken | _Taken(words=taken))
            case Ending(end) if end and self._is_clean(shape):
                yes = self._of(self._whole & predicate, self._taken)
                no = Without(self._whole, self._taken.and_end(end))
            case Starting(text) | Containing(text) if text and self._is_clean(shape):
                return self._split_at(predicate, shape)
            case _:
                yes, no = (self._of(part, self._taken) for part in self._whole.split(predicate))
        if yes.is_empty or no.is_empty:
            return (Language.nothing(), self) if yes.is_empty else (self, Language.nothing())
        return yes, no

    def _split_at(
        self, predicate: Language, shape: Starting | Containing
    ) -> tuple[Language, Language]:
        """Cut at a start, or at a piece, that words may have."""
        is_start = isinstance(shape, Starting)
        if self._taken.has_start(shape.text) if is_start else shape.text in self._taken.pieces:
            return Language.nothing(), self
        inside = self._whole & predicate
        if inside.is_empty:
            return Language.nothing(), self
        if inside is self._whole:
            return self, Language.nothing()
        text = shape.text
        yes = self._of(inside, self._taken.behind(text) if is_start else self._taken)
        taken = self._taken.and_start(text) if is_start else self._taken.and_piece(text)
        no = Without(self._whole, taken)
        if yes.is_empty or no.is_empty:
            return (Language.nothing(), self) if yes.is_empty else (self, Language.nothing())
        return yes, no

    def _plain(self, predicate: Language) -> tuple[Language, Language] | None:
        if self is predicate:
            return self, Language.nothing()
        if not predicate.composite and all(map(self._taken.has_end, predicate.ends)):
            return Language.nothing(), self
        plain = self._whole._plain(predicate)  # noqa: SLF001 - a language as this is
        if plain is None:
            return None
        return (Language.nothing(), self) if plain[0].is_empty else (self, Language.nothing())

    @classmethod
    def _of(cls, whole: Language, taken: _Taken) -> Language:
        """Return *whole* without what of *taken* can be in it."""
        (end,) = whole.ends
        if taken.has_end(end):
            return Language.nothing()
        found = cls(whole, taken.below(end) if end else taken)
        return Language.nothing() if found.is_empty else found

    def __and__(self, other: Language) -> Language:
        if isinstance(other, Without):
            return self._of(self._whole & other._whole, self._taken | other._taken)
        if other.composite:
            return other & self
        if isinstance(other.shape, Words):
            return self.split(other)[0]
        plain = self._plain(other)
        return plain[0] if plain else self._of(self._whole & other, self._taken)

    def __or__(self, other: Language) -> Language:
        if isinstance(other, Without) and self._taken == other._taken:
            return Without(self._whole | other._whole, self._taken)
        return self._worked_out | (other._worked_out if isinstance(other, Without) else other)

    @property
    def _alphabet(self) -> frozenset[str] | None:
        return self._whole._alphabet  # noqa: SLF001 - a language as this is

    @functools.cached_property
    def _prefix(self) -> str:
        return ""

    @functools.cached_property
    def _suffix(self) -> str:
        (end,) = self._whole.ends
        return end


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else f"\\{c}" for c in text)
