"""Hosts of many domains side by side, so that a question about one leaves the others alone."""

from __future__ import annotations

import functools
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.automaton import Automaton
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.shape import Words
from pacgen.analysis.languages.walks import reading_order

__all__ = ["Bundle", "pieces"]

_MANY: Final = 32
"""Of so many words the domains are not looked up: most parts would have one of them."""


@dataclass(frozen=True, eq=False, slots=True)
class _Index:
    """Which parts can have hosts of a domain of two labels. Shared by all that is cut from one."""

    size: int
    numbers: Mapping[str, Sequence[int]]
    """Of each domain, and of none."""

    def find(self, domain: str) -> Iterable[int]:
        """Return the numbers of parts which can have hosts of *domain*; empty: of any."""
        if not domain:
            return range(self.size)
        return *self.numbers.get(domain, ()), *self.numbers.get("", ())


class Bundle(Language):
    """
    The union of languages, kept apart.

    One automaton for all of them would be large, and have no end that all words share: every
    question would have to be answered by walking it. Most parts of a bundle are out of the question
    by the name of their domain. It is cut part by part, and what is cut from it is a bundle, too.

    Parts may overlap.
    """

    __slots__ = ("_index", "_parts")

    composite = True

    def __init__(self, parts: Mapping[int, Language], index: _Index) -> None:
        super().__init__()
        self._parts = parts
        self._index = index

    @classmethod
    def of(cls, languages: Iterable[tuple[str, Language]]) -> Bundle:
        """
        Return the union of *languages*, each with a domain that all of its words are or end in.

        The domain is empty where there is none.
        """
        pairs = [
            (domain if domain.count(".") == 1 else "", part)
            for domain, part in languages
            if not part.is_empty
        ]
        numbers: dict[str, list[int]] = {}
        for number, (domain, _) in enumerate(pairs):
            numbers.setdefault(domain, []).append(number)
        index = _Index(len(pairs), numbers)
        return cls({number: part for number, (_, part) in enumerate(pairs)}, index)

    @classmethod
    def gathered(cls, languages: Iterable[Language]) -> Bundle:
        """Return the union of *languages*, which may be bundles; each part finds its own domain."""
        parts = (part for language in languages for part in pieces(language))
        return cls.of((_only_domain(part), part) for part in parts)

    @property
    def parts(self) -> tuple[Language, ...]:
        """The languages that it is the union of."""
        return tuple(self._parts.values())

    @property
    def ends(self) -> tuple[str, ...]:
        """What words end with: each with one of these."""
        return tuple(end for part in self.parts for end in part.ends)

    @property
    def automaton(self) -> Automaton:
        """What accepts it; better not asked for, since all parts are joined for it."""
        if self._automaton is None:
            waiting = list(self.parts)
            while len(waiting) > 1:
                waiting = [*waiting[2:], waiting[0] | waiting[1]]
            self._automaton = waiting[0].automaton
        return self._automaton

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in it."""
        return not self._parts

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        numbers = self._index.find(_domain(word))
        return any(word in self._parts[number] for number in numbers if number in self._parts)

    @functools.cached_property
    def _shortest(self) -> str | None:
        found = (word for part in self.parts if (word := part.shortest()) is not None)
        return min(found, key=reading_order, default=None)

    def enumerate(self, limit: int) -> Iterator[str]:
        """Yield the shortest words, at most *limit*, the shorter before the longer."""
        words = (part.enumerate(limit) for part in self.parts)
        found: set[str] = set()
        for word in heapq.merge(*words, key=reading_order):
            if len(found) < limit and word not in found:
                found.add(word)
                yield word

    @functools.cached_property
    def _single(self) -> str | None:
        words = {part.single_word() for part in self.parts}
        return words.pop() if len(words) == 1 else None

    def _split(self, predicate: Language) -> tuple[Language, Language]:
        yes: dict[int, Language] = {}
        no = dict(self._parts)
        for number in self._concerned(predicate):
            taken, left = self._parts[number].split(predicate)
            if taken.is_empty:
                continue
            yes[number] = taken
            if left.is_empty:
                del no[number]
            else:
                no[number] = left
        if not yes or not no:
            return (self, Language.nothing()) if yes else (Language.nothing(), self)
        return Bundle(yes, self._index), Bundle(no, self._index)

    def _concerned(self, predicate: Language) -> Iterable[int]:
        """Return the numbers of the parts that can have words of *predicate*."""
        domains = _domains(predicate)
        numbers = dict.fromkeys(n for domain in domains for n in self._index.find(domain))
        return [number for number in numbers if number in self._parts]

    def __and__(self, other: Language) -> Language:
        common = {
            number: shared
            for number in self._concerned(other)
            if not (shared := self._parts[number] & other).is_empty
        }
        return Bundle(common, self._index) if common else Language.nothing()

    def __or__(self, other: Language) -> Language:
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        return Bundle.gathered([self, other])

    def _plain(self, predicate: Language) -> tuple[Language, Language] | None:
        # The parts have their own glance.
        return (self, Language.nothing()) if self is predicate else None

    @functools.cached_property
    def _prefix(self) -> str:
        return ""

    @functools.cached_property
    def _suffix(self) -> str:
        return ""


def _domains(predicate: Language) -> Sequence[str]:
    """Return the domains of two labels that all words of *predicate* are in; ``""``: any."""
    shape = predicate.shape
    if isinstance(shape, Words):
        few = len(shape.words) <= _MANY
        return tuple({_domain(word) for word in shape.words}) if few else ("",)
    (end, *more) = predicate.ends
    # Before the domain there must be a dot, or it may go on to the left.
    return (_domain(end) if not more and end.count(".") > 1 else "",)


def _only_domain(language: Language) -> str:
    domains = _domains(language)
    return domains[0] if len(domains) == 1 else ""


def pieces(language: Language) -> Iterator[Language]:
    """Yield what *language* is the union of: itself, or what is in a bundle and its bundles."""
    if isinstance(language, Bundle):
        for part in language.parts:
            yield from pieces(part)
    else:
        yield language


def _domain(host: str) -> str:
    return ".".join(host.rsplit(".", 2)[-2:])
