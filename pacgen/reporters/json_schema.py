"""The JSON schemas of what commands print, drawn from the records that they print."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

__all__ = ["DESCRIBED", "schema"]

DESCRIBED: Any = {
    "use_attribute_docstrings": True,
    # What is printed always has every key.
    "json_schema_serialization_defaults_required": True,
}
"""For ``__pydantic_config__`` of a record: its fields' docstrings become descriptions."""


class _Generator(GenerateJsonSchema):
    """Leaves out what says nothing: titles made from names, and defaults."""

    def field_title_should_be_set(self, schema: object) -> bool:
        del schema
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema(record: type[object]) -> str:
    """
    Return the schema of a document that is the dataclass *record*, as JSON.

    Keys that it does not name are allowed: later versions add some.
    """
    described = TypeAdapter(record).json_schema(mode="serialization", schema_generator=_Generator)
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | described, indent=2, sort_keys=True) + "\n"
