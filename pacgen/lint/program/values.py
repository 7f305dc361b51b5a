"""
What an expression is worth where the text alone says it.

Strings, numbers, their concatenation, and variables that are set once; elements of constant
lists, as loops and callbacks get to see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.lint.program.index import FUNCTIONS, Index
from pacgen.lint.program.names import Names

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Text", "Values"]

_DEEP = 40
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "v": "\v", "f": "\f", "0": "\0"}
_CALLBACKS = frozenset({"some", "every", "forEach", "filter", "find", "map", "findIndex"})


@dataclass(frozen=True, slots=True)
class Text:
    """A constant string and where it stands."""

    value: str
    node: Node
    """The literal where there is one, else the expression that makes the string."""


class Values:
    """Finds constants."""

    def __init__(self, index: Index, names: Names) -> None:
        self._index = index
        self._names = names
        self._known: dict[int, str | float | None] = {}

    def string(self, node: Node | None) -> str | None:
        """Return the string that *node* always is, ``None`` if that is not known."""
        value = self._constant(node, 0)
        return value if isinstance(value, str) else None

    def number(self, node: Node | None) -> float | None:
        """Return the number that *node* always is, ``None`` if that is not known."""
        value = self._constant(node, 0)
        return value if isinstance(value, float) else None

    def texts(self, node: Node) -> list[Text]:
        """Return all strings that *node* may be, if they are known: one, or those of a list."""
        node = self._index.bare(node)
        value = self.string(node)
        if value is not None:
            return [Text(value, self._literal(node))]
        elements = self._elements_behind(node)
        return [text for element in elements for text in self._element(element)]

    def elements(self, node: Node | None, depth: int = 0) -> list[Node]:
        """Return the elements of a constant list."""
        if node is None or depth > _DEEP:
            return []
        node = self._index.bare(node)
        if node.type == "array":
            return self._index.parts(node)
        if node.type == "identifier":
            variable = self._names.variable(node)
            return self.elements(variable.only_value, depth + 1) if variable else []
        return []

    def _element(self, node: Node) -> Iterator[Text]:
        value = self.string(node)
        if value is not None:
            yield Text(value, self._literal(self._index.bare(node)))

    def _elements_behind(self, node: Node, depth: int = 0) -> list[Node]:
        """Return the elements of the list that *node*, an element or a loop variable, is from."""
        node = self._index.bare(node)
        if node.type == "subscript_expression":
            index = self._index.field(node, "index")
            if index is not None and index.type != "string":
                return self.elements(self._index.field(node, "object"))
        if node.type != "identifier":
            return []
        variable = self._names.variable(node)
        if variable is None or variable.writes or variable.is_opaque:
            return []
        if variable.elements_of is not None:
            return self.elements(variable.elements_of)
        if variable.index == 0:
            return self._called_with(variable.scope)
        value = variable.only_value
        if value is None or depth > _DEEP:
            return []
        return self._elements_behind(value, depth + 1)

    def _called_with(self, function: Node) -> list[Node]:
        """Return the elements that a callback, as in ``list.some(function (x) {})``, gets."""
        arguments = self._index.parent(function)
        call = self._index.parent(arguments) if arguments is not None else None
        callee = self._index.field(call, "function") if call is not None else None
        if callee is None or callee.type != "member_expression" or function.type not in FUNCTIONS:
            return []
        method = self._index.field(callee, "property")
        if method is None or self._index.text(method) not in _CALLBACKS:
            return []
        return self.elements(self._index.field(callee, "object"))

    def _literal(self, node: Node) -> Node:
        """Return the literal behind a variable, so that a finding points at the text itself."""
        for _ in range(_DEEP):
            if node.type != "identifier":
                return node
            variable = self._names.variable(node)
            value = variable.only_value if variable else None
            if value is None:
                return node
            node = self._index.bare(value)
        return node

    def _constant(self, node: Node | None, depth: int) -> str | float | None:
        if node is None or depth > _DEEP:
            return None
        node = self._index.bare(node)
        if node.id not in self._known:
            # A variable that is defined by itself is not known.
            self._known[node.id] = None
            self._known[node.id] = self._evaluate(node, depth)
        return self._known[node.id]

    def _evaluate(self, node: Node, depth: int) -> str | float | None:
        match node.type:
            case "string":
                return self._decoded(node)
            case "template_string":
                return self._template(node, depth)
            case "number":
                return _number(self._index.text(node))
            case "identifier":
                variable = self._names.variable(node)
                return self._constant(variable.only_value, depth + 1) if variable else None
            case "binary_expression" if self._index.operator(node) == "+":
                return self._sum(node, depth)
            case _:
                return None

    def _sum(self, node: Node, depth: int) -> str | float | None:
        total: str | float | None = None
        for operand in self._index.operands(node, "+"):
            value = self._constant(operand, depth + 1)
            if value is None:
                return None
            if total is None:
                total = value
            elif isinstance(total, float) and isinstance(value, float):
                total += value
            else:
                total = _text(total) + _text(value)
        return total

    def _template(self, node: Node, depth: int) -> str | None:
        pieces = []
        for part in node.named_children:
            if part.type == "template_substitution":
                inside = self._index.parts(part)
                value = self._constant(inside[0], depth + 1) if len(inside) == 1 else None
                if value is None:
                    return None
                pieces.append(_text(value))
            else:
                pieces.append(self._piece(part))
        return "".join(pieces)

    def _decoded(self, node: Node) -> str:
        return "".join(self._piece(part) for part in node.named_children)

    def _piece(self, part: Node) -> str:
        text = self._index.text(part)
        return _unescaped(text) if part.type == "escape_sequence" else text


def _text(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return str(int(value)) if value.is_integer() else repr(value)


def _number(text: str) -> float | None:
    text = text.replace("_", "").lower()
    if re.fullmatch(r"0\d+", text):
        return float(int(text, 8 if re.fullmatch("[0-7]+", text) else 10))
    try:
        return float(int(text, 0)) if text[:2] in {"0x", "0o", "0b"} else float(text)
    except ValueError:
        return None


def _unescaped(sequence: str) -> str:
    body = sequence[1:]
    digits = body[1:].strip("{}")
    if body[:1] in {"x", "u"} and re.fullmatch("[0-9a-fA-F]{2,6}", digits):
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"  # noqa: PLR2004 - the end of Unicode
    if body in {"\n", "\r\n", "\r", "\u2028", "\u2029"}:
        return ""
    return _ESCAPES.get(body, body)
