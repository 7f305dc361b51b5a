"""
Which function a global name of a PAC file stands for, once the file is loaded.

Whatever leaves a doubt is refused: a rule in the wrong function would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.engine import SyntaxTree
from pacgen.errors import RefusedError

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["ARROW", "SCOPES", "Source", "find_function"]

ARROW = "arrow_function"

_FUNCTIONS = frozenset({"function_declaration", "function_expression", ARROW})
_UNUSUAL = frozenset({"generator_function", "generator_function_declaration"})
SCOPES = _FUNCTIONS | _UNUSUAL | {"method_definition", "class_body"}
"""What has variables of its own."""

_TRANSPARENT = frozenset({"parenthesized_expression", "assignment_expression"})
_GLOBAL_OBJECTS = frozenset({"this", "globalThis", "self", "window"})
_PATTERNS = frozenset({"object_pattern", "array_pattern"})

_WRITTEN = {
    "function_declaration": "name",
    "generator_function_declaration": "name",
    "class_declaration": "name",
    "variable_declarator": "name",
    "assignment_expression": "left",
    "augmented_assignment_expression": "left",
    "for_in_statement": "left",
    "update_expression": "argument",
}
"""What gives a name a value, and where in it the name stands."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file without syntax errors, and what it is called in messages."""

    name: str
    tree: SyntaxTree

    def place(self, node: Node) -> str:
        """Return ``line:column``."""
        span = self.tree.span(node)
        return f"{span.line}:{span.column}"

    def refusal(self, node: Node, what: str, usually: str, tip: str) -> RefusedError:
        """Make the error that says what is wrong at *node*."""
        return RefusedError(f"{self.name}:{self.place(node)}: {what}", usually=usually, tip=tip)


@dataclass(frozen=True, slots=True)
class _Definition:
    """Something that gives a name a value."""

    place: Node
    value: Node | None
    """``None`` if it cannot be seen."""


def find_function(source: Source, name: str) -> Node | None:
    """
    Return the function that the global *name* stands for; ``None`` if nothing gives it a value.

    Raises:
        RefusedError: that depends on something, or is not to be seen in the text.
    """
    return _Finder(source, name).find(name)


class _Finder:
    def __init__(self, source: Source, name: str) -> None:
        self._source = source
        self._tree = source.tree
        self._name = name

    def find(self, name: str, seen: frozenset[str] = frozenset()) -> Node | None:
        """Return the function of *name*, of which *seen* are other names."""
        definitions = self._definitions(name)
        if not definitions:
            return None
        for definition in definitions:
            self._check_place(definition.place, name)
        if len(definitions) > 1:
            places = ", ".join(self._source.place(one.place) for one in definitions)
            raise self._source.refusal(
                definitions[-1].place,
                f"{name} is defined {len(definitions)} times ({places})",
                "clients call the last one, and somebody may still be changing the first",
                "delete the definitions that are not meant",
            )
        return self._resolve(definitions[0], seen | {name})

    def _definitions(self, name: str) -> list[_Definition]:
        """Return all that may give *name* a value, in the order of the file."""
        return [
            _Definition(node, _value(node, target))
            for node in self._tree.walk()
            if node.type in _WRITTEN
            for target in [node.child_by_field_name(_WRITTEN[node.type])]
            if target is not None and self._writes(target, name) and not _is_empty(node)
        ]

    def _writes(self, target: Node, name: str) -> bool:
        """Say whether writing to *target* gives the global *name* a value."""
        if target.type in _PATTERNS:
            return any(self._tree.source(part) == name for part in self._tree.walk(target))
        whole = target.child_by_field_name("object")
        if whole is None:
            return self._tree.source(target) == name
        key = target.child_by_field_name("property") or target.child_by_field_name("index")
        return (
            self._tree.source(whole) in _GLOBAL_OBJECTS
            and key is not None
            and self._tree.source(key).strip("'\"") == name
        )

    def _check_place(self, place: Node, name: str) -> None:
        """Refuse what does not happen once, whenever the file is loaded, for all to see."""
        statement = _statement(place)
        if statement.type == "lexical_declaration":
            word = self._tree.source(statement).split()[0]
            raise self._source.refusal(
                place,
                f"{name} is declared with {word}",
                "Chromium and Firefox do not find it then, and go DIRECT to everything",
                f"write var {name} = ..., or function {name}(url, host) {{ ... }}",
            )
        if statement.parent is None or statement.parent.type != "program":
            where = "in a function" if _is_in_function(place) else "under a condition"
            raise self._source.refusal(
                place,
                f"{name} gets a value {where}",
                "which function the client will call cannot be known from the text",
                f"declare it once, at the top level: function {name}(url, host) {{ ... }}",
            )

    def _resolve(self, definition: _Definition, seen: frozenset[str]) -> Node:
        """Follow a value to a function."""
        value = _unwrapped(definition.value)
        found: Node | None = None
        if value is not None and value.type == "identifier":
            alias = self._tree.source(value)
            found = None if alias in seen else self.find(alias, seen)
        elif value is not None and value.type == "call_expression":
            found = self._returned(value)
        elif _is_plain_function(value):
            found = value
        if found is not None:
            return found
        raise self._source.refusal(
            value or definition.place,
            f"{self._name} is {_described(value)}",
            "the place for its first statement cannot be found in the text",
            f"write a function that calls it: function {self._name}(url, host) {{ ... }}",
        )

    def _returned(self, call: Node) -> Node | None:
        """Return what ``(function () { ... return function (url, host) ... })()`` gives."""
        maker = _unwrapped(call.child_by_field_name("function"))
        if maker is None or not _is_plain_function(maker):
            return None
        body = maker.child_by_field_name("body")
        if body is None or body.type != "statement_block":
            return None
        returns = [node for node in own_nodes(body) if node.type == "return_statement"]
        if len(returns) != 1 or returns[0].parent != body:
            return None
        value = _unwrapped(_first_named(returns[0]))
        if value is not None and value.type == "identifier":
            inner = self._definitions(self._tree.source(value))
            value = inner[0].value if len(inner) == 1 and inner[0].place.parent == body else None
        return value if _is_plain_function(value) else None


