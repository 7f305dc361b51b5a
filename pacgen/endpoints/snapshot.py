"""
Endpoint documents at rest: those shipped with pacgen, and those a user has fetched.

Both are a directory with an ``index.json`` and the documents it names::

    {"schema": 1, "documents": [{
        "instance": "Worldwide",       which cloud
        "file": "worldwide.json",      the service's answer, byte for byte
        "version": "2026081400",       what the service called it
        "captured": "2026-09-02",      when it was fetched: a month or a day
        "sha256": "…", "sets": 63,     to see damage at once
        "selection": {…}               only if filters were used: service_areas, tenant, ipv6
    }]}

A file that is not what its index says is an error and never passed over in silence: falling back
to older data would route by yesterday's list without anybody knowing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from importlib.resources.abc import Traversable
from pathlib import Path

import platformdirs

from pacgen.data import ENDPOINTS
from pacgen.endpoints.model import EndpointDocument, Instance, parse_document
from pacgen.endpoints.selection import EVERYTHING, Selection
from pacgen.errors import EndpointDocumentError, InputError

__all__ = [
    "INDEX",
    "SCHEMA",
    "Entry",
    "Origin",
    "Snapshot",
    "decode",
    "default_directory",
    "find",
    "load",
    "load_shipped",
    "load_stored",
    "read_index",
]

INDEX = "index.json"
SCHEMA = 1
"""The ``schema`` of the index that this module reads and writes."""

_FILE = re.compile(r"[a-z0-9][a-z0-9._-]*\.json")
_VERSION = re.compile(r"[0-9]{10}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ATTEMPTS = 3


class Origin(Enum):
    """Where a document came from, as a person would say it."""

    SHIPPED = "shipped with pacgen"
    STORED = "fetched"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an index says of one document."""

    instance: Instance
    file: str
    version: str
    captured: str
    """A month or a day: ``2026-09``, ``2026-09-02``."""

    sha256: str
    sets: int
    selection: Selection = EVERYTHING

    def to_json(self) -> dict[str, object]:
        """Return the entry as the index writes it."""
        record: dict[str, object] = {
            "instance": self.instance.value,
            "file": self.file,
            "version": self.version,
            "captured": self.captured,
            "sha256": self.sha256,
            "sets": self.sets,
        }
        if not self.selection.is_everything:
            record["selection"] = {
                "service_areas": list(self.selection.service_areas),
                "tenant": self.selection.tenant,
                "ipv6": self.selection.ipv6,
            }
        return record


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One endpoint document with what is known about it."""

    document: EndpointDocument
    captured: str
    """When it was fetched, a month or a day."""

    origin: Origin
    selection: Selection = EVERYTHING

    @property
    def version(self) -> str:
        """The document's version, ten digits."""
        return self.document.version

    def __str__(self) -> str:
        return f"{self.document}, {self.origin.value}"


def default_directory() -> Path:
    """Return where fetched documents are kept unless the user says otherwise."""
    return Path(platformdirs.user_data_dir("pacgen", appauthor=False)) / "endpoints"


def load(instance: Instance, directory: Path | None = None) -> Snapshot:
    """
    Return the newest full document of *instance*: the fetched one, or the shipped one if newer.

    Args:
        instance: Which cloud.
        directory: Where fetched documents are kept; ``None`` for the platform's data directory.
            It need not exist.

    Raises:
        InputError: the store cannot be read, or a file in it is not what its index says.
    """
    shipped = load_shipped(instance)
    stored = load_stored(instance, EVERYTHING, directory or default_directory())
    # Versions are ten digits, so they sort as text.
    return stored if stored is not None and stored.version >= shipped.version else shipped


def load_shipped(instance: Instance, directory: Traversable = ENDPOINTS) -> Snapshot:
    """
    Return the full document of *instance* that ships with pacgen.

    Raises:
        InputError: the installation is damaged.
    """
    tip = "install pacgen again"
    for entry in read_index(directory, tip=tip):
        if entry.instance is instance and entry.selection.is_everything:
            content = _read(directory.joinpath(entry.file), tip=tip)
            return Snapshot(_check(content, entry, tip), entry.captured, Origin.SHIPPED)
    raise InputError(f"{INDEX}: no document of {instance} is shipped", tip=tip)


