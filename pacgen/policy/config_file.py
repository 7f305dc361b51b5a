"""Reads ``pacgen.yaml``; whatever is wrong is said with line, column and key."""

from __future__ import annotations

import difflib
import os
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydantic
from pydantic_core import ErrorDetails

from pacgen.errors import ConfigError, InputError, PacgenError
from pacgen.policy.config import Config
from pacgen.policy.config_place import CONFIG_NAME, find_config
from pacgen.policy.config_site import SiteConfig, references, site_config
from pacgen.policy.expectation import Assertion
from pacgen.policy.location import location_of, route_at
from pacgen.policy.site import ExpectedRoute
from pacgen.policy.yaml_text import Document, Key, Place, Problem, Value, path_text, read_yaml

__all__ = ["CONFIG_NAME", "LoadedConfig", "find_config", "load_config", "parse_config"]

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """A configuration, and what it means."""

    path: Path
    config: Config
    site: SiteConfig
    raw: Value
    """What the file says, references to environment variables not filled in."""

    keys: Mapping[Key, Place]
    """Where each key stands."""

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """What the site says of single requests, and where, each in the routes of its client."""
        return tuple(map(self._assertion, self.site.expected))

    def _assertion(self, expected: ExpectedRoute) -> Assertion:
        place = self.keys.get(("expect", expected.request), Place(1, 1))
        location = location_of(self.site.site.locations, expected.client)
        route = route_at(expected.route, location)
        request, client = expected.request, expected.client
        return Assertion(request, route, client, str(self.path), place.line, place.column)


def load_config(path: Path, environment: Mapping[str, str] = os.environ) -> LoadedConfig:
    """
    Read a configuration.

    Raises:
        InputError: the file cannot be read.
        ConfigError: something in it is wrong; the message has all that was found.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be read: {error.strerror}",
            tip="'pacgen config init' writes one to begin with",
        ) from None
    except UnicodeDecodeError:
        raise InputError(
            f"{path}: it is not UTF-8", tip="save it as UTF-8 in your editor"
        ) from None
    return parse_config(text, path, environment)


def parse_config(text: str, path: Path, environment: Mapping[str, str]) -> LoadedConfig:
    """
    Understand the text of a configuration.

    Raises:
        ConfigError: something in it is wrong; the message has all that was found.
    """
    # Only 'pacgen update' sends anything, and only its account need have the secrets for it.
    document = read_yaml(
        text, variables="environment", environment=environment, deferred={"notify"}
    )
    if document.problems:
        raise _error(path, document.problems, document)
    if not isinstance(document.data, dict):
        found = "nothing in it" if document.data is None else "no mapping of keys to values"
        problem = Problem(document.place(()), found, "write for example: proxy: PROXY proxy:8080")
        raise _error(path, [problem], document)
    try:
        config = Config.model_validate(document.data)
    except pydantic.ValidationError as error:
        raise _error(path, [_problem(e, document) for e in _distinct(error)], document) from None
    wrong = [
        Problem(document.place(key), f"{path_text(key)}: {what}", tip)
        for key, what, tip in references(config)
    ]
    if wrong:
        raise _error(path, wrong, document)
    return LoadedConfig(path, config, site_config(config), document.raw, document.keys)


def _error(path: Path, problems: list[Problem], document: Document) -> ConfigError:
    ordered = sorted(dict.fromkeys(problems), key=lambda p: p.place)
    lines = [
        f"{path}:{p.place.line}:{p.place.column}: {p.what}" + (f"; {p.tip}" if p.tip else "")
        for p in ordered[:_MOST_SHOWN]
    ]
    if len(ordered) > _MOST_SHOWN:
        lines.append(f"{path}: {len(ordered) - _MOST_SHOWN} more errors are not shown")
    return ConfigError(_masked("\n".join(lines), document.filled))


def _masked(text: str, filled: Mapping[str, str]) -> str:
    """Put references back in place of the values of environment variables, which may be secret."""
    for name, value in sorted(filled.items(), key=lambda item: -len(item[1])):
        text = re.sub(re.escape(value), f"${{{name}}}", text, flags=re.IGNORECASE)
    return text


def _distinct(error: pydantic.ValidationError) -> Iterator[ErrorDetails]:
    """Yield the errors; where a value may have two forms, only those of the nearer one."""
    for details in error.errors(include_url=False):
        loc = details["loc"]
        if "Expected" in loc and details["type"] == "model_type":
            continue
        yield details


def _problem(details: ErrorDetails, document: Document) -> Problem:
    key = _key(details["loc"], document.data)
    match details["type"]:
        case "extra_forbidden":
            return _unknown(key, document)
        case "missing":
            what, tip = f"{path_text(key)} is missing", _description(key)
            return Problem(document.place(key[:-1]), what, tip)
        case _:
            what, tip = _wording(details)
            return Problem(document.place(key), f"{path_text(key)}: {what}", tip)


def _key(loc: tuple[int | str, ...], data: Value) -> Key:
    """Return *loc* without what pydantic adds: names of types, indexes into what is no list."""
    key: list[int | str] = []
    here: Any = data
    for part in loc:
        if isinstance(here, dict) and isinstance(part, str):
            key.append(part)
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            key.append(part)
            here = here[part]
    return tuple(key)


def _unknown(key: Key, document: Document) -> Problem:
    name = str(key[-1])
    known = sorted(_fields(key[:-1]))
    near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    tip = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
    place = document.keys.get(key, document.place(key))
    return Problem(place, f"{path_text(key)}: there is no such key", tip)


def _fields(key: Key) -> Mapping[str, pydantic.fields.FieldInfo]:
    """Return the fields of the model that stands at *key*."""
    model: type[pydantic.BaseModel] = Config
    for part in key:
        field = model.model_fields.get(str(part)) if isinstance(part, str) else None
        found = _model(field.annotation) if field else None
        model = found or model
    return model.model_fields


def _model(annotation: object) -> type[pydantic.BaseModel] | None:
    """Return the model in an annotation such as ``dict[str, Place]``."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, pydantic.BaseModel) else None
    found = (_model(argument) for argument in typing.get_args(annotation))
    return next((model for model in found if model), None)


