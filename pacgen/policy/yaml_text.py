"""
YAML text as plain data that knows where everything stands.

Stricter than YAML itself: a key that stands twice in one mapping is an error. References to
environment variables (``${NAME}``) are put in here, so that nothing behind needs to know of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

__all__ = ["Document", "Key", "Place", "Problem", "Value", "path_text", "read_yaml"]

Key = tuple[str | int, ...]
"""Where something is in the data: ``("rules", 2, "hosts")``."""

Value = str | int | float | bool | None | list[Any] | dict[str, Any]

_MERGE = "tag:yaml.org,2002:merge"
_PLAIN = frozenset({"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_MOST_REPEATED = 100_000
"""Aliases can make a small text huge: values that stand there again by an alias, more than any
site writes."""

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place."""

    place: Place
    what: str
    tip: str = ""


@dataclass(slots=True)
class Document:
    """What a YAML text says, and where."""

    data: Value = None
    raw: Value = None
    """The same with references to environment variables as they were written."""

    places: dict[Key, Place] = field(default_factory=dict)
    """Where each value begins."""

    keys: dict[Key, Place] = field(default_factory=dict)
    """Where each key of a mapping stands."""

    problems: list[Problem] = field(default_factory=list)
    filled: dict[str, str] = field(default_factory=dict)
    """The environment variables that were referred to, and their values, none of them blank."""

    def place(self, key: Key) -> Place:
        """Return where *key* is, or the nearest thing around it."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, Place(1, 1))


def read_yaml(
    text: str,
    *,
    variables: str,
    environment: Mapping[str, str],
    deferred: Collection[str] = (),
) -> Document:
    """
    Read one YAML document; what is wrong with it is among its problems.

    Args:
        text: The YAML.
        variables: The top-level key that lists the environment variables which may be referred to.
        environment: The variables that are set.
        deferred: Top-level keys under which references are left as they are: they must be declared,
            but whoever uses the value fills it in, if the variable is set by then.
    """
    document = Document()
    try:
        node = _compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        what = ", ".join(part for part in (error.context, error.problem) if part)
        document.problems.append(Problem(place, f"no valid YAML: {what}", _yaml_tip(what)))
        return document
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        document.problems.append(Problem(Place(1, 1), f"no valid YAML: {what}"))
        return document
    if node is None:
        return document
    reader = _Reader(document, _declared(node, variables), variables, environment, deferred)
    document.data, document.raw = reader.read(node, ())
    return document


def _compose(text: str) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_FastLoader)
    except yaml.YAMLError:
        # The slow one words its errors the same on every system.
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    return node


def _yaml_tip(what: str) -> str:
    if "\\t" in what or "cannot start any token" in what:
        return "indent with blanks, not with tabs; put a text with special characters in quotes"
    if "undefined alias" in what:
        return "an anchor (&name) must stand before its alias (*name)"
    if "flow" in what:
        return "a bracket is not closed, or a comma is missing"
    return "a text with ': ' or ' #' in it needs quotes"


def _declared(root: yaml.Node, variables: str) -> set[str]:
    """Return the names that the document itself declares."""
    if not isinstance(root, yaml.MappingNode):
        return set()
    found: set[str] = set()
    for key, value in root.value:
        if key.value == variables and isinstance(value, yaml.SequenceNode):
            found |= {item.value for item in value.value if isinstance(item, yaml.ScalarNode)}
    return found


def path_text(key: Key) -> str:
    """Write a key as people read it: ``rules[2].hosts``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in key)
    return text.removeprefix(".") or "the file"


