"""Where a run's endpoint data comes from: the service, or what is at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pacgen.compare import Announcement, announced
from pacgen.endpoints import Instance, Snapshot, load
from pacgen.endpoints.client import EndpointClient
from pacgen.endpoints.silence import ask_changes
from pacgen.endpoints.state import ServiceState
from pacgen.endpoints.store import mend_index
from pacgen.endpoints.update import Outcome, Update, Updater
from pacgen.errors import EmptyDocumentError, PacgenError, ServiceError
from pacgen.publish.gates import passed, refused_by, shrink_gate
from pacgen.publish.heard import Heard, heard_since, read_heard, write_heard
from pacgen.publish.outcome import Failure, GateName, GateResult

__all__ = ["Data", "Service", "Source"]


@dataclass(frozen=True, slots=True)
class Service:
    """Microsoft's web service, and what this machine remembers of it."""

    client: EndpointClient
    memory: ServiceState


@dataclass(slots=True)
class Data:
    """The endpoint data of a run, not stored yet if it is new."""

    gate: GateResult
    snapshot: Snapshot | None = None
    """``None`` if the service has nothing but an empty list."""

    update: Update | None = None
    """``None`` if the service was not asked, or could not be used."""

    error: Failure | None = None
    """Why it could not be used; the data is what was at hand."""

    notices: list[str] = field(default_factory=list)
    heard: Heard | None = None
    """What was heard anew, not remembered yet."""

    upcoming: tuple[Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Finds the endpoint data of one instance."""

    instance: Instance
    directory: Path
    service: Service | None
    """``None``: nobody is asked."""

    now: Callable[[], float]
    memory: Path
    """The directory of the job's state: announcements are remembered there."""

    is_dry: bool = False
    """Whether to leave the store as it is, damage included."""

    def find(self, shrink: int | Literal[False]) -> Data:
        """
        Return the newest data, and what the first gate says of it.

        If the service cannot be used, that is what is at hand: it was good enough yesterday.

        Args:
            shrink: Percent that the document may lose.

        Raises:
            InputError: what is stored cannot be read.
        """
        mended = "" if self.is_dry else mend_index(self.directory)
        notices = [mended] if mended else []
        if self.service is None:
            gate = passed(GateName.SHRINK, "the data at hand is used; nobody was asked")
            snapshot = load(self.instance, self.directory)
            return Data(gate, snapshot, notices=notices, upcoming=self._remembered())
        updater = self._updater(self.service)
        try:
            update = updater.offer(self.instance)
        except EmptyDocumentError as error:
            return Data(refused_by(GateName.SHRINK, error), notices=notices)
        except ServiceError as error:
            gate = passed(GateName.SHRINK, "the data at hand is used")
            snapshot = load(self.instance, self.directory)
            return Data(
                gate, snapshot, None, Failure.of(error), notices, upcoming=self._remembered()
            )
        gate = passed(GateName.SHRINK, "the endpoint data has not changed")
        if update.content is not None and update.before is not None:
            gate = shrink_gate(update.before.document, update.after.document, shrink)
        data = Data(gate, update.after, update, notices=[*notices, *_told(update)])
        self._listen(self.service, update, data)
        return data

    def keep(self, data: Data) -> None:
        """
        Store what was fetched.

        Raises:
            InputError: the store cannot be written.
        """
        if self.service is not None and data.update is not None:
            self._updater(self.service).keep(data.update)
        if data.heard is not None:
            write_heard(self.memory, data.heard, self._today())

    def _updater(self, service: Service) -> Updater:
        return Updater(service.client, service.memory, self.directory, self.now)

    def _listen(self, service: Service, update: Update, data: Data) -> None:
        """Hear what Microsoft announces, if there is something new; a run does well without."""
        heard = read_heard(self.memory, self.instance)
        data.upcoming = heard.upcoming(self._today())
        if heard.version >= update.after.version:
            return
        known = [s.document for s in (update.after, update.before) if s is not None]
        try:
            changes = ask_changes(
                service.client, service.memory, self.instance, heard.version, now=self.now
            )
        except PacgenError as error:
            data.notices.append(f"Microsoft's announcements are not known: {error.what}")
            return
        news = announced(changes, known, since=heard.version, today=self._today())
        data.heard = heard_since(heard, news, update.after.version)
        data.upcoming = data.heard.upcoming(self._today())

    def _remembered(self) -> tuple[Announcement, ...]:
        return read_heard(self.memory, self.instance).upcoming(self._today())

    def _today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.now(), dt.UTC).date()


def _told(update: Update) -> list[str]:
    found = [f"{update.damage}; it is fetched anew"] if update.damage else []
    if update.outcome is Outcome.OLDER:
        found.append(
            f"the service offers {update.offered}, older than {update.after.version}, which is kept"
        )
    return found
