"""A word that several languages have in common, where one is easily guessed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.shape import Containing, Ending, Starting, Words

__all__ = ["common_word"]

_LISTED: Final = 8
"""Of a list of words so many are tried, and of an automaton half as many."""

_SMALL: Final = 500
"""An automaton of more states has its words looked up by nobody in a hurry."""


def common_word(languages: Sequence[Language], within: Language) -> str | None:
    """
    Return a word of *within* that is in all of *languages* too; ``None`` says nothing.

    Their intersection would know for certain, and takes a hundred times as long.
    """
    plain = [language for language in languages if language.shape is not None]
    others = [language for language in languages if language.shape is None]
    for word in itertools.chain(_joined(plain), *map(_guesses, [*plain, *others])):
        if word in within and all(word in language for language in languages):
            return word
    return None


def _joined(languages: Sequence[Language]) -> Iterator[str]:
    """Yield beginnings with ends: of ``a*`` and ``*.b.com`` neither is enough by itself."""
    shapes = [language.shape for language in languages]
    starts = [shape.text for shape in shapes if isinstance(shape, Starting)]
    ends = [shape.text for shape in shapes if isinstance(shape, Ending)]
    yield from (start + end for start in starts[:2] for end in ends[:2])


def _guesses(language: Language) -> Iterator[str]:
    match language.shape:
        case Words(words):
            # The longest first: what a rule is about is rather a name with dots than one without.
            few = words if len(words) > _SMALL else sorted(words, key=lambda w: (-len(w), w))
            yield from itertools.islice(few, _LISTED)
        case Ending(text):
            yield from (text, f"a{text}")
        case Starting(text):
            yield from (text, f"{text}a")
        case Containing(text):
            yield from (text, f"a{text}", f"{text}a", f"a{text}a")
        case None:
            if language.automaton.size <= _SMALL:
                yield from language.enumerate(_LISTED // 2)
