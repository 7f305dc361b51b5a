"""Rules with conditions become a table by port and scheme: disjoint ranges of ports, ascending."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from pacgen.generator.escaping import Code, js_string
from pacgen.policy import Rule

__all__ = ["HIGHEST_PORT", "cases"]

HIGHEST_PORT = 999_999_999
"""More than any port: what the PAC file reads as one has at most nine digits."""

_EVERY_SCHEME = ""


def cases(rules: Sequence[Rule], names: Iterable[Code]) -> Code:
    """
    Write a table that says which of *rules* decides: ``[[0, 79, {":": pacgenDirect}], …]``.

    A port that is in no range, and a scheme without an entry, are none of the rules' business.
    Every key ends in a colon, which nothing that JavaScript objects inherit does.

    Args:
        rules: In the order in which they are asked.
        names: The variable of each rule's route.
    """
    ranked = list(zip(rules, names, strict=True))
    schemes = sorted({scheme for rule in rules for scheme in rule.condition.schemes})
    merged: list[tuple[int, int, str]] = []
    for first, last in _ranges(rules):
        table = _by_scheme(ranked, [*schemes, _EVERY_SCHEME], first)
        if merged and merged[-1][1] + 1 == first and merged[-1][2] == table:
            merged[-1] = (merged[-1][0], last, table)
        elif table:
            merged.append((first, last, table))
    return Code(f"[{', '.join(f'[{first}, {last}, {table}]' for first, last, table in merged)}]")


def _ranges(rules: Iterable[Rule]) -> list[tuple[int, int]]:
    """Cut all ports wherever a range of some rule begins or ends."""
    cuts = {0, HIGHEST_PORT + 1}
    for rule in rules:
        for ports in rule.condition.ports:
            cuts |= {ports.first, ports.last + 1}
    ordered = sorted(cuts)
    return [(a, b - 1) for a, b in itertools.pairwise(ordered)]


def _by_scheme(ranked: list[tuple[Rule, Code]], schemes: Iterable[str], port: int) -> str:
    entries = []
    for scheme in schemes:
        # A scheme that no rule names stands for all such.
        asked = scheme or "any other"
        for rule, name in ranked:
            if rule.condition.holds(asked, port):
                entries.append(f"{js_string(f'{scheme}:')}: {name}")
                break
    return f"{{{', '.join(entries)}}}" if entries else ""
