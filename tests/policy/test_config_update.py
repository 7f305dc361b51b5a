"""Tests of the section ``update``: what turns a gate off, and how sizes are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.policy.config_file import parse_config
from pacgen.policy.config_update import UpdateConfig


def parse(update: str) -> UpdateConfig:
    """Understand the section as part of a configuration."""
    text = f"proxy: PROXY p:1\nupdate: {update}\n"
    return parse_config(text, Path("pacgen.yaml"), {}).config.update


@pytest.mark.parametrize("gate", ["shrink", "lost_direct", "lint", "size", "new_direct", "prove"])
def test_off(gate: str) -> None:
    """Every gate is turned off by the same word."""
    assert getattr(parse(f"{{gates: {{{gate}: off}}}}").gates, gate) is False


@pytest.mark.parametrize(
    ("text", "size"),
    [("256 KB", 262144), ("1mb", 1048576), ("900", 900), ("512 B", 512), ("2MB", 2097152)],
)
def test_sizes(text: str, size: int) -> None:
    """A size is written as people write sizes, or as a number of bytes."""
    assert size == parse(f"{{gates: {{size: {text}}}}}").gates.size


def test_a_command_of_one_word() -> None:
    """A program without arguments needs no brackets."""
    publish = parse("{publish: {command: /usr/local/bin/copy}}").publish
    assert publish is not None
    assert ("/usr/local/bin/copy",) == publish.command


def test_nothing_said() -> None:
    """Without the section every gate is on, and nothing is run."""
    update = parse("{}")
    assert (20, None, True) == (update.history, update.publish, update.gates.outside)
    assert all(getattr(update.gates, gate) is not False for gate in type(update.gates).model_fields)
