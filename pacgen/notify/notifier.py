"""Telling the outcome of a run to everybody whom ``pacgen.yaml`` names. Nothing here can fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pacgen.files import write_atomically
from pacgen.notify.bodies import body
from pacgen.notify.metrics import read_carried, render
from pacgen.notify.notice import Recent, event_of
from pacgen.notify.webhook import Poster
from pacgen.policy.config_notify import NotifyConfig
from pacgen.publish.outcome import UpdateOutcome

__all__ = ["Notifier"]

_LONGEST_FILE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Notifier:
    """Tells one configuration's readers."""

    config: NotifyConfig
    directory: Path
    """That of the configuration: relative paths start here."""

    poster: Poster
    recent: Recent = field(default_factory=Recent)

    def tell(self, outcome: UpdateOutcome) -> tuple[str, ...]:
        """
        Tell *outcome*, unless it was only tried out, or found another run at work.

        Returns:
            What could not be told, one sentence each, without a secret.
        """
        # The other run writes the metrics too, and knows more.
        if outcome.dry_run or outcome.is_busy:
            return ()
        return tuple(problem for problem in self._told(outcome) if problem)

    def _told(self, outcome: UpdateOutcome) -> Iterator[str]:
        # The file first: it is quick, and needs nobody.
        if self.config.metrics:
            yield self._write(outcome)
        event = event_of(outcome)
        if event is None or not self.recent.is_news(outcome, event):
            return
        for number, webhook in enumerate(self.config.webhooks, start=1):
            if event in webhook.events:
                name = f"webhook {number} ({webhook.format})"
                yield self.poster.post(webhook, name, body(webhook.format, outcome, event))

    def _write(self, outcome: UpdateOutcome) -> str:
        path = self.directory / self.config.metrics
        try:
            write_atomically(path, render(outcome, read_carried(_former(path))).encode())
            if not path.stat().st_mode & 0o044:
                # The collector is another account, and nothing in the file is secret.
                path.chmod(0o644)
        except OSError as error:
            return f"metrics: {self.config.metrics}: not written: {error.strerror or error}"
        return ""


def _former(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return stream.read(_LONGEST_FILE).decode("utf-8", "replace")
    except OSError:
        return ""