def _description(key: Key) -> str:
    field = _fields(key[:-1]).get(str(key[-1]))
    text = (field.description or "") if field else ""
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")


_EXPECTED = {
    "string_type": ("a text", "put it in quotes"),
    "bool_type": ("true or false", ""),
    "int_type": ("a number", ""),
    "tuple_type": ("a list", "write it as '- one' lines, or as [one, two]"),
    "dict_type": ("keys with values", "write 'key: value' lines"),
    "model_type": ("keys with values", "write 'key: value' lines"),
}
"""By pydantic's kind of error: what was expected, and a tip."""


def _wording(details: ErrorDetails) -> tuple[str, str]:
    """Say what is wrong and what to do."""
    context = details.get("ctx", {})
    value = details["input"]
    if details["type"] in _EXPECTED:
        expected, tip = _EXPECTED[details["type"]]
        if isinstance(value, dict | list | tuple):
            tip = ""
        return f"expected {expected}, found {_said(value)}", tip
    match details["type"]:
        case "value_error":
            error = context.get("error")
            return str(error), error.tip if isinstance(error, PacgenError) else ""
        case "pacgen":
            return str(context["what"]), str(context["tip"])
        case "enum" | "literal_error":
            return _not_among(value, str(context["expected"]))
        case "string_pattern_mismatch":
            return f"{value!r} is no name", "use letters, digits, '-' and '_', a letter first"
        case "too_short" | "string_too_short":
            return "it is blank", "write at least one"
        case _:
            return details["msg"], ""


def _not_among(value: object, expected: str) -> tuple[str, str]:
    choices = [c.strip("' ") for c in expected.replace(" or ", ", ").split(",")]
    near = difflib.get_close_matches(str(value), choices, n=1, cutoff=0.5)
    tip = f"did you mean {near[0]!r}?" if near else ""
    return f"expected one of {', '.join(choices)}; found {_said(value)}", tip


def _said(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case dict():
            return "keys with values"
        case list() | tuple():
            return "a list"
        case _:
            return repr(value)
