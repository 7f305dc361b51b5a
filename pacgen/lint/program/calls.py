"""Calls of functions and of methods, found by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.lint.program.index import Index
from pacgen.lint.program.names import Names

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Call", "Calls"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call."""

    name: str
    """Of the function or the method."""

    node: Node
    callee: Node
    """What is called: an identifier or a member expression."""

    receiver: Node | None
    """Whose method it is; ``None`` for functions."""

    arguments: tuple[Node, ...]

    @property
    def is_spread(self) -> bool:
        """Whether the number of arguments is not known."""
        return any(argument.type == "spread_element" for argument in self.arguments)


class Calls:
    """All calls of a file."""

    def __init__(self, index: Index, names: Names) -> None:
        self._functions: dict[str, list[Call]] = {}
        self._methods: dict[str, list[Call]] = {}
        self.by_node: dict[int, Call] = {}
        """The calls, by the ids of their nodes."""
        for node in index.nodes("call_expression"):
            call = _call(index, node)
            if call is None:
                continue
            self.by_node[node.id] = call
            if call.receiver is not None:
                self._methods.setdefault(call.name, []).append(call)
            elif names.variable(call.callee) is None:
                self._functions.setdefault(call.name, []).append(call)

    def of(self, *helpers: str) -> Iterator[Call]:
        """
        Yield the calls of functions that the client provides.

        A function of that name which the file defines itself is another one.
        """
        for helper in helpers:
            yield from self._functions.get(helper, ())

    def uses(self, name: str) -> bool:
        """Say whether a function of that name, which the client provides, is called."""
        return name in self._functions

    def methods(self, *names: str) -> Iterator[Call]:
        """Yield the calls of methods with one of *names*."""
        for name in names:
            yield from self._methods.get(name, ())

    @property
    def all_functions(self) -> Iterator[Call]:
        """All calls of functions that the file does not define."""
        for calls in self._functions.values():
            yield from calls

    @property
    def all_methods(self) -> Iterator[Call]:
        """All calls of methods."""
        for calls in self._methods.values():
            yield from calls


def _call(index: Index, node: Node) -> Call | None:
    callee = index.field(node, "function")
    if callee is None:
        return None
    callee = index.bare(callee)
    arguments = tuple(index.parts(index.field(node, "arguments")))
    if callee.type == "identifier":
        return Call(index.text(callee), node, callee, None, arguments)
    if callee.type == "member_expression":
        receiver, method = index.field(callee, "object"), index.field(callee, "property")
        if receiver is not None and method is not None:
            return Call(index.text(method), node, callee, receiver, arguments)
    return None
