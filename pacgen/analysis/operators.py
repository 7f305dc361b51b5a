"""Operators become calls of the runtime."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pacgen.analysis.pen import Pen
from pacgen.analysis.shapes import (
    ARITHMETIC,
    COMPARISONS,
    LOGICAL,
    first,
    literal_only,
    operator_of,
    parts_of,
)

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Operators"]


class Operators:
    """Rewrites expressions with operators."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._summed: set[int] = set()
        self.handlers: dict[str, Callable[[Node], None]] = {
            "binary_expression": self._binary,
            "unary_expression": self._unary,
            "update_expression": self._update,
            "augmented_assignment_expression": self._augmented,
            "template_string": self._template,
        }

    def _binary(self, node: Node) -> None:
        operator = operator_of(node)
        if operator in LOGICAL:
            self._pen.conditions.left(node, operator)
        elif operator == "+":
            self._sum(node)
        elif operator in COMPARISONS or operator in ARITHMETIC:
            left, right = parts_of(node)[0], parts_of(node)[-1]
            if not (literal_only(left) and literal_only(right)):
                call = COMPARISONS.get(operator) or f'b("{operator}",'
                self._operands(node, call)

    def _operands(self, node: Node, call: str) -> None:
        operator = node.child_by_field_name("operator")
        assert operator is not None  # noqa: S101 - the grammar has no binary expression without
        self._pen.edits.open(node.start_byte, self._pen.call + call)
        self._pen.edits.replace(operator.start_byte, operator.end_byte, ",")
        self._pen.edits.close(node.end_byte, f",{self._pen.line(node)})")

    def _sum(self, node: Node) -> None:
        """Flatten ``a + b + c``: nested calls would need a stack as deep as the chain is long."""
        if node.id in self._summed:
            return
        operators = []
        link: Node | None = node
        while link is not None and link.type == "binary_expression" and operator_of(link) == "+":
            self._summed.add(link.id)
            operators.append(link.child_by_field_name("operator"))
            link = parts_of(link)[0]
        if literal_only(node):
            return
        self._pen.edits.open(node.start_byte, f"{self._pen.call}p(")
        for operator in operators:
            if operator is not None:
                self._pen.edits.replace(operator.start_byte, operator.end_byte, ",")
        self._pen.edits.close(node.end_byte, f",{self._pen.line(node)})")

    def _unary(self, node: Node) -> None:
        operator = node.child_by_field_name("operator")
        argument = node.child_by_field_name("argument")
        if operator is None or argument is None:
            return
        argument = first(argument) if argument.type == "comment" else argument
        match operator.type:
            case "!":
                self._pen.conditions.whole(argument)
            case "typeof":
                self._typeof(node, operator, argument)
            case "-" | "+" | "~" if not literal_only(argument):
                text = f'{self._pen.call}u("{operator.type}",('
                self._pen.edits.replace(operator.start_byte, operator.end_byte, text)
                self._pen.edits.close(node.end_byte, f"),{self._pen.line(node)})")

    def _typeof(self, node: Node, operator: Node, argument: Node) -> None:
        inner = argument
        while inner.type == "parenthesized_expression":
            inner = first(inner)
        if inner.type == "identifier":
            # A name that nobody declares has a type, but no value.
            name = self._pen.tree.source(inner)
            self._pen.edits.open(node.start_byte, f"{self._pen.call}t(")
            self._pen.edits.close(
                node.end_byte, f",typeof {name}=='undefined'?void 0:{name},{self._pen.line(node)})"
            )
            return
        if literal_only(argument):
            return
        text = f"{self._pen.call}t2(("
        self._pen.edits.replace(operator.start_byte, operator.end_byte, text)
        self._pen.edits.close(node.end_byte, f"),{self._pen.line(node)})")

    def _update(self, node: Node) -> None:
        argument = node.child_by_field_name("argument")
        operator = node.child_by_field_name("operator")
        if argument is None or operator is None or argument.type != "identifier":
            return
        name = self._pen.tree.source(argument)
        amount = 1 if operator.type == "++" else -1
        setting = f"{name}={self._pen.call}d({name},{amount},{self._pen.line(node)})"
        parent = node.parent
        alone = parent is not None and (
            parent.type == "expression_statement"
            or (parent.type == "for_statement" and parent.child_by_field_name("increment") == node)
        )
        if alone:
            text = f" {setting}"
        elif operator.start_byte < argument.start_byte:
            text = f"{self._pen.call}y({setting})"
        else:
            text = f"{self._pen.call}post({name},{setting})"
        self._pen.edits.replace(node.start_byte, node.end_byte, text)
        self._pen.skip(node)

    def _augmented(self, node: Node) -> None:
        left, operator = node.child_by_field_name("left"), node.child_by_field_name("operator")
        right = node.child_by_field_name("right")
        if left is None or operator is None or right is None:
            return
        value = self._reading(left)
        line = self._pen.line(node)
        name = operator.type.removesuffix("=")
        if name in LOGICAL:
            if left.type != "identifier":
                self._pen.refuse(node, f"the operator {operator.type}")
                return
            test = {"&&": "v", "||": "o", "??": "q"}[name]
            text = f"={self._pen.call}{test}({value},{line}){name}("
            self._pen.edits.replace(operator.start_byte, operator.end_byte, text)
            self._pen.edits.close(node.end_byte, ")")
        elif value is not None:
            call = "p(" if name == "+" else f'b("{name}",'
            text = f"={self._pen.call}{call}{value},"
            self._pen.edits.replace(operator.start_byte, operator.end_byte, text)
            self._pen.edits.close(node.end_byte, f",{line})")
        # Else the engine's own operator: a tagged value springs a trap there.

    def _reading(self, target: Node) -> str | None:
        """Return the text that reads a target again without doing anything twice."""
        if target.type == "identifier":
            return self._pen.tree.source(target)
        holder = target.child_by_field_name("object")
        if holder is None or holder.type not in {"identifier", "this"}:
            return None
        source, line = self._pen.tree.source(holder), self._pen.line(target)
        name = target.child_by_field_name("property")
        if target.type == "member_expression" and name is not None:
            return f'{self._pen.call}g({source},"{self._pen.tree.source(name)}",{line})'
        key = target.child_by_field_name("index")
        if key is not None and key.type in {"identifier", "string", "number"}:
            text = self._pen.tree.source(key)
            return f"{self._pen.call}i({source},{text},{line})" if text.isascii() else None
        return None

    def _template(self, node: Node) -> None:
        parts = [child for child in node.children if child.type == "template_substitution"]
        if not parts:
            return
        self._pen.edits.open(node.start_byte, f'{self._pen.call}p("",')
        for part in parts:
            opening, closing = part.children[0], part.children[-1]
            self._pen.edits.replace(opening.start_byte, opening.end_byte, "`,(")
            self._pen.edits.replace(closing.start_byte, closing.end_byte, "),`")
        self._pen.edits.close(node.end_byte, f",{self._pen.line(node)})")
