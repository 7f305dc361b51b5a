from __future__ import annotations

from pathlib import Path

import click
import pytest

from pacgen.cli.options import complete_instance, endpoints_option, instance_option
from pacgen.endpoints import Instance
from pacgen.errors import UsageError


@click.command()
@endpoints_option
@instance_option
def command(endpoints_directory: Path | None, instance: Instance) -> tuple[Path | None, Instance]:
    """Return what came of the options."""
    return endpoints_directory, instance


def run(*arguments: str) -> object:
    """Run the command."""
    return command.main(list(arguments), standalone_mode=False)


def test_defaults() -> None:
    """Without options Worldwide is meant, and the platform's directory."""
    assert (None, Instance.WORLDWIDE) == run()


def test_values_arrive_in_their_types(tmp_path: Path) -> None:
    """An instance may be written in any case; a directory comes as a path."""
    assert (tmp_path, Instance.USGOV_DOD) == run(
        "--endpoints", str(tmp_path), "--instance", "usgovdod"
    )


def test_unknown_instance_is_wrong_usage() -> None:
    """An unknown instance is an error with the choices."""
    with pytest.raises(UsageError, match="no instance"):
        run("--instance", "Germany")


def test_endpoints_cannot_be_a_file(tmp_path: Path) -> None:
    """``--endpoints`` wants a directory, which need not exist."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(click.UsageError):
        run("--endpoints", str(tmp_path / "file"))


def test_instances_are_completed() -> None:
    """The shell is offered what begins so, in any case."""
    context, option = click.Context(command), command.params[0]
    assert ["USGovDoD", "USGovGCCHigh"] == complete_instance(context, option, "usg")
