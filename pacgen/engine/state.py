"""
What a script may carry from one call of ``FindProxyForURL`` to the next.

Such a script answers a request by what was asked before: by counters, caches, dice, or on
purpose. Requests that share an engine could then falsify each other.
Where nothing but global variables can carry anything, or lists and tables that such a variable
names, it is enough to put those back after each request; where something else can, each request
gets an engine of its own.
This is a cautious guess from the syntax tree: that there is no memory is certain, that there is
some only means that it could not be ruled out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pacgen.engine.helper_names import HELPERS
from pacgen.engine.regexes import Regexes
from pacgen.engine.scopes import OWNERS, Scopes, declares
from pacgen.engine.stores import Stores
from pacgen.engine.syntax import SyntaxTree

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Memory", "find_memory"]

_MUTATING = frozenset(
    [
        "push",
        "pop",
        "shift",
        "unshift",
        "splice",
        "sort",
        "reverse",
        "fill",
        "copyWithin",
        "set",
        "add",
        "delete",
        "clear",
        "next",
    ]
)
_UNFATHOMABLE = frozenset(
    {
        *("eval", "Function", "globalThis", "this", "Reflect", "Proxy", "WeakRef"),
        *("defineProperty", "defineProperties", "setPrototypeOf", "assign", "prototype"),
        *("__proto__", "__defineGetter__", "__defineSetter__", "constructor", "callee", "caller"),
        *("lastIndex", "compile", "Symbol", "RegExp"),
    }
)
"""
Names whose mention anywhere is enough: what they can do cannot be followed here.

``RegExp`` since its flags may be put together at run time, and for its static memory of the
last match.
"""

_DICE = "random"
"""What gives another answer each time without having been written to."""

_GLOBALS = frozenset({*HELPERS, "Date", "Math", "String"})
"""Globals that others call."""

_MAKERS = frozenset({"split", "slice", "concat", "map", "filter", "match"})
"""Methods whose result is a new array."""

_WRITES = frozenset(
    {
        "assignment_expression",
        "augmented_assignment_expression",
        "update_expression",
        "for_in_statement",
        "unary_expression",
        "call_expression",
    }
)


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a call may leave something behind which a later call can notice."""

    names: frozenset[str]
    """Global variables that calls set, and that hold what can be put back."""

    stores: frozenset[str]
    """Global lists and tables that calls fill, and that can be made anew."""

    throws_dice: bool
    """Whether answers may be a matter of chance."""

    is_unknown: bool
    """Whether there may be more: then only a fresh engine has forgotten everything."""

    def __bool__(self) -> bool:
        """Whether an answer may depend on what was asked before, or on chance."""
        return bool(self.names or self.stores) or self.throws_dice or self.is_unknown


def find_memory(tree: SyntaxTree) -> Memory:
    """Return where calls of the functions of a script may leave something behind."""
    if tree.is_broken:
        return Memory(frozenset(), frozenset(), throws_dice=False, is_unknown=True)
    script = _Script(tree)
    names: set[str] = set()
    stores: set[str] = set()
    dice = unknown = False
    for node in tree.walk():
        if script.is_unfathomable(node):
            unknown = True
        elif script.is_dice(node):
            dice = True
        elif script.writes_outside(node):
            name, store = script.global_set_by(node), script.store_filled_by(node)
            if name is not None:
                names.add(name)
            elif store is not None:
                stores.add(store)
            else:
                unknown = True
    # Dice that are thrown while the file is loaded lie the same for all that one engine is asked.
    unknown |= dice and script.calls_while_loading()
    return Memory(frozenset(names), frozenset(stores), dice, unknown)


