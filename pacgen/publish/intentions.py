"""What a run would do: for who tries the job out before trusting it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pacgen.publish.candidate import Candidate
from pacgen.publish.source import Data
from pacgen.publish.switching import HISTORY, Switchboard

__all__ = ["intentions"]


def intentions(
    board: Switchboard, data: Data | None, wanted: Sequence[Candidate], *, is_first: bool
) -> Iterator[str]:
    """Yield one sentence for each thing that a run would do, in its order."""
    update = board.config.config.update
    if not board.directory.is_dir():
        yield f"the state directory {board.directory} would be made"
    if data and data.update and data.update.content is not None:
        yield f"version {data.update.offered} of the endpoint data would be stored"
    changed = [candidate for candidate in wanted if candidate.is_changed]
    if not changed:
        yield "no file would be written: all are as wanted"
        return
    for candidate in changed:
        verb = "replaced" if candidate.before is not None else "made"
        real = candidate.path.resolve()
        link = f", which is a link to {real}" if candidate.path.is_symlink() else ""
        yield f"{candidate.path}{link} would be {verb}: {len(candidate.data)} bytes"
    kept = board.directory / HISTORY
    begun = "would begin" if is_first else "would go on"
    yield f"the history in {kept} {begun}; it keeps {update.history} publications"
    if update.publish is not None:
        program = Path(update.publish.command[0]).name
        yield f"{program} would run then, for at most {update.publish.timeout} seconds"
    notify = board.config.config.notify
    if notify.metrics:
        yield f"metrics would be written to {notify.metrics}"
    if notify.webhooks:
        yield f"webhooks would be told: {len(notify.webhooks)}"
