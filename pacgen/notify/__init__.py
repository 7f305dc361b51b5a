"""Telling others what became of a run: Prometheus, webhooks, systemd. One way: nothing knows us."""

from __future__ import annotations

from pacgen.notify.notice import Recent
from pacgen.notify.notifier import Notifier
from pacgen.notify.systemd import Supervisor
from pacgen.notify.webhook import Poster

__all__ = ["Notifier", "Poster", "Recent", "Supervisor"]