class _Reader:
    """Turns nodes into data."""

    def __init__(
        self,
        document: Document,
        declared: set[str],
        variables: str,
        environment: Mapping[str, str],
        deferred: Collection[str],
    ) -> None:
        self._document = document
        self._declared = declared
        self._variables = variables
        self._environment = environment
        self._deferred = deferred
        self._constructor = yaml.constructor.SafeConstructor()
        self._open: set[int] = set()
        self._seen: set[int] = set()
        self._repeated = 0

    def read(self, node: yaml.Node, key: Key) -> tuple[Value, Value]:
        """Return what *node* says, with references filled in and without."""
        self._document.places[key] = _place(node)
        if id(node) in self._seen:
            self._repeated += 1
        self._seen.add(id(node))
        if id(node) in self._open or self._repeated > _MOST_REPEATED:
            self._problem(node, "aliases lead back to themselves, or to far too much", "")
            return None, None
        if not isinstance(node, yaml.ScalarNode) and node.tag not in _PLAIN:
            self._problem(node, f"the tag {node.tag} is not understood", "leave the tag out")
            return None, None
        self._open.add(id(node))
        try:
            match node:
                case yaml.MappingNode():
                    return self._mapping(node, key)
                case yaml.SequenceNode():
                    pairs = [self.read(item, (*key, i)) for i, item in enumerate(node.value)]
                    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
                case _:
                    return self._scalar(node, key)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, key: Key) -> tuple[Value, Value]:
        data: dict[str, Any] = {}
        raw: dict[str, Any] = {}
        merged = [value for name, value in node.value if name.tag == _MERGE]
        own: dict[str, Place] = {}
        for name, value in node.value:
            if name.tag == _MERGE:
                continue
            if not isinstance(name, yaml.ScalarNode):
                self._problem(name, "a key must be a single word", "")
                continue
            if name.value in own:
                self._problem(
                    name,
                    f"the key {name.value!r} stands twice",
                    f"the first is in line {own[name.value].line}; of two, only one would count",
                )
                continue
            own[name.value] = _place(name)
            self._document.keys[*key, name.value] = _place(name)
            data[name.value], raw[name.value] = self.read(value, (*key, name.value))
        for source in merged:
            self._merge(source, key, data, raw)
        return data, raw

    def _merge(self, node: yaml.Node, key: Key, data: dict[str, Any], raw: dict[str, Any]) -> None:
        """Add what ``<<`` brings; what is there already stays, places included."""
        sources = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, yaml.MappingNode):
                self._problem(source, "'<<' merges mappings, and this is none", "write '<<: *name'")
                continue
            places, keys = dict(self._document.places), dict(self._document.keys)
            more, more_raw = self.read(source, key)
            self._document.places |= places
            self._document.keys |= keys
            if isinstance(more, dict) and isinstance(more_raw, dict):
                for name in more:
                    data.setdefault(name, more[name])
                    raw.setdefault(name, more_raw[name])

    def _scalar(self, node: yaml.Node, key: Key) -> tuple[Value, Value]:
        if node.tag not in self._constructor.yaml_constructors:
            self._problem(node, f"the tag {node.tag} is not understood", "leave the tag out")
            return None, None
        try:
            value: Value = self._constructor.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self._problem(node, f"{node.value!r} is not what its form says", "put it in quotes")
            return None, None
        if not isinstance(value, str | int | float | bool | None):
            # Dates and binary data: nothing here is one, so the text was meant.
            value = str(node.value)
        if isinstance(value, str):
            return self._filled(node, key, value), value
        return value, value

    def _filled(self, node: yaml.Node, key: Key, text: str) -> str:
        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name not in self._declared:
                self._problem(
                    node,
                    f"{path_text(key)}: ${{{name}}} is not declared",
                    f"add it at the top: '{self._variables}: [{name}]'",
                )
            elif key[:1] and key[0] in self._deferred:
                return match[0]
            elif name not in self._environment:
                self._problem(
                    node,
                    f"{path_text(key)}: the environment variable {name} is not set",
                    f"set it, or take ${{{name}}} out",
                )
            value = self._environment.get(name, "") if name in self._declared else ""
            if value:
                self._document.filled[name] = value
            return value

        return _REFERENCE.sub(fill, text)

    def _problem(self, node: yaml.Node, what: str, tip: str) -> None:
        self._document.problems.append(Problem(_place(node), what, tip))


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)
