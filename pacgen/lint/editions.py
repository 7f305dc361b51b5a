"""What a file uses that is newer than ECMAScript 3, the language of Windows' own PAC resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pacgen.lint.program import Program

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["newer_builtins", "newer_syntax"]

_SYNTAX = {
    "lexical_declaration": "let and const",
    "arrow_function": "arrow functions",
    "template_string": "template strings",
    "class_declaration": "classes",
    "class": "classes",
    "spread_element": "spread",
    "rest_pattern": "rest parameters",
    "object_pattern": "destructuring",
    "array_pattern": "destructuring",
    "assignment_pattern": "default values",
    "generator_function": "generators",
    "generator_function_declaration": "generators",
    "optional_chain": "?.",
    "method_definition": "methods in objects",
    "shorthand_property_identifier": "properties without a value",
    "computed_property_name": "computed properties",
    "await_expression": "await",
}
_OPERATORS = frozenset({"**", "??"})

_METHODS = frozenset(
    {
        *("endsWith", "startsWith", "includes", "repeat", "padStart", "padEnd", "trim"),
        *("trimStart", "trimEnd", "codePointAt", "matchAll", "replaceAll", "forEach", "some"),
        *("every", "map", "filter", "reduce", "reduceRight", "find", "findIndex", "flat"),
        *("flatMap", "findLast", "bind"),
    }
)
_ON_ARRAYS = frozenset({"indexOf", "lastIndexOf"})
_GLOBALS = frozenset(
    {
        *("Map", "Set", "WeakMap", "WeakSet", "JSON", "Symbol", "Promise", "Reflect", "BigInt"),
        *("Intl", "globalThis", "Uint8Array", "Uint32Array", "Int32Array", "ArrayBuffer"),
    }
)
_STATIC = {
    "Object": {"keys", "values", "entries", "assign", "create", "freeze", "defineProperty"},
    "Array": {"isArray", "from", "of"},
    "Number": {"isInteger", "isNaN", "isFinite", "parseInt"},
    "Date": {"now"},
    "String": {"raw", "fromCodePoint"},
    "Math": {"trunc", "sign", "imul", "clz32", "log2"},
}
_DEFINED = re.compile(r"\.prototype\.(\w+)\s*=|\b(?:Object|Array|Date|Number|Math)\.(\w+)\s*=[^=]")


def newer_syntax(program: Program) -> dict[str, Node]:
    """Return the constructs that ECMAScript 3 lacks, each with its first place, in that order."""
    index = program.index
    found: dict[str, Node] = {}
    for kind, name in _SYNTAX.items():
        for node in index.nodes(kind):
            known = found.get(name)
            if known is None or node.start_byte < known.start_byte:
                found[name] = node
            break
    for node in index.nodes("for_in_statement"):
        if index.operator(node) == "of":
            found.setdefault("for ... of", node)
    for node in index.nodes("binary_expression"):
        operator = index.operator(node)
        if operator in _OPERATORS:
            found.setdefault(operator, node)
    return dict(sorted(found.items(), key=lambda item: item[1].start_byte))


def newer_builtins(program: Program) -> dict[str, Node]:
    """Return the functions and objects that ECMAScript 3 lacks, each with its first place."""
    found: dict[str, Node] = {}
    defined = {name for pair in _DEFINED.findall(program.index.tree.text) for name in pair}
    for name, node in _used(program):
        known = found.get(name)
        if name not in defined and (known is None or node.start_byte < known.start_byte):
            found[name] = node
    return dict(sorted(found.items(), key=lambda item: item[1].start_byte))


def _used(program: Program) -> Iterator[tuple[str, Node]]:
    for call in program.calls.methods(*_METHODS):
        yield call.name, call.callee
    for call in program.calls.methods(*_ON_ARRAYS):
        if program.values.elements(call.receiver):
            yield f"{call.name} of arrays", call.callee
    for owner, names in _STATIC.items():
        for call in program.calls.methods(*names):
            if call.receiver is not None and program.index.text(call.receiver) == owner:
                yield f"{owner}.{call.name}", call.callee
    for name in _GLOBALS & program.names.free.keys():
        if not program.is_probed(name):
            yield name, program.names.free[name][0]
