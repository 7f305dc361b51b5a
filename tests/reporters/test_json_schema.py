"""The schemas of what commands print hold for it, and leave no key out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from pacgen.cli import main
from pacgen.publish.outcome import UpdateOutcome
from pacgen.reporters import update_json
from tests.notify.outcomes import BUSY, OUTCOMES


def closed(schema: Any) -> Any:
    """Return *schema* so that a record with a key that it does not name breaks it."""
    match schema:
        case dict():
            told = {key: closed(value) for key, value in schema.items()}
            return told | {"additionalProperties": False} if "properties" in schema else told
        case list():
            return [closed(value) for value in schema]
        case _:
            return schema


def records(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the schema of each record."""
    yield from (found for found in schema["$defs"].values() if "properties" in found)
    yield schema


@pytest.mark.parametrize("command", ["changes", "history", "update"])
def test_schemas_are_sound(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Without a configuration or anything else each is printed, and requires every key."""
    assert 0 == main([command, "--json-schema"])
    schema = json.loads(capfd.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {"type": "integer"}.items() <= schema["properties"]["schema"].items()
    for record in records(schema):
        assert sorted(record["properties"]) == sorted(record["required"])


@pytest.mark.parametrize("outcome", [*OUTCOMES.values(), BUSY], ids=[*OUTCOMES, "busy"])
def test_outcomes_are_what_the_schema_says(
    outcome: UpdateOutcome, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every outcome of a run has the keys that the schema names, and no other."""
    main(["update", "--json-schema"])
    schema = closed(json.loads(capfd.readouterr().out))
    document = json.loads(update_json.render(outcome, ("a problem",)))
    jsonschema.validate(document, schema)
    with pytest.raises(jsonschema.ValidationError, match="verdict"):
        jsonschema.validate(document | {"verdict": "odd"}, schema)
