"""Numbers that a script makes of a text, and the texts that they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pacgen.analysis.languages import (
    UNLIMITED,
    CodeAt,
    FromEnd,
    IndexOf,
    IntSet,
    Language,
    LastIndexOf,
    Length,
    PartCount,
    Search,
    UnsupportedError,
)
from pacgen.analysis.languages.automaton import Automaton, lazily

__all__ = ["from_end", "numbered"]

_AT_START = IntSet.of([(0, 0)])
_ANYWHERE = IntSet.of([(0, UNLIMITED)])
_LONGEST = 253
_MOST_PERIOD = 16


def numbered(
    parts: Sequence[Any],
    values: IntSet,
    names: Sequence[str] = (),
    *,
    as_long_as_hosts: bool = False,
) -> Language:
    """
    Return the texts whose number is one of *values*.

    Args:
        parts: The number as the runtime writes it, without the text that it is of.
        values: The numbers in question; -1 stands for what is not there.
        names: The list that a ``position`` is in.
        as_long_as_hosts: Whether none of the texts is longer than the longest host.

    Raises:
        UnsupportedError: this number of a text makes no regular language that is known here.
    """
    match parts:
        case ["length"]:
            found = _periodic(values) if as_long_as_hosts else None
            return found or Length().preimage(values)
        case ["index", str(needle), 0] if needle and values == _AT_START:
            return Language.starting_with(needle)
        case ["index" | "last", str(needle), _] if needle and values == _ANYWHERE and not parts[2]:
            return Language.containing(needle)
        case ["index" | "last", _, _]:
            return _place(parts).preimage(values)
        case ["count", separator]:
            return PartCount(separator).preimage(values)
        case ["code", index]:
            return CodeAt(index).preimage(values)
        case ["search", source, flags]:
            return Search(source, flags.replace("g", "").replace("y", "")).preimage(values)
        case ["position", _]:
            listed = dict.fromkeys(names)
            return Language.words(word for at, word in enumerate(listed) if at in values)
        case _:
            raise UnsupportedError(f"a number made by {parts[0]}", "its texts are not known")


def from_end(parts: Sequence[Any], offset: int) -> Language:
    """Return the texts where the place of a needle is the length of the text plus *offset*."""
    place = _place(parts)
    found = FromEnd(place).preimage(IntSet.of([(-offset, -offset)]))
    # Not found is -1, and that may be the length plus the offset, too.
    short = Length().preimage(IntSet.of([(-1 - offset, -1 - offset)]))
    return found | (short & place.preimage(IntSet.of([(-1, -1)])))


def _periodic(values: IntSet) -> Language | None:
    """
    Return the texts of these lengths where the lengths come round and round, as even ones do.

    Beyond the longest host the two may differ: no such text is ever asked about.
    """
    wanted = [length in values for length in range(_LONGEST + 1)]
    for period in range(2, _MOST_PERIOD + 1):
        if all(wanted[n] == wanted[n - period] for n in range(period, _LONGEST + 1)):
            return Language(_circle(wanted[:period]))
    return None


def _circle(accepting: list[bool]) -> Automaton:
    size = len(accepting)
    return lazily(0, lambda _: (), lambda n, _: (n + 1) % size, accepting.__getitem__)


def _place(parts: Sequence[Any]) -> IndexOf | LastIndexOf:
    kind, needle, number = parts
    return IndexOf(needle, number) if kind == "index" else LastIndexOf(needle, number)
