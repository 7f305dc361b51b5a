"""Calls and properties become calls of the runtime."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pacgen.analysis.pen import Pen
from pacgen.analysis.shapes import is_target, token

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Accesses"]


class Accesses:
    """Rewrites calls, and what reads and writes members of objects."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self.handlers: dict[str, Callable[[Node], None]] = {
            "call_expression": self._call,
            "new_expression": self._new,
            "member_expression": self._member,
            "subscript_expression": self._subscript,
            "computed_property_name": self._computed,
        }

    def _call(self, node: Node) -> None:
        callee = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if callee is None or arguments is None or arguments.type != "arguments":
            self._pen.refuse(node, "a tagged template")
            return
        if token(node, "optional_chain") or callee.type in {"super", "import"}:
            self._pen.refuse(node, "optional chaining" if callee.type != "super" else "super")
            return
        self._arguments(arguments, node)
        if callee.type in {"member_expression", "subscript_expression"}:
            if token(callee, "optional_chain"):
                self._pen.refuse(node, "optional chaining")
                return
            self._pen.edits.open(node.start_byte, f"{self._pen.call}m(")
            self._name_part(callee, "")
            self._pen.edits.open(arguments.start_byte, "")
            return
        self._pen.edits.open(node.start_byte, f"{self._pen.call}c(")
        self._pen.edits.close(callee.end_byte, ",void 0")

    def _arguments(self, arguments: Node, node: Node) -> None:
        opening, closing = arguments.children[0], arguments.children[-1]
        self._pen.edits.replace(opening.start_byte, opening.end_byte, ",[")
        self._pen.edits.replace(closing.start_byte, closing.end_byte, f"],{self._pen.line(node)})")

    def _name_part(self, node: Node, after: str) -> None:
        """Turn ``.name`` and ``[key]`` behind an object into a further argument."""
        holder = node.child_by_field_name("object")
        if holder is None:
            return
        if node.type == "member_expression":
            name = node.child_by_field_name("property")
            if name is not None:
                text = f',"{self._pen.tree.source(name)}"{after}'
                self._pen.edits.replace(holder.end_byte, name.end_byte, text)
                self._pen.skip(name)
            return
        opening, closing = token(node, "["), token(node, "]")
        if opening is not None and closing is not None:
            self._pen.edits.replace(opening.start_byte, opening.end_byte, ",(")
            self._pen.edits.replace(closing.start_byte, closing.end_byte, f"){after}")

    def _new(self, node: Node) -> None:
        keyword = node.children[0]
        self._pen.edits.replace(keyword.start_byte, keyword.end_byte, f"{self._pen.call}x(")
        arguments = node.child_by_field_name("arguments")
        if arguments is None:
            self._pen.edits.close(node.end_byte, f",[],{self._pen.line(node)})")
        else:
            self._arguments(arguments, node)

    def _member(self, node: Node) -> None:
        if token(node, "optional_chain"):
            self._pen.refuse(node, "optional chaining")
        elif is_target(node):
            self._writing(node)
        elif not _is_callee(node):
            self._pen.edits.open(node.start_byte, f"{self._pen.call}g(")
            self._name_part(node, f",{self._pen.line(node)})")

    def _subscript(self, node: Node) -> None:
        if token(node, "optional_chain"):
            self._pen.refuse(node, "optional chaining")
        elif is_target(node):
            self._writing(node)
            opening, closing = token(node, "["), token(node, "]")
            if opening is not None and closing is not None:
                self._pen.edits.replace(
                    opening.start_byte, opening.end_byte, f"[{self._pen.call}k(("
                )
                text = f"),{self._pen.line(node)})]"
                self._pen.edits.replace(closing.start_byte, closing.end_byte, text)
        elif not _is_callee(node):
            self._pen.edits.open(node.start_byte, f"{self._pen.call}i(")
            self._name_part(node, f",{self._pen.line(node)})")

    def _writing(self, node: Node) -> None:
        holder = node.child_by_field_name("object")
        if holder is not None:
            end = f",{self._pen.line(node)})"
            self._pen.edits.wrap(holder.start_byte, holder.end_byte, f"{self._pen.call}w(", end)

    def _computed(self, node: Node) -> None:
        opening, closing = node.children[0], node.children[-1]
        self._pen.edits.close(opening.end_byte, f"{self._pen.call}k((")
        self._pen.edits.open(closing.start_byte, f"),{self._pen.line(node)})")


def _is_callee(node: Node) -> bool:
    parent = node.parent
    return (
        parent is not None
        and parent.type == "call_expression"
        and parent.child_by_field_name("function") == node
    )
