"""
What a run asked, as a set of one symbol's values.

Every decision of a run is a predicate on an expression over one symbol; here it becomes the set of
the symbol's own values for which it holds: a language, a set of addresses, or a set of numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pacgen.analysis.calendar import field_set, symbol_of
from pacgen.analysis.languages import (
    UNLIMITED,
    AddressSet,
    Affix,
    IntSet,
    Language,
    UnsupportedError,
)
from pacgen.analysis.numbers import from_end, numbered
from pacgen.analysis.partition import Unknown
from pacgen.analysis.session import Notes
from pacgen.analysis.terms import Text, text_of
from pacgen.engine.profile import PROFILES
from pacgen.engine.target import Target

__all__ = ["HOST", "Question", "Questions", "Resolves"]

HOST = "host"

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_QUAD = rf"^(?:{_OCTET}\.){{3}}{_OCTET}$"
_PART = "(?:0[xX][0-9a-fA-F]*|[0-9]+)"
_ENDS_IN_NUMBER = rf"(?:^|\.){_PART}\.?$"
_NUMBERS = rf"^{_PART}(?:\.{_PART}){{0,3}}\.?$"


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the value of a symbol is one of these."""

    symbol: str
    values: AddressSet | IntSet | Language


@dataclass(frozen=True, slots=True)
class Resolves:
    """Whether a name has an IPv4 address."""

    symbol: str


