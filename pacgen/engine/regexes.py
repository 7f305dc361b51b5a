"""Regular expressions that cannot remember anything, whatever they are asked."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Regexes"]

_TAKING = ("replace", "match", "split", "search")
"""Methods of texts that take a regular expression, begin at its start and do not keep it."""

_ASKING = ("test", "exec")
"""Methods of regular expressions."""

_METHODS_BY_HOLDER = {"arguments": _TAKING, "member_expression": _ASKING}
_METHODS = frozenset({*_TAKING, *_ASKING})
_WORDS = frozenset({"identifier", "property_identifier", "string_fragment"})

_PLAIN_FLAGS = re.compile(r"""(["'])[imsu]*\1""")


class Regexes:
    """The regular expressions of a script."""

    def __init__(self, tree: SyntaxTree) -> None:
        self._tree = tree

    def is_forgotten(self, regex: Node | None) -> bool:
        """
        Say whether a regular expression in the text is used once and then gone.

        Each time that the text gets there, a new one is made: that of ``host.replace(/-/g, "")``
        is held by nobody afterwards, if ``replace`` is what texts have and no function of the
        script.
        """
        holder = regex.parent if regex is not None else None
        if holder is None:
            return False
        methods = _METHODS_BY_HOLDER.get(holder.type, ())
        name = _method(self._tree, holder.parent)
        return name in methods and name not in self._redefined

    def is_plain(self, node: Node) -> bool:
        """
        Say whether *node* is the name in ``new RegExp("…")`` or ``RegExp("…", "i")``.

        The flags are seen to be harmless. What ``RegExp`` itself remembers of the last match is
        read in another way.
        """
        if self._tree.source(node) != "RegExp" or node.parent is None:
            return False
        call = node.parent
        callee = call.child_by_field_name("constructor") or call.child_by_field_name("function")
        arguments = call.child_by_field_name("arguments")
        if callee != node or arguments is None:
            return False
        given = [child for child in arguments.named_children if child.type != "comment"]
        if len(given) == 2:  # noqa: PLR2004 - pattern and flags
            return _PLAIN_FLAGS.fullmatch(self._tree.source(given[1])) is not None
        return len(given) == 1 and given[0].type != "spread_element"

    @cached_property
    def _redefined(self) -> frozenset[str]:
        """The methods whose names are anywhere but in calls: something else may be called so."""
        found: set[str] = set()
        for node in self._tree.walk():
            if node.type in _WORDS and self._tree.source(node) in _METHODS:
                name = self._tree.source(node)
                call = node.parent.parent if node.parent is not None else None
                if _method(self._tree, call) != name:
                    found.add(name)
        return frozenset(found)


def _method(tree: SyntaxTree, call: Node | None) -> str:
    if call is None or call.type != "call_expression":
        return ""
    callee = call.child_by_field_name("function")
    name = callee.child_by_field_name("property") if callee is not None else None
    return "" if name is None else tree.source(name)
