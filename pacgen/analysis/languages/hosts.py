"""The hosts that a proof speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pacgen.analysis.languages.automaton import Automaton, build, lazily
from pacgen.patterns import HostPattern

__all__ = ["HOST_CHARACTERS", "MAX_LABELS", "all_hosts", "pattern_automaton"]

HOST_CHARACTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")
"""What hosts are made of, in the form in which clients hand them to a script."""

MAX_LABELS: Final = 10
"""Up to how many labels a host is thought to have, where nothing else is said."""


def all_hosts(max_labels: int | None) -> Automaton:
    """
    Return what accepts the hosts of at most so many labels; ``None``: of any number.

    How long a host may be is not counted here: that would make every automaton 253 times as large.
    """
    return _of_any() if max_labels is None else _of_labels(max_labels)


def _of_labels(most: int) -> Automaton:
    # State 2n: n labels and their dots are read; 2n + 1: within the next label.
    def step(state: int) -> tuple[Mapping[str, int | None], int | None]:
        if state % 2 == 0:
            return {".": None}, state + 1
        return {".": state + 1 if state + 1 < 2 * most else None}, state

    return build(0, step, lambda state: state % 2 == 1, HOST_CHARACTERS)


def _of_any() -> Automaton:
    # State 0: in front of a label; 1: within one.
    def step(state: int) -> tuple[Mapping[str, int | None], int | None]:
        return {".": 0 if state else None}, 1

    return build(0, step, lambda state: state == 1, HOST_CHARACTERS)


def pattern_automaton(pattern: HostPattern) -> Automaton:
    """
    Return what accepts the canonical hosts that *pattern* means, and texts that are no hosts.

    A star in front is any text; elsewhere it is one or more characters other than dots.
    """
    text = pattern.text

    def targets(place: int, character: str | None) -> set[int]:
        if place == len(text):
            return set()
        if text[place] != "*":
            return {place + 1} if text[place] == character else set()
        if place == 0:
            return {0} | targets(1, character)
        return set() if character == "." else {place, place + 1}

    def move(state: frozenset[int], character: str | None) -> frozenset[int] | None:
        return frozenset(t for place in state for t in targets(place, character)) or None

    characters = {*text, "."} - {"*"}
    return lazily(
        frozenset({0}),
        lambda _: characters,
        move,
        lambda state: len(text) in state,
    )