class Questions:
    """
    Reads the decisions of runs of one script.

    Args:
        target: The client: its helpers say what a question means.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._hosts: Language | None = None
        self._ends: tuple[str, ...] = ("",)
        self._known: dict[tuple[Text, tuple[Any, ...]], Question] = {}
        self._texts: dict[str, Callable[..., Language]] = {
            "equal": Language.word,
            "prefix": Language.starting_with,
            "suffix": Language.ending_with,
            "contains": Language.containing,
            "regexp": Language.from_regexp,
            "glob": lambda pattern: Language.from_glob(pattern, target),
            "quad": lambda: Language.from_regexp(_QUAD, ""),
            "numbers": lambda: Language.from_regexp(_NUMBERS, ""),
            "plain": self._plain,
            "literal": _literals,
        }

    def about(self, hosts: Language) -> None:
        """From here on all questions are about some of *hosts*."""
        if hosts is not self._hosts:
            self._hosts, self._ends = hosts, hosts.ends

    def asked(self) -> Question:
        """Return which hosts reach the script at all: clients keep some to themselves."""
        pattern = PROFILES[self._target].never_asked
        never = Language.nothing()
        if pattern is not None:
            never = Language.from_regexp(f"^(?:{pattern.pattern})$", "")
        return Question(HOST, ~never)

    def possible(self) -> Question:
        """
        Return which hosts the client can have at all.

        Browsers write every host whose last label is a number as an IPv4 address, or refuse it.
        """
        if PROFILES[self._target].host_as_typed:
            return Question(HOST, Language.everything())
        numeric = Language.from_regexp(_ENDS_IN_NUMBER, "")
        return Question(HOST, ~(numeric - Language.from_regexp(_QUAD, "")))

    def read(self, event: list[Any], notes: Notes) -> Question | Resolves | Unknown:
        """
        Return what a decision was about.

        Raises:
            UnsupportedError: no set that is known here describes it.
        """
        _, _, kind, *rest = event
        match kind:
            case "unknown":
                return Unknown(rest[0], rest[1])
            case "resolves":
                return Resolves(rest[0])
            case "network":
                symbol, network, mask = rest
                return self._addresses(symbol, AddressSet.network(network, mask))
            case "value":
                symbol, intervals = rest
                return self._addresses(symbol, AddressSet(_intervals(intervals)))
            case "number" | "fromend":
                return self._number(kind, rest, notes)
            case "among":
                return self._text("among", rest[0], (notes.sets[rest[1]],), notes)
            case _:
                return self._text(kind, rest[0], tuple(rest[1:]), notes)

    def _addresses(self, symbol: str, addresses: AddressSet) -> Question:
        """Return whether an address is one of these; where hosts are addresses, as their texts."""
        if symbol != HOST:
            return Question(symbol, addresses)
        key = ("addresses", addresses)
        return self._remembered(Text(HOST), key, addresses.to_language)

    def literals(self) -> Question:
        """Return which hosts are IPv4 addresses."""
        return Question(HOST, Language.from_regexp(_QUAD, ""))

    def _text(self, kind: str, number: int, arguments: tuple[Any, ...], notes: Notes) -> Question:
        text = text_of(notes.expressions, number)
        before = text.before_end
        if kind == "among" and text.symbol == HOST and text.steps and before is not None:
            # Of thousands of names in a table few end like the hosts in question.
            key = (kind, self._ends, *arguments)
            return self._remembered(text, key, lambda: self._ending(before, arguments[0]))
        return self._remembered(text, (kind, *arguments), lambda: self._accepted(kind, arguments))

    def _ending(self, before: str, names: tuple[str, ...]) -> Language:
        """Return those of *names* that can be *before* and an end of a host in question."""
        start = len(before)
        return Language.words(
            name
            for name in names
            if name.startswith(before)
            and any(name[start:].endswith(end) or end.endswith(name[start:]) for end in self._ends)
        )

    def _accepted(self, kind: str, arguments: tuple[Any, ...]) -> Language:
        if kind == "among":
            return Language.words(arguments[0])
        if kind in self._texts:
            return self._texts[kind](*arguments)
        raise UnsupportedError(f"the operator {arguments[0]}", "texts have no order here")

    def _number(self, kind: str, rest: list[Any], notes: Notes) -> Question:
        name, *parts = notes.expressions[rest[0]]
        if kind == "number" and name == "clock":
            values = _intervals(rest[1])
            return Question(symbol_of(parts[0]), field_set(parts[0], values))
        text = text_of(notes.expressions, parts[0])
        own = [name, *parts[1:]]
        if kind == "fromend":
            key = (kind, *own, rest[1])
            return self._remembered(text, key, lambda: from_end(own, rest[1]))
        values = _intervals(rest[1])
        names = notes.sets[own[1]] if name == "position" else ()
        key = (kind, *(own if not names else (name, names)), values)
        if name == "octet":
            return Question(text.symbol, _octets(own[1], values))
        short = not any(isinstance(step, Affix) for step in text.steps)
        return self._remembered(
            text, key, lambda: numbered(own, values, names, as_long_as_hosts=short)
        )

    def _remembered(
        self, text: Text, key: tuple[Any, ...], make: Callable[[], Language]
    ) -> Question:
        """Return the question whether *text* is one that *make* accepts, made once."""
        question = self._known.get((text, key))
        if question is None:
            question = Question(text.symbol, text.preimage(make()))
            self._known[text, key] = question
        return question

    def _plain(self) -> Language:
        """What isPlainHostName accepts of texts without a dot."""
        dotless = ~Language.containing(".")
        match self._target:
            case Target.CHROMIUM:
                # Numbers are sorted out before; of what has colons IPv6 addresses are not plain.
                return dotless - Language.from_regexp("^[0-9a-fA-F.]*:[0-9a-fA-F:.]*$", "")
            case Target.PACPARSER:
                return dotless
            case _:
                return dotless - Language.containing(":")


def _intervals(pairs: list[list[int | None]]) -> IntSet:
    """Read intervals; one without an end goes on for ever."""
    return IntSet.of((low or 0, UNLIMITED if high is None else high) for low, high in pairs)


def _literals(network: str, mask: str) -> Language:
    """Return the dotted quads that lie in a network."""
    return AddressSet.network(network, mask).to_language()


def _octets(index: int, values: IntSet) -> Language:
    """Return the dotted quads whose octet number *index* is one of *values*."""
    octets = [_OCTET] * 4
    # An interval may have no end; an octet has.
    within = (values & IntSet.of([(0, 255)])).intervals
    if not within:
        return Language.nothing()
    numbers = (str(n) for low, high in within for n in range(low, high + 1))
    octets[index] = f"(?:{'|'.join(numbers)})"
    joined = r"\.".join(octets)
    return Language.from_regexp(f"^{joined}$", "")