def own_nodes(body: Node) -> Iterator[Node]:
    """Yield the nodes of a function's body without those of functions inside it."""
    stack = list(reversed(body.children))
    while stack:
        node = stack.pop()
        yield node
        if node.type not in SCOPES:
            stack.extend(reversed(node.children))


def _value(node: Node, target: Node) -> Node | None:
    match node.type:
        case "function_declaration" | "generator_function_declaration":
            return node
        case "variable_declarator" if target.type not in _PATTERNS:
            return node.child_by_field_name("value")
        case "assignment_expression" if target.type not in _PATTERNS:
            return node.child_by_field_name("right")
        case _:
            return None


def _is_empty(node: Node) -> bool:
    """Say whether *node* only announces a name: ``var FindProxyForURL;``."""
    if node.type != "variable_declarator" or node.child_by_field_name("value") is not None:
        return False
    return node.parent is not None and node.parent.type == "variable_declaration"


def _statement(place: Node) -> Node:
    """Return the statement that *place* is, or is all of."""
    if place.type not in {"variable_declarator", "assignment_expression"}:
        return place
    node = place
    while node.parent is not None and node.parent.type in _TRANSPARENT:
        node = node.parent
    if node.parent is not None and node.parent.type == "variable_declarator":
        node = node.parent
    return node.parent or node


def _unwrapped(value: Node | None) -> Node | None:
    """Return what parentheses hold and what an assignment assigns."""
    while value is not None and value.type in _TRANSPARENT:
        right = value.child_by_field_name("right")
        value = right if right is not None else _first_named(value)
    return value


def _first_named(node: Node) -> Node | None:
    return next((child for child in node.named_children if child.type != "comment"), None)


def _is_plain_function(value: Node | None) -> bool:
    if value is None or value.type not in _FUNCTIONS:
        return False
    return all(child.type != "async" for child in value.children)


def _is_in_function(node: Node) -> bool:
    holder = node.parent
    while holder is not None and holder.type not in SCOPES:
        holder = holder.parent
    return holder is not None


def _described(value: Node | None) -> str:
    if value is None:
        return "set in a way that pacgen does not follow"
    if value.type in SCOPES:
        return "a generator or async function, whose result no client understands"
    kind = value.type.replace("_", " ")
    return f"no function but {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
