"""Options that several commands have; each is defined here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from pacgen.cli.output import write
from pacgen.endpoints import Instance
from pacgen.policy import Preset

__all__ = [
    "ReportFormat",
    "access_log_option",
    "complete_instance",
    "config_option",
    "endpoints_option",
    "instance_option",
    "is_given",
    "json_schema_option",
    "report_format_option",
    "urls_option",
]


_Command = TypeVar("_Command", bound=Callable[..., object])


class ReportFormat(StrEnum):
    """How a report that people pass on is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def complete_instance(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the shell the instances that begin as *incomplete* does."""
    del ctx, param
    return [i.value for i in Instance if i.lower().startswith(incomplete.lower())]


def json_schema_option(record: type[object]) -> Callable[[_Command], _Command]:
    """Return ``--json-schema`` of a command whose JSON is *record*."""

    def show(context: click.Context, param: click.Parameter, value: object) -> None:
        del param
        if value:
            # Imported late: pydantic is slow to load, and few commands need it.
            from pacgen.reporters.json_schema import schema  # noqa: PLC0415

            write(schema(record))
            context.exit()

    return click.option(
        "--json-schema",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="Print the JSON schema of --format json, and end.",
    )


def is_given(context: click.Context, name: str) -> bool:
    """Say whether the option *name* stands on the command line: then it counts most."""
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


config_option = click.option(
    "-c",
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

preset_option = click.option(
    "--preset",
    type=click.Choice([preset.value for preset in Preset]),
    default=Preset.TEAMS.value,
    show_default=True,
    help="What goes DIRECT: Teams alone, with what it needs, or with the Optimize (and Allow) "
    "endpoints of all Microsoft 365.",
)
"""``--preset NAME``, handed to the command as *preset*: a text that :class:`Preset` takes."""

report_format_option = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in ReportFormat]),
    default=ReportFormat.TEXT.value,
    show_default=True,
    help="How the result is written.",
)
"""``--format NAME``, handed to the command as *form*: a text that :class:`ReportFormat` takes."""

urls_option = click.option(
    "--urls",
    "lists",
    multiple=True,
    metavar="FILE",
    help="A file with a URL or a host on each line, '-' for standard input; repeatable.",
)
"""``--urls FILE``, handed to the command as *lists*: names of files."""

access_log_option = click.option(
    "--access-log",
    "logs",
    multiple=True,
    metavar="FILE",
    help="A proxy's log (Squid; extended logs with '#Fields:' as of Zscaler; CSV with a header; "
    "also .gz), '-' for standard input; repeatable.",
)
"""``--access-log FILE``, handed to the command as *logs*: names of files."""
