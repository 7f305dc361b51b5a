"""What the documents tell people to write is at least well formed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from pacgen.cli.app import COMMANDS
from pacgen.cli.app import _pacgen as program
from pacgen.generator.webserver import MIME_TYPE, PATHS, WebServer

pytestmark = pytest.mark.checkout

DOCS = Path(__file__).parents[1] / "docs"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))}


@pytest.mark.parametrize("name", TEXTS)
def test_json_blocks(name: str) -> None:
    """What is shown as JSON is JSON."""
    for block in re.findall(r"^```json\n(.*?)^```", TEXTS[name], re.DOTALL | re.MULTILINE):
        assert json.loads(block)


@pytest.mark.parametrize("name", TEXTS)
def test_commands_and_their_flags(name: str) -> None:
    """Each command that is shown exists and has the flags that it is shown with."""
    for command, rest in re.findall(r"`?\bpacgen ([a-z]+)((?: [^`\n]*)?)", TEXTS[name]):
        if command not in COMMANDS:
            continue
        found = program.get_command(click.Context(program), command)
        assert found is not None
        known = {opt for parameter in found.params for opt in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest)) <= known, (name, command)


def test_mime_type_and_paths() -> None:
    """The page on delivery speaks of the type and the paths that the snippets have."""
    text = TEXTS["deploy.md"]

    assert MIME_TYPE in text
    assert all(f"`{path}`" in text for path in PATHS)
    assert all(f"`--with {server}`" in text for server in WebServer)
