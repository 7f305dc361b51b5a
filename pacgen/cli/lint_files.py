"""Lints many files on all cores, with a progress bar on a terminal."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from pacgen.engine import PacFile, Target
from pacgen.lint import Report, Rule, lint
from pacgen.lint.proof import NO_PROOF, Proving
from pacgen.policy.expectation import Expectation

__all__ = ["Job", "lint_all"]

_WORTH_SHARING = 8
"""So many files take longer than it takes to start further processes."""

_LARGE = 200_000
"""Bytes; a file like this takes long enough for a sign of life."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every file is held against."""

    expectation: Expectation
    rules: tuple[Rule, ...]
    targets: tuple[Target, ...]
    proving: Proving = NO_PROOF

    def run(self, pac: PacFile) -> Report:
        """Lint one file."""
        return lint(
            pac,
            self.expectation,
            rules=self.rules,
            targets=self.targets,
            proving=self.proving,
        )


def lint_all(job: Job, pacs: Sequence[PacFile]) -> list[Report]:
    """Return a report for each of *pacs*, in their order."""
    with _progress(pacs) as advance:
        reports = []
        for report in _reports(job, pacs):
            reports.append(report)
            advance()
        return reports


def _reports(job: Job, pacs: Sequence[PacFile]) -> Iterator[Report]:
    processes = min(_cores(), len(pacs) // (_WORTH_SHARING // 2))
    if len(pacs) < _WORTH_SHARING or processes < 2:  # noqa: PLR2004 - one process is this one
        yield from map(job.run, pacs)
        return
    # Processes, since half of the work is Python's; started afresh, since to fork a process with
    # threads in it is asking for trouble.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(job.run, pacs)


def _cores() -> int:
    """Return how many cores this process may use, where the operating system says so."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _progress(pacs: Sequence[PacFile]) -> Iterator[Callable[[], None]]:
    """Show on a terminal how many files are done; elsewhere, and for a few small ones, nothing."""
    size = sum(len(pac.data) for pac in pacs)
    if not sys.stderr.isatty() or (len(pacs) < _WORTH_SHARING and size < _LARGE):
        yield lambda: None
        return
    # Imported here since it takes longer to load than a lint of a file takes.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import (  # noqa: PLC0415 - see above
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    # A single file has no parts to count: the bar shows that something is going on.
    parts = (MofNCompleteColumn(),) if len(pacs) > 1 else ()
    columns = (TextColumn("linting"), BarColumn(), *parts, TimeElapsedColumn())
    with contextlib.ExitStack() as stack:
        console = Console(stderr=True)
        progress = stack.enter_context(Progress(*columns, console=console, transient=True))
        task = progress.add_task("linting", total=len(pacs) if len(pacs) > 1 else None)
        yield lambda: progress.advance(task)
