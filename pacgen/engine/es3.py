"""
What JScript cannot read: syntax that came after the third edition of ECMAScript, of 1999.

WinHTTP runs PAC files in Microsoft's JScript engine. A single arrow function makes it drop the
whole file, where browsers run it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["newer_syntax"]

_NEWER = {
    "lexical_declaration": "let and const",
    "arrow_function": "an arrow function",
    "template_string": "a template string",
    "class_declaration": "a class",
    "class": "a class",
    "spread_element": "a spread",
    "rest_pattern": "a rest parameter",
    "object_pattern": "destructuring",
    "array_pattern": "destructuring",
    "assignment_pattern": "a default value",
    "generator_function": "a generator",
    "generator_function_declaration": "a generator",
    "await_expression": "await",
    "async": "async",
    "optional_chain": "optional chaining",
    "method_definition": "a method, getter or setter in an object",
    "shorthand_property_identifier": "a shorthand property",
    "computed_property_name": "a computed property name",
    "import_statement": "import",
    "export_statement": "export",
    "import": "import",
    "meta_property": "new.target",
}
"""Kinds of nodes of the syntax tree, and what to call them."""

_NEWER_OPERATORS = frozenset({"**", "**=", "??", "??=", "&&=", "||="})
_OLD_FLAGS = frozenset("gim")


def newer_syntax(tree: SyntaxTree) -> tuple[Node, str] | None:
    """Return the first piece of syntax that JScript cannot read and what it is, if there is one."""
    for node in tree.walk():
        what = _what(node, tree)
        if what:
            return node, what
    return None


def _what(node: Node, tree: SyntaxTree) -> str:
    if node.type in _NEWER:
        return _NEWER[node.type]
    match node.type:
        case "binary_expression" | "augmented_assignment_expression":
            return _operator(node)
        case "for_in_statement":
            return "for-of" if any(child.type == "of" for child in node.children) else ""
        case "regex_flags":
            flags = tree.source(node)
            return f"the regular expression flags {flags}" if set(flags) - _OLD_FLAGS else ""
        case "catch_clause":
            return "" if node.child_by_field_name("parameter") else "catch without a name"
        case _:
            return ""


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    if operator is None or operator.type not in _NEWER_OPERATORS:
        return ""
    return f"the operator {operator.type}"
