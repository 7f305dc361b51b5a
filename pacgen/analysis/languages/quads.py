"""Hosts that are names and hosts that are IPv4 addresses, these also as networks."""

from __future__ import annotations

import functools
from typing import Final

from pacgen.analysis.languages.automaton import DEAD, Automaton
from pacgen.analysis.languages.hosts import MAX_LABELS
from pacgen.analysis.languages.intervals import AddressSet, IntSet
from pacgen.analysis.languages.language import Language

__all__ = ["addresses_in", "host_names", "quads"]

_OCTETS: Final = 4
_VALUES: Final = tuple(map(str, range(256)))
_LARGE: Final = 400
"""With more states the addresses are of no plain shape."""

_SCATTERED: Final = 256
"""More intervals are no networks that anybody would read."""


@functools.cache
def quads() -> Language:
    """Return all IPv4 addresses as they are usually written."""
    return AddressSet.everything().to_language()


@functools.cache
def host_names(max_labels: int | None = MAX_LABELS) -> Language:
    """
    Return the hosts that a proof speaks of: names, and IPv4 addresses as they are usually written.

    What ends in a number is an address to clients (https://url.spec.whatwg.org/#host-parsing): in
    another form than the usual one they rewrite it before a script sees it, or know no such host.
    """
    numeric = Language.from_regexp(r"(^|\.)([0-9]+|0x[0-9a-f]*)$")
    return Language.hosts(max_labels) - (numeric - quads())


def addresses_in(hosts: Language) -> AddressSet | None:
    """Return those of *hosts* that are IPv4 addresses; ``None`` where no few networks hold them."""
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
