"""Conditions: what ``if``, ``!``, ``&&`` and their like look at goes through the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pacgen.analysis.edits import Edits
from pacgen.analysis.shapes import LOGICAL, first, is_plain_truth, operator_of, parts_of

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Conditions"]


class Conditions:
    """
    Wraps the expressions whose truth matters, each once.

    Args:
        edits: Where the insertions go.
        runtime: How a call of the runtime begins.
    """

    def __init__(self, edits: Edits, runtime: str) -> None:
        self._edits = edits
        self._r = runtime
        self._done: set[int] = set()

    def whole(self, node: Node) -> None:
        """Treat *node* as a condition: nothing but its truth is used."""
        self._descend(node, "o")

    def left(self, node: Node, operator: str) -> None:
        """Treat the left side of a logical expression whose value is used."""
        if node.id in self._done:
            return
        left = parts_of(node)[0]
        match operator:
            case "&&":
                # What is false on the left is the value of the whole.
                self._descend(left, "v")
            case "||":
                self._descend(left, "o")
            case _:
                self._wrap(left, "q")

    def _descend(self, node: Node, test: str) -> None:
        stack = [node]
        while stack:
            node = stack.pop()
            if node.id in self._done:
                continue
            operator = operator_of(node)
            if node.type == "binary_expression" and operator in LOGICAL:
                self._done.add(node.id)
                left, right = parts_of(node)[0], parts_of(node)[-1]
                if operator == "??":
                    # The left side may be the value, too; what is outside comes first.
                    self._wrap(node, test)
                    self._wrap(left, "q")
                    stack.append(right)
                else:
                    stack += [right, left]
            elif node.type in {"parenthesized_expression", "expression_statement"}:
                self._done.add(node.id)
                inner = first(node)
                stack.append(inner)
            elif node.type == "unary_expression" and operator == "!":
                # Its own visit comes: it is a condition wherever it stands.
                continue
            elif not is_plain_truth(node):
                self._wrap(node, test)

    def _wrap(self, node: Node, test: str) -> None:
        line = int(node.start_point.row) + 1
        self._edits.wrap(node.start_byte, node.end_byte, f"{self._r}{test}((", f"),{line})")
