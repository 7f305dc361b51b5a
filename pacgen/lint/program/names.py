"""
Which variable a name means, and what the file puts into it.

Scopes are those of functions: ``let`` and ``const`` in blocks are taken as if they stood at the
head of their function, which makes no difference in files that do not reuse a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pacgen.lint.program.index import FUNCTIONS, Index

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Names", "Variable"]

_DECLARED_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})
_PATTERN_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


@dataclass(slots=True, eq=False)
class Variable:
    """A variable, a parameter or a function."""

    name: str
    scope: Node
    """The function that it belongs to; the whole file for globals."""

    declarations: list[Node] = field(default_factory=list)
    """The names in declarations; empty for a global that is only assigned to."""

    values: list[Node] = field(default_factory=list)
    """Everything that is assigned to it, as expressions or functions."""

    is_opaque: bool = False
    """Whether it also gets values that are no expressions: counters, parts of a pattern."""

    index: int | None = None
    """Which parameter of its scope it is, from 0."""

    elements_of: Node | None = None
    """The list whose elements a ``for ... of`` loop puts into it."""

    writes: list[Node] = field(default_factory=list)
    """The nodes that change it, declarations aside."""

    reads: list[Node] = field(default_factory=list)
    """Where it is used."""

    @property
    def is_implicit(self) -> bool:
        """Whether no declaration names it."""
        return not self.declarations

    @property
    def only_value(self) -> Node | None:
        """The one value that it ever has, if that is known."""
        unknown = self.is_opaque or self.index is not None or self.elements_of is not None
        return self.values[0] if len(self.values) == 1 and not unknown else None


class Names:
    """All variables of a file."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._scopes: dict[int, dict[str, Variable]] = {index.root.id: {}}
        self._declaring: set[int] = set()
        self._written: set[int] = set()
        self._resolved: dict[int, Variable] = {}
        self.free: dict[str, list[Node]] = {}
        """Names that the file uses and does not define, with their places."""
        self._declare_all()
        self._assign_all()
        self._read_all()

    @property
    def variables(self) -> Iterator[Variable]:
        """All variables, in the order of their scopes."""
        for scope in self._scopes.values():
            yield from scope.values()

    def variable(self, node: Node) -> Variable | None:
        """Return the variable that an identifier means; ``None`` if the file does not define it."""
        return self._resolved.get(node.id)

    def top_level(self, name: str) -> Variable | None:
        """Return the global of that name, if the file defines it."""
        return self._scopes[self._index.root.id].get(name)

    def parameters(self, function: Node) -> list[Node]:
        """Return the parameters of a function, as nodes."""
        single = self._index.field(function, "parameter")
        if single is not None:
            return [single]
        return self._index.parts(self._index.field(function, "parameters"))

    def _declare(self, scope: Node, name: Node) -> Variable:
        self._declaring.add(name.id)
        text = self._index.text(name)
        variable = self._scopes.setdefault(scope.id, {}).setdefault(text, Variable(text, scope))
        variable.declarations.append(name)
        self._resolved[name.id] = variable
        return variable

    def _pattern_names(self, pattern: Node | None) -> Iterator[Node]:
        """Yield the names that a pattern, as ``{a, b: [c, d = 1]}``, binds."""
        stack = [pattern] if pattern is not None else []
        while stack:
            node = stack.pop()
            if node.type in _PATTERN_NAMES:
                yield node
            elif node.type in {"assignment_pattern", "object_assignment_pattern"}:
                stack += filter(None, [self._index.field(node, "left")])
            elif node.type == "pair_pattern":
                stack += filter(None, [self._index.field(node, "value")])
            elif node.type in {"array_pattern", "object_pattern", "rest_pattern"}:
                stack += reversed(self._index.parts(node))

    def _declare_all(self) -> None:
        self._declare_functions()
        index = self._index
        for node in index.nodes("variable_declarator"):
            self._declare_variable(node)
        for node in index.nodes("catch_clause"):
            for name in self._pattern_names(index.field(node, "parameter")):
                self._declare(index.function(node), name).is_opaque = True
        for node in index.nodes("for_in_statement"):
            if index.field(node, "kind") is not None:
                self._declare_loop(node)

    def _declare_functions(self) -> None:
        index = self._index
        for node in index.nodes(*_DECLARED_FUNCTIONS, "class_declaration"):
            name = index.field(node, "name")
            if name is not None:
                self._declare(index.function(node), name).values.append(node)
        for node in index.nodes("function_expression", "generator_function"):
            name = index.field(node, "name")
            if name is not None:
                self._declare(node, name).values.append(node)
        for node in index.nodes(*FUNCTIONS):
            self._declare_parameters(node)

    def _declare_parameters(self, function: Node) -> None:
        for position, parameter in enumerate(self.parameters(function)):
            for name in self._pattern_names(parameter):
                variable = self._declare(function, name)
                if name == parameter:
                    variable.index = position
                else:
                    variable.is_opaque = True

    def _declare_variable(self, node: Node) -> None:
        name, value = self._index.field(node, "name"), self._index.field(node, "value")
        for part in self._pattern_names(name):
            variable = self._declare(self._index.function(node), part)
            if part != name:
                variable.is_opaque = True
            elif value is not None:
                variable.values.append(value)

    def _declare_loop(self, node: Node) -> None:
        left = self._index.field(node, "left")
        for name in self._pattern_names(left):
            variable = self._declare(self._index.function(node), name)
            if name == left and self._index.operator(node) == "of" and not variable.values:
                variable.elements_of = self._index.field(node, "right")
            else:
                variable.is_opaque = True

    def _assign_all(self) -> None:
        index = self._index
        for node in index.nodes("assignment_expression"):
            left, right = index.field(node, "left"), index.field(node, "right")
            if left is not None and left.type == "identifier" and right is not None:
                self._write(left, node).values.append(right)
            else:
                for name in self._pattern_names(left):
                    self._write(name, node).is_opaque = True
        for node in index.nodes("augmented_assignment_expression", "update_expression"):
            target = index.field(node, "left") or index.field(node, "argument")
            if target is not None and target.type == "identifier":
                self._write(target, node).is_opaque = True
        for node in index.nodes("for_in_statement"):
            if index.field(node, "kind") is None:
                for name in self._pattern_names(index.field(node, "left")):
                    self._write(name, node).is_opaque = True

    def _write(self, name: Node, node: Node) -> Variable:
        text = self._index.text(name)
        variable = self._lookup(text, name)
        if variable is None:
            root = self._index.root
            variable = self._scopes[root.id].setdefault(text, Variable(text, root))
        variable.writes.append(node)
        self._resolved[name.id] = variable
        self._written.add(name.id)
        return variable

    def _read_all(self) -> None:
        for node in self._index.nodes("identifier", "shorthand_property_identifier"):
            if node.id in self._declaring or node.id in self._written:
                continue
            name = self._index.text(node)
            variable = self._lookup(name, node)
            if variable is None:
                self.free.setdefault(name, []).append(node)
            else:
                self._resolved[node.id] = variable
                variable.reads.append(node)

    def _lookup(self, name: str, node: Node) -> Variable | None:
        scope = self._index.function(node)
        while True:
            variable = self._scopes.get(scope.id, {}).get(name)
            if variable is not None:
                return variable
            if scope == self._index.root:
                return None
            scope = self._index.function(scope)
