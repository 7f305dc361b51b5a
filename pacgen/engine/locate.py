"""
Where in the PAC file a fault lies.

QuickJS knows the line of most errors and little of the column: it names the operation that
failed, some characters on, and
for an unknown name in a function now and then the function's own start. The syntax tree knows
better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pacgen.engine.decision import Fault, FaultKind
from pacgen.engine.syntax import Span, SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["locate"]

_UNKNOWN_NAME = re.compile(r"ReferenceError: ([\w$]+) is not defined")
_OPERATIONS = frozenset({"call_expression", "new_expression", "member_expression"})
_LOCATED = frozenset({FaultKind.SYNTAX, FaultKind.LOAD, FaultKind.EXCEPTION})


def locate(fault: Fault, tree: SyntaxTree) -> Fault:
    """Return *fault* with the best place that engine and syntax tree together can give."""
    if fault.kind not in _LOCATED or fault.line is None:
        return fault
    span = _better(fault, fault.line, tree)
    if span is None:
        # The line is right; the column would mislead.
        return replace(fault, column=None)
    return replace(fault, line=span.line, column=span.column)


def _better(fault: Fault, line: int, tree: SyntaxTree) -> Span | None:
    if fault.kind is FaultKind.SYNTAX:
        # The engine gives up in this line; what the tree finds wrong there is the cause.
        mistakes = [span for span in map(tree.span, _mistakes(tree)) if span.line == line]
        return max(mistakes, default=None)
    unknown = _UNKNOWN_NAME.match(fault.message)
    if unknown:
        return _mention(unknown[1], line, tree)
    return _operation(line, fault.column or 1, tree)


def _mistakes(tree: SyntaxTree) -> Iterator[Node]:
    return (node for node in tree.walk() if node.is_error or node.is_missing)


def _mention(name: str, line: int, tree: SyntaxTree) -> Span | None:
    """Return the first mention of *name* in *line*, else the first one after it."""
    mentions = [
        tree.span(node)
        for node in tree.walk()
        if node.type == "identifier" and tree.source(node) == name
    ]
    return next((span for span in mentions if span.line >= line), None)


def _operation(line: int, column: int, tree: SyntaxTree) -> Span | None:
    """Return the innermost call or property access around a position, if it begins in that line."""
    best = None
    for node in tree.walk():
        if node.type in _OPERATIONS:
            span = tree.span(node)
            begins, ends = (span.line, span.column), (span.end_line, span.end_column)
            # Deeper nodes come later in the walk.
            if begins <= (line, column) <= ends and span.line == line:
                best = span
    return best
