"""Options that several commands have; each is defined here and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import click

from pacgen.endpoints import Instance
from pacgen.errors import UsageError

__all__ = [
    "complete_instance",
    "config_option",
    "endpoints_option",
    "instance_option",
    "is_given",
    "parse_duration",
]


_SPAN = re.compile(r"(\d+(?:\.\d+)?) *(ms|s|m|)")
_UNITS = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0}


def parse_duration(text: str) -> float:
    """
    Read a time span (``10s``, ``500ms``, ``2m``, or seconds); return seconds.

    Raises:
        UsageError: *text* is none.
    """
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise UsageError(f"{text!r} is no time span", tip="write for example 10s, 500ms or 2m")
    return float(match[1]) * _UNITS[match[2]]


def complete_instance(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the shell the instances that begin as *incomplete* does."""
    del ctx, param
    return [i.value for i in Instance if i.lower().startswith(incomplete.lower())]


def is_given(context: click.Context, name: str) -> bool:
    """Say whether the option *name* stands on the command line: then it counts most."""
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration; by default the nearest pacgen.yaml from here upwards.",
)
"""``--config FILE``, handed to the command as *config_path*: a path, or ``None``."""

endpoints_option = click.option(
    "--endpoints",
    "endpoints_directory",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where fetched endpoint data is kept, in place of the platform's data directory.",
)
"""``--endpoints DIR``, handed to the command as *endpoints_directory*: a path, or ``None``."""

instance_option = click.option(
    "--instance",
    type=Instance.parse,
    default=Instance.WORLDWIDE.value,
    show_default=True,
    metavar="NAME",
    shell_complete=complete_instance,
    help=f"The cloud of Microsoft 365: {', '.join(Instance)}.",
)
"""``--instance NAME``, handed to the command as *instance*: an :class:`Instance`."""
