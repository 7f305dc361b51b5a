"""What a script must not hold anywhere: things that the runtime cannot follow, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.analysis.shapes import is_target, token
from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Refusal", "refusal"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a script is not explored."""

    construct: str
    line: int
    reason: str


_NODES = {
    "class_declaration": "a class",
    "class": "a class",
    "generator_function": "a generator",
    "generator_function_declaration": "a generator",
    "yield_expression": "a generator",
    "await_expression": "await",
    "with_statement": "with",
    "import_statement": "import",
    "export_statement": "export",
    "meta_property": "a meta property",
    "private_property_identifier": "a private name",
    "super": "super",
}
_NAMES = frozenset(
    {
        *("Proxy", "Reflect", "Symbol", "WeakRef", "FinalizationRegistry", "Atomics"),
        *("__proto__", "__defineGetter__", "__defineSetter__", "setPrototypeOf"),
        *("defineProperty", "defineProperties", "callee", "caller", "Promise", "queueMicrotask"),
        *("raw", "captureStackTrace", "prepareStackTrace", "stackTraceLimit", "stack"),
    }
)
"""Names whose mention is enough: with them values are changed where no rewriting sees it."""

_CONVERSIONS = frozenset({"toString", "valueOf", "toJSON", "toPrimitive", "then", "next"})
"""Members that the engine calls by itself: a script that defines them runs unseen."""


def refusal(tree: SyntaxTree) -> Refusal | None:
    """Return the first thing in a script that forbids to explore it, ``None`` where all is well."""
    if tree.is_broken:
        return Refusal(
            "the syntax", _first_error(tree), "pacgen cannot read it, though the engine may"
        )
    for node in tree.walk():
        construct = _construct(tree, node)
        if construct:
            line = int(node.start_point.row) + 1
            return Refusal(construct, line, "what it does cannot be followed")
    return None


def _construct(tree: SyntaxTree, node: Node) -> str:
    if node.type in _NODES:
        # "class" and its like are also the tokens of other nodes.
        return _NODES[node.type] if node.is_named else ""
    match node.type:
        case "identifier" | "property_identifier" | "shorthand_property_identifier":
            name = tree.source(node)
            return name if name in _NAMES else ""
        case "function_declaration" | "function_expression" | "arrow_function":
            return "an async function" if token(node, "async") else ""
        case "catch_clause":
            parameter = node.child_by_field_name("parameter")
            pattern = parameter is not None and parameter.type != "identifier"
            return "a pattern in a catch" if pattern else ""
        case "call_expression":
            callee = node.child_by_field_name("function")
            return "import" if callee is not None and callee.type == "import" else ""
        case _:
            return _member(tree, node)


def _member(tree: SyntaxTree, node: Node) -> str:
    """Name what defines a member of an object in a way that cannot be followed."""
    match node.type:
        case "method_definition":
            if token(node, "get") or token(node, "set"):
                return "a getter or setter"
            if token(node, "*") or token(node, "async"):
                return "a generator"
            return _defined(tree, node.child_by_field_name("name"))
        case "pair":
            return _defined(tree, node.child_by_field_name("key"))
        case "member_expression" if is_target(node):
            return _defined(tree, node.child_by_field_name("property"))
        case "subscript_expression" if is_target(node):
            return _defined(tree, node.child_by_field_name("index"))
        case _:
            return ""


def _defined(tree: SyntaxTree, name: Node | None) -> str:
    if name is None:
        return ""
    text = tree.source(name).strip("'\"")
    return f"an own {text}" if text in _CONVERSIONS or text == "__proto__" else ""


def _first_error(tree: SyntaxTree) -> int:
    for node in tree.walk():
        if node.is_error or node.is_missing:
            return int(node.start_point.row) + 1
    return 1
