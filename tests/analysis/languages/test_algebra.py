"""Languages against brute force: every word of a small alphabet, every operation."""

from __future__ import annotations

import itertools

import pytest

from pacgen.analysis.languages import Language
from pacgen.analysis.languages.minimise import minimised
from tests.analysis.languages.samples import SAMPLES, WORDS

PAIRS = list(itertools.product(SAMPLES, repeat=2))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_language_has_the_words_of_its_rule(name: str) -> None:
    """By its text rule, and by its automaton, with edges for all characters or not."""
    language, rule = SAMPLES[name]

    for word in WORDS:
        assert (word in language) == rule(word)
        assert language.automaton.accepts(word) == rule(word)
        assert language.opened().accepts(word) == rule(word)


@pytest.mark.parametrize("name", SAMPLES)
def test_languages_are_cut_and_joined_word_by_word(name: str) -> None:
    """The parts of a split are the language, and have nothing in common; likewise | and ~."""
    language, rule = SAMPLES[name]
    complement = ~language
    for word in WORDS:
        assert (word in complement) != rule(word)
    for other, (second, judge) in SAMPLES.items():
        yes, no = language.split(second)
        union = language | second
        small = minimised(union.automaton)
        for word in WORDS:
            first, also = rule(word), judge(word)
            assert (word in yes) == (first and also), (other, word)
            assert (word in no) == (first and not also), (other, word)
            assert (word in union) == (first or also), (other, word)
            assert small.accepts(word) == (first or also), (other, word)


def test_a_part_that_is_all_is_the_language_itself() -> None:
    """Whoever asks learns by identity that nothing was cut."""
    for (language, _), (other, _) in itertools.product(SAMPLES.values(), repeat=2):
        yes, no = language.split(other)

        assert yes.is_empty == (yes.shortest() is None)
        assert no.is_empty == (no.shortest() is None)
        assert not yes.is_empty or no is language
        assert not no.is_empty or yes is language


@pytest.mark.parametrize("name", SAMPLES)
def test_witnesses_are_the_shortest_words(name: str) -> None:
    """And all words are enumerated in the order of their length, where letters are few."""
    language, rule = SAMPLES[name]
    expected = [word for word in WORDS if rule(word)]
    few = language & Language.from_regexp(r"^[ab.]{0,6}$")

    assert list(few.enumerate(10_000)) == sorted(expected, key=_order)
    shortest = language.shortest()
    if expected:
        assert shortest is not None
        assert len(shortest) == len(expected[0])
        assert rule(shortest)
        assert next(language.enumerate(5)) == shortest
    else:
        assert shortest is None
    assert few.single_word() == (expected[0] if len(expected) == 1 else None)


def _order(word: str) -> tuple[int, list[int]]:
    return len(word), ["ab.".index(letter) for letter in word]


def test_inclusion_and_equality_are_those_of_the_words() -> None:
    """accepts_all_of and equals look at words, not at how a language was made."""
    dotted = Language.from_regexp(r"\.")

    assert dotted.equals(Language.containing("."))
    assert not dotted.equals(Language.containing("a"))
    assert dotted.accepts_all_of(Language.ending_with(".com"))
    assert not Language.ending_with(".com").accepts_all_of(dotted)
    assert Language.everything().equals(~Language.nothing())


def test_a_minimal_automaton_is_minimal() -> None:
    """Two ways to one language end in automata of one size."""
    one = minimised((Language.word("ab") | Language.word("cb")).automaton)
    two = minimised(Language.from_regexp("^[ac]b$").automaton)

    assert one.size == two.size == 3


def test_twenty_thousand_names_are_one_language() -> None:
    """A large list is asked as one set, and what it has below a name is found at once."""
    names = [f"host{number}.site{number % 700}.example" for number in range(20_000)]
    many = Language.words(names)
    below = Language.hosts() & Language.ending_with(".site5.example")

    yes, no = below.split(many)

    assert sorted(yes.enumerate(100)) == sorted(n for n in names if n.endswith(".site5.example"))
    assert "host5.site5.example" not in no
    assert "a.site5.example" in no