class _Script:
    """A syntax tree with what has been found out about its functions."""

    def __init__(self, tree: SyntaxTree) -> None:
        self._tree = tree
        self._scopes = Scopes(tree)
        self._regexes = Regexes(tree)
        self._stores = Stores(tree, self._scopes)
        self._declared: dict[int, dict[str, list[Node | None]]] = {}
        self._set_first: dict[str, bool] = {}

    def is_unfathomable(self, node: Node) -> bool:
        match node.type:
            case "identifier" | "property_identifier" | "this":
                if self._is_borrowed(node):
                    return True
                return self._tree.source(node) in _UNFATHOMABLE and not (
                    self._only_asks(node) or self._regexes.is_plain(node)
                )
            case "regex_flags":
                keeps_place = bool({"g", "y"} & set(self._tree.source(node)))
                return keeps_place and not self._regexes.is_forgotten(node.parent)
            case "with_statement" | "yield_expression" | "await_expression":
                return True
            case "subscript_expression":
                # A name that is put together, "con" + "structor", and then called or written to.
                index = node.child_by_field_name("index")
                parent = node.parent
                put_together = index is not None and index.type == "binary_expression"
                return put_together and parent is not None and parent.type in _WRITES
            case _:
                return False

    def _is_borrowed(self, node: Node) -> bool:
        """Say whether *node* names a method as ``push`` and does not call it: who knows on what."""
        holder = node.parent
        if self._tree.source(node) not in _MUTATING or holder is None:
            return False
        if holder.type != "member_expression" or holder.child_by_field_name("property") != node:
            return False
        call = holder.parent
        return call is None or call.child_by_field_name("function") != holder

    def _only_asks(self, node: Node) -> bool:
        """Say whether *node* is part of a call ``Object.prototype.hasOwnProperty.call(...)``."""
        if self._tree.source(node) != "prototype":
            return False
        callee: Node | None = node
        for _ in range(3):
            callee = callee.parent if callee is not None else None
        call = callee.parent if callee is not None else None
        return (
            callee is not None
            and call is not None
            and call.type == "call_expression"
            and call.child_by_field_name("function") == callee
            and self._tree.source(callee) == "Object.prototype.hasOwnProperty.call"
        )

    def is_dice(self, node: Node) -> bool:
        is_name = node.type in {"identifier", "property_identifier"}
        return is_name and self._tree.source(node) == _DICE

    def calls_while_loading(self) -> bool:
        calls = ("call_expression", "new_expression")
        return any(
            node.type in calls and self._scopes.owner(node) is None for node in self._tree.walk()
        )

    def global_set_by(self, node: Node) -> str | None:
        """Return the global variable that the write *node* sets; ``None`` if it is none."""
        if node.type in {"unary_expression", "call_expression"}:
            return None
        target = self._target(node)
        if target is None or target.type != "identifier":
            return None
        name = self._tree.source(target)
        return name if self._scopes.is_global(name, self._scopes.owner(node)) else None

    def store_filled_by(self, node: Node) -> str | None:
        """Return the list or table that the write *node* changes an element of."""
        target = self._target(node)
        return None if target is None else self._stores.filled_by(target)

    def writes_outside(self, node: Node) -> bool:
        """Say whether *node* changes something that outlives the function around it."""
        if node.type not in _WRITES:
            return False
        function = self._scopes.owner(node)
        target = self._target(node)
        return function is not None and target is not None and not self._is_own(target, function)

    def _target(self, node: Node) -> Node | None:
        match node.type:
            case "update_expression":
                return node.child_by_field_name("argument")
            case "for_in_statement":
                return None if declares(node) else node.child_by_field_name("left")
            case "unary_expression":
                operator = node.child_by_field_name("operator")
                deletes = operator is not None and operator.type == "delete"
                return node.child_by_field_name("argument") if deletes else None
            case "call_expression":
                return self._mutated(node)
            case _:
                return node.child_by_field_name("left")

    def _mutated(self, call: Node) -> Node | None:
        """Return the callee of a call like ``list.push(x)`` or ``list[name](x)``."""
        callee = call.child_by_field_name("function")
        if callee is not None and callee.type == "subscript_expression":
            # The name is whatever it is.
            return callee
        if callee is None or callee.type != "member_expression":
            return None
        name = callee.child_by_field_name("property")
        if name is None or self._tree.source(name) not in _MUTATING:
            return None
        return callee

    def _is_own(self, target: Node, function: Node) -> bool:
        """Say whether *target* is a variable of *function*, or a part of a value made in it."""
        if target.type == "identifier":
            name = self._tree.source(target)
            return name in self._variables(function) or self._is_set_before_use(name)
        if target.type in {"member_expression", "subscript_expression"}:
            return self._is_made_here(target.child_by_field_name("object"), function)
        return False

    def _is_made_here(self, value: Node | None, function: Node) -> bool:
        """
        Say whether *value* is an object that came to be in this call.

        A literal, ``x.split(…)`` and its like, or a variable that never holds anything else.
        """
        if value is None:
            return False
        if value.type == "ternary_expression":
            branches = ("consequence", "alternative")
            return all(
                self._is_made_here(value.child_by_field_name(branch), function)
                for branch in branches
            )
        if value.type == "call_expression":
            callee = value.child_by_field_name("function")
            method = callee.child_by_field_name("property") if callee is not None else None
            return method is not None and self._tree.source(method) in _MAKERS
        if value.type == "identifier":
            makers = self._variables(function).get(self._tree.source(value), [None])
            return all(
                maker is not None
                and maker.type != "identifier"
                and self._is_made_here(maker, function)
                for maker in makers
            )
        return value.type in {"array", "object", "new_expression"}

    def _variables(self, function: Node) -> dict[str, list[Node | None]]:
        """
        Return the parameters and variables of *function* and all that is ever assigned to each.

        ``None`` stands for a value that cannot be seen: an argument, a part of something else.
        """
        if function.id in self._declared:
            return self._declared[function.id]
        found: dict[str, list[Node | None]] = {}
        for field in ("parameters", "parameter"):
            parameters = function.child_by_field_name(field)
            if parameters is not None:
                for node in self._tree.walk(parameters):
                    if node.type == "identifier":
                        found[self._tree.source(node)] = [None]
        for node in self._own_nodes(function):
            if node.type == "variable_declarator":
                self._declare(node, found)
            elif node.type == "for_in_statement" and declares(node):
                left = node.child_by_field_name("left")
                if left is not None:
                    found.setdefault(self._tree.source(left), []).append(None)
        self._assign(function, found)
        self._declared[function.id] = found
        return found

    def _declare(self, declarator: Node, found: dict[str, list[Node | None]]) -> None:
        name = declarator.child_by_field_name("name")
        if name is None:
            return
        if name.type == "identifier":
            value = declarator.child_by_field_name("value")
            found.setdefault(self._tree.source(name), []).extend([value] if value else [])
            return
        for part in self._tree.walk(name):
            if part.type in {"identifier", "shorthand_property_identifier_pattern"}:
                found.setdefault(self._tree.source(part), []).append(None)

    def _assign(self, function: Node, found: dict[str, list[Node | None]]) -> None:
        for node in self._tree.walk(function):
            if node.type == "assignment_expression":
                left = node.child_by_field_name("left")
                if left is not None and left.type == "identifier":
                    name = self._tree.source(left)
                    if name in found:
                        found[name].append(node.child_by_field_name("right"))

    def _own_nodes(self, function: Node) -> Iterator[Node]:
        """Yield the nodes of *function* without those of functions inside it."""
        stack = list(reversed(function.children))
        while stack:
            node = stack.pop()
            yield node
            if node.type not in OWNERS:
                stack.extend(reversed(node.children))

    def _is_set_before_use(self, name: str) -> bool:
        """
        Say whether a forgotten ``var`` does no harm: each function that mentions *name* sets it
        first.

        ``ip = dnsResolve(host);`` and ``for (i = 0; …)`` are in every tenth PAC file.
        """
        if name not in self._set_first:
            mentions = [
                node
                for node in self._tree.walk()
                if node.type == "identifier" and self._tree.source(node) == name
            ]
            first: dict[int, tuple[Node, Node]] = {}
            for node in mentions:
                owner = self._scopes.owner(node)
                if owner is None:
                    first = {}
                    break
                first.setdefault(owner.id, (node, owner))
            self._set_first[name] = bool(first) and all(
                self._is_plain_setting(node, owner, name) for node, owner in first.values()
            )
        return self._set_first[name]

    def _is_plain_setting(self, first: Node, owner: Node, name: str) -> bool:
        """Say whether *first* is set by a statement that always runs, to a value without itself."""
        setting = first.parent
        if setting is None or setting.type != "assignment_expression":
            return False
        value = setting.child_by_field_name("right")
        if setting.child_by_field_name("left") != first or value is None:
            return False
        if value.type in OWNERS or name in _GLOBALS:
            # Other functions may call it without a mention here.
            return False
        if any(
            node.type == "identifier" and self._tree.source(node) == name
            for node in self._tree.walk(value)
        ):
            return False
        statement = setting.parent
        if statement is None or statement.type not in {"expression_statement", "for_statement"}:
            return False
        holder = statement.parent
        if holder is not None and holder.type == "for_statement":
            # The initializer of a for is a statement of its own to tree-sitter.
            if holder.child_by_field_name("initializer") != statement:
                return False
            holder = holder.parent
        return holder is not None and holder == owner.child_by_field_name("body")
