"""Which function a name belongs to, and which names are global."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from pacgen.engine.syntax import FUNCTIONS, SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["OWNERS", "Scopes", "declares"]

OWNERS = FUNCTIONS | {"class_declaration", "class"}
"""What has names of its own."""

_DECLARED = frozenset({"function_declaration", "generator_function_declaration"})
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


class Scopes:
    """The functions of a script, one in the other, and what is declared where."""

    def __init__(self, tree: SyntaxTree) -> None:
        self._tree = tree

    def owner(self, node: Node) -> Node | None:
        """Return the function or class that *node* is in, ``None`` at the top level."""
        return self._owners[node.id]

    def is_global(self, name: str, function: Node | None) -> bool:
        """
        Say whether *name*, as code in *function* uses it, is a property of the global object.

        Not so are variables of the functions around it, nor those that the top level declares with
        ``let``, ``const`` or ``class``, or in a block: they are elsewhere.
        """
        if name in self._hidden:
            return False
        while function is not None:
            if name in self._local.get(function.id, ()):
                return False
            function = self.owner(function)
        return True

    @cached_property
    def _owners(self) -> dict[int, Node | None]:
        """
        The owners of all nodes.

        Found at once: to ask a node for its parent takes longer the deeper it is, and ladders of
        else-ifs are a thousand deep.
        """
        owners: dict[int, Node | None] = {}
        stack: list[tuple[Node, Node | None]] = [(self._tree.root, None)]
        while stack:
            current, owner = stack.pop()
            owners[current.id] = owner
            if current.type in OWNERS:
                owner = current
            stack.extend((child, owner) for child in current.children)
        return owners

    @cached_property
    def _local(self) -> dict[int, set[str]]:
        """The names that each function declares, by its node."""
        local: dict[int, set[str]] = {}
        for owner, name, _ in self._declarations():
            if owner is not None:
                local.setdefault(owner.id, set()).add(name)
        return local

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """The names that the top level declares beside the global object."""
        return frozenset(
            name for owner, name, hidden in self._declarations() if owner is None and hidden
        )

    def _declarations(self) -> Iterator[tuple[Node | None, str, bool]]:
        """Yield the owner of each declared name, the name, and whether it is no plain variable."""
        for node in self._tree.walk():
            if node.type in OWNERS:
                yield from self._of_function(node)
                continue
            for field, kind in (
                ("name", "variable_declarator"),
                ("left", "for_in_statement"),
                ("parameter", "catch_clause"),
            ):
                part = node.child_by_field_name(field) if node.type == kind else None
                if part is not None and (kind != "for_in_statement" or declares(node)):
                    hidden = not _is_var(node)
                    for name in self._names(part):
                        yield self.owner(node), name, hidden

    def _of_function(self, function: Node) -> Iterator[tuple[Node | None, str, bool]]:
        own = function.child_by_field_name("name")
        if own is not None:
            in_block = function.parent is not None and function.parent.type != "program"
            hidden = in_block or function.type not in _DECLARED
            yield self.owner(function), self._tree.source(own), hidden
            if function.type not in _DECLARED:
                # The name of an expression is known inside it.
                yield function, self._tree.source(own), True
        for field in ("parameters", "parameter"):
            part = function.child_by_field_name(field)
            if part is not None:
                for name in self._names(part):
                    yield function, name, True

    def _names(self, pattern: Node) -> Iterator[str]:
        for node in self._tree.walk(pattern):
            if node.type in _NAMES:
                yield self._tree.source(node)


def declares(loop: Node) -> bool:
    """Say whether a ``for … in`` declares its variable."""
    return loop.child_by_field_name("kind") is not None


def _is_var(node: Node) -> bool:
    if node.type == "for_in_statement":
        kind = node.child_by_field_name("kind")
        return kind is not None and kind.type == "var"
    return node.parent is not None and node.parent.type == "variable_declaration"
