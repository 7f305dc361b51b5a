"""What is in an automaton: its shortest words, and what all of its words have in common."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from pacgen.analysis.languages.automaton import DEAD, Automaton

__all__ = ["fixed_prefix", "fixed_suffix", "only_word", "reading_order", "shortest", "words"]

_PREFERRED = "abcdefghijklmnopqrstuvwxyz0123456789-_."
_RANK = {character: rank for rank, character in enumerate(_PREFERRED)}


def reading_order(word: str) -> tuple[int, list[tuple[int, str]]]:
    """Return a key: shorter words come first, of several as long the one that reads best."""
    return len(word), [_rank(character) for character in word]


def _rank(character: str) -> tuple[int, str]:
    return _RANK.get(character, len(_PREFERRED)), character


def _sources(automaton: Automaton) -> list[list[tuple[str, int]]]:
    """Return for each state the characters and states that lead there; ``""`` is every other."""
    sources: list[list[tuple[str, int]]] = [[] for _ in automaton.accepting]
    for state, (table, other) in enumerate(zip(automaton.edges, automaton.default, strict=True)):
        for character, target in table.items():
            if target != DEAD:
                sources[target].append((character, state))
        if other != DEAD:
            sources[other].append(("", state))
    return sources


def _others(automaton: Automaton, state: int) -> Iterator[str]:
    """Yield characters that follow the default edge: all there are, or those that read best."""
    table, alphabet = automaton.edges[state], automaton.alphabet
    if alphabet is not None:
        yield from sorted(alphabet - table.keys(), key=_rank)
        return
    found = [character for character in _PREFERRED if character not in table]
    yield from found or (c for c in map(chr, range(0x21, 0xFFFF)) if c not in table)


def _ways(automaton: Automaton, state: int) -> list[tuple[str, int]]:
    """Return characters that lead on, the best to read first."""
    ways = [(c, target) for c, target in automaton.edges[state].items() if target != DEAD]
    other = automaton.default[state]
    if other != DEAD:
        free = _others(automaton, state)
        # Beyond the characters of hosts one will do.
        first = next(free, None)
        if first is not None:
            ways.append((first, other))
            if first in _RANK:
                ways += ((c, other) for c in free)
    return sorted(ways, key=lambda way: _rank(way[0]))


def shortest(automaton: Automaton) -> str | None:
    """Return the shortest word, of several the one that reads best; ``None``: there is none."""
    if not automaton.accepting:
        return None
    distance = _distances(automaton)
    word: list[str] = []
    state = 0
    while distance[state]:
        near = distance[state] - 1
        character, state = next(way for way in _ways(automaton, state) if distance[way[1]] == near)
        word.append(character)
    return "".join(word)


def _distances(automaton: Automaton) -> list[int]:
    """Return for each state how many characters are missing to a word."""
    distance = [0 if accepts else -1 for accepts in automaton.accepting]
    waiting = deque(state for state, accepts in enumerate(automaton.accepting) if accepts)
    sources = _sources(automaton)
    while waiting:
        state = waiting.popleft()
        for _, source in sources[state]:
            if distance[source] < 0:
                distance[source] = distance[state] + 1
                waiting.append(source)
    return distance


def words(automaton: Automaton, limit: int) -> Iterator[str]:
    """Yield the shortest words, at most *limit*, the shorter before the longer."""
    if not automaton.accepting or limit <= 0:
        return
    sources = _sources(automaton)
    # From which states exactly so many characters lead to the end of a word.
    ends = [{state for state, accepts in enumerate(automaton.accepting) if accepts}]
    ways: dict[int, list[tuple[str, int]]] = {}

    def below(state: int, word: str, missing: int) -> Iterator[str]:
        stack = [(state, word, missing)]
        while stack:
            state, word, missing = stack.pop()
            if not missing:
                yield word
                continue
            if state not in ways:
                ways[state] = _ways(automaton, state)
            stack += (
                (target, word + character, missing - 1)
                for character, target in reversed(ways[state])
                if target in ends[missing - 1]
            )

    found = 0
    length = 0
    while ends[length]:
        if 0 in ends[length]:
            for word in below(0, "", length):
                yield word
                found += 1
                if found >= limit:
                    return
        ends.append({source for state in ends[length] for _, source in sources[state]})
        length += 1


def only_word(automaton: Automaton) -> str | None:
    """Return the only word, ``None`` if there are none or several."""
    if not automaton.accepting:
        return None
    word: list[str] = []
    state = 0
    while len(word) <= automaton.size:
        only = _only_way(automaton, state)
        if automaton.accepting[state]:
            return "".join(word) if _is_end(automaton, state) else None
        if only is None:
            return None
        word.append(only[0])
        state = only[1]
    return None


def _is_end(automaton: Automaton, state: int) -> bool:
    return automaton.default[state] == DEAD and all(
        target == DEAD for target in automaton.edges[state].values()
    )


def _only_way(automaton: Automaton, state: int) -> tuple[str, int] | None:
    """Return the only character that leads on, and where to."""
    ways = [(c, target) for c, target in automaton.edges[state].items() if target != DEAD]
    other = automaton.default[state]
    if other != DEAD:
        if automaton.alphabet is None:
            return None
        ways += ((c, other) for c in automaton.alphabet - automaton.edges[state].keys())
    return ways[0] if len(ways) == 1 else None


def fixed_prefix(automaton: Automaton) -> str:
    """Return what all words begin with."""
    word: list[str] = []
    state = 0
    while automaton.accepting and not automaton.accepting[state] and len(word) < automaton.size:
        only = _only_way(automaton, state)
        if only is None:
            break
        word.append(only[0])
        state = only[1]
    return "".join(word)


def fixed_suffix(automaton: Automaton) -> str:
    """Return what all words end with."""
    sources = _sources(automaton)
    current = {state for state, accepts in enumerate(automaton.accepting) if accepts}
    word: list[str] = []
    while current and 0 not in current and len(word) < automaton.size:
        incoming = {way for state in current for way in sources[state]}
        characters = {character for character, _ in incoming}
        if len(characters) != 1 or "" in characters:
            break
        word.append(characters.pop())
        current = {state for _, state in incoming}
    return "".join(reversed(word))
