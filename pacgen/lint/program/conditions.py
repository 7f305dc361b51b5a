"""The tests that conditions are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pacgen.lint.program.index import Index

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["operands_of_conditions"]

_HOLDERS = (
    "if_statement",
    "while_statement",
    "do_statement",
    "for_statement",
    "ternary_expression",
)


def operands_of_conditions(index: Index) -> Iterator[tuple[Node, Node]]:
    """
    Yield all expressions that only count as true or false, each with the node that asks.

    That node is the ``if``, the loop, the ternary, or the expression that negates.
    Parentheses, ``&&``, ``||`` and ``!`` are taken apart.
    """
    for holder in index.nodes(*_HOLDERS):
        condition = index.field(holder, "condition")
        if condition is not None and condition.type != "empty_statement":
            yield from _taken_apart(index, condition, holder)


def _taken_apart(index: Index, condition: Node, holder: Node) -> Iterator[tuple[Node, Node]]:
    stack = [(condition, holder)]
    while stack:
        node, asker = stack.pop()
        node = index.bare(node)
        operator = index.operator(node)
        if node.type == "binary_expression" and operator in {"&&", "||"}:
            sides = [index.field(node, "right"), index.field(node, "left")]
            stack += [(side, asker) for side in sides if side is not None]
        elif node.type == "unary_expression" and operator == "!":
            argument = index.field(node, "argument")
            if argument is not None:
                stack.append((argument, node))
        else:
            yield node, asker
