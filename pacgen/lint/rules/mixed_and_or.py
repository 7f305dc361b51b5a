"""The rule ``mixed-and-or``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program, Subject
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["MixedAndOr"]


class MixedAndOr(StaticRule):
    """
    Checks for ``&&`` and ``||`` side by side without parentheses.

    Why is this bad?
        ``&&`` binds tighter. In ``atWork && host == "a" || host == "b"`` the second host
        does not depend on the place at all: a rule for one site becomes a rule for all.

    Known problems
        Where each part of the ``||`` is an ``&&``, or the tests joined by ``&&`` stand in a
        line of their own, it is taken as meant.

    References
        ECMAScript, "Binary Logical Operators".
    """

    name: ClassVar[str] = "mixed-and-or"
    code: ClassVar[str] = "CO47"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "&& binds tighter than ||, so a part of the condition does not limit the rest of it"
    )
    bad: ClassVar[str] = """\
if (url.indexOf("http:") == 0 && host == "a.contoso.com" || host == "b.contoso.com")
  return "DIRECT";
"""
    good: ClassVar[str] = """\
if (url.indexOf("http:") == 0 && (host == "a.contoso.com" || host == "b.contoso.com"))
  return "DIRECT";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        inner: set[int] = set()
        for node in program.index.nodes("binary_expression"):
            if program.index.operator(node) != "||" or node.id in inner:
                continue
            parts = _joined(program, node, inner)
            if not _is_condition(program, node):
                # As a value, found && found.route || otherwise is an idiom.
                continue
            both = [part for part in parts if program.index.operator(part) == "&&"]
            if not any(_is_limited(context, program, part) for part in both):
                continue
            if both and len(both) < len(parts) and not _is_laid_out(parts):
                text = quoted(program.index.text(both[0]))
                yield self.at(
                    context,
                    node,
                    f"{text} is one alternative here, and does not limit the others",
                    tip=f"say with parentheses what belongs together\n    ({text})",
                    related=((both[0], "these belong together as it stands"),),
                )


_LOGICAL = frozenset({"parenthesized_expression", "binary_expression", "unary_expression"})


def _is_condition(program: Program, node: Node) -> bool:
    inside, around = node, program.index.parent(node)
    while around is not None and around.type in _LOGICAL:
        inside, around = around, program.index.parent(around)
    return around is not None and program.index.field(around, "condition") == inside


def _is_limited(context: LintContext, program: Program, part: Node) -> bool:
    """
    Say whether ``&&`` joins a test of the host with one of something else, as the client's place.

    Two tests of the host are a test and its exception, which is meant for itself.
    """
    operands = program.index.operands(part, "&&")
    return not all(
        any(program.subject(node) is Subject.HOST for node in context.tree.walk(operand))
        for operand in operands
    )


def _joined(program: Program, node: Node, inner: set[int]) -> list[Node]:
    """Return what ``||`` joins, parentheses kept; the chain's own nodes go into *inner*."""
    found, stack = [], [node]
    while stack:
        part = stack.pop()
        if part.type == "binary_expression" and program.index.operator(part) == "||":
            inner.add(part.id)
            sides = [program.index.field(part, side) for side in ("right", "left")]
            stack += [side for side in sides if side is not None]
        else:
            found.append(part)
    return found


def _is_laid_out(parts: list[Node]) -> bool:
    """Say whether every alternative has lines of its own."""
    pairs = itertools.pairwise(parts)
    return all(after.start_point.row > before.end_point.row for before, after in pairs)
