"""
Where a file looks at the URL.

What is proven of a rule is proven for one URL of each host. It holds for all of them where
nothing that had a say about it has looked at the URL: these are the places that have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.lint.clauses import statements
from pacgen.lint.program import ENTRY_POINTS, Program

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["UrlReads", "url_reads"]

_CHANGING = frozenset(
    {
        *("assignment_expression", "augmented_assignment_expression", "update_expression"),
        *("variable_declarator", "function_declaration", "function_expression", "arrow_function"),
    }
)
"""What may change a variable, now or later."""

_MUTATING = frozenset({"add", "push", "set", "splice", "unshift"})
"""Methods that keep what they are given."""


@dataclass(frozen=True, slots=True)
class UrlReads:
    """The statements that look at the URL, each for itself."""

    regions: tuple[tuple[int, int], ...] = ()
    """Their bytes: what an ``if`` tests and does, without what comes after ``else``."""

    is_anywhere: bool = False
    """Whether what they learn may be known elsewhere, too."""

    def touches(self, node: Node) -> bool:
        """Say whether what *node* does may depend on the URL."""
        return self.is_anywhere or any(a <= node.start_byte < b for a, b in self.regions)

    def comes_before(self, node: Node) -> bool:
        """Say whether nothing from *node* on looks at the URL."""
        return not self.is_anywhere and all(end <= node.start_byte for _, end in self.regions)


_EVERYWHERE = UrlReads(is_anywhere=True)
"""Nobody knows what depends on the URL."""


def url_reads(program: Program) -> UrlReads:
    """Return where ``FindProxyForURL`` looks at the URL."""
    functions = program.subjects.entry_points.get(ENTRY_POINTS[0])
    if not functions or "arguments" in program.names.free:
        return _EVERYWHERE
    function = functions[-1]
    parameters = program.names.parameters(function)
    url = program.names.variable(parameters[0]) if parameters else None
    if url is None:
        return UrlReads()
    chain = {statement.id for statement in statements(program, function)}
    regions: set[tuple[int, int]] = set()
    for read in url.reads:
        if _comes_to_nothing(program, read):
            continue
        region = _region(program, function, chain, read)
        if region is None:
            return _EVERYWHERE
        regions.add(region)
    return UrlReads(tuple(sorted(regions)))


def _comes_to_nothing(program: Program, read: Node) -> bool:
    """Say whether *read* is one as in ``url = url.toLowerCase();``."""
    for node in program.index.ancestors(read):
        if node.type == "assignment_expression":
            left = program.index.field(node, "left")
            return left is not None and program.names.variable(left) is program.names.variable(read)
        if node.type not in {"call_expression", "member_expression", "arguments"}:
            return False
    return False


def _region(
    program: Program, function: Node, chain: set[int], read: Node
) -> tuple[int, int] | None:
    """Return the code that depends on *read*; ``None`` if more may, by what that code changes."""
    index = program.index
    body = index.field(function, "body")
    node, parts = read, [read]
    for parent in index.ancestors(read):
        if parent == body:
            parts = [node]
            break
        if parent.id in chain:
            inside = [index.field(parent, name) for name in ("condition", "consequence")]
            parts = [part for part in inside if part is not None] if node in inside else [node]
            break
        node = parent
    if _has_effects(program, parts):
        return None
    return parts[0].start_byte, parts[-1].end_byte


def _has_effects(program: Program, nodes: list[Node]) -> bool:
    """Say whether *nodes* change a variable, or call what may: a function of the file."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if node.type in _CHANGING:
            return True
        call = program.calls.by_node.get(node.id)
        if call is not None and (
            program.names.variable(call.callee) if call.receiver is None else call.name in _MUTATING
        ):
            return True
        stack += node.named_children
    return False
