"""
The nodes of a syntax tree, sorted by kind, with the node and the function that each stands in.

Made by one walk, once for all rules: asking tree-sitter for a parent walks down from the root
each time, which in a long file is quadratic work.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pacgen.engine import Span, SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["FUNCTIONS", "Index"]

FUNCTIONS = frozenset(
    {
        *("function_declaration", "function_expression", "arrow_function", "method_definition"),
        *("generator_function", "generator_function_declaration"),
    }
)
"""The kinds of nodes that are functions."""


class Index:
    """An index of a syntax tree."""

    def __init__(self, tree: SyntaxTree) -> None:
        self.tree = tree
        self._by_kind: dict[str, list[Node]] = {}
        self._parents: dict[int, Node] = {}
        self._functions: dict[int, Node] = {}
        self._following: dict[int, Node] = {}
        stack: list[tuple[Node, Node]] = [(tree.root, tree.root)]
        while stack:
            node, function = stack.pop()
            self._by_kind.setdefault(node.type, []).append(node)
            self._functions[node.id] = function
            inner = node if node.type in FUNCTIONS else function
            children = node.named_children
            following = None
            for child in reversed(children):
                self._parents[child.id] = node
                stack.append((child, inner))
                if following is not None:
                    self._following[child.id] = following
                if child.type != "comment":
                    following = child

    @property
    def root(self) -> Node:
        """The whole file."""
        return self.tree.root

    def nodes(self, *kinds: str) -> Iterator[Node]:
        """Yield all named nodes of these kinds, in the order of the text."""
        lists = [self._by_kind[kind] for kind in kinds if kind in self._by_kind]
        if len(lists) == 1:
            return iter(lists[0])
        return heapq.merge(*lists, key=lambda node: (node.start_byte, -node.end_byte))

    def has(self, kind: str) -> bool:
        """Say whether there is any node of this kind."""
        return kind in self._by_kind

    def text(self, node: Node) -> str:
        """Return the source of *node*."""
        return self.tree.source(node)

    def span(self, node: Node) -> Span:
        """Return where *node* stands."""
        return self.tree.span(node)

    def parent(self, node: Node) -> Node | None:
        """Return the node around *node*; ``None`` for the whole file."""
        return self._parents.get(node.id)

    def following(self, node: Node) -> Node | None:
        """Return what comes after *node* in the node around it, comments aside."""
        return self._following.get(node.id)

    def function(self, node: Node) -> Node:
        """Return the function that *node* stands in; the whole file at its top level."""
        return self._functions[node.id]

    def ancestors(self, node: Node) -> Iterator[Node]:
        """Yield the nodes around *node*, the innermost first."""
        parent = self.parent(node)
        while parent is not None:
            yield parent
            parent = self.parent(parent)

    def functions(self, node: Node) -> Iterator[Node]:
        """Yield the functions around *node*, the innermost first."""
        function = self.function(node)
        while function != self.root:
            yield function
            function = self.function(function)

    def field(self, node: Node, name: str) -> Node | None:
        """Return the part of *node* that the grammar calls *name*."""
        child = node.child_by_field_name(name)
        if child is None or child.type != "comment":
            return child
        # tree-sitter hands out a comment as a field's node when one stands in front of it.
        parts = node.children_by_field_name(name)
        return next((part for part in parts if part.type != "comment"), None)

    def operator(self, node: Node) -> str:
        """Return the operator of an expression, ``""`` if it has none."""
        operator = self.field(node, "operator")
        return self.text(operator) if operator is not None else ""

    def parts(self, node: Node | None) -> list[Node]:
        """Return the named children of *node* without comments: arguments, elements, statements."""
        if node is None:
            return []
        return [child for child in node.named_children if child.type != "comment"]

    def bare(self, node: Node) -> Node:
        """Return *node* without the parentheses around it."""
        while node.type == "parenthesized_expression":
            inside = self.parts(node)
            if len(inside) != 1:
                break
            node = inside[0]
        return node

    def operands(self, node: Node, operator: str) -> list[Node]:
        """
        Return what *operator* joins in *node*, from left to right, parentheses removed.

        Chains nest to the left, thousands deep, so this does not recurse into that side.
        """
        found: list[Node] = []
        stack = [node]
        while stack:
            part = self.bare(stack.pop())
            left, right = self.field(part, "left"), self.field(part, "right")
            if left is not None and right is not None and self.operator(part) == operator:
                stack += [right, left]
                continue
            found.append(part)
        return found
