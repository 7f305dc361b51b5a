"""What the file does once a test holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pacgen.lint.program.index import Index
from pacgen.lint.program.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Outcomes"]

_JUMPS = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})


class Outcomes:
    """Follows tests to the results that depend on them."""

    def __init__(self, index: Index, values: Values) -> None:
        self._index = index
        self._values = values
        self._known: dict[int, str | None] = {}

    def result(self, test: Node) -> str | None:
        """
        Return what is returned where *test*, or one of its alternatives, holds.

        ``None`` where that is not plain to see.
        """
        seen = []
        node: Node | None = test
        found = None
        while node is not None:
            if node.id in self._known:
                found = self._known[node.id]
                break
            seen.append(node.id)
            parent = self._index.parent(node)
            if parent is None:
                break
            if parent.type in {"if_statement", "ternary_expression"}:
                found = self._of_branch(parent, node)
                break
            if not self._hands_on(parent):
                break
            node = parent
        # Chains nest deep: every step is taken once.
        for key in seen:
            self._known[key] = found
        return found

    def _hands_on(self, node: Node) -> bool:
        if node.type == "binary_expression":
            return self._index.operator(node) in {"||", "&&", "!=", "!==", ">", ">=", "==", "==="}
        return node.type == "parenthesized_expression"

    def _of_branch(self, branch: Node, condition: Node) -> str | None:
        if self._index.field(branch, "condition") != condition:
            return None
        consequence = self._index.field(branch, "consequence")
        if branch.type == "ternary_expression":
            return self._values.string(consequence)
        return self.returned(consequence)

    def returned(self, statement: Node | None) -> str | None:
        """Return the string that a statement, or the last one of a block, returns."""
        while statement is not None and statement.type == "statement_block":
            inside = self._index.parts(statement)
            statement = inside[-1] if inside else None
        if statement is None or statement.type != "return_statement":
            return None
        value = self._index.parts(statement)
        return self._values.string(value[0]) if value else None

    def leaves(self, statement: Node | None) -> bool:
        """Say whether nothing after *statement* is reached: it returns, throws or jumps."""
        if statement is None:
            return False
        if statement.type == "statement_block":
            return any(self.leaves(part) for part in self._index.parts(statement))
        return statement.type in _JUMPS
