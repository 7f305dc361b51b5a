"""From a regular expression to the automaton of all texts in which it finds a match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pacgen.analysis.languages.automaton import NONE, Automaton, build
from pacgen.analysis.languages.regexp_syntax import (
    WORD,
    Characters,
    Choice,
    Edge,
    Node,
    Place,
    Repeat,
    Sequence,
    parse,
)
from pacgen.analysis.languages.shape import LINE_ENDS
from pacgen.analysis.languages.unsupported import UnsupportedError

__all__ = ["match_automaton", "search_automaton"]

_MOST_STEPS = 20_000
"""Of an expression with its repetitions written out."""

_START, _END, _LINE_END, _WORD, _OTHER = "start", "end", "line end", "word", "other"
"""What can stand beside a place, as far as an edge can tell."""


@dataclass(slots=True)
class _Machine:
    """An automaton that may be in many states at once."""

    free: list[list[int]] = field(default_factory=list)
    """Where a state leads without a character."""

    placed: list[list[tuple[Place, int]]] = field(default_factory=list)
    """Where it leads at certain places."""

    moves: list[list[tuple[Characters, int]]] = field(default_factory=list)
    """Where it leads with a character."""

    def state(self) -> int:
        if len(self.free) >= _MOST_STEPS:
            raise UnsupportedError("a regular expression", "its repetitions are too long")
        self.free.append([])
        self.placed.append([])
        self.moves.append([])
        return len(self.free) - 1

    def add(self, node: Node, start: int) -> int:
        """Add *node*, to be matched from *start*; return the state in which it has matched."""
        match node:
            case Characters():
                end = self.state()
                self.moves[start].append((node, end))
                return end
            case Edge(place):
                end = self.state()
                self.placed[start].append((place, end))
                return end
            case Sequence(items):
                for item in items:
                    start = self.add(item, start)
                return start
            case Choice(options):
                end = self.state()
                for option in options:
                    self.free[self.add(option, start)].append(end)
                return end
            case Repeat(item, low, high):
                return self._repeat(item, low, high, start)

    def _repeat(self, item: Node, low: int, high: int | None, start: int) -> int:
        for _ in range(low):
            start = self.add(item, start)
        end = self.state()
        if high is None:
            loop = self.state()
            self.free[start].append(loop)
            self.free[self.add(item, loop)].append(loop)
            self.free[loop].append(end)
            return end
        for _ in range(high - low):
            self.free[start].append(end)
            again = self.state()
            self.free[start].append(again)
            start = self.add(item, again)
        self.free[start].append(end)
        return end

    def reached(self, states: Iterable[int], before: str, after: str) -> set[int]:
        """Return what *states* reach without a character, at a place between two."""
        found = set(states)
        stack = list(found)
        while stack:
            state = stack.pop()
            ways = self.free[state]
            if self.placed[state]:
                ways = ways + [
                    end for place, end in self.placed[state] if _holds(place, before, after)
                ]
            for target in ways:
                if target not in found:
                    found.add(target)
                    stack.append(target)
        return found


def _holds(place: Place, before: str, after: str) -> bool:
    match place:
        case Place.START:
            return before == _START
        case Place.END:
            return after == _END
        case Place.LINE_START:
            return before in {_START, _LINE_END}
        case Place.LINE_END:
            return after in {_END, _LINE_END}
        case Place.BOUNDARY:
            return (before == _WORD) != (after == _WORD)
        case Place.NO_BOUNDARY:
            return (before == _WORD) == (after == _WORD)


@dataclass(frozen=True, slots=True)
class _Going:
    """A state of the search: where matches stand that have begun."""

    states: frozenset[int]
    before: str
    """What kind of character was read last."""

    skipped: int = 0
    """How many characters were read, as far as that matters."""


_Found = _Going(frozenset({-1}), "")
"""The state in which a match was found, whatever follows."""


def search_automaton(source: str, flags: str, *, at: int | None = None) -> Automaton:
    """
    Return what accepts the texts in which the expression finds a match.

    Args:
        source: What stands between the slashes.
        flags: Those of JavaScript; ``g`` makes no difference to a fresh search.
        at: Where the match must begin; ``None``: anywhere.

    Raises:
        UnsupportedError: it is no regular language.
    """
    return _Search(parse(source, flags), at).automaton()


def match_automaton(node: Node) -> Automaton:
    """Return what accepts the texts that *node* can match from their start to their end."""
    whole = Sequence((Edge(Place.START), node, Edge(Place.END)))
    return _Search(whole, 0).automaton()


class _Search:
    def __init__(self, node: Node, at: int | None) -> None:
        self._at = at
        self._machine = _Machine()
        self._first = self._machine.state()
        self._last = self._machine.add(node, self._first)
        places = {place for placed in self._machine.placed for place, _ in placed}
        self._words = bool(places & {Place.BOUNDARY, Place.NO_BOUNDARY})
        self._lines = bool(places & {Place.LINE_START, Place.LINE_END})
        self._starts = Place.START in places or self._words or self._lines
        self._always = frozenset[str]()
        if self._words:
            self._always |= WORD
        if self._lines:
            self._always |= LINE_ENDS

    def automaton(self) -> Automaton:
        first = self._begin(frozenset(), _START, 0)
        return NONE if first is None else build(first, self._step, self._accepts)

    def _begin(self, states: frozenset[int], before: str, skipped: int) -> _Going | None:
        """Return the state in which *states* go on, and a new match may begin."""
        if self._at is None or skipped == self._at:
            states |= {self._first}
        skipped = 0 if self._at is None else min(skipped, self._at + 1)
        if not states and skipped > (self._at or 0):
            return None
        return _Going(states, before if before != _START or self._starts else _OTHER, skipped)

    def _accepts(self, state: _Going) -> bool:
        if state is _Found:
            return True
        return self._last in self._machine.reached(state.states, state.before, _END)

    def _kind(self, character: str | None) -> str:
        if character is None:
            return _OTHER
        if self._words and character in WORD:
            return _WORD
        return _LINE_END if self._lines and character in LINE_ENDS else _OTHER

    def _step(self, state: _Going) -> tuple[Mapping[str, _Going | None], _Going | None]:
        if state is _Found:
            return {}, _Found
        # One closure for each kind of character that may follow.
        after: dict[str, set[int]] = {}
        listed = set(self._always)
        for kind in self._kinds():
            after[kind] = self._machine.reached(state.states, state.before, kind)
            for source in after[kind]:
                for characters, _ in self._machine.moves[source]:
                    listed |= characters.listed
        table = {character: self._move(state, character, after) for character in listed}
        return table, self._move(state, None, after)

    def _kinds(self) -> list[str]:
        return [_OTHER, *([_WORD] if self._words else []), *([_LINE_END] if self._lines else [])]

    def _move(
        self, state: _Going, character: str | None, after: Mapping[str, set[int]]
    ) -> _Going | None:
        kind = self._kind(character)
        if self._last in after[kind]:
            return _Found
        targets = frozenset(
            target
            for source in after[kind]
            for characters, target in self._machine.moves[source]
            if (character in characters.listed) != characters.others
        )
        return self._begin(targets, kind, state.skipped + 1)
