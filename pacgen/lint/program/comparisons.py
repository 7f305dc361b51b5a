"""
Every place where the file holds the host or the URL against a constant.

``host == "x"``, ``case "x":``, ``dnsDomainIs(host, ".x")``, ``shExpMatch(url, "x*")``,
``host.indexOf("x") >= 0``, ``/x/.test(host)``: rules about patterns need not know how each is
written, and see the elements of a list one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pacgen.lint.program.calls import Call, Calls
from pacgen.lint.program.index import Index
from pacgen.lint.program.names import Names
from pacgen.lint.program.subjects import Subject, Subjects
from pacgen.lint.program.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Comparison", "Comparisons", "How"]

_HELPERS = {"dnsDomainIs": "SUFFIX", "shExpMatch": "GLOB", "localHostOrDomainIs": "LOCAL"}
_PRESENT = {(">=", 0.0), ("!=", -1.0), ("!==", -1.0), (">", -1.0)}
_ABSENT = {("<", 0.0), ("==", -1.0), ("===", -1.0), ("<=", -1.0)}
_START = {("==", 0.0), ("===", 0.0)}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


class How(Enum):
    """How it is compared."""

    EQUAL = "equal"
    SUFFIX = "suffix"
    GLOB = "glob"
    LOCAL = "local"
    """``localHostOrDomainIs``."""

    SUBSTRING = "substring"
    PREFIX = "prefix"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One constant that the host or the URL is held against."""

    how: How
    node: Node
    """The whole test."""

    subject: Subject
    pattern: str
    at: Node
    """The literal."""

    is_negated: bool = False
    """Whether the test holds for everything else: ``host != "x"``."""

    flags: str = ""
    """Of a regular expression."""


class Comparisons:
    """Finds all comparisons of a file."""

    def __init__(
        self, index: Index, names: Names, values: Values, subjects: Subjects, calls: Calls
    ) -> None:
        self._index = index
        self._names = names
        self._values = values
        self._subjects = subjects
        self._calls = calls

    def find(self) -> Iterator[Comparison]:
        """Yield all of them, sorted by kind, then by place."""
        for call in self._calls.of(*_HELPERS):
            yield from self._helper(call)
        yield from self._equalities()
        yield from self._cases()
        for call in self._calls.methods("indexOf", "includes", "search", "startsWith"):
            yield from self._search(call)
        for call in self._calls.methods("test", "exec", "match", "search"):
            yield from self._regex(call)

    def _helper(self, call: Call) -> Iterator[Comparison]:
        if len(call.arguments) > 1:
            how = How[_HELPERS[call.name]]
            yield from self._with(how, call.node, call.arguments[0], call.arguments[1])

    def _with(
        self, how: How, node: Node, tested: Node, pattern: Node, *, negated: bool = False
    ) -> Iterator[Comparison]:
        subject = self._subjects.subject(tested)
        if subject is not None:
            for text in self._values.texts(pattern):
                yield Comparison(how, node, subject, text.value, text.node, negated)

    def _equalities(self) -> Iterator[Comparison]:
        for node in self._index.nodes("binary_expression"):
            operator = self._index.operator(node)
            if operator not in {"==", "===", "!=", "!=="}:
                continue
            left, right = self._index.field(node, "left"), self._index.field(node, "right")
            if left is None or right is None:
                continue
            if self._subjects.subject(left) is None:
                left, right = right, left
            negated = operator.startswith("!")
            yield from self._with(How.EQUAL, node, left, right, negated=negated)

    def _cases(self) -> Iterator[Comparison]:
        for switch in self._index.nodes("switch_statement"):
            tested, body = self._index.field(switch, "value"), self._index.field(switch, "body")
            if tested is None:
                continue
            for case in self._index.parts(body):
                value = self._index.field(case, "value")
                if value is not None:
                    yield from self._with(How.EQUAL, case, tested, value)

    def _search(self, call: Call) -> Iterator[Comparison]:
        if call.receiver is None or not call.arguments:
            return
        how, negated = self._searched(call)
        if how is not None:
            node, pattern = call.node, call.arguments[0]
            yield from self._with(how, node, call.receiver, pattern, negated=negated)

    def _searched(self, call: Call) -> tuple[How | None, bool]:
        """Say what becomes of the position that ``indexOf`` and its like find."""
        if call.name in {"includes", "startsWith"}:
            return (How.SUBSTRING if call.name == "includes" else How.PREFIX), False
        node = self._index.parent(call.node)
        while node is not None and node.type == "parenthesized_expression":
            node = self._index.parent(node)
        if node is None or node.type != "binary_expression":
            return None, False
        operator = self._index.operator(node)
        left, right = self._index.field(node, "left"), self._index.field(node, "right")
        number = self._small(right)
        if number is None:
            number, operator = self._small(left), _MIRRORED.get(operator, operator)
        if number is None:
            return None, False
        if (operator, number) in _START:
            return How.PREFIX, False
        if (operator, number) in _PRESENT:
            return How.SUBSTRING, False
        return (How.SUBSTRING, True) if (operator, number) in _ABSENT else (None, False)

    def _small(self, node: Node | None) -> float | None:
        if node is not None and node.type == "unary_expression":
            number = self._values.number(self._index.field(node, "argument"))
            return -number if number is not None and self._index.operator(node) == "-" else None
        return self._values.number(node)

    def _regex(self, call: Call) -> Iterator[Comparison]:
        if call.receiver is None or not call.arguments:
            return
        tested, pattern = call.receiver, call.arguments[0]
        if call.name in {"test", "exec"}:
            tested, pattern = pattern, tested
        subject, regex = self._subjects.subject(tested), self._regex_behind(pattern)
        if subject is None or regex is None:
            return
        source, flags = self._index.field(regex, "pattern"), self._index.field(regex, "flags")
        if source is not None:
            text = self._index.text(source)
            flag = self._index.text(flags) if flags is not None else ""
            yield Comparison(How.REGEX, call.node, subject, text, regex, flags=flag)

    def _regex_behind(self, node: Node) -> Node | None:
        node = self._index.bare(node)
        if node.type == "identifier":
            variable = self._names.variable(node)
            value = variable.only_value if variable else None
            node = self._index.bare(value) if value is not None else node
        return node if node.type == "regex" else None
