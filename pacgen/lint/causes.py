"""
Which mistake in the text keeps hosts of the endpoint list from going DIRECT.

A test that never holds does not hold for the hosts either that it was written for. Where the hosts
that it names go to a proxy, that is one mistake and one finding: see
:mod:`pacgen.lint.precedence`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.lint.domains import is_domain_like
from pacgen.lint.literals import string_literals
from pacgen.policy.expectation import ExpectedHost, ExpectedNetwork

if TYPE_CHECKING:
    from tree_sitter import Node

    from pacgen.lint.finding import Finding, Place
    from pacgen.lint.program import Program

__all__ = ["MISWRITTEN", "Cause", "causes"]

MISWRITTEN = frozenset(
    {
        *("blank-in-pattern", "bracketed-ipv6-host", "day-or-month-name-case", "https-path-match"),
        *("invalid-subnet-address", "invalid-subnet-mask", "inverted-subnet-mask"),
        *("localhostordomainis-misuse", "non-contiguous-mask", "port-in-host-comparison"),
        *("regex-in-shexpmatch", "shexpmatch-metacharacter", "swapped-arguments"),
        *("timerange-wrap", "uppercase-pattern", "wildcard-outside-shexpmatch", "wrong-arity"),
        "wrong-subject",
    }
)
"""The rules about tests that hold for less than they were meant for."""

_MOST = 500
_FOREIGN = re.compile(r"[^a-z0-9._-]")


@dataclass(frozen=True, slots=True)
class Cause:
    """A test that never holds, and what it names."""

    place: Place
    domains: frozenset[str]
    addresses: frozenset[ipaddress.IPv4Address]

    def explains(self, wanted: ExpectedHost | ExpectedNetwork) -> bool:
        """Say whether the test was meant for hosts or addresses of *wanted*."""
        match wanted:
            case ExpectedHost(pattern=pattern):
                suffix = pattern.suffix
                return any(suffix == d or suffix.endswith(f".{d}") for d in self.domains)
            case ExpectedNetwork(network=network):
                return any(address in network for address in self.addresses)


def causes(findings: Iterable[Finding], program: Program) -> tuple[Cause, ...]:
    """Return what *findings*, of rules that are :data:`MISWRITTEN`, are about."""
    wanted = [f for f in findings if f.rule in MISWRITTEN and f.place.line is not None]
    if not wanted:
        return ()
    by_line: dict[int, list[Node]] = {}
    for node in program.index.nodes("call_expression", "binary_expression"):
        by_line.setdefault(program.index.span(node).line, []).append(node)
    found = (_cause(f.place, program, by_line) for f in wanted[:_MOST])
    return tuple(cause for cause in found if cause.domains or cause.addresses)


def _cause(place: Place, program: Program, by_line: dict[int, list[Node]]) -> Cause:
    around = [n for n in by_line.get(place.line or 0, ()) if _holds(program, n, place)]
    inner = min(around, key=lambda n: n.end_byte - n.start_byte, default=None)
    names = set(_names(program.index.text(inner))) if inner is not None else set()
    outer = inner
    while not names and outer is not None and outer.type != "if_statement":
        outer = program.index.parent(outer)
    if not names and outer is not None:
        condition = program.index.field(outer, "condition")
        names = set(_names(program.index.text(condition))) if condition is not None else set()
    addresses = {address for address in map(_address, names) if address is not None}
    return Cause(place, frozenset(filter(is_domain_like, names)), frozenset(addresses))


def _holds(program: Program, node: Node, place: Place) -> bool:
    span = program.index.span(node)
    end = (place.end_line or place.line or 0, place.end_column or place.column or 0)
    starts = (span.line, span.column) <= (place.line or 0, place.column or 0)
    return starts and end <= (span.end_line, span.end_column)


def _names(source: str) -> Iterator[str]:
    """Yield the names in the strings of *source*, without what does not belong into a name."""
    for literal in string_literals(source):
        for text in literal.value.lower().split("|"):
            host = re.split(r"[/:]", text.rpartition("://")[2])[0]
            name = _FOREIGN.sub("", host).strip(".-")
            if is_domain_like(name) or _address(name) is not None:
                yield name


def _address(text: str) -> ipaddress.IPv4Address | None:
    try:
        return ipaddress.IPv4Address(text)
    except ValueError:
        return None
