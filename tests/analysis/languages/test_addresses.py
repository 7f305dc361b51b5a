"""Hosts that are addresses, kept as intervals, have the words that their texts as an automaton have."""

from __future__ import annotations

import ipaddress
import random

import pytest

from pacgen.analysis.languages import AddressSet, IntSet, Language, quads

OTHERS = ["", "a", "a.b", "1.2.3", "1.2.3.4.", "01.2.3.4", "1.2.3.256", "1.2.3.4.5", "1.2.3.a"]

QUESTIONS = [
    Language.starting_with("10."),
    Language.ending_with(".0"),
    Language.ending_with("7"),
    Language.containing("1"),
    Language.words(["10.0.0.1", "8.8.8.8", "a.b"]),
    Language.from_regexp(r"^(10|127)\.\d\."),
    Language.from_regexp("^127[.]"),
    Language.everything(),
    Language.nothing(),
    Language.hosts(),
]


def some_addresses(dice: random.Random) -> AddressSet:
    """Return one to four intervals; their ends are rather at the edges of networks."""
    pairs = []
    for _ in range(dice.randint(1, 4)):
        low = dice.getrandbits(32) & ~((1 << dice.choice([0, 5, 8, 16, 24])) - 1)
        pairs.append((low, min(low + (1 << dice.randint(0, 31)) - dice.randint(1, 2), 2**32 - 1)))
    return AddressSet(IntSet.of(pairs))


def edges(addresses: AddressSet) -> list[str]:
    """Return the texts at which *addresses* begins and ends, and those beside them."""
    numbers = {
        min(max(number, 0), 2**32 - 1)
        for pair in addresses.numbers.intervals
        for end in pair
        for number in (end - 1, end, end + 1)
    }
    return [str(ipaddress.IPv4Address(number)) for number in sorted(numbers)]


@pytest.mark.parametrize("seed", range(6))
def test_intervals_are_cut_as_their_texts_are(seed: int) -> None:
    """Cut by addresses or by texts, joined and asked, both ways to keep them agree."""
    dice = random.Random(seed)  # noqa: S311 - no secret depends on it
    one, other = some_addresses(dice), some_addresses(dice)
    mine, plain = one.to_language(), Language(one.to_language().automaton)
    words = [*edges(one), *edges(other), *OTHERS, "127.0.0.1", "10.9.8.7", "255.255.255.255"]
    words.append(mine.shortest() or "")
    questions = [*QUESTIONS, other.to_language(), one.to_language(), quads()]

    assert mine.shortest() == plain.shortest()
    for question in questions:
        for ours, theirs in zip(mine.split(question), plain.split(question), strict=True):
            assert [w in ours for w in words] == [w in theirs for w in words], question
            assert ours.is_empty == theirs.is_empty
            assert ours.shortest() == theirs.shortest()
        for ours, theirs in [
            (mine & question, plain & question),
            (mine | question, plain | question),
            (question - mine, question - plain),
        ]:
            assert [w in ours for w in words] == [w in theirs for w in words], question


def test_one_address_is_a_single_word() -> None:
    """As for every language of one word, nothing needs to be asked about it."""
    one = AddressSet.network("10.1.2.3", "255.255.255.255").to_language()

    assert one.single_word() == "10.1.2.3"
    assert quads().single_word() is None
    assert AddressSet.nothing().to_language().is_empty