def load_stored(instance: Instance, selection: Selection, directory: Path) -> Snapshot | None:
    """
    Return the document of *instance* and *selection* in the store at *directory*, if there is one.

    Raises:
        InputError: the store cannot be read, or the document is not what its index says.
    """
    attempt = 1
    while True:
        entry = find(read_index(directory, tip=_mend_index(directory)), instance, selection)
        if entry is None:
            return None
        path = directory / entry.file
        # Another pacgen may replace the document between our look at the index and at the
        # document; then a second look finds the new one.
        tip = f"fetch it again: pacgen fetch --instance {instance}"
        if path.is_file():
            document = _check(_read(path, tip=tip), entry, tip)
            return Snapshot(document, entry.captured, Origin.STORED, selection)
        if attempt == _ATTEMPTS:
            raise EndpointDocumentError(
                f"{path}: missing, though {INDEX} names it",
                usually="somebody deleted or renamed it",
                tip=tip,
            )
        attempt += 1


def find(entries: tuple[Entry, ...], instance: Instance, selection: Selection) -> Entry | None:
    """Return the entry of *instance* and *selection* among *entries*."""
    for entry in entries:
        if entry.instance is instance and entry.selection == selection:
            return entry
    return None


def read_index(directory: Traversable, *, tip: str = "") -> tuple[Entry, ...]:
    """
    Return what the index of *directory* says; nothing if there is no index.

    Raises:
        InputError: the index cannot be read or understood.
    """
    path = directory.joinpath(INDEX)
    tip = tip or (_mend_index(directory) if isinstance(directory, Path) else "")
    if not path.is_file():
        return ()
    try:
        data = decode(_read(path, tip=tip), source=str(path), tip=tip)
    except EndpointDocumentError as error:
        # A damaged document is mended by fetching it; a damaged index may name good documents.
        raise InputError(error.what, usually=error.usually, tip=error.tip) from error
    if not isinstance(data, Mapping) or not isinstance(data.get("documents"), list):
        raise InputError(f"{path}: no index of endpoint documents", tip=tip)
    if data.get("schema") != SCHEMA:
        raise InputError(
            f"{path}: its schema is {data.get('schema')!r}, this pacgen reads {SCHEMA}",
            usually="a newer pacgen wrote it",
            tip="use that pacgen, or another directory with --endpoints",
        )
    return tuple(
        _entry(record, f"{path}: documents[{i}]", tip) for i, record in enumerate(data["documents"])
    )


def decode(content: bytes, *, source: str, tip: str = "") -> object:
    """
    Return *content* as JSON.

    Raises:
        EndpointDocumentError: it is none; the message says where.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        # UnicodeDecodeError and JSONDecodeError are both ValueErrors.
        raise EndpointDocumentError(
            f"{source}: no JSON: {error}",
            usually="the file was cut short or changed by hand",
            tip=tip,
        ) from error


def _mend_index(directory: Path) -> str:
    return f"delete {directory / INDEX}, then: pacgen fetch --all"


def _read(path: Traversable, *, tip: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read: {reason}", tip=tip) from error


def _check(content: bytes, entry: Entry, tip: str) -> EndpointDocument:
    digest = hashlib.sha256(content).hexdigest()
    if digest != entry.sha256:
        raise EndpointDocumentError(
            f"{entry.file}: not what {INDEX} says: its sha256 is {digest[:12]}…, "
            f"not {entry.sha256[:12]}…",
            usually="the file was changed by hand, or the disk was full",
            tip=tip,
        )
    data = decode(content, source=entry.file, tip=tip)
    return parse_document(data, instance=entry.instance, version=entry.version, source=entry.file)


def _entry(record: object, place: str, tip: str) -> Entry:
    try:
        return _parse_entry(record)
    except (KeyError, TypeError, ValueError) as error:
        # A KeyError's text is the key alone.
        what = f"key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"{place}: {what}", tip=tip) from error


def _parse_entry(record: object) -> Entry:
    if not isinstance(record, Mapping):
        raise TypeError("no entry of an index")
    selection = record.get("selection") or {}
    sets = record["sets"]
    if not isinstance(sets, int) or not isinstance(selection, Mapping):
        raise TypeError("key 'sets' must be a number, and key 'selection' an object")
    return Entry(
        instance=Instance(record["instance"]),
        file=_text(record, "file", _FILE),
        version=_text(record, "version", _VERSION),
        captured=str(record["captured"]),
        sha256=_text(record, "sha256", _SHA256),
        sets=sets,
        selection=Selection(
            tuple(str(area) for area in selection.get("service_areas", ())),
            str(selection.get("tenant", "")),
            selection.get("ipv6", True) is not False,
        ),
    )


def _text(record: Mapping[str, object], key: str, form: re.Pattern[str]) -> str:
    value = record[key]
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"key {key!r}: {value!r} is not what belongs there")
    return value
