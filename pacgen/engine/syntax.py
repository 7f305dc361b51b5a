"""
The syntax tree of a PAC file, with positions, from tree-sitter.

tree-sitter counts in bytes of UTF-8 and keeps going after a mistake; here everything is in
lines and columns from 1,
columns in characters, and the walk never recurses: real PAC files nest thousands deep.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Point

__all__ = ["FUNCTIONS", "Span", "SyntaxTree"]

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
        "generator_function",
        "generator_function_declaration",
    }
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """
    A piece of the PAC file; lines and columns from 1, the end column is the one behind the last
    character.
    """

    line: int
    column: int
    end_line: int
    end_column: int


@functools.cache
def _parser() -> Parser:
    # Loading the parser takes longer than evaluating a PAC file: only those who need a tree pay.
    import tree_sitter  # noqa: PLC0415
    import tree_sitter_javascript  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_javascript.language()))


class SyntaxTree:
    """
    A parsed PAC file.

    Args:
        text: The script. Broken scripts are parsed as far as possible; see :attr:`is_broken`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # A lone surrogate, out of a broken UTF-16 file, has no UTF-8.
        self.data = text.encode("utf-8", "replace")
        self._tree = _parser().parse(self.data)
        self._lines = self.data.split(b"\n")

    @property
    def root(self) -> Node:
        """The node of the whole program."""
        return self._tree.root_node

    @property
    def is_broken(self) -> bool:
        """
        Whether tree-sitter had to skip or invent something; the engine's word on syntax is final,
        not this.
        """
        return self.root.has_error

    def walk(self, start: Node | None = None) -> Iterator[Node]:
        """
        Yield *start* (the root by default) and all nodes below it, parents first, in source order.
        """
        stack = [start or self.root]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def source(self, node: Node) -> str:
        """Return the source text of *node*."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8")

    def span(self, node: Node) -> Span:
        """Return where *node* stands."""
        return Span(*self._position(node.start_point), *self._position(node.end_point))

    def line(self, number: int) -> str:
        """Return the text of a line, counted from 1, without its end."""
        return self._lines[number - 1].decode("utf-8").rstrip("\r")

    def function_name(self, node: Node) -> str:
        """
        Return the name of the innermost named function around *node*, ``""`` at the top level.

        A function without a name has that of the variable, property or key which it is assigned to.
        """
        function = node.parent
        while function is not None:
            if function.type in FUNCTIONS:
                name = self._own_name(function)
                if name:
                    return name
            function = function.parent
        return ""

    def is_in_function(self, node: Node) -> bool:
        """Say whether *node* runs when a function is called, not when the script is loaded."""
        above = node.parent
        while above is not None and above.type not in FUNCTIONS:
            above = above.parent
        return above is not None

    def lexical_globals(self) -> frozenset[str]:
        """
        Return the names which ``let``, ``const`` and ``class`` declare at the top level.

        They are no properties of the global object: a browser does not find an entry point
        declared so, and a name that
        is taken by a helper makes the whole script a SyntaxError.
        """
        names: set[str] = set()
        for statement in self.root.children:
            if statement.type == "class_declaration":
                names.update(self._field_text(statement, "name"))
            elif statement.type == "lexical_declaration":
                for declarator in statement.named_children:
                    names.update(self._field_text(declarator, "name"))
        return frozenset(names)

    def _own_name(self, function: Node) -> str:
        for name in self._field_text(function, "name"):
            return name
        holder = function.parent
        while holder is not None and holder.type == "parenthesized_expression":
            holder = holder.parent
        if holder is None:
            return ""
        field = {"variable_declarator": "name", "assignment_expression": "left", "pair": "key"}
        for name in self._field_text(holder, field.get(holder.type, "")):
            return name.rpartition(".")[2]
        return ""

    def _field_text(self, node: Node, field: str) -> Iterator[str]:
        child = node.child_by_field_name(field) if field else None
        # tree-sitter hands out a comment as a field's node when one stands in front of it.
        if child is not None and child.type != "comment":
            yield self.source(child)

    def _position(self, point: Point) -> tuple[int, int]:
        before = self._lines[point.row][: point.column]
        return point.row + 1, len(before.decode("utf-8", "replace")) + 1
