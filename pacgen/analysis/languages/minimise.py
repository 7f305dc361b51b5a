"""The smallest automaton that accepts the same."""

from __future__ import annotations

from collections import deque

from pacgen.analysis.languages.automaton import DEAD, Automaton, build

__all__ = ["minimised"]


def minimised(automaton: Automaton) -> Automaton:
    """Return the smallest automaton that accepts the same (Hopcroft 1971)."""
    size = automaton.size
    if size < 2:  # noqa: PLR2004 - one state is the smallest
        return automaton
    block_of = _blocks(automaton)
    dead = block_of[size]
    chosen: dict[int, int] = {dead: DEAD}
    for state in range(size):
        chosen.setdefault(block_of[state], state)
    if len(chosen) == size + 1:
        return automaton
    moved = [chosen[block_of[state]] for state in range(size)]
    moved.append(DEAD)
    return build(
        moved[0],
        lambda state: (
            {c: _live(moved[target]) for c, target in automaton.edges[state].items()},
            _live(moved[automaton.default[state]]),
        ),
        lambda state: automaton.accepting[state],
        automaton.alphabet,
    )


def _live(state: int) -> int | None:
    return None if state == DEAD else state


def _blocks(automaton: Automaton) -> list[int]:
    """Return for each state, a dead one last, the number of the block of its equals."""
    block_of = [1 if accepts else 0 for accepts in automaton.accepting]
    block_of.append(0)
    blocks = [
        {state for state, block in enumerate(block_of) if block == wanted} for wanted in (0, 1)
    ]
    inverse = _sources(automaton)
    waiting = deque((0, 1))
    queued = {0, 1}
    while waiting:
        number = waiting.popleft()
        queued.discard(number)
        splitter = list(blocks[number])
        for table in inverse:
            touched: dict[int, list[int]] = {}
            for target in splitter:
                for state in table.get(target, ()):
                    touched.setdefault(block_of[state], []).append(state)
            for block, states in touched.items():
                if len(states) == len(blocks[block]):
                    continue
                fresh = len(blocks)
                blocks.append(set(states))
                blocks[block].difference_update(states)
                for state in states:
                    block_of[state] = fresh
                if block in queued or len(blocks[fresh]) <= len(blocks[block]):
                    waiting.append(fresh)
                    queued.add(fresh)
                else:
                    waiting.append(block)
                    queued.add(block)
    return block_of


def _sources(automaton: Automaton) -> list[dict[int, list[int]]]:
    """Return for each kind of characters, which lead alike, from where they lead to a state."""
    sink = automaton.size
    rows = list(zip(automaton.edges, automaton.default, strict=True))
    columns = {tuple(automaton.default): None}
    for symbol in sorted({c for table in automaton.edges for c in table}):
        columns[tuple([table.get(symbol, other) for table, other in rows])] = None
    inverse: list[dict[int, list[int]]] = []
    for targets in columns:
        table: dict[int, list[int]] = {DEAD: []}
        for state, target in enumerate(targets):
            table.setdefault(target, []).append(state)
        table[sink] = [*table.pop(DEAD), sink]
        inverse.append(table)
    return inverse
