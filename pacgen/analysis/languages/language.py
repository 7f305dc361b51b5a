"""Regular languages: sets of texts, finite or not, that can be cut, joined and compared."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from pacgen.analysis.languages.automaton import (
    NONE,
    Automaton,
    joined,
    opened,
    parted,
)
from pacgen.analysis.languages.globs import glob_shape, glob_source
from pacgen.analysis.languages.hosts import MAX_LABELS, all_hosts, pattern_automaton
from pacgen.analysis.languages.minimise import minimised
from pacgen.analysis.languages.regexp import search_automaton
from pacgen.analysis.languages.shape import (
    LINE_ENDS,
    Containing,
    Ending,
    Shape,
    Starting,
    Words,
)
from pacgen.analysis.languages.walks import fixed_prefix, fixed_suffix, only_word, shortest, words
from pacgen.engine.target import Target
from pacgen.patterns import HostPattern

__all__ = ["Language"]

_GROWN: Final = 1.5
_SMALL: Final = 12
"""Automata of so few states are left as they are."""


class Language:
    """
    A regular language. Immutable; all operations are exact.

    Two languages are the same key of a mapping only if they are the same object; whether they have
    the same words, :meth:`equals` says.

    Args:
        automaton: What accepts it; made when first needed where there is a *shape*.
        shape: The same language as a plain rule, if there is one.
        base: How many states it had when it was last minimised.
    """

    __slots__ = ("__dict__", "_automaton", "_base", "_shape", "_splits")

    composite: ClassVar[bool] = False
    """Whether it is made of other languages, and has its own ways to be cut."""

    def __init__(
        self, automaton: Automaton | None = None, *, shape: Shape | None = None, base: int = 0
    ) -> None:
        self._automaton = automaton
        self._shape = shape
        self._base = base
        self._splits: dict[Language, tuple[Language, Language]] = {}

    # Where languages come from

    @classmethod
    def nothing(cls) -> Language:
        """Return the language without words."""
        return _NOTHING

    @classmethod
    def everything(cls) -> Language:
        """Return the language of all texts."""
        return _EVERYTHING

    @classmethod
    def word(cls, word: str) -> Language:
        """Return the language of one word."""
        return cls(shape=Words(frozenset({word})))

    @classmethod
    def words(cls, words: Iterable[str]) -> Language:
        """Return the language of these words; tens of thousands are fine."""
        return cls(shape=Words(frozenset(words)))

    @classmethod
    def starting_with(cls, text: str) -> Language:
        """Return all texts that begin with *text*."""
        return cls(shape=Starting(text))

    @classmethod
    def ending_with(cls, text: str) -> Language:
        """Return all texts that end with *text*."""
        return cls(shape=Ending(text))

    @classmethod
    def containing(cls, text: str) -> Language:
        """Return all texts that have *text* somewhere."""
        return cls(shape=Containing(text))

    @classmethod
    def hosts(cls, max_labels: int | None = MAX_LABELS) -> Language:
        """
        Return all lower-case hosts: labels of letters, digits, ``-`` and ``_``.

        Args:
            max_labels: How many labels at most; ``None``: any number.
        """
        return _hosts(max_labels)

    @classmethod
    def from_pattern(cls, pattern: HostPattern) -> Language:
        """Return the canonical hosts that *pattern* means; with a star, texts that are none too."""
        if "*" not in pattern.text:
            return cls.word(pattern.text)
        if "*" not in pattern.text[1:]:
            return cls.ending_with(pattern.text[1:])
        return cls(pattern_automaton(pattern))

    @classmethod
    def from_regexp(cls, source: str, flags: str = "") -> Language:
        """
        Return the texts in which a JavaScript regular expression finds a match.

        Raises:
            UnsupportedError: it has look-around, back-references or the like.
        """
        return _from_regexp(source, "".join(sorted(set(flags))))

    @classmethod
    def from_glob(cls, pattern: str, target: Target) -> Language:
        """
        Return the texts that ``shExpMatch`` of *target* matches with *pattern*.

        Raises:
            UnsupportedError: *pattern* reaches ``RegExp``, and makes something unsupported there.
        """
        shape = glob_shape(pattern)
        return cls(shape=shape) if shape else _from_regexp(glob_source(pattern, target), "")

    # What is in it

    @property
    def automaton(self) -> Automaton:
        """What accepts it."""
        if self._automaton is None:
            self._automaton = self._shape.automaton() if self._shape else NONE
        return self._automaton

    @property
    def shape(self) -> Shape | None:
        """The same language as a plain rule, if there is one."""
        return self._shape

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it."""
        match self._shape:
            case None:
                return not self.automaton.accepting
            case Words(found):
                return not found
            case _:
                return False

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return self._shape.accepts(word) if self._shape else self.automaton.accepts(word)

    def shortest(self) -> str | None:
        """Return the shortest word, of several the one that reads best; ``None``: there is none."""
        return self._shortest

    @functools.cached_property
    def _shortest(self) -> str | None:
        return shortest(self.automaton)

    def enumerate(self, limit: int) -> Iterator[str]:
        """
        Yield the shortest words, at most *limit*, the shorter before the longer.

        Where any character would do, those are taken that hosts are made of.
        """
        return words(self.automaton, limit)

    def single_word(self) -> str | None:
        """Return the only word, ``None`` if there are none or several."""
        return self._single

    @functools.cached_property
    def _single(self) -> str | None:
        match self._shape:
            case Words(found):
                return next(iter(found)) if len(found) == 1 else None
            case None:
                return only_word(self.automaton)
            case _:
                return None

    # What can be made of it

    def split(self, predicate: Language) -> tuple[Language, Language]:
        """
        Cut this language into what *predicate* has too and what it has not.

        Where one part is all, it is this very object.
        """
        found = self._splits.get(predicate)
        if found is None:
            found = self._splits[predicate] = self._split(predicate)
        return found

    def _split(self, predicate: Language) -> tuple[Language, Language]:
        plain = self._plain(predicate)
        if plain is not None:
            return plain
        shape, yes = predicate._shape, None
        if isinstance(shape, Words):
            yes = Language.words(word for word in shape.ending_with(self._suffix) if word in self)
            if yes.is_empty:
                return _NOTHING, self
            predicate = yes
        both, alone = parted(self.automaton, predicate.automaton)
        if not both.accepting:
            return _NOTHING, self
        if not alone.accepting:
            return self, _NOTHING
        return yes or self._made(both), self._made(alone)

    def _plain(self, predicate: Language) -> tuple[Language, Language] | None:
        """Return both parts where no automaton is needed to tell them."""
        forced = True if self is predicate else self._forced(predicate)
        if forced is None:
            return None
        return (self, _NOTHING) if forced else (_NOTHING, self)

    def _forced(self, predicate: Language) -> bool | None:
        """Say what is plain at a glance: all of it is in *predicate*, or nothing is."""
        if self.is_empty or predicate.is_empty:
            return False
        if self._single is not None:
            return self._single in predicate
        shape = predicate._shape
        if shape is None:
            return False if self._is_apart(predicate) else None
        return self._forced_by(shape)

    def _forced_by(self, shape: Shape) -> bool | None:
        match shape:
            case Ending(text) | Starting(text) | Containing(text) if self._lacks(text):
                return False
            case Ending(text):
                known = self._suffix
                length = min(len(text), len(known))
                if length and known[-length:] != text[-length:]:
                    return False
                return True if length == len(text) and self._is_clean(shape) else None
            case Starting(text):
                known = self._prefix
                if not known.startswith(text) and not text.startswith(known):
                    return False
                return True if known.startswith(text) and self._is_clean(shape) else None
            case Containing(text):
                found = text in self._suffix or text in self._prefix
                return True if found and self._is_clean(shape) else None
            case Words():
                return None

    def _is_apart(self, other: Language) -> bool:
        """Say whether words of both begin or end in different ways: cheap, and often enough."""
        length = min(len(self._suffix), len(other._suffix))
        if length and self._suffix[-length:] != other._suffix[-length:]:
            return True
        length = min(len(self._prefix), len(other._prefix))
        return self._prefix[:length] != other._prefix[:length]

    def is_plainly_apart(self, other: Language) -> bool:
        """Say whether it can be told at a glance that no word is in both."""
        return self._forced(other) is False or other._forced(self) is False

    def _lacks(self, text: str) -> bool:
        """Say whether *text* has a character that no word here has."""
        alphabet = self._alphabet
        return alphabet is not None and not alphabet.issuperset(text)

    def _is_clean(self, shape: Starting | Ending | Containing) -> bool:
        """Say whether no line ends that *shape* must not have can be in a word here."""
        alphabet = self._alphabet
        return not shape.one_line or (alphabet is not None and alphabet.isdisjoint(LINE_ENDS))

    @property
    def _alphabet(self) -> frozenset[str] | None:
        # A shape has all characters, and need not be made an automaton for that.
        return self._automaton.alphabet if self._automaton else None

    def _made(self, automaton: Automaton) -> Language:
        """Return the language of *automaton*, minimised where its states have become many more."""
        base = max(self._base, _SMALL)
        if automaton.size <= _GROWN * base:
            return Language(automaton, base=base)
        automaton = minimised(automaton)
        return Language(automaton, base=automaton.size)

    def __and__(self, other: Language) -> Language:
        if other.composite:
            return other & self
        if other in self._splits or isinstance(other._shape, Words):
            return self.split(other)[0]
        plain = self._plain(other)
        if plain is not None:
            return plain[0]
        # Where only one part is wanted, the other is not made, and what it takes to make
        # this one small waits until it is cut again.
        both, alone = parted(self.automaton, other.automaton)
        if not alone.accepting:
            return self
        return Language(both, base=self._base) if both.accepting else _NOTHING

    def __sub__(self, other: Language) -> Language:
        return self.split(other)[1]

    def __or__(self, other: Language) -> Language:
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        one, two = self._shape, other._shape
        if isinstance(one, Words) and isinstance(two, Words):
            return Language.words(one.words | two.words)
        larger = self if self._base >= other._base else other
        return larger._made(joined(self.automaton, other.automaton))

    def __invert__(self) -> Language:
        return _EVERYTHING - self

    def accepts_all_of(self, other: Language) -> bool:
        """Say whether every word of *other* is in this language too."""
        return other.split(self)[1].is_empty

    def equals(self, other: Language) -> bool:
        """Say whether both have the same words."""
        return self.accepts_all_of(other) and other.accepts_all_of(self)

    def opened(self) -> Automaton:
        """Return what accepts it, with edges for all characters and no alphabet of its own."""
        return opened(self.automaton)

    # What all words have in common

    @property
    def ends(self) -> tuple[str, ...]:
        """What words end with: each with one of these; ``""`` where they share nothing."""
        return (self._suffix,)

    @functools.cached_property
    def _prefix(self) -> str:
        match self._shape:
            case Starting(text):
                return text
            case Ending() | Containing():
                return ""
            case _:
                return fixed_prefix(self.automaton)

    @functools.cached_property
    def _suffix(self) -> str:
        match self._shape:
            case Ending(text):
                return text
            case Starting() | Containing():
                return ""
            case _:
                return fixed_suffix(self.automaton)

    def __repr__(self) -> str:
        if self._automaton is None:
            return f"<Language {self._shape}>"
        shown = ", ".join(map(repr, self.enumerate(3)))
        return f"<Language of {self._automaton.size} states: {shown or 'nothing'}>"


_NOTHING: Final = Language(shape=Words(frozenset()))
_EVERYTHING: Final = Language(Automaton((True,), ({},), (0,)))


@functools.cache
def _hosts(max_labels: int | None) -> Language:
    return Language(all_hosts(max_labels))


@functools.lru_cache(maxsize=4096)
def _from_regexp(source: str, flags: str) -> Language:
    automaton = minimised(search_automaton(source, flags))
    return Language(automaton, base=automaton.size)
