"""The automaton of a list of words has these words, and no state too many."""

from __future__ import annotations

import random

import pytest

from pacgen.analysis.languages import Language
from pacgen.analysis.languages.minimise import minimised
from tests.analysis.languages.samples import WORDS


@pytest.mark.parametrize("seed", range(20))
def test_a_list_of_words_is_a_smallest_automaton(seed: int) -> None:
    """Whatever the words have in common, in front or at their ends."""
    dice = random.Random(seed)  # noqa: S311 - no secret depends on it
    words = set(dice.sample(sorted(WORDS), dice.choice([1, 2, 5, 40])))

    automaton = Language.words(words).automaton

    assert {word for word in WORDS if automaton.accepts(word)} == words
    assert automaton.size == minimised(automaton).size
