"""IPv4 addresses: as numbers in intervals, and as hosts."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pacgen.analysis.languages.automaton import DEAD, Automaton, lazily
from pacgen.analysis.languages.intervals import IntSet
from pacgen.analysis.languages.language import Language
from pacgen.analysis.languages.minimise import minimised
from pacgen.analysis.languages.unsupported import UnsupportedError
from pacgen.analysis.languages.walks import reading_order

__all__ = ["AddressSet", "Addresses", "addresses_in", "quads"]

_MOST_INTERVALS: Final = 4096
_ALL_BITS: Final = 2**32 - 1
_OCTETS: Final = 4
_VALUES: Final = tuple(map(str, range(256)))
_LARGE: Final = 400
"""With more states the addresses are of no plain shape."""

_SCATTERED: Final = 256
"""More intervals are no networks that anybody would read."""

_Octets = tuple[int, IntSet, str]


@dataclass(frozen=True, slots=True)
class AddressSet:
    """A set of IPv4 addresses."""

    numbers: IntSet

    @classmethod
    def everything(cls) -> AddressSet:
        """Return all addresses."""
        return cls(IntSet(((0, _ALL_BITS),)))

    @classmethod
    def nothing(cls) -> AddressSet:
        """Return no address at all."""
        return cls(IntSet())

    @classmethod
    def network(cls, network: str, mask: str) -> AddressSet:
        """
        Return the addresses whose bits under *mask* are those of *network*, as isInNet tests them.

        Args:
            network: Four decimal numbers from 0 to 255.
            mask: The same; its bits may have gaps.

        Raises:
            UnsupportedError: there are so many gaps in the mask that the set is a sieve.
        """
        bits = _number(mask)
        free = ~bits & _ALL_BITS
        tail = (free + 1 & -(free + 1)) - 1
        scattered = free & ~tail
        if 2 ** scattered.bit_count() > _MOST_INTERVALS:
            raise UnsupportedError("isInNet", f"the mask {mask} has too many gaps")
        base = _number(network) & bits
        return cls(IntSet.of((base | some, base | some | tail) for some in _subsets(scattered)))

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and _number(address) in self.numbers

    @property
    def is_empty(self) -> bool:
        """Whether there is no address in it."""
        return self.numbers.is_empty

    def __or__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.numbers | other.numbers)

    def __and__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.numbers & other.numbers)

    def __sub__(self, other: AddressSet) -> AddressSet:
        return AddressSet(self.numbers - other.numbers)

    def __invert__(self) -> AddressSet:
        return AddressSet.everything() - self

    def witness(self) -> str:
        """Return its first address."""
        return str(ipaddress.IPv4Address(self.numbers.intervals[0][0]))

    def networks(self) -> Iterator[ipaddress.IPv4Network]:
        """Yield the fewest networks that make it up."""
        for low, high in self.numbers.intervals:
            yield from ipaddress.summarize_address_range(
                ipaddress.IPv4Address(low), ipaddress.IPv4Address(high)
            )

    def to_language(self) -> Addresses:
        """Return its addresses as texts: four decimal numbers without leading zeros."""
        return _language_of(self.numbers)

    def __str__(self) -> str:
        return ", ".join(str(network) for network in self.networks())


class Addresses(Language):
    """
    Hosts that are IPv4 addresses, as they are usually written: four decimal numbers.

    Cut by others of its kind it stays a set of intervals; every other question is about its texts.
    """

    __slots__ = ("addresses",)

    def __init__(self, addresses: AddressSet) -> None:
        super().__init__()
        self.addresses = addresses

    @property
    def automaton(self) -> Automaton:
        """What accepts it."""
        if self._automaton is None:
            self._automaton = _automaton_of(self.addresses.numbers)
        return self._automaton

    @property
    def is_empty(self) -> bool:
        """Whether there is no address in it."""
        return self.addresses.is_empty

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and _is_usual(word) and word in self.addresses

    @functools.cached_property
    def _shortest(self) -> str | None:
        blocks = (block for pair in self.addresses.numbers.intervals for block in _blocks(*pair))
        return min(map(_written, blocks), key=reading_order, default=None)

    @functools.cached_property
    def _single(self) -> str | None:
        match self.addresses.numbers.intervals:
            case ((low, high),) if low == high:
                return _written(low)
            case _:
                return None

    # What all of them begin or end with would cost more to find out than it saves.

    @functools.cached_property
    def _prefix(self) -> str:
        return ""

    @functools.cached_property
    def _suffix(self) -> str:
        return ""

    def _split(self, predicate: Language) -> tuple[Language, Language]:
        if not isinstance(predicate, Addresses):
            yes, no = super()._split(predicate)
            return self._part(yes), self._part(no)
        both = self.addresses & predicate.addresses
        if both.is_empty:
            return Language.nothing(), self
        alone = self.addresses - predicate.addresses
        if alone.is_empty:
            return self, Language.nothing()
        return both.to_language(), alone.to_language()

    def _part(self, part: Language) -> Language:
        """Return what texts were cut off as addresses again, where they are a few networks."""
        if part is self or part.is_empty:
            return part
        addresses = addresses_in(part)
        return part if addresses is None else addresses.to_language()

    def __and__(self, other: Language) -> Language:
        return self.split(other)[0] if isinstance(other, Addresses) else super().__and__(other)

    def __or__(self, other: Language) -> Language:
        if not isinstance(other, Addresses):
            return super().__or__(other)
        return (self.addresses | other.addresses).to_language()


@functools.lru_cache(maxsize=256)
def _language_of(numbers: IntSet) -> Addresses:
    return Addresses(AddressSet(numbers))


def _automaton_of(addresses: IntSet) -> Automaton:
    # How many octets are read, which addresses are left, counted from the first that begins
    # so, and the digits of the octet that is being read.

    def move(state: _Octets, c: str | None) -> _Octets | None:
        octets, left, digits = state
        if c == "." and digits and octets < _OCTETS - 1:
            within = _within(left, octets, int(digits))
            return None if within.is_empty else (octets + 1, within, "")
        if c is None or c == "." or digits == "0" or int(digits + c) > 255:  # noqa: PLR2004 - an octet
            return None
        return octets, left, digits + c

    def accepts(state: _Octets) -> bool:
        octets, left, digits = state
        return octets == _OCTETS - 1 and digits != "" and int(digits) in left

    return minimised(lazily((0, addresses, ""), lambda _: ".0123456789", move, accepts))


def _blocks(low: int, high: int) -> Iterator[int]:
    """
    Yield the first numbers of the blocks from *low* to *high* in each of which it is the shortest.

    In a block some octets are the same, the next one rises, and all behind that are free.
    """
    while low <= high:
        yield low
        free = next(
            n for n in (24, 16, 8, 0) if not low & (1 << n) - 1 and low + (1 << n) - 1 <= high
        )
        # Up to where the rising octet comes round, or as far as whole ones go.
        low = min((low >> free + 8) + 1 << free + 8, high + 1 >> free << free)


def _written(number: int) -> str:
    return str(ipaddress.IPv4Address(number))


def _is_usual(text: str) -> bool:
    octets = text.split(".")
    return len(octets) == _OCTETS and all(octet in _VALUES for octet in octets)


@functools.cache
def quads() -> Language:
    """Return all IPv4 addresses as they are usually written."""
    return AddressSet.everything().to_language()


def addresses_in(hosts: Language) -> AddressSet | None:
    """Return those of *hosts* that are IPv4 addresses; ``None`` where no few networks hold them."""
    if isinstance(hosts, Addresses):
        return hosts.addresses
    automaton = (hosts & quads()).automaton
    if automaton.size > _LARGE:
        return None
    if not automaton.size:
        return AddressSet.nothing()
    numbers = _Reader(automaton).numbers(0, 0)
    return None if numbers is None else AddressSet(numbers)


class _Reader:
    """Reads octet after octet; states from which the same follows are read once."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton
        self._known: dict[tuple[int, int], IntSet | None] = {}

    def numbers(self, state: int, octet: int) -> IntSet | None:
        """Return the addresses that follow from *state*, counted from the first that may."""
        key = state, octet
        if key not in self._known:
            self._known[key] = self._read(state, octet)
        return self._known[key]

    def _read(self, state: int, octet: int) -> IntSet | None:
        size = 256 ** (_OCTETS - 1 - octet)
        found = IntSet()
        for value, digits in enumerate(_VALUES):
            below = self._below(self._automaton.walk(state, digits), octet)
            if below is None or len(found.intervals) > _SCATTERED:
                return None
            start = value * size
            found |= IntSet(tuple((low + start, high + start) for low, high in below.intervals))
        return found

    def _below(self, state: int, octet: int) -> IntSet | None:
        """Return what follows from the end of an octet."""
        if octet == _OCTETS - 1:
            return IntSet(((0, 0),)) if self._automaton.accepts_at(state) else IntSet()
        after = self._automaton.step(state, ".")
        return self.numbers(after, octet + 1) if after != DEAD else IntSet()


def _within(numbers: IntSet, octets: int, value: int) -> IntSet:
    """Return those of *numbers* whose next octet is *value*, counted from the first of these."""
    size = 256 ** (_OCTETS - 1 - octets)
    block = IntSet(((value * size, (value + 1) * size - 1),))
    return IntSet(
        tuple(
            (low - value * size, high - value * size) for low, high in (numbers & block).intervals
        )
    )


def _number(address: str) -> int:
    one, two, three, four = map(int, address.split("."))
    return one << 24 | two << 16 | three << 8 | four


def _subsets(bits: int) -> Iterator[int]:
    """Yield every number that has no other bits than *bits*."""
    some = 0
    while True:
        yield some
        some = some - bits & bits
        if not some:
            return
