"""Tells without running them that two PAC texts are one program, with other comments."""

from __future__ import annotations

from collections.abc import Iterator

from pacgen.engine.script import Script
from pacgen.engine.syntax import FUNCTIONS, SyntaxTree

__all__ = ["same_program"]

_WHOLE = FUNCTIONS | {"class_declaration", "class", "string", "template_string", "regex"}
"""What is compared as it stands: a function can look at its own text, comments and all."""

_PLACES = ("lineNumber", "columnNumber", "stack")
"""By these a script can learn where it stands in the file."""

_Piece = tuple[str, int, str]


def same_program(one: Script, two: Script) -> bool:
    """
    Say whether two texts differ in blanks and comments outside of functions at most.

    Then they answer alike, whatever they do: a file that is made anew every morning has another
    date in its head, and nothing else. ``False`` says nothing.
    """
    if one.text == two.text:
        return True
    if one.tree.is_broken or two.tree.is_broken:
        return False
    if any(place in script.text for place in _PLACES for script in (one, two)):
        return False
    pieces, others = _pieces(one.tree), _pieces(two.tree)
    return all(piece == next(others, None) for piece in pieces) and next(others, None) is None


def _pieces(tree: SyntaxTree) -> Iterator[_Piece]:
    """Yield every node but comments, parents first; with its text where that is what counts."""
    stack = [tree.root]
    while stack:
        node = stack.pop()
        if node.type in _WHOLE or not node.children:
            yield node.type, 0, tree.source(node)
            continue
        children = [child for child in node.children if not child.type.endswith("comment")]
        yield node.type, len(children), ""
        stack += reversed(children)
