"""Conditions, loops and returns tell the runtime what they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pacgen.analysis.pen import Pen
from pacgen.analysis.shapes import first

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Statements"]


class Statements:
    """Rewrites statements, and the expressions that are conditions."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._switches = 0
        self.handlers: dict[str, Callable[[Node], None]] = {
            "ternary_expression": self._branch,
            "if_statement": self._branch,
            "while_statement": self._loop,
            "do_statement": self._loop,
            "for_statement": self._for,
            "switch_statement": self._switch,
            "catch_clause": self._catch,
            "return_statement": self._return,
            "arrow_function": self._arrow,
        }

    def _branch(self, node: Node) -> None:
        condition = node.child_by_field_name("condition")
        if condition is not None:
            self._pen.conditions.whole(condition)

    def _loop(self, node: Node) -> None:
        condition = node.child_by_field_name("condition")
        if condition is None or condition.type != "parenthesized_expression":
            return
        self._pen.conditions.whole(condition)
        opening, closing = condition.children[0], condition.children[-1]
        self._pen.edits.replace(
            opening.start_byte, opening.end_byte, f"({self._pen.call}l({self._pen.line(node)})&&("
        )
        self._pen.edits.replace(closing.start_byte, closing.end_byte, "))")

    def _for(self, node: Node) -> None:
        condition = node.child_by_field_name("condition")
        if condition is None:
            return
        step = f"{self._pen.call}l({self._pen.line(node)})"
        if condition.type == "empty_statement":
            self._pen.edits.open(condition.start_byte, step)
            return
        inner = first(condition) if condition.type == "expression_statement" else condition
        # Before what is inside, which may begin or end at the same place.
        self._pen.edits.wrap(inner.start_byte, inner.end_byte, f"{step}&&(", ")")
        self._pen.conditions.whole(inner)

    def _switch(self, node: Node) -> None:
        self._switches += 1
        number = self._switches
        value, body = node.child_by_field_name("value"), node.child_by_field_name("body")
        if value is None or body is None:
            return
        self._pen.edits.wrap(
            value.start_byte, value.end_byte, f"({self._pen.call}sw({number},", "))"
        )
        for case in body.named_children:
            shown = case.child_by_field_name("value") if case.type == "switch_case" else None
            if shown is not None:
                before = f"{self._pen.call}cs({number},{self._pen.call}sg({number}),("
                end = f"),{self._pen.line(case)})"
                self._pen.edits.wrap(shown.start_byte, shown.end_byte, before, end)

    def _catch(self, node: Node) -> None:
        parameter, body = node.child_by_field_name("parameter"), node.child_by_field_name("body")
        if body is None:
            return
        name = self._pen.tree.source(parameter) if parameter is not None else ""
        if not name:
            name = f"{self._pen.runtime}e"
            self._pen.edits.open(body.start_byte, f" ({name}) ")
        opening = body.children[0]
        self._pen.edits.replace(
            opening.start_byte, opening.end_byte, f"{{{self._pen.call}a({name});"
        )

    def _return(self, node: Node) -> None:
        line = self._pen.line(node)
        expression = first(node, default=None)
        if expression is None:
            self._pen.edits.close(node.children[0].end_byte, f"{self._pen.call}r(void 0,{line})")
            return
        start, end = expression.start_byte, expression.end_byte
        self._pen.edits.wrap(start, end, f"{self._pen.call}r((", f"),{line})")

    def _arrow(self, node: Node) -> None:
        body = node.child_by_field_name("body")
        if body is not None and body.type != "statement_block":
            end = f"),{self._pen.line(body)})"
            self._pen.edits.wrap(body.start_byte, body.end_byte, f"{self._pen.call}r((", end)
