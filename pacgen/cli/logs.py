"""Access logs as a user names them: read with a progress bar, and put to a PAC file."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import cast

from pacgen.cli.asking import Asker
from pacgen.cli.inputs import STDIN
from pacgen.engine import Decision, Request
from pacgen.errors import InputError
from pacgen.policy.expectation import Expectation
from pacgen.traffic import HostTraffic, LogReader, Traffic, TrafficReport, route_hosts

__all__ = ["held_against", "read_logs"]

Advance = Callable[[int], None]


def read_logs(names: Sequence[str], *, max_hosts: int) -> Traffic:
    """
    Read logs one after the other and sum them up.

    Args:
        names: Paths, or ``-`` for standard input.
        max_hosts: How many hosts are kept apart.

    Raises:
        InputError: one cannot be read, or is no access log.
    """
    reader = LogReader(max_hosts=max_hosts)
    with _progress(_total(names)) as advance:
        for name in names:
            if name == STDIN:
                # What the interpreter opens for a pipe or a file is always buffered.
                reader.read("<stdin>", cast("BufferedReader", sys.stdin.buffer), progress=advance)
            else:
                with _open(name) as stream:
                    reader.read(name, stream, progress=advance)
    return reader.traffic()


def held_against(found: Traffic, asker: Asker, expectation: Expectation) -> TrafficReport:
    """Ask a PAC file about all hosts of *found*; *asker* has a single environment."""
    decisions = _decisions(asker, found.hosts)
    hosts = route_hosts(found.hosts, decisions, expectation)
    return TrafficReport(asker.pac.name, asker.targets, expectation, found, hosts)


def _decisions(asker: Asker, hosts: Sequence[HostTraffic]) -> Iterator[tuple[Decision, ...]]:
    requests = (Request.for_host(entry.host) for entry in hosts)
    for batch in asker.ask(requests):
        yield from (answers.decisions for answers in batch)


def _open(name: str) -> BufferedReader:
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        missing = isinstance(error, OSError) and error.errno == errno.ENOENT
        what = "no such file" if missing else f"cannot be read: {why or error}"
        raise InputError(f"{name}: {what}", tip="check the path" if missing else "") from None


def _total(names: Sequence[str]) -> int | None:
    """Return how many bytes there are to read, ``None`` if nobody knows."""
    if STDIN in names:
        return None
    try:
        return sum(Path(name).stat().st_size for name in names)
    except (OSError, ValueError):
        # Opening it will say what is wrong.
        return None


@contextmanager
def _progress(total: int | None) -> Iterator[Advance]:
    """Show on a terminal how far reading has come; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    # Imported here since it takes longer to load than everything else together.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import (  # noqa: PLC0415 - see above
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("reading"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda count: progress.advance(task, count)
