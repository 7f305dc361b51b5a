"""Pre-images of numbers, and intervals, against brute force."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.analysis.languages import (
    AddressSet,
    CodeAt,
    FromEnd,
    IndexOf,
    IntSet,
    LastIndexOf,
    Length,
    PartCount,
    Search,
    UnsupportedError,
)
from tests.analysis.languages.samples import WORDS

NEEDLES = [".", "a", "ab", "aa", "aba"]


def _index(text: str, needle: str, number: int) -> int:
    finds = [match.start() for match in re.finditer(re.escape(needle), text)]
    return finds[number] if number < len(finds) else -1


def _last(text: str, needle: str, number: int) -> int:
    at = len(text) + 1
    for _ in range(number + 1):
        at = text.rfind(needle, 0, at - 1 + len(needle)) if at > 0 else -1
        if at < 0:
            return -1
    return at


def _search(source: str) -> Callable[[str], int]:
    return lambda text: match.start() if (match := re.search(source, text)) else -1


def _code(index: int) -> Callable[[str], int]:
    return lambda text: ord(text[index]) if index < len(text) else -1


NUMBERS: list[tuple[Any, Callable[[str], int]]] = [
    (Length(), len),
    *((PartCount(s), lambda t, s=s: len(t.split(s))) for s in NEEDLES),
    *((IndexOf(n, k), lambda t, n=n, k=k: _index(t, n, k)) for n in NEEDLES for k in (0, 1)),
    *((LastIndexOf(n, k), lambda t, n=n, k=k: _last(t, n, k)) for n in NEEDLES for k in (0, 1)),
    *((Search(s), _search(s)) for s in ("a", "ab|b", r"^a", r"b$", r"\.", r"a.b", r"\bb")),
]

SETS = [
    IntSet(),
    IntSet.numbers(-1),
    IntSet.numbers(0),
    IntSet.numbers(1, 3),
    IntSet.at_least(0),
    IntSet.at_least(2),
    IntSet.of([(-1, 1), (4, 5)]),
    IntSet.of([(-1, -1), (3, 300)]),
]


@pytest.mark.parametrize(("number", "count"), NUMBERS, ids=[repr(number) for number, _ in NUMBERS])
def test_a_pre_image_has_the_texts_with_these_numbers(
    number: Any, count: Callable[[str], int]
) -> None:
    """A text is in the pre-image exactly if its number is one of the set."""
    for values in SETS:
        if isinstance(number, Search) and values == SETS[-1]:
            continue  # places that far are refused
        preimage = number.preimage(values)
        for word in WORDS:
            assert preimage.automaton.accepts(word) == (count(word) in values), (values, word)


@pytest.mark.parametrize("index", [0, 1, 3])
def test_a_character_is_asked_by_its_code(index: int) -> None:
    """Few codes, all but few, and none at all."""
    for values in (
        *SETS[:2],
        IntSet.numbers(97),
        IntSet.of([(-1, 96), (99, 65535)]),
        IntSet.of([(0, 97)]),
    ):
        preimage = CodeAt(index).preimage(values)
        for word in WORDS:
            assert (word in preimage) == (_code(index)(word) in values), (values, word)


@pytest.mark.parametrize("needle", NEEDLES)
def test_a_place_may_be_counted_from_the_end(needle: str) -> None:
    """What follows the beginning of a find, the find included, has a length."""
    for number in (0, 1):
        for values in (IntSet.numbers(len(needle)), IntSet.at_least(3), IntSet.numbers(2, 4)):
            first = FromEnd(IndexOf(needle, number)).preimage(values)
            last = FromEnd(LastIndexOf(needle, number)).preimage(values)
            for word in WORDS:
                at = _index(word, needle, number)
                assert (word in first) == (at >= 0 and len(word) - at in values), (values, word)
                at = _last(word, needle, number)
                assert (word in last) == (at >= 0 and len(word) - at in values), (values, word)


def test_far_places_of_a_search_are_refused() -> None:
    """Each place costs an automaton of its own."""
    with pytest.raises(UnsupportedError, match="too far"):
        Search("a").preimage(IntSet.numbers(1000))


intervals = st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=6).map(IntSet.of)


@given(intervals, intervals)
def test_sets_of_numbers_are_sets(one: IntSet, two: IntSet) -> None:
    """Union, intersection and difference, number by number; what is made is in normal form."""
    union, common, rest = one | two, one & two, one - two
    for number in range(-8, 45):
        assert (number in union) == (number in one or number in two)
        assert (number in common) == (number in one and number in two)
        assert (number in rest) == (number in one and number not in two)
    for made in (union, common, rest):
        assert made == IntSet.of(made.intervals)


@given(st.integers(0, 2**32 - 1), st.integers(0, 32), st.integers(0, 2**32 - 1))
def test_a_network_has_the_addresses_that_is_in_net_accepts(
    base: int, length: int, address: int
) -> None:
    """Whatever the bits of the network beyond its mask."""
    mask = ipaddress.IPv4Address((2**32 - 1) ^ (2 ** (32 - length) - 1))
    network = AddressSet.network(str(ipaddress.IPv4Address(base)), str(mask))

    assert (str(ipaddress.IPv4Address(address)) in network) == (
        address & int(mask) == base & int(mask)
    )
    assert list(network.networks()) == [ipaddress.IPv4Network((base & int(mask), length))]


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 2**32 - 1))
def test_a_mask_may_have_gaps(one: int, two: int, address: int) -> None:
    """Bits are compared wherever they are; a sieve is refused."""
    mask = f"255.{one}.{two}.0"
    bits = int(ipaddress.IPv4Address(mask))
    try:
        network = AddressSet.network("10.170.85.9", mask)
    except UnsupportedError:
        assert bits.bit_count() < 20
        return

    base = int(ipaddress.IPv4Address("10.170.85.9"))
    assert (str(ipaddress.IPv4Address(address)) in network) == (address & bits == base & bits)


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 70000)), max_size=4),
    st.lists(st.integers(0, 2**32 - 1), max_size=20),
)
def test_addresses_become_texts(pairs: list[tuple[int, int]], addresses: list[int]) -> None:
    """Exactly those of the set, four decimal numbers each."""
    last = 2**32 - 1
    some = AddressSet(IntSet.of((low, min(last, low + size)) for low, size in pairs))
    texts = some.to_language()

    edges = [end + d for low, size in pairs for end in (low, low + size) for d in (-1, 0, 1)]
    for address in (*addresses, *(a for a in edges if 0 <= a <= last)):
        text = str(ipaddress.IPv4Address(address))
        assert (text in texts) == (text in some)
        assert f"0{text}" not in texts
        assert f"{text}." not in texts
    assert some.is_empty or some.witness() in texts
    assert (~some).is_empty == (some == AddressSet.everything())
