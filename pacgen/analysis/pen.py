"""What all parts of the rewriter write with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pacgen.analysis.conditions import Conditions
from pacgen.analysis.edits import Edits
from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Pen"]


class Pen:
    """
    The edits of one script.

    Args:
        tree: The script.
        runtime: The global through which the rewritten script calls the runtime.
    """

    def __init__(self, tree: SyntaxTree, runtime: str) -> None:
        self.tree = tree
        self.runtime = runtime
        # The blank matters in minified code: return"DIRECT".
        self.call = f" {runtime}."
        """How a call of the runtime begins."""

        self.edits = Edits()
        self.conditions = Conditions(self.edits, self.call)
        self._skipped: set[int] = set()

    def refuse(self, node: Node, construct: str) -> None:
        """End the run where *node* is reached."""
        text = f'{self.call}z("{construct}","it is not understood",{self.line(node)})'
        self.edits.replace(node.start_byte, node.end_byte, text)
        self.skip(node)

    def skip(self, node: Node) -> None:
        """Leave alone what is in *node*: it has been replaced as a whole."""
        self._skipped.add(node.id)

    def is_skipped(self, node: Node) -> bool:
        """Say whether *node* has been replaced as a whole."""
        return node.id in self._skipped

    def line(self, node: Node) -> int:
        """Return the line that *node* begins in, from 1."""
        return int(node.start_point.row) + 1
