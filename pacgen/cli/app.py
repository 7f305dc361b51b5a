"""
``pacgen``: finds the command, runs it, and turns what went wrong into a message and an exit code.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pacgen import __version__
from pacgen.cli.problems import say
from pacgen.errors import InputError, PacgenError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C ended (128 + SIGINT)."""

BUG = 70
"""Something in pacgen is wrong (EX_SOFTWARE of sysexits.h)."""

COMMANDS = {
    "changes": "say what Microsoft adds when, and what it removed, Teams first",
    "config": "begin, check and show pacgen.yaml",
    "coverage": "say which rules and branches of a PAC file a list of URLs puts to use",
    "diff": "say which hosts go elsewhere by one PAC file than by another, or by a policy",
    "eval": "say where requests go by a PAC file",
    "export": "write the endpoint sets for firewalls and routers",
    "fetch": "ask Microsoft's web service for newer endpoint data",
    "generate": "write a PAC file that sends Teams directly",
    "history": "list what pacgen update has published",
    "lint": "say what is wrong with a PAC file, Teams first",
    "nat": "say how many addresses a NAT pool needs for Microsoft 365",
    "partition": "show all that a PAC file answers, as a table of hosts, conditions and routes",
    "patch": "put Teams' direct rules into an existing PAC file",
    "policy": "say what the configuration means: every rule, or why a host goes where it does",
    "probe": "say whether this network follows Microsoft's advice for Teams",
    "prove": "prove where a PAC file sends every host of a pattern, or show one that it does not",
    "rollback": "publish again what was published before",
    "rule": "say what the linter's rules check for, and why",
    "update": "bring the published PAC files up to date, and never make them worse",
    "why": "say which line of a PAC file decided, and what led there",
}
"""
Every command and its line in the help; the module of the same name is imported when it is asked
for.
"""


class _LazyGroup(click.Group):
    """A group whose commands are imported one at a time: start-up must not pay for all of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands by name."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its ``command``."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"pacgen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pacgen")
def _pacgen() -> None:
    """
    PAC files that send Microsoft Teams directly: generate them, lint them, keep them current.

    Exit codes: 0 nothing to report; 1 findings; 2 wrong usage; 3 the service could not be used;
    4 an input could not be read; 5 refused, so that nothing good is replaced by something worse.
    """


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run a command line and return its exit code.

    The only place that catches :class:`PacgenError`. Results go to stdout, everything else to
    stderr.
    """
    _replace_closed_streams()
    try:
        code = int(_pacgen.main(argv, prog_name="pacgen", standalone_mode=False) or 0)
        sys.stdout.flush()
        return code  # noqa: TRY300 - what flush raises belongs to the handlers below
    except PacgenError as error:
        say(error)
        return error.exit_code
    except click.exceptions.Abort:
        click.echo("pacgen: interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone (`pacgen lint … | head`). Nothing more can be said to it, and
        # Python must not try at exit.
        _abandon_stdout()
        return 0
    except OSError as error:
        # Commands name the files that they cannot use; what is left is our own output.
        _abandon_stdout()
        reason = error.strerror or error
        click.echo(f"pacgen: standard output: it cannot be written: {reason}", err=True)
        return InputError.exit_code
    except Exception as error:  # the last line of defence: no traceback reaches a user
        if os.environ.get("PACGEN_DEBUG"):
            raise
        click.echo(f"pacgen: a bug in pacgen: {type(error).__name__}: {error}", err=True)
        click.echo("  Try: report it with what PACGEN_DEBUG=1 in the environment shows", err=True)
        return BUG


def _replace_closed_streams() -> None:
    """
    Let nobody's output go nowhere, where a job was started with closed streams or without any.

    Otherwise the next file that is opened would get the free descriptor, and be written to.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - until the end
            setattr(sys, name, stream)


def _abandon_stdout() -> None:
    """Let nothing more be written: Python would try again at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
