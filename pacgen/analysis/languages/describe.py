"""Sets of hosts in words: as few patterns as possible, with exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.addresses import AddressSet, addresses_in, quads
from pacgen.analysis.languages.bundle import Bundle, pieces
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.names import host_names
from pacgen.analysis.languages.without import Without

__all__ = ["describe"]

_EXCEPTIONS: Final = 3
_EXAMPLES: Final = 2
_TRIED: Final = 24
"""Hosts for which a pattern is looked for: a list that is longer is not read anyway."""

_STRANGERS: Final = ("q7z-w5", "k", "zz8y4v0", "jjjjjjjjjjj", "w3.q9xj7")
"""
What no file mentions, in several lengths.

A pattern from which one of them is missing says too little: the set is made by something else
than names, a length or a hash.
"""

_LISTED: Final = 24
"""Of a set from which more was taken, by many rules, it is not worked out what is left."""

_LARGE: Final = 4000
"""What has more states is not looked at closely: a table must not take longer than the proof."""


@dataclass(frozen=True)
class _Part:
    """A pattern and what it covers, less its exceptions."""

    text: str
    hosts: Language
    exceptions: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.exceptions:
            return self.text
        return f"{self.text} except {' and '.join(self.exceptions)}"

    @property
    def is_one(self) -> bool:
        """Whether it is but one host."""
        return self.hosts.single_word() == self.text


@dataclass(frozen=True)
class _Pattern:
    """A pattern that may describe a set."""

    text: str
    hosts: Language
    strangers: tuple[str, ...]
    """Hosts of it that nobody thinks of."""

    is_end: bool = True
    """Whether it is about the end of names."""


def describe(hosts: Language, *, within: Language | None = None, limit: int = 6) -> tuple[str, ...]:
    """
    Return *hosts* as patterns that a person can read: ``*.teams.microsoft.com``.

    A star in front stands for any text, ``*.a.com except b.a.com`` leaves something out, networks
    are addresses, and ``some others, such as d.a.com`` closes a list that would get too long.

    Args:
        hosts: The set in question.
        within: The hosts that are spoken of at all, those of a proof if nothing is said; a pattern
            may cover more than these.
        limit: How many patterns at most.
    """
    whole = host_names() if within is None else within
    hosts &= whole
    plain = _one(hosts, whole)
    if plain:
        return (plain,)
    wide = [piece for piece in pieces(hosts) if isinstance(piece, Without) and _is_long(piece)]
    if wide:
        texts = [_but_some(piece, within) for piece in wide]
        others = Bundle.gathered(piece for piece in pieces(hosts) if piece not in wide)
        more = () if others.is_empty else describe(others, within=within, limit=limit)
        return (*texts, *more)
    if hosts.composite:
        # From here on it is cut in all ways.
        hosts = Language(hosts.automaton)
    addresses = addresses_in(hosts)
    numbers = addresses is not None and not addresses.is_empty
    # However much may be told, networks are not looked for one by one.
    parts, rest = _Cover(hosts, whole, min(limit, _TRIED) if numbers else limit).parts()
    if rest.is_empty:
        return tuple(map(str, parts))
    numbered: tuple[str, ...] = ()
    if addresses is not None and numbers:
        hosts, numbered = hosts - quads(), _networks(addresses, limit)
    parts, rest = _Cover(hosts, whole - quads(), limit, is_rough=True).parts()
    return (*map(str, parts), *numbered, *_examples(rest, alone=not (parts or numbered)))


def _one(hosts: Language, whole: Language) -> str:
    """Return the one name or the one domain that *hosts* are: most rules are about one."""
    word = hosts.single_word()
    if word is not None:
        return word
    end, *more = hosts.ends
    if more or not end.startswith("."):
        return ""
    return f"*{end}" if hosts.accepts_all_of(whole & Language.ending_with(end)) else ""


def _is_long(hosts: Without) -> bool:
    return len(hosts.taken) > _LISTED


def _but_some(hosts: Without, within: Language | None) -> str:
    """Describe a set from which many rules have taken something: a few of them are named."""
    pattern, *more = describe(hosts.whole, within=within, limit=1)
    if more or "such as" in pattern:
        return next(_examples(hosts, alone=True))
    word, named = ("and", 1) if " except " in pattern else ("except", _EXAMPLES)
    examples = " and ".join(hosts.taken[:named])
    return f"{pattern.removesuffix(' and others')} {word} {examples} and others"


def _examples(rest: Language, *, alone: bool) -> Iterator[str]:
    if not rest.is_empty:
        examples = " and ".join(rest.enumerate(_EXAMPLES))
        yield f"some{'' if alone else ' others'}, such as {examples}"


def _networks(addresses: AddressSet, limit: int) -> tuple[str, ...]:
    """Return addresses as networks, or as all but some."""
    inside, outside = _written(addresses), _written(AddressSet.everything() - addresses)
    if not outside:
        return ("every IPv4 address",)
    if len(outside) < len(inside) and len(outside) <= limit:
        return (f"every IPv4 address except {' and '.join(outside)}",)
    if len(inside) <= limit:
        return tuple(inside)
    return (f"IPv4 addresses in {len(inside)} networks, such as {inside[0]} and {inside[1]}",)


def _written(addresses: AddressSet) -> list[str]:
    return [str(network).removesuffix("/32") for network in addresses.networks()]


@dataclass(frozen=True)
class _Cover:
    """The search for patterns that cover a set."""

    hosts: Language
    whole: Language
    limit: int
    is_exception: bool = False
    """Whether it is for exceptions, which have none themselves."""

    is_rough: bool = False
    """Whether exceptions need not all be named."""

    def parts(self) -> tuple[list[_Part], Language]:
        """Return patterns, and what they leave over where :attr:`limit` is not enough."""
        rest = self.hosts
        wide: list[_Part] = []
        single: list[_Part] = []
        if rest.automaton.size > _LARGE:
            return [], rest
        most = self.limit if self.is_exception else max(_TRIED, self.limit)
        while len(wide) < self.limit and len(wide) + len(single) < most:
            if len(single) > self.limit and not wide:
                break
            word = rest.shortest()
            if word is None:
                break
            part = self._widest(word)
            (single if part.is_one else wide).append(part)
            rest -= part.hosts
        fits = rest.is_empty and len(wide) + len(single) <= self.limit
        if fits or self.is_exception:
            return [*single, *wide], rest
        # Of a long list of names a part says little more than an example.
        return wide, rest | Language.words(part.text for part in single)

    @property
    def _noun(self) -> str:
        return "host" if "0.0.0.0" in self.whole else "name"  # noqa: S104 - an address as any other

    def _widest(self, word: str) -> _Part:
        """Return the pattern that has *word* and the most others of the set."""
        for pattern in _patterns(word, self._noun):
            if any(host in self.whole and host not in self.hosts for host in pattern.strangers):
                # With or without exceptions: a name that nobody has thought of would be missing.
                continue
            covered = self.whole & pattern.hosts
            outside = covered - self.hosts
            if outside.is_empty:
                return _Part(_closest(word, pattern, covered, self.whole), covered)
            left_out = self._left_out(pattern, covered, outside)
            if left_out:
                text = _closest(word, pattern, covered, self.whole)
                return _Part(text, covered - outside, left_out)
        return _Part(word, Language.word(word))

    def _left_out(self, pattern: _Pattern, covered: Language, outside: Language) -> tuple[str, ...]:
        """Return exceptions to *pattern*; none where it cannot be said in that way."""
        if self.is_exception:
            return ()
        parts, more = _Cover(outside, covered, _EXCEPTIONS, is_exception=True).parts()
        if any(part.text == pattern.text for part in parts):
            return ()
        texts = tuple(part.text for part in parts)
        if more.is_empty:
            return texts
        return (*texts[:_EXAMPLES], "others") if self.is_rough else ()


def _closest(word: str, pattern: _Pattern, covered: Language, whole: Language) -> str:
    """Return the longest pattern that covers the same: what all hosts in question share is said."""
    text = pattern.text
    for longer in _patterns(word):
        if (
            len(longer.text) > len(text)
            and "*" in longer.text
            and longer.is_end == pattern.is_end
            and (covered - longer.hosts).is_empty
            and ((whole & longer.hosts) - covered).is_empty
        ):
            text = longer.text
    return text


def _patterns(word: str, noun: str = "") -> Iterator[_Pattern]:
    """Yield patterns that *word* matches, the wide ones first."""
    yield _Pattern("*", Language.everything(), (*_STRANGERS, *(f"{s}.x9j" for s in _STRANGERS)))
    dot = Language.containing(".")
    labels = word.split(".")
    if len(labels) > 1:
        yield _Pattern(
            f"every {noun} with a dot", dot, tuple(f"{stranger}.x9j" for stranger in _STRANGERS)
        )
    else:
        yield _Pattern(
            f"every {noun} without a dot", ~dot, tuple(s for s in _STRANGERS if "." not in s)
        )
    for count in range(1, len(labels)):
        yield _ending(f".{'.'.join(labels[-count:])}")
    for start in range(len(labels[0]) - 1, -1, -1):
        yield _ending(word[start:])
    for end in range(1, len(word)):
        begin = word[:end]
        strangers = tuple(begin + stranger for stranger in _STRANGERS)
        yield _Pattern(f"{begin}*", Language.starting_with(begin), strangers, is_end=False)


def _ending(text: str) -> _Pattern:
    strangers = tuple(stranger + text for stranger in _STRANGERS)
    return _Pattern(f"*{text}", Language.ending_with(text), strangers)
