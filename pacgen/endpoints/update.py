"""
Bringing the store up to date: the one way in which the service, its limits and the store meet.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pacgen.endpoints.client import EndpointClient
from pacgen.endpoints.model import Instance
from pacgen.endpoints.selection import EVERYTHING, Selection
from pacgen.endpoints.silence import keeping_hold, respect_hold
from pacgen.endpoints.snapshot import Origin, Snapshot, load_shipped, load_stored
from pacgen.endpoints.state import ServiceState
from pacgen.endpoints.store import refuse_shrunken, store
from pacgen.errors import EndpointDocumentError

__all__ = ["Outcome", "Update", "Updater"]


class Outcome(Enum):
    """How an update ended, if it ended well."""

    UNCHANGED = "unchanged"
    """The service has no newer version."""

    OLDER = "older"
    """The service offers an older version than the one at hand, which is kept."""

    UPDATED = "updated"
    """A newer document is stored now."""

    FIRST = "first"
    """There was no document of this selection; now there is."""

    MENDED = "mended"
    """The stored document was damaged; a good one has taken its place."""


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one instance."""

    outcome: Outcome
    offered: str
    """The version that the service calls the latest."""

    after: Snapshot
    """What is in use from now on."""

    before: Snapshot | None = None
    """What was in use until now, if it could be read."""

    remembered: bool = False
    """The service was asked less than an hour ago and not again."""

    damage: str = ""
    """What was wrong with the stored document."""

    content: bytes | None = None
    """The document as the service sent it; ``None`` if it was not fetched."""


@dataclass(frozen=True, slots=True)
class Updater:
    """Keeps the store in *directory* up to date."""

    client: EndpointClient
    state: ServiceState
    directory: Path
    now: Callable[[], float] = time.time
    """Seconds since the epoch."""

    def update(
        self,
        instance: Instance,
        selection: Selection = EVERYTHING,
        *,
        force: bool = False,
        accept_shrink: bool = False,
    ) -> Update:
        """
        Fetch the document of *instance* if the service has a newer one, and store it.

        Args:
            instance: Which cloud.
            selection: Which part of it.
            force: Ask although it was asked within the hour, or asked for silence.
            accept_shrink: Store even a document that lost much of the one before.

        Raises:
            ServiceError: the service cannot be used; the store is as it was.
            ShrunkenDocumentError: the new document lost too much; the store is as it was.
            InputError: the store cannot be read or written.
        """
        offered = self.offer(instance, selection, force=force)
        if offered.content is not None and offered.before is not None and not accept_shrink:
            refuse_shrunken(offered.before.document, offered.after.document)
        self.keep(offered)
        return offered

    def offer(
        self, instance: Instance, selection: Selection = EVERYTHING, *, force: bool = False
    ) -> Update:
        """
        Fetch the document of *instance* if the service has a newer one, and store nothing.

        Raises:
            ServiceError: the service cannot be used.
            InputError: the store cannot be read.
        """
        before, damage = self._at_hand(instance, selection)
        if not force:
            respect_hold(self.state, self.client.base_url, self.now())
        latest, remembered = self._latest(instance, force=force)
        if before is not None and not damage and latest <= before.version:
            outcome = Outcome.UNCHANGED if latest == before.version else Outcome.OLDER
            return Update(outcome, latest, before, before, remembered)
        with keeping_hold(self.state, self.client.base_url, self.now):
            download = self.client.endpoints(instance, latest, selection)
        captured = dt.datetime.fromtimestamp(self.now(), dt.UTC).date().isoformat()
        after = Snapshot(download.document, captured, Origin.STORED, selection)
        outcome = Outcome.MENDED if damage else Outcome.UPDATED if before else Outcome.FIRST
        return Update(outcome, latest, after, before, remembered, damage, download.content)

    def keep(self, update: Update) -> None:
        """
        Store what :meth:`offer` fetched; nothing if that was nothing.

        Raises:
            InputError: the store cannot be written; it is as it was.
        """
        if update.content is not None:
            after = update.after
            store(
                self.directory,
                after.document,
                update.content,
                captured=after.captured,
                selection=after.selection,
            )

    def _at_hand(self, instance: Instance, selection: Selection) -> tuple[Snapshot | None, str]:
        """Return the best document of the same selection, and what is wrong with the stored one."""
        shipped = load_shipped(instance) if selection.is_everything else None
        try:
            stored = load_stored(instance, selection, self.directory)
        except EndpointDocumentError as error:
            return shipped, error.what
        if stored is None or (shipped is not None and shipped.version > stored.version):
            return shipped, ""
        return stored, ""

    def _latest(self, instance: Instance, *, force: bool) -> tuple[str, bool]:
        service = self.client.base_url
        known = None if force else self.state.recent_version(service, instance, self.now())
        if known is not None:
            return known, True
        with keeping_hold(self.state, self.client.base_url, self.now):
            latest = self.client.version(instance)
        self.state.remember_version(service, instance, latest, self.now())
        return latest, False
