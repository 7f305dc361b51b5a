"""
Top-level ``let``, ``const`` and ``class`` that make a client refuse a whole script.

Some helpers are script code which the client declares in the global scope before the script:
a lexical declaration of such a name is a SyntaxError there.
The engine's helpers are no declarations, so this has to be found in the syntax tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pacgen.engine.decision import Fault, FaultKind
from pacgen.engine.profile import Profile
from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["find_clash", "may_clash"]

_LEXICAL = re.compile(r"\b(?:let|const|class)\b")
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_DEFAULTS = frozenset({"assignment_pattern", "object_assignment_pattern"})
_FUNCTIONS = frozenset({"function_declaration", "generator_function_declaration"})


def may_clash(text: str) -> bool:
    """Return whether a script has any lexical declaration; cheap."""
    return _LEXICAL.search(text) is not None


def find_clash(tree: SyntaxTree, profile: Profile) -> Fault | None:
    """Return the SyntaxError that the client finds, ``None`` if there is none."""
    functions = {
        tree.source(name)
        for statement in tree.root.children
        if statement.type in _FUNCTIONS
        for name in (statement.child_by_field_name("name"),)
        if name is not None
    }
    for node in _declared(tree):
        name = tree.source(node)
        if name in profile.declared or name in functions:
            span = tree.span(node)
            message = f"SyntaxError: '{name}' has already been declared"
            return Fault(FaultKind.SYNTAX, message, span.line, span.column)
    return None


def _declared(tree: SyntaxTree) -> Iterator[Node]:
    """Yield the names that are declared lexically at the top level."""
    for statement in tree.root.children:
        if statement.type == "class_declaration":
            yield from _names(statement.child_by_field_name("name"))
        elif statement.type == "lexical_declaration":
            for declarator in statement.named_children:
                yield from _names(declarator.child_by_field_name("name"))


def _names(pattern: Node | None) -> Iterator[Node]:
    stack = [pattern] if pattern is not None else []
    while stack:
        node = stack.pop()
        if node.type in _NAMES:
            yield node
        elif node.type in _DEFAULTS:
            stack.extend(filter(None, [node.child_by_field_name("left")]))
        elif node.type == "pair_pattern":
            stack.extend(filter(None, [node.child_by_field_name("value")]))
        else:
            stack.extend(reversed(node.named_children))
