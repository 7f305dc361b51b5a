"""``--with SERVER``: the configuration that serves a PAC file, written beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import click

from pacgen.errors import InputError, RefusedError, UsageError
from pacgen.generator.webserver import WebServer, snippet, snippet_name

__all__ = ["plan_snippets", "with_option"]

_WEB_DIRECTORY = "/var/www/pac"
"""Where a file with a relative name is taken to be served from."""

_OURS = "Serves the PAC file"

with_option = click.option(
    "--with",
    "servers",
    type=click.Choice([server.value for server in WebServer]),
    multiple=True,
    help="Also write the configuration for this web server, beside the PAC file; may be repeated. "
    f"It serves FILE where it is absolute, and {_WEB_DIRECTORY}/FILE otherwise.",
)
"""``--with SERVER``, handed to the command as *servers*."""


def plan_snippets(servers: Sequence[str], *outputs: str) -> Mapping[Path, str]:
    """
    Return which files are to be written, and what is to be in each, for the PAC files *outputs*.

    Raises:
        UsageError: one of *outputs* is standard output, or a path that no web server can be told;
            or two of them would have the same file.
        RefusedError: one of the files is there already and is somebody else's.
    """
    plan: dict[Path, str] = {}
    for output in outputs:
        for path, text in _plan_one(servers, output).items():
            if plan.setdefault(path, text) != text:
                raise UsageError(
                    f"{path} would be the web server's configuration of two PAC files",
                    tip="give the outputs names that differ before the first dot, or directories",
                )
    return plan


def _plan_one(servers: Sequence[str], output: str) -> dict[Path, str]:
    if not servers:
        return {}
    if output == "-":
        raise UsageError(
            "--with needs a file beside which it can write", tip="name one: --output wpad.dat"
        )
    absolute = PurePosixPath(output).is_absolute() or PureWindowsPath(output).is_absolute()
    served = output if absolute else f"{_WEB_DIRECTORY}/{Path(output).name}"
    plan = {
        Path(output).parent / snippet_name(server, output): snippet(server, file=served)
        for server in map(WebServer, dict.fromkeys(servers))
    }
    for path in plan:
        _check_ours(path)
    return plan


def _check_ours(path: Path) -> None:
    try:
        there = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{path}: it cannot be read: {error.strerror or error}") from None
    if _OURS not in there:
        raise RefusedError(
            f"{path} is there already, and is not pacgen's",
            usually="the site has settings of its own in it",
            tip="write the PAC file to another directory, and merge the two by hand",
        )
