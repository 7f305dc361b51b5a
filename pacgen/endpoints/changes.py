"""
What ``/changes`` of the web service says: which set changed how, and since when.

Plain data and its parser; no I/O.
The feed is looser than the documents: every part of a record may be missing, booleans are the
texts ``"true"`` and ``"false"``, records before November 2018 have no impact, and new words may
turn up as dispositions and impacts at any time, so both stay texts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pacgen.errors import EndpointDocumentError

__all__ = ["AttributeChange", "Change", "ChangedEntries", "parse_changes"]

_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class ChangedEntries:
    """Names and prefixes that came or went, as the feed writes them."""

    urls: tuple[str, ...] = ()
    ips: tuple[str, ...] = ()
    effective_date: dt.date | None = None
    """From when on they are in use; it may lie before the version."""


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """One attribute of a set, before and after."""

    key: str
    """As the service names it: ``category``, ``required``, ``tcpPorts``."""

    before: str | bool | None
    """``None`` where the feed does not say."""

    after: str | bool | None


@dataclass(frozen=True, slots=True)
class Change:
    """One record of the feed."""

    id: int
    """The record's own number."""

    set_id: int
    version: str
    """The version that brought the change."""

    disposition: str
    """Lower case: ``add``, ``change``, ``remove``, or something new."""

    impact: str = ""
    """``AddedIp``, ``RemovedIpOrUrl``, … or something new; empty in old records."""

    added: ChangedEntries = ChangedEntries()
    removed: ChangedEntries = ChangedEntries()
    attributes: tuple[AttributeChange, ...] = ()
    """By key."""


def parse_changes(data: object, *, source: str) -> tuple[Change, ...]:
    """
    Turn the decoded JSON of ``/changes/<instance>/<version>`` into :class:`Change` records.

    Args:
        data: What ``json.loads`` gave.
        source: File or URL, for messages.

    Raises:
        EndpointDocumentError: *data* is no list of changes; the message names the record and the
        key.
    """
    if not isinstance(data, list):
        raise EndpointDocumentError(f"{source}: no list of changes")
    return tuple(_change(record, f"{source}: item {i}") for i, record in enumerate(data))


def _change(record: object, place: str) -> Change:
    if not isinstance(record, Mapping):
        raise EndpointDocumentError(f"{place}: no change")
    identifier = _number(record, "id", place)
    place = f"{place}: change {identifier}"
    return Change(
        id=identifier,
        set_id=_number(record, "endpointSetId", place),
        version=_version(record, place),
        disposition=_text(record, "disposition", place).lower(),
        impact=_text(record, "impact", place),
        added=_entries(record, "add", place),
        removed=_entries(record, "remove", place),
        attributes=_attributes(record, place),
    )


def _number(record: Mapping[str, object], key: str, place: str) -> int:
    value = record.get(key)
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise EndpointDocumentError(f"{place}: key {key!r}: a number is wanted, not {value!r}")
    return value


def _text(record: Mapping[str, object], key: str, place: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise EndpointDocumentError(f"{place}: key {key!r}: a text is wanted, not {value!r}")
    return value.strip()


def _version(record: Mapping[str, object], place: str) -> str:
    version = _text(record, "version", place)
    if not re.fullmatch(r"[0-9]{10}", version):
        raise EndpointDocumentError(f"{place}: key 'version': {version!r} is not ten digits")
    return version


def _object(record: Mapping[str, object], key: str, place: str) -> Mapping[str, object]:
    value = record.get(key)
    if value is None or value == "":
        return {}
    if not isinstance(value, Mapping):
        raise EndpointDocumentError(f"{place}: key {key!r}: an object is wanted, not {value!r}")
    return value


def _entries(record: Mapping[str, object], key: str, place: str) -> ChangedEntries:
    part = _object(record, key, place)
    place = f"{place}: {key}"
    return ChangedEntries(
        _texts(part, "urls", place), _texts(part, "ips", place), _date(part, place)
    )


def _texts(part: Mapping[str, object], key: str, place: str) -> tuple[str, ...]:
    value = part.get(key)
    if value is None or value == "":
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise EndpointDocumentError(f"{place}: key {key!r}: a list of texts is wanted")
    return tuple(value)


def _date(part: Mapping[str, object], place: str) -> dt.date | None:
    text = _text(part, "effectiveDate", place)
    if not text:
        return None
    try:
        # fromisoformat also takes other forms; the digits must be eight.
        return dt.date.fromisoformat(text if re.fullmatch(r"[0-9]{8}", text) else "")
    except ValueError as error:
        raise EndpointDocumentError(
            f"{place}: key 'effectiveDate': {text!r} is no date such as 20260814"
        ) from error


def _attributes(record: Mapping[str, object], place: str) -> tuple[AttributeChange, ...]:
    before, after = _object(record, "previous", place), _object(record, "current", place)
    return tuple(
        AttributeChange(key, _attribute(before.get(key)), _attribute(after.get(key)))
        for key in sorted(before.keys() | after.keys())
    )


def _attribute(value: object) -> str | bool | None:
    if value is None or isinstance(value, bool):
        return value
    text = str(value)
    return _BOOLEANS.get(text.lower(), text)
