"""
A PAC file is rewritten so that everything it does to a value goes through the runtime.

The result, run with plain values, does what the original does; run with tagged ones it also takes
notes (``javascript/values.js``). No line is added or lost. What has no rewriting ends the run
where it is reached, or, where that cannot be said, refuses the whole file: by name and line.
"""

from __future__ import annotations

from dataclasses import dataclass

from pacgen.analysis.accesses import Accesses
from pacgen.analysis.clock import Clock, LateError
from pacgen.analysis.operators import Operators
from pacgen.analysis.pen import Pen
from pacgen.analysis.refusals import Refusal, refusal
from pacgen.analysis.statements import Statements
from pacgen.engine.syntax import SyntaxTree

__all__ = ["Rewritten", "rewrite"]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A rewritten script."""

    source: str
    runtime: str
    """The global through which it calls the runtime: a name that the script does not use."""

    refusal: Refusal | None
    """Why it must not be explored at all."""


_NODES = 1000
"""So many are rewritten between two looks at the clock."""


def rewrite(tree: SyntaxTree, until: Clock | None = None) -> Rewritten:
    """
    Rewrite a script. Broken scripts are refused; the engine says what is wrong with them.

    Raises:
        LateError: the time was up first.
    """
    name = "pacgenR"
    while name in tree.text:
        name += "R"
    refused = refusal(tree)
    if refused is not None:
        return Rewritten("", name, refused)
    pen = Pen(tree, name)
    handlers = {
        **Operators(pen).handlers,
        **Accesses(pen).handlers,
        **Statements(pen).handlers,
    }
    # Parents first, without recursion: real PAC files nest thousands deep.
    stack, count = [tree.root], 0
    while stack:
        node, count = stack.pop(), count + 1
        if until is not None and count % _NODES == 0 and until.is_up:
            raise LateError
        handler = handlers.get(node.type)
        if handler is not None:
            handler(node)
        if not pen.is_skipped(node):
            stack.extend(reversed(node.children))
    return Rewritten(pen.edits.apply(tree.data), name, None)
