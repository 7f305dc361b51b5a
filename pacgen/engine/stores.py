"""Lists and tables that a script fills while it answers, and that can be made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pacgen.engine.scopes import Scopes
from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Stores"]

_METHODS = frozenset(
    {
        *("push", "pop", "shift", "unshift", "splice", "slice", "concat", "join", "indexOf"),
        "hasOwnProperty",
    }
)
"""Methods that do not give away the list or table itself, as ``sort`` does."""

_MENTIONS = frozenset({"identifier", "shorthand_property_identifier"})


class Stores:
    """
    The global lists and tables of a script that nothing but their name leads to.

    ``var seen = {};`` is one, if every other mention of the name is of the kind ``seen[host]``,
    ``seen.push(x)``, ``host in seen``: then nobody notices that another object has its place.
    What they hold must not be changed; :func:`~pacgen.engine.state.find_memory` sees to that.
    """

    def __init__(self, tree: SyntaxTree, scopes: Scopes) -> None:
        self._tree = tree
        self._scopes = scopes
        self._known: dict[str, bool] = {}

    def filled_by(self, target: Node) -> str | None:
        """Return the store that has the element or the method *target*; ``None`` if none has."""
        holder = target.child_by_field_name("object")
        if holder is None or holder.type != "identifier":
            return None
        name = self._tree.source(holder)
        if name not in self._known:
            self._known[name] = self._is_store(name)
        return name if self._known[name] else None

    def _is_store(self, name: str) -> bool:
        mentions = [
            node
            for node in self._tree.walk()
            if node.type in _MENTIONS and self._tree.source(node) == name
        ]
        made = [node for node in mentions if self._is_made(node)]
        return len(made) == 1 and all(
            node == made[0] or self._is_element(node) for node in mentions
        )

    def _is_made(self, mention: Node) -> bool:
        """Say whether *mention* is where the top level makes the list or table."""
        declarator = mention.parent
        if declarator is None or declarator.type != "variable_declarator":
            return False
        holder = declarator.parent
        value = declarator.child_by_field_name("value")
        return (
            declarator.child_by_field_name("name") == mention
            and holder is not None
            and holder.type == "variable_declaration"
            and self._scopes.owner(mention) is None
            and self._scopes.is_global(self._tree.source(mention), None)
            and value is not None
            and _is_literal(value)
        )

    def _is_element(self, mention: Node) -> bool:
        """Say whether only an element, or the number of them, is asked for or set."""
        holder = mention.parent
        if mention.type != "identifier" or holder is None:
            return False
        match holder.type:
            case "for_in_statement":
                return holder.child_by_field_name("right") == mention
            case "binary_expression":
                operator = holder.child_by_field_name("operator")
                is_in = operator is not None and operator.type == "in"
                return is_in and holder.child_by_field_name("right") == mention
            case "member_expression" | "subscript_expression":
                if holder.child_by_field_name("object") != mention:
                    return False
                called = holder.parent is not None and (
                    holder.parent.child_by_field_name("function") == holder
                )
                method = holder.child_by_field_name("property")
                return not called or (method is not None and self._tree.source(method) in _METHODS)
            case _:
                return False


def _is_literal(value: Node) -> bool:
    """Say whether *value* makes a list, or a table without methods of its own."""
    if value.type == "array":
        return all(child.type != "spread_element" for child in value.named_children)
    pairs = all(child.type in {"pair", "comment"} for child in value.named_children)
    return value.type == "object" and pairs
