"""
Which hosts the rules of a file are about, part by part.

A part is one of the tests of which one is enough: an operand of ``||``, or an element of a list in
it. What it is about is known as a set, as for proofs, or by one host that is easily found.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from pacgen.analysis import Language
from pacgen.analysis.languages import UnsupportedError, common_word
from pacgen.analysis.languages.shape import Containing, Ending, Starting, Words
from pacgen.analysis.scope import host_names, union
from pacgen.engine import Target
from pacgen.lint.clauses import Alternative, Clause
from pacgen.lint.program import Comparison, How, Subject

__all__ = ["MAX_LABELS", "Part", "parts"]

MAX_LABELS = 10
_IPV6_CHARACTERS = frozenset("0123456789abcdef:.")


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a rule's condition."""

    clause: Clause
    tests: Alternative
    """What must hold, all of it."""

    named: Comparison
    """The constant by which people know it."""

    target: Target
    """The client that asks."""

    @functools.cached_property
    def languages(self) -> tuple[Language, ...] | None:
        """The texts that pass each test; ``None`` where no language describes them."""
        try:
            return tuple(
                union([_meant(c, self.target) for c in dict.fromkeys(t)]) for t in self.tests
            )
        except UnsupportedError:
            return None

    @functools.cached_property
    def sample(self) -> str | None:
        """Some host that passes; ``None`` says nothing."""
        if self.languages is None:
            return None
        return common_word(self.languages, host_names(MAX_LABELS))

    def sample_in(self, hosts: Language) -> str | None:
        """Return some host that passes and is one of *hosts*; ``None`` says nothing."""
        if self.is_apart_from(hosts):
            return None
        assert self.languages is not None  # noqa: S101 - it would be apart from everything
        return common_word([*self.languages, hosts], host_names(MAX_LABELS))

    def is_apart_from(self, hosts: Language) -> bool:
        """Say whether nothing that passes is one of *hosts*, as far as that is plain to see."""
        if self.languages is None:
            return True
        return any(language.is_plainly_apart(hosts) for language in self.languages)

    @functools.cached_property
    def hosts(self) -> Language | None:
        """
        All hosts that pass; ``None`` where that is not known.

        Of IPv6 addresses nothing is proven, so what may be about some is left alone.
        """
        if self.languages is None:
            return None
        if not any(map(_has_no_ipv6, self.languages)):
            addresses = self._within(_ipv6())
            if addresses is None or not addresses.is_empty:
                return None
        return self._within(host_names(MAX_LABELS))

    @functools.cached_property
    def may_be_dotted(self) -> bool:
        """Whether a host with a final dot may pass, of which nothing is proven."""
        dotted = self._within(Language.ending_with("."))
        return dotted is None or not dotted.is_empty

    def _within(self, hosts: Language) -> Language | None:
        try:
            return (
                None if self.languages is None else reduce(Language.__and__, self.languages, hosts)
            )
        except UnsupportedError:
            return None


def parts(clause: Clause, target: Target) -> Iterator[Part]:
    """Yield the parts of *clause* that are about the host."""
    for tests in filter(None, clause.alternatives):
        several = next((n for n, test in enumerate(tests) if _is_list(test)), None)
        if several is None:
            comparisons = [comparison for test in tests for comparison in test]
            named = next((c for c in comparisons if not c.is_negated), comparisons[0])
            yield Part(clause, tests, named, target)
            continue
        for one in tests[several]:
            narrowed = (*tests[:several], (one,), *tests[several + 1 :])
            yield Part(clause, narrowed, one, target)


@functools.cache
def _ipv6() -> Language:
    return Language.from_regexp("^[0-9a-f.]*:[0-9a-f.:]*$")


def _has_no_ipv6(language: Language) -> bool:
    """Say whether it is plain at a glance that no word is an IPv6 address."""
    match language.shape:
        case Words(words):
            return not any(":" in word for word in words)
        case Containing(text) | Ending(text) | Starting(text):
            return not _IPV6_CHARACTERS.issuperset(text)
        case None:
            return False


def _is_list(test: tuple[Comparison, ...]) -> bool:
    return len(test) > 1 and not any(comparison.is_negated for comparison in test)


def _meant(comparison: Comparison, target: Target) -> Language:
    """
    Return the texts for which a comparison of the host holds.

    Raises:
        UnsupportedError: no language that is known here describes them.
    """
    if comparison.subject is not Subject.HOST:
        raise UnsupportedError("a test of the URL", "it is no test of the host")
    pattern = comparison.pattern
    match comparison.how:
        case How.EQUAL:
            meant = Language.word(pattern)
        case How.SUFFIX:
            meant = Language.ending_with(pattern)
        case How.GLOB:
            meant = Language.from_glob(pattern, target)
        case How.LOCAL:
            # A host without a dot passes too if it is the first label.
            meant = Language.words([pattern, pattern.partition(".")[0]])
        case How.SUBSTRING:
            meant = Language.containing(pattern)
        case How.PREFIX:
            meant = Language.starting_with(pattern)
        case _:
            meant = Language.from_regexp(pattern, comparison.flags)
    return ~meant if comparison.is_negated else meant
