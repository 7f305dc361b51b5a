"""
Environments in a YAML file: one, or several with names.

    client: [10.1.2.3, "2001:db8::1"]     # one address or a list
    clock: 2026-11-23T09:00+01:00
    dns:
      proxy.example.com: 10.0.0.1         # one address or a list
      "*.corp.example": [10.0.0.2, "2001:db8::2"]
      gone.example: []                    # does not resolve
    environments:
      office: {}                          # all that is said above
      home:
        client: 192.168.1.20              # instead of the one above
        dns:                              # besides those above
          proxy.example.com: []

Read from YAML's nodes and not from the values that a loader makes of them: nodes know their line
and column, and an address or a time stays the text that was written.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NoReturn, TypeVar

import yaml

from pacgen.engine.environment import DnsRecord, Environment, parse_address, parse_clock
from pacgen.errors import ConfigError, UsageError

__all__ = ["parse_environments"]

T = TypeVar("T")

_KEYS = ("client", "clock", "dns")
_NAMED = "environments"
_NULLS = frozenset({"", "~", "null"})


def parse_environments(text: str, source: str) -> Mapping[str, Environment]:
    """
    Read a file with one or several environments.

    Args:
        text: YAML.
        source: Name of the file, for messages.

    Returns:
        The environments by name, in the file's order; a single one has the name ``""``.

    Raises:
        ConfigError: the text is wrong; the message says where, by line, column and key.
    """
    root = _Place(_compose(text, source), source)
    if root.is_nothing:
        return {"": Environment()}
    entries = {place.name: place for place in root.entries((*_KEYS, _NAMED))}
    base = _environment(entries, Environment())
    if _NAMED not in entries:
        return {"": base}
    named = {
        place.name: _environment({p.name: p for p in place.entries(_KEYS)}, base)
        for place in entries[_NAMED].entries()
    }
    if not named:
        entries[_NAMED].refuse("it holds no environment", "name one, or leave the key out")
    return named


def _environment(entries: Mapping[str, _Place], base: Environment) -> Environment:
    environment = base
    if "client" in entries:
        addresses = tuple(p.read(parse_address) for p in entries["client"].items())
        environment = replace(environment, client_addresses=addresses)
    if "clock" in entries:
        environment = replace(environment, clock=entries["clock"].read(parse_clock))
    if "dns" in entries:
        environment = environment.with_records(_records(entries["dns"]))
    return environment


def _records(table: _Place) -> Iterator[DnsRecord]:
    seen: dict[str, str] = {}
    for place in table.entries():
        addresses = tuple(item.read(parse_address) for item in place.items())
        try:
            record = DnsRecord(place.name, addresses)
        except UsageError as error:
            place.refuse(error.what, error.tip)
        if record.name in seen:
            place.refuse(
                f"{seen[record.name]!r} is the same name", "put all its addresses into one record"
            )
        seen[record.name] = place.name
        yield record


@dataclass(frozen=True, slots=True)
class _Place:
    """A value in the file, and how to name it in a message."""

    node: yaml.Node | None
    source: str
    path: tuple[str, ...] = ()
    mark: yaml.Mark | None = None
    """Where the key stands; ``None`` where there is no key."""

    @property
    def name(self) -> str:
        """The key that this is the value of."""
        return self.path[-1]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was written, or ``null``."""
        return self.node is None or (
            isinstance(self.node, yaml.ScalarNode)
            and self.node.style is None
            and self.node.value.lower() in _NULLS
        )

    def entries(self, allowed: tuple[str, ...] = ()) -> Iterator[_Place]:
        """Yield the entries of a mapping; only keys that are *allowed*, if there are such."""
        if self.is_nothing:
            return
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("keys with values are wanted here", "write 'key: value' lines")
        seen: set[str] = set()
        for key, value in self.node.value:
            place = _Place(value, self.source, (*self.path, _text(key)), key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                place.refuse("a key must be a plain text")
            if allowed and place.name not in allowed:
                near = difflib.get_close_matches(place.name, allowed, n=1)
                tip = f"did you mean {near[0]}?" if near else f"the keys are {', '.join(allowed)}"
                place.refuse("there is no such key", tip)
            if place.name in seen:
                place.refuse("the key is there twice", "leave out one of them")
            seen.add(place.name)
            yield place

    def items(self) -> Iterator[_Place]:
        """Yield the items of a list; a single value is a list of one, nothing is one of none."""
        if isinstance(self.node, yaml.SequenceNode):
            for number, item in enumerate(self.node.value):
                yield _Place(item, self.source, (*self.path, str(number)), item.start_mark)
        elif not self.is_nothing:
            yield self

    def read(self, parse: Callable[[str], T]) -> T:
        """Return the value as *parse* reads its text."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.refuse("one value is wanted here, no list and no keys")
        try:
            return parse(self.node.value)
        except UsageError as error:
            raise ConfigError(
                f"{self._where(self.node.start_mark)}: {error.what}",
                usually=error.usually,
                tip=error.tip,
            ) from None

    def refuse(self, what: str, tip: str = "") -> NoReturn:
        """Say that this is wrong."""
        mark = self.mark or (self.node.start_mark if self.node else None)
        raise ConfigError(f"{self._where(mark)}: {what}", tip=tip)

    def _where(self, mark: yaml.Mark | None) -> str:
        place = f"{self.source}:{mark.line + 1}:{mark.column + 1}" if mark else self.source
        return f"{place}: {' > '.join(self.path)}" if self.path else place


def _text(key: yaml.Node) -> str:
    return key.value if isinstance(key, yaml.ScalarNode) else "?"


def _compose(text: str, source: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{source}:{mark.line + 1}:{mark.column + 1}" if mark else source
        raise ConfigError(
            f"{place}: no YAML: {error.problem or error.context or 'it cannot be read'}",
            usually="indentation, a missing space after ':', or an IPv6 address without quotes",
        ) from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise ConfigError(f"{source}: no YAML: {what}") from None
    except RecursionError:
        raise ConfigError(f"{source}: no environment: it is nested too deeply") from None
