"""
Finite automata with default edges.

A state has edges for a few characters and one edge for all others, so that an automaton about
host names has two or three edges a state and not forty. State 0 is the start; :data:`DEAD` is the
state from which nothing is accepted. There is no automaton but a trimmed one: every state is
reached, and accepts something.

A character is a UTF-16 code unit, as in JavaScript; nothing that a script is asked about has any
other, since hosts are ASCII.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pacgen.analysis.languages.unsupported import UnsupportedError

__all__ = ["DEAD", "NONE", "Automaton", "build", "joined", "lazily", "opened", "parted"]

DEAD = -1

_MOST_STATES = 100_000
_MOST_EDGES = 2_000_000
"""An automaton that is larger takes too long, and too much memory, to be of use."""

_State = TypeVar("_State", bound=Hashable)
_Table = Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """A deterministic automaton."""

    accepting: Sequence[bool]
    edges: Sequence[_Table]
    """By character; where one leads to the same state as the default edge, it is left out."""

    default: Sequence[int]
    """Where every other character leads."""

    alphabet: frozenset[str] | None = None
    """Which characters there are; ``None``: every one. "Every other" means others of these."""

    @property
    def size(self) -> int:
        """The number of states."""
        return len(self.accepting)

    def step(self, state: int, character: str | None) -> int:
        """Return where *character* leads; ``None`` is one that has no edge anywhere."""
        if state == DEAD:
            return DEAD
        if character is None:
            return self.default[state]
        return self.edges[state].get(character, self.default[state])

    def walk(self, state: int, text: str) -> int:
        """Return where *text* leads from *state*."""
        for character in text:
            if state == DEAD:
                break
            state = self.edges[state].get(character, self.default[state])
        return state

    def accepts_at(self, state: int) -> bool:
        """Say whether *state* accepts."""
        return state != DEAD and self.accepting[state]

    def accepts(self, word: str) -> bool:
        """Say whether *word* is accepted."""
        if not self.accepting:
            return False
        if self.alphabet is not None and not self.alphabet.issuperset(word):
            return False
        return self.accepts_at(self.walk(0, word))

    @property
    def start(self) -> int:
        """The start, or :data:`DEAD` where nothing is accepted."""
        return 0 if self.accepting else DEAD


NONE = Automaton((), (), ())
"""Accepts nothing."""


def lazily(
    start: _State,
    characters: Callable[[_State], Iterable[str]],
    move: Callable[[_State, str | None], _State | None],
    accepts: Callable[[_State], bool],
) -> Automaton:
    """
    Return the automaton, over all characters, whose states are found by going.

    Args:
        start: The first state.
        characters: Those that may lead elsewhere from a state than all others.
        move: From a state, with a character, to the next; the character ``None`` stands for all
            others, the state ``None`` for a dead one.
        accepts: Whether a state accepts.
    """
    return build(
        start,
        lambda state: ({c: move(state, c) for c in characters(state)}, move(state, None)),
        accepts,
    )


def build(
    start: _State,
    step: Callable[[_State], tuple[Mapping[str, _State | None], _State | None]],
    accepts: Callable[[_State], bool],
    alphabet: frozenset[str] | None = None,
) -> Automaton:
    """
    Return the automaton that *step* describes.

    Args:
        start: The first state.
        step: From a state to its edges and its default edge; ``None`` is dead.
        accepts: Whether a state accepts.
        alphabet: As of :class:`Automaton`.
    """
    numbers: dict[_State, int] = {start: 0}
    order = [start]
    edges: list[dict[str, int]] = []
    default: list[int] = []

    def number(state: _State | None) -> int:
        if state is None:
            return DEAD
        found = numbers.get(state)
        if found is None:
            found = numbers[state] = len(order)
            order.append(state)
        return found

    index = 0
    written = 0
    while index < len(order):
        table, other = step(order[index])
        default.append(number(other))
        edges.append({character: number(target) for character, target in table.items()})
        index += 1
        written += len(table)
        _guard(index, written)
    return _trimmed([accepts(state) for state in order], edges, default, alphabet)


def _guard(states: int, edges: int) -> None:
    if states >= _MOST_STATES or edges >= _MOST_EDGES:
        reason = f"it takes more than {_MOST_STATES} states or {_MOST_EDGES} edges"
        raise UnsupportedError("a set of texts", reason)


def _trimmed(
    accepting: list[bool],
    edges: list[dict[str, int]],
    default: list[int],
    alphabet: frozenset[str] | None,
) -> Automaton:
    """Return the automaton without what leads nowhere, its states in order of their distance."""
    default, sources = _backwards(edges, default, alphabet)
    return _shortened(accepting, edges, default, sources, alphabet)


def _shortened(
    accepting: list[bool],
    edges: list[dict[str, int]],
    default: list[int],
    sources: list[list[int]],
    alphabet: frozenset[str] | None,
) -> Automaton:
    """Do what :func:`_trimmed` does, where it is known already how edges run backwards."""
    alive = _alive(accepting, sources)
    if not alive or not alive[0]:
        return Automaton((), (), (), alphabet)
    # The state DEAD, number -1, is looked up as the last one.
    numbers = [DEAD] * (len(accepting) + 1)
    numbers[0] = 0
    order = [0]
    new_edges: list[_Table] = []
    new_default: list[int] = []
    for state in order:
        other = default[state]
        if other != DEAD and numbers[other] == DEAD and alive[other]:
            numbers[other] = len(order)
            order.append(other)
        other = numbers[other]
        new_default.append(other)
        table: dict[str, int] = {}
        for character, target in edges[state].items():
            if alphabet is not None and character not in alphabet:
                continue
            found = numbers[target]
            if found == DEAD and target != DEAD and alive[target]:
                found = numbers[target] = len(order)
                order.append(target)
            if found != other:
                table[character] = found
        new_edges.append(table)
    return Automaton([accepting[state] for state in order], new_edges, new_default, alphabet)


def _backwards(
    edges: list[dict[str, int]], default: list[int], alphabet: frozenset[str] | None
) -> tuple[list[int], list[list[int]]]:
    """Return the default edges that can be taken, and for each state from where one comes to it."""
    if alphabet is not None:
        default = [
            DEAD if other != DEAD and alphabet <= table.keys() else other
            for table, other in zip(edges, default, strict=True)
        ]
    # The last list is that of DEAD, number -1.
    sources: list[list[int]] = [[] for _ in range(len(edges) + 1)]
    for state, (table, other) in enumerate(zip(edges, default, strict=True)):
        if alphabet is None or alphabet.issuperset(table):
            targets = set(table.values())
        else:
            targets = {target for character, target in table.items() if character in alphabet}
        targets.add(other)
        for target in targets:
            sources[target].append(state)
    return default, sources


def _alive(accepting: list[bool], sources: list[list[int]]) -> list[bool]:
    """Say for each state whether something is accepted from it."""
    alive = list(accepting)
    stack = [state for state, accepts in enumerate(accepting) if accepts]
    while stack:
        for source in sources[stack.pop()]:
            if not alive[source]:
                alive[source] = True
                stack.append(source)
    return alive


def parted(one: Automaton, two: Automaton) -> tuple[Automaton, Automaton]:
    """Return what *one* accepts and *two* does too, and what *one* accepts alone."""
    if one.alphabet is None or two.alphabet not in {None, one.alphabet}:
        two = opened(two)
    pairs, edges, default = _product(one, two, wide=False)
    first = [p != DEAD and one.accepting[p] for p, _ in pairs]
    both = [a and q != DEAD and two.accepting[q] for a, (_, q) in zip(first, pairs, strict=True)]
    alone = [a and not b for a, b in zip(first, both, strict=True)]
    default, sources = _backwards(edges, default, one.alphabet)
    return (
        _shortened(both, edges, default, sources, one.alphabet),
        _shortened(alone, edges, default, sources, one.alphabet),
    )


def joined(one: Automaton, two: Automaton) -> Automaton:
    """Return what *one* or *two* accepts."""
    if one.alphabet != two.alphabet:
        one, two = opened(one), opened(two)
    pairs, edges, default = _product(one, two, wide=True)
    accepting = [one.accepts_at(p) or two.accepts_at(q) for p, q in pairs]
    return _trimmed(accepting, edges, default, one.alphabet)


_Pair = tuple[int, int]


def _product(  # noqa: C901 - the inner loop of all proofs: a call for each edge would double it
    one: Automaton, two: Automaton, *, wide: bool
) -> tuple[list[_Pair], list[dict[str, int]], list[int]]:
    """
    Run two automata side by side.

    Where the first is dead nothing follows, but for *wide*, where both must be dead.
    """
    start = (one.start, two.start)
    numbers: dict[_Pair, int] = {(DEAD, DEAD): DEAD, start: 0}
    order = [start]
    edges: list[dict[str, int]] = []
    default: list[int] = []
    none: _Table = {}
    written = 0
    for first, second in order:
        if len(edges) % 1000 == 999:  # noqa: PLR2004 - not every time, it is the inner loop
            written += sum(map(len, edges[-1000:]))
            _guard(len(edges), written)
        table_one, other_one = (
            (one.edges[first], one.default[first]) if first >= 0 else (none, DEAD)
        )
        table_two, other_two = (
            (two.edges[second], two.default[second]) if second >= 0 else (none, DEAD)
        )
        table: dict[str, int] = {}
        for character, target_one in table_one.items():
            if target_one == DEAD and not wide:
                table[character] = DEAD
                continue
            pair = (target_one, table_two.get(character, other_two))
            target = numbers.get(pair)
            if target is None:
                target = numbers[pair] = len(order)
                order.append(pair)
            table[character] = target
        if other_one == DEAD and not wide:
            edges.append(table)
            default.append(DEAD)
            continue
        for character, target_two in table_two.items():
            if character in table:
                continue
            pair = (other_one, target_two)
            target = numbers.get(pair)
            if target is None:
                target = numbers[pair] = len(order)
                order.append(pair)
            table[character] = target
        pair = (other_one, other_two)
        target = numbers.get(pair)
        if target is None:
            target = numbers[pair] = len(order)
            order.append(pair)
        edges.append(table)
        default.append(target)
    return order, edges, default


def opened(automaton: Automaton) -> Automaton:
    """Write default edges out, so that the automaton stands among all characters."""
    alphabet = automaton.alphabet
    if alphabet is None:
        return automaton
    edges = [
        table if other == DEAD else {**dict.fromkeys(alphabet, other), **table}
        for table, other in zip(automaton.edges, automaton.default, strict=True)
    ]
    return Automaton(automaton.accepting, edges, [DEAD] * automaton.size, None)
