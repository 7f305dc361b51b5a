"""The files that ship with pacgen are there and are what their index says, however pacgen was installed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from pacgen.data import ENDPOINTS, TEMPLATES
from pacgen.endpoints import Instance, parse_document

INDEX: dict[str, Any] = json.loads(ENDPOINTS.joinpath("index.json").read_text(encoding="utf-8"))


def test_every_instance_has_its_document() -> None:
    """The index names all instances, each once."""
    assert sorted(Instance) == sorted(entry["instance"] for entry in INDEX["documents"])


@pytest.mark.parametrize("entry", INDEX["documents"], ids=lambda entry: entry["instance"])
def test_a_document_is_what_the_index_says(entry: dict[str, Any]) -> None:
    """Digest and number of sets agree, and the document parses."""
    data = ENDPOINTS.joinpath(entry["file"]).read_bytes()
    document = parse_document(
        json.loads(data),
        instance=Instance(entry["instance"]),
        version=entry["version"],
        source=entry["file"],
    )

    assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    assert entry["sets"] == len(document.sets)
    assert document.teams()


def test_the_template_ships() -> None:
    """The PAC template is among the shipped files."""
    assert "FindProxyForURL" in TEMPLATES.joinpath("proxy.pac.j2").read_text(encoding="utf-8")
