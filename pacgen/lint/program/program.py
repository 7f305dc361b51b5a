"""A PAC file as rules about its text see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pacgen.engine import SyntaxTree
from pacgen.lint.program.calls import Calls
from pacgen.lint.program.comparisons import Comparison, Comparisons
from pacgen.lint.program.conditions import operands_of_conditions
from pacgen.lint.program.index import Index
from pacgen.lint.program.names import Names
from pacgen.lint.program.outcomes import Outcomes
from pacgen.lint.program.subjects import Subject, Subjects
from pacgen.lint.program.values import Values

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Program"]


class Program:
    """
    What the text of a file says, found out once and shared by all rules.

    Args:
        tree: The syntax tree of a file that is not broken.
    """

    def __init__(self, tree: SyntaxTree) -> None:
        self.index = Index(tree)

    @cached_property
    def names(self) -> Names:
        """Which variable each name means."""
        return Names(self.index)

    @cached_property
    def values(self) -> Values:
        """Constants."""
        return Values(self.index, self.names)

    @cached_property
    def subjects(self) -> Subjects:
        """Which expressions are the host and which the URL."""
        return Subjects(self.index, self.names)

    @cached_property
    def calls(self) -> Calls:
        """All calls."""
        return Calls(self.index, self.names)

    @cached_property
    def outcomes(self) -> Outcomes:
        """What follows from tests."""
        return Outcomes(self.index, self.values)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every constant that the host or the URL is held against."""
        found = Comparisons(self.index, self.names, self.values, self.subjects, self.calls)
        return tuple(found.find())

    @cached_property
    def tests(self) -> tuple[tuple[Node, Node], ...]:
        """The expressions that conditions are made of, each with the node that asks for it."""
        return tuple(operands_of_conditions(self.index))

    @cached_property
    def strings(self) -> tuple[tuple[Node, str], ...]:
        """All string literals, with what they say."""
        nodes = self.index.nodes("string", "template_string")
        return tuple((n, text) for n in nodes if (text := self.values.string(n)) is not None)

    @cached_property
    def _probed(self) -> frozenset[str]:
        found = set()
        for node in self.index.nodes("unary_expression"):
            argument = self.index.field(node, "argument")
            if self.index.operator(node) == "typeof" and argument is not None:
                found.add(self.index.text(argument))
        return frozenset(found)

    def is_probed(self, name: str) -> bool:
        """Say whether the file asks by ``typeof`` if *name* is there at all."""
        return name in self._probed

    def subject(self, node: Node | None) -> Subject | None:
        """Say whether *node* is the host or the URL."""
        return self.subjects.subject(node)

    def sends_direct(self, test: Node) -> bool:
        """Say whether hosts for which *test* holds may go DIRECT; no if it is plainly a proxy."""
        result = self.outcomes.result(test)
        return result is None or result.strip().upper().startswith("DIRECT")
