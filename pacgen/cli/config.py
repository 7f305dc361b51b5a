"""``pacgen config``: begin, check and show ``pacgen.yaml``, and print its JSON schema."""

from __future__ import annotations

from pathlib import Path

import click

from pacgen.cli.options import config_option
from pacgen.cli.output import write
from pacgen.errors import UsageError
from pacgen.policy.config_file import CONFIG_NAME, LoadedConfig, find_config, load_config
from pacgen.policy.config_text import STARTER, effective, schema
from pacgen.publish import write_text

__all__ = ["command", "required_config"]


@click.group("config")
def command() -> None:
    """Begin, check and show pacgen.yaml."""


@command.command("init")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.argument("path", type=click.Path(path_type=Path), default=Path(CONFIG_NAME))
def init(*, force: bool, path: Path) -> None:
    """Write a commented configuration to begin with, to PATH (pacgen.yaml)."""
    if path.exists() and not force:
        raise UsageError(f"{path} is there already", tip="use --force to replace it")
    size = write_text(path, STARTER)
    click.echo(f"written    {path}: {size} bytes; edit it, then: pacgen config check", err=True)


@command.command("check")
@config_option
def check(*, config_path: Path | None) -> None:
    """Say what is wrong with the configuration: exit code 0 for nothing, 2 for something."""
    loaded = required_config(config_path)
    click.echo(f"{loaded.path}: no errors", err=True)


@command.command("show")
@config_option
def show(*, config_path: Path | None) -> None:
    """
    Print the configuration with every default filled in, as YAML.

    References to environment variables are printed as references.
    """
    write(effective(required_config(config_path)))


@command.command("schema")
def print_schema() -> None:
    """Print the JSON schema of pacgen.yaml, for editors."""
    write(schema())


def required_config(path: Path | None) -> LoadedConfig:
    """
    Return the configuration at *path*, or the nearest one from here upwards.

    Raises:
        UsageError: there is none.
    """
    found = path or find_config(Path.cwd())
    if found is None:
        raise UsageError(
            f"there is no {CONFIG_NAME} here or above",
            tip="'pacgen config init' writes one; --config names one that lies elsewhere",
        )
    return load_config(found)
