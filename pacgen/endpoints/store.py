"""
Writing fetched documents, and refusing those that would make things worse.

A document is written under a name of its own (instance, version, digest) and only then does the
index, replaced in one step, begin to name it.
A pacgen killed at any moment leaves the old index with the old documents, or the new one with the
new.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from pacgen.endpoints.model import EndpointDocument, EndpointSet, Instance
from pacgen.endpoints.selection import Selection
from pacgen.endpoints.snapshot import INDEX, SCHEMA, Entry, read_index
from pacgen.errors import InputError, ShrunkenDocumentError
from pacgen.files import TEMPORARY_SUFFIX, write_atomically

__all__ = ["WORST_LOSS", "Loss", "losses", "mend_index", "refuse_shrunken", "store"]

WORST_LOSS = 0.3
"""The part of a document that may go at once."""

# Small instances have two or three names in a service area: one that goes is no catastrophe
# (*.partner.lync.cn left China's three in 2026).
_FEWEST_LOST = 3
_OURS = re.compile(
    rf"(?:{'|'.join(i.lower() for i in Instance)})-[0-9]{{10}}-[0-9a-f]{{12}}\.json"
    rf"|\..*{re.escape(TEMPORARY_SUFFIX)}"
)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of which a new document has much less than the old one."""

    what: str
    """``sets``, ``names``, ``prefixes``, those of Teams, or ``sets of Exchange``."""

    before: int
    after: int

    def __str__(self) -> str:
        return f"{self.what} {self.before} -> {self.after}"


def losses(
    before: EndpointDocument, after: EndpointDocument, worst: float = WORST_LOSS
) -> tuple[Loss, ...]:
    """
    Return what *after* has suspiciously little of, compared with *before*.

    Suspicious is a count that falls by more than *worst* and by three at least, or to nothing,
    and a service area that has no set left.
    In the service's recorded history no true change comes near 30 percent.
    """
    old, new = _figures(before), _figures(after)
    return tuple(
        Loss(what, count, new.get(what, 0))
        for what, count in old.items()
        if _is_suspicious(what, count, new.get(what, 0), worst)
    )


def refuse_shrunken(before: EndpointDocument, after: EndpointDocument) -> None:
    """
    Refuse *after* if it lost too much of *before*.

    Raises:
        ShrunkenDocumentError: with the figures.
    """
    lost = losses(before, after)
    if lost:
        raise ShrunkenDocumentError(
            f"{after.instance}: version {after.version} is much smaller than {before.version}: "
            f"{', '.join(map(str, lost))}; {before.version} is kept",
            usually="the service published incomplete data, which it did once before",
            tip="wait a day and fetch again; if the loss is meant, add --accept-shrink",
        )


def store(
    directory: Path,
    document: EndpointDocument,
    content: bytes,
    *,
    captured: str,
    selection: Selection,
    patience: float = 30,
) -> None:
    """
    Put *document* into the store at *directory*, in place of the one of the same selection.

    Args:
        directory: The store; it is made if it is not there.
        document: The document as it was understood.
        content: The same as the service sent it; stored byte for byte.
        captured: The day on which it was fetched.
        selection: The filters with which it was asked for.
        patience: Seconds to wait for another pacgen that writes there.

    Raises:
        InputError: the store cannot be read or written; it is as it was.
    """
    digest = hashlib.sha256(content).hexdigest()
    entry = Entry(
        instance=document.instance,
        file=f"{document.instance.lower()}-{document.version}-{digest[:12]}.json",
        version=document.version,
        captured=captured,
        sha256=digest,
        sets=len(document.sets),
        selection=selection,
    )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(str(directory / ".lock"), timeout=patience):
            entries = _with(read_index(directory), entry)
            write_atomically(directory / entry.file, content)
            write_atomically(directory / INDEX, _index(entries))
            _sweep(directory, keep={e.file for e in entries})
    except Timeout as error:
        raise InputError(
            f"{directory}: another pacgen has been writing there for {patience:g} seconds",
            tip="wait for it to end, then fetch again",
        ) from error
    except OSError as error:
        raise InputError(
            f"{directory}: cannot be written: {error.strerror or error}",
            tip="make room there, or choose another directory with --endpoints",
        ) from error


def mend_index(directory: Path) -> str:
    """
    Set an index that is damaged aside, so that documents can be fetched and stored again.

    One that a newer pacgen wrote is not damaged, and stays.

    Returns:
        What was wrong with it; nothing if it is sound, or not there.
    """
    path = directory / INDEX
    try:
        read_index(directory)
    except InputError as error:
        if not _is_damaged(path):
            return ""
        aside = path.with_name(f"{INDEX}.damaged")
        with contextlib.suppress(OSError):
            path.replace(aside)
            return f"{error.what}; it is now {aside.name}"
    return ""


def _is_damaged(path: Path) -> bool:
    try:
        data = json.loads(path.read_bytes())
    except OSError:
        return False
    except (ValueError, RecursionError):
        return True
    return not isinstance(data, dict) or data.get("schema") == SCHEMA


def _figures(document: EndpointDocument) -> dict[str, int]:
    """Count what a document holds; Teams first, since it matters most."""
    counts = _counts("Teams ", document.teams()) | _counts("", document.sets)
    for endpoint_set in document.sets:
        area = f"sets of {endpoint_set.service_area}"
        counts[area] = counts.get(area, 0) + 1
    return counts


def _counts(prefix: str, sets: tuple[EndpointSet, ...]) -> dict[str, int]:
    return {
        f"{prefix}sets": len(sets),
        f"{prefix}names": len({url for s in sets for url in s.urls}),
        f"{prefix}prefixes": len({ip for s in sets for ip in s.ips}),
    }


def _is_suspicious(what: str, before: int, after: int, worst: float) -> bool:
    if after == 0:
        return before > 0
    if what.startswith("sets of "):
        return False
    lost = before - after
    return lost >= _FEWEST_LOST and lost > before * worst


def _with(entries: tuple[Entry, ...], new: Entry) -> tuple[Entry, ...]:
    """Return *entries* with *new* in the place of its like, in a settled order."""
    kept = [e for e in entries if (e.instance, e.selection) != (new.instance, new.selection)]
    order = tuple(Instance)
    return tuple(
        sorted([*kept, new], key=lambda e: (order.index(e.instance), str(e.selection), e.file))
    )


def _index(entries: tuple[Entry, ...]) -> bytes:
    data = {"schema": SCHEMA, "documents": [entry.to_json() for entry in entries]}
    return (json.dumps(data, indent=2) + "\n").encode()


def _sweep(directory: Path, keep: set[str]) -> None:
    """Delete what earlier runs left: documents that no entry names, and unfinished files."""
    for path in directory.iterdir():
        if path.name not in keep and _OURS.fullmatch(path.name):
            # Windows does not delete what somebody reads; the next run will.
            with contextlib.suppress(OSError):
                path.unlink()
