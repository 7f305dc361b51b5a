"""What commands that prove have in common: their options, and hosts as languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from pacgen.analysis import Explorer, Progress
from pacgen.analysis.clock import Clock
from pacgen.cli.asking import parse_targets
from pacgen.cli.durations import parse_duration
from pacgen.cli.output import updating
from pacgen.engine import PacFile, Target
from pacgen.errors import UsageError
from pacgen.reporters.text import plural

__all__ = ["MAX_LABELS", "explorer_for", "labels_wanted", "one_target", "proving_options", "shown"]

MAX_LABELS = 10

_Command = TypeVar("_Command", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "--target",
        default=Target.CHROMIUM.value,
        show_default=True,
        metavar="NAME",
        help=f"The client to reproduce: {', '.join(Target)}.",
    ),
    click.option(
        "--prove-budget",
        "seconds",
        type=parse_duration,
        default="30s",
        show_default=True,
        metavar="TIME",
        help="How long a proof may take, reading the file included.",
    ),
    click.option(
        "--max-labels",
        type=click.IntRange(min=1, max=127),
        default=MAX_LABELS,
        show_default=True,
        metavar="N",
        help="Up to how many labels hosts are considered.",
    ),
    click.option(
        "--exhaustive",
        is_flag=True,
        help="Consider hosts of any number of labels; takes longer.",
    ),
)


def proving_options(command: _Command) -> _Command:
    """Give *command* the options *target*, *seconds*, *max_labels* and *exhaustive*."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def labels_wanted(max_labels: int, *, exhaustive: bool) -> int | None:
    """Return up to how many labels hosts are considered; ``None``: any number."""
    return None if exhaustive else max_labels


def one_target(name: str) -> Target:
    """
    Read a single client.

    Raises:
        UsageError: it is none, or several.
    """
    targets = parse_targets([name])
    if len(targets) != 1:
        raise UsageError("this is about one client", tip=f"write --target {targets[0]}")
    return targets[0]


def explorer_for(pac: PacFile, target: Target, max_labels: int | None, until: Clock) -> Explorer:
    """Return an explorer of *pac* as *target* decodes it, which is read while there is time."""
    return Explorer(pac.seen_by(target), target=target, max_labels=max_labels, until=until)


@contextmanager
def shown(what: str) -> Iterator[Callable[[Progress], None]]:
    """Show on a terminal how far an exploration is; elsewhere nothing."""
    with updating(what) as update:
        yield lambda progress: update(
            f"{what}: {plural(progress.leaves, 'region')}, {progress.waiting} waiting"
        )
