"""
Which expressions are the host and which the URL, whatever the file calls them.

The parameters of the entry point go by their position, others by what they are called with, and
by their names where nothing else is known. ``host.toLowerCase()`` is still the host,
``"." + host`` is not.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from pacgen.lint.program.index import FUNCTIONS, Index
from pacgen.lint.program.names import Names, Variable

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["ENTRY_POINTS", "Subject", "Subjects"]

ENTRY_POINTS = ("FindProxyForURL", "FindProxyForURLEx")

_SAME = frozenset({"toLowerCase", "toLocaleLowerCase", "toString", "valueOf", "trim"})
_TRIMMING = ("\\.$", "\\.+$", "[.]$", "\\.?$", "^\\s+|\\s+$", "\\s")
"""Regular expressions that, replaced by nothing, leave a host a host."""

_DEEP = 40


class Subject(Enum):
    """What is tested."""

    HOST = "host"
    URL = "url"


class Subjects:
    """Finds the host and the URL."""

    def __init__(self, index: Index, names: Names) -> None:
        self._index = index
        self._names = names
        self._known: dict[int, Subject | None] = {}
        self._open: set[int] = set()

    @cached_property
    def entry_points(self) -> dict[str, list[Node]]:
        """Return the functions that clients call, by name, with all their definitions."""
        found: dict[str, list[Node]] = {}
        for name in ENTRY_POINTS:
            variable = self._names.top_level(name)
            values = variable.values if variable else []
            functions = [value for value in values if value.type in FUNCTIONS]
            if functions:
                found[name] = functions
        return found

    def subject(self, node: Node | None) -> Subject | None:
        """Say whether *node* is the host or the URL."""
        for _ in range(_DEEP):
            if node is None:
                return None
            node = self._index.bare(node)
            if node.type == "identifier":
                variable = self._names.variable(node)
                return self._of_variable(variable) if variable else None
            node = self._unchanged(node)
        return None

    def _unchanged(self, node: Node) -> Node | None:
        """Return what *node* hands on unchanged but for case, blanks and a final dot."""
        if node.type == "assignment_expression":
            return self._index.field(node, "right")
        if node.type != "call_expression":
            return None
        callee = self._index.field(node, "function")
        arguments = self._index.parts(self._index.field(node, "arguments"))
        if callee is None:
            return None
        if callee.type == "identifier":
            is_string = self._index.text(callee) == "String" and len(arguments) == 1
            return arguments[0] if is_string else None
        if callee.type != "member_expression":
            return None
        method = self._index.field(callee, "property")
        name = self._index.text(method) if method is not None else ""
        trims = name == "replace" and len(arguments) > 1 and self._trims(arguments[0])
        return self._index.field(callee, "object") if name in _SAME or trims else None

    def _trims(self, pattern: Node) -> bool:
        source = self._index.field(pattern, "pattern") if pattern.type == "regex" else None
        return source is not None and self._index.text(source) in _TRIMMING

    def _of_variable(self, variable: Variable) -> Subject | None:
        key = id(variable)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            return None
        self._open.add(key)
        self._known[key] = self._decide(variable)
        self._open.discard(key)
        return self._known[key]

    def _decide(self, variable: Variable) -> Subject | None:
        if variable.is_opaque or variable.elements_of is not None:
            return None
        found = set()
        if variable.index is not None:
            found.add(self._of_parameter(variable, variable.index))
        for value in variable.values:
            # host = host.toLowerCase() says nothing new.
            if not self._is_itself(value, variable):
                found.add(self.subject(value))
        return found.pop() if len(found) == 1 else None

    def _is_itself(self, value: Node, variable: Variable) -> bool:
        node: Node | None = value
        for _ in range(_DEEP):
            if node is None:
                return False
            node = self._index.bare(node)
            if node.type == "identifier":
                return self._names.variable(node) is variable
            node = self._unchanged(node)
        return False

    def _of_parameter(self, variable: Variable, index: int) -> Subject | None:
        if any(variable.scope in functions for functions in self.entry_points.values()):
            return {0: Subject.URL, 1: Subject.HOST}.get(index)
        return self._as_called(variable.scope, index) or _BY_NAME.get(variable.name.lower())

    def _as_called(self, function: Node, index: int) -> Subject | None:
        """Return what all calls of *function* hand over at *index*, if it is the same."""
        name = self._index.field(function, "name")
        variable = self._names.variable(name) if name is not None else None
        found = set()
        for read in variable.reads if variable else ():
            call = self._index.parent(read)
            if call is None or call.type != "call_expression":
                return None
            arguments = self._index.parts(self._index.field(call, "arguments"))
            found.add(self.subject(arguments[index]) if index < len(arguments) else None)
        return found.pop() if len(found) == 1 else None


_BY_NAME = {"host": Subject.HOST, "hostname": Subject.HOST, "url": Subject.URL}
