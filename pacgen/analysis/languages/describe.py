"""Sets of hosts in words: as few patterns as possible, with exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.language import Language

__all__ = ["describe"]

_EXCEPTIONS: Final = 3
_EXAMPLES: Final = 2
_STRANGER: Final = "q7z-w5"
"""What no file mentions."""

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


def describe(hosts: Language, *, within: Language | None = None, limit: int = 6) -> tuple[str, ...]:
    """
    Return *hosts* as patterns that a person can read: ``*.teams.microsoft.com``.

    A star in front stands for any text, ``*.a.com except b.a.com`` leaves something out, and
    ``some others, such as d.a.com`` closes a list that would get too long.

    Args:
        hosts: The set in question.
        within: The hosts that are spoken of at all; a pattern may cover more than these.
        limit: How many patterns at most.
    """
    whole = Language.hosts() if within is None else within
    parts, rest = _cover(hosts, whole, limit, exceptions=True)
    lines = [str(part) for part in parts]
    if not rest.is_empty:
        examples = " and ".join(rest.enumerate(_EXAMPLES))
        lines.append(f"some{' others' if lines else ''}, such as {examples}")
    return tuple(lines)


def _cover(
    hosts: Language, whole: Language, limit: int, *, exceptions: bool
) -> tuple[list[_Part], Language]:
    """Return patterns for *hosts*, and what they leave over where *limit* is not enough."""
    parts: list[_Part] = []
    rest = hosts
    if rest.automaton.size > _LARGE:
        return parts, rest
    while len(parts) < limit:
        word = rest.shortest()
        if word is None:
            break
        part = _widest(word, hosts, whole, exceptions=exceptions)
        parts.append(part)
        rest -= part.hosts
    if not rest.is_empty and exceptions:
        # Of a long list a part says little more than an example.
        single = [part for part in parts if "*" in part.text]
        if len(single) < len(parts):
            parts = single
            rest = hosts
            for part in parts:
                rest -= part.hosts
    return parts, rest


def _widest(word: str, hosts: Language, whole: Language, *, exceptions: bool) -> _Part:
    """Return the pattern that has *word* and the most others of *hosts*."""
    for text, pattern in _patterns(word):
        stranger = _STRANGER + text.removeprefix("*")
        if text.startswith("*") and stranger not in hosts and stranger in whole:
            # With or without exceptions: a name that nobody has thought of would be missing.
            continue
        covered = whole & pattern
        outside = covered - hosts
        left_out: tuple[str, ...] = ()
        if not outside.is_empty:
            if not exceptions or not text.startswith("*"):
                continue
            parts, more = _cover(outside, covered, _EXCEPTIONS, exceptions=False)
            if not more.is_empty or any(part.text == text for part in parts):
                continue
            left_out = tuple(part.text for part in parts)
        return _Part(_closest(word, text, covered, whole), covered - outside, left_out)
    return _Part(word, Language.word(word))


def _closest(word: str, text: str, covered: Language, whole: Language) -> str:
    """Return the longest pattern that covers the same: what all hosts in question share is said."""
    for longer, pattern in _patterns(word):
        if (
            len(longer) > len(text)
            and longer.startswith("*") == text.startswith("*")
            and (covered - pattern).is_empty
            and ((whole & pattern) - covered).is_empty
        ):
            text = longer
    return text


def _patterns(word: str) -> Iterator[tuple[str, Language]]:
    """Yield patterns that *word* matches, the wide ones first."""
    labels = word.split(".")
    yield "*", Language.everything()
    for count in range(1, len(labels)):
        suffix = ".".join(labels[-count:])
        yield f"*.{suffix}", Language.ending_with(f".{suffix}")
    for start in range(len(labels[0]) - 1, -1, -1):
        yield f"*{word[start:]}", Language.ending_with(word[start:])
    for end in range(1, len(word)):
        yield f"{word[:end]}*", Language.starting_with(word[:end])
