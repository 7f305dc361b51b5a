"""What the rewriter asks of a node of the syntax tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = [
    "ARITHMETIC",
    "COMPARISONS",
    "LOGICAL",
    "first",
    "is_plain_truth",
    "is_target",
    "literal_only",
    "operator_of",
    "parts_of",
    "token",
]

LOGICAL: Final = frozenset({"&&", "||", "??"})

COMPARISONS: Final = {
    "==": "e(",
    "!=": "ne(",
    "===": "s(",
    "!==": "ns(",
    "<": "lt(",
    ">": "gt(",
    "<=": "le(",
    ">=": "ge(",
    "in": "n(",
    "instanceof": "io(",
}
"""Operators whose result is true or false, and the functions of the runtime that stand for them."""

ARITHMETIC: Final = frozenset({"-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^"})

_LITERALS = frozenset({"string", "number", "true", "false", "null", "undefined"})
_PLAIN = _LITERALS | {
    "regex",
    "function_expression",
    "arrow_function",
    "object",
    "array",
    "class",
}


@overload
def first(node: Node) -> Node: ...
@overload
def first(node: Node, default: None) -> Node | None: ...
def first(node: Node, default: Node | None = None) -> Node | None:
    """Return the first part of *node* that is no comment."""
    return next(iter(parts_of(node)), default)


def parts_of(node: Node) -> list[Node]:
    """Return the named parts of *node*; comments stand anywhere and are none."""
    return [
        child
        for child in node.named_children
        if child.type not in {"comment", "html_comment", "optional_chain"}
    ]


def token(node: Node, kind: str) -> Node | None:
    """Return the child of *node* that is the token *kind*."""
    return next((child for child in node.children if child.type == kind), None)


def operator_of(node: Node) -> str:
    """Return the operator of an expression, ``""`` where it has none."""
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else ""


def literal_only(node: Node) -> bool:
    """Say whether *node* is made of literals alone, so that its value depends on nothing."""
    stack = [node]
    while stack:
        node = stack.pop()
        if node.type in {"binary_expression", "parenthesized_expression"}:
            stack.extend(parts_of(node))
        elif node.type == "unary_expression":
            stack.extend(parts_of(node)[-1:])
        elif node.type == "template_string":
            if any(child.type == "template_substitution" for child in node.children):
                return False
        elif node.type not in _LITERALS:
            return False
    return True


def is_plain_truth(node: Node) -> bool:
    """Say whether the engine itself can tell whether *node* is true: its value is never tagged."""
    if node.type in _PLAIN:
        return True
    if node.type == "binary_expression":
        return operator_of(node) in COMPARISONS
    if node.type == "unary_expression":
        return operator_of(node) in {"typeof", "void", "delete"}
    return False


def is_target(node: Node) -> bool:
    """Say whether *node* is written to, counted up or deleted, not read."""
    parent = node.parent
    while parent is not None and parent.type == "parenthesized_expression":
        node, parent = parent, parent.parent
    if parent is None:
        return False
    match parent.type:
        case "assignment_expression" | "augmented_assignment_expression" | "for_in_statement":
            return parent.child_by_field_name("left") == node
        case "update_expression":
            return True
        case "unary_expression":
            return operator_of(parent) == "delete"
        case "array_pattern" | "rest_pattern" | "object_assignment_pattern":
            return True
        case "assignment_pattern":
            return parent.child_by_field_name("left") == node
        case "pair_pattern":
            return parent.child_by_field_name("value") == node
        case _:
            return False
