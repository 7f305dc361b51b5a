from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pacgen.data import ENDPOINTS
from pacgen.endpoints import EVERYTHING, Instance, Origin, Selection, load
from pacgen.endpoints.snapshot import (
    Entry,
    default_directory,
    load_shipped,
    load_stored,
    read_index,
)
from pacgen.errors import EndpointDocumentError, InputError

Reader = Callable[[str], bytes]


def put(directory: Path, content: bytes, **changes: object) -> dict[str, Any]:
    """Write a store of one document by hand; *changes* make its index entry say something else."""
    directory.mkdir(exist_ok=True)
    entry = {
        "instance": "Worldwide",
        "file": "worldwide-x.json",
        "version": "2027010100",
        "captured": "2027-01-02",
        "sha256": hashlib.sha256(content).hexdigest(),
        "sets": 1,
        **changes,
    }
    (directory / "worldwide-x.json").write_bytes(content)
    (directory / "index.json").write_text(json.dumps({"schema": 1, "documents": [entry]}))
    return entry


@pytest.mark.parametrize("instance", Instance)
def test_every_instance_ships(instance: Instance, tmp_path: Path) -> None:
    """With nothing fetched, every instance has the document that ships with pacgen."""
    snapshot = load(instance, tmp_path / "none")
    assert (instance, Origin.SHIPPED) == (snapshot.document.instance, snapshot.origin)
    assert f"{instance} {snapshot.version}, shipped with pacgen" == str(snapshot)


def test_shipped_index_counts_the_sets() -> None:
    """The index that ships says of each document how many sets it has."""
    counted = [len(load_shipped(e.instance).document.sets) for e in read_index(ENDPOINTS)]
    assert counted == [e.sets for e in read_index(ENDPOINTS)]


def test_newer_fetched_document_wins(tmp_path: Path, recorded: Reader) -> None:
    """A fetched document that is newer than the shipped one is used."""
    put(tmp_path, recorded("worldwide-20251114"))
    snapshot = load(Instance.WORLDWIDE, tmp_path)
    assert ("2027010100", "2027-01-02", Origin.STORED, 64) == (
        snapshot.version,
        snapshot.captured,
        snapshot.origin,
        len(snapshot.document.sets),
    )


def test_newer_shipped_document_wins(tmp_path: Path, recorded: Reader) -> None:
    """A newer pacgen brings newer data than what was fetched long ago."""
    put(tmp_path, recorded("worldwide-20251114"), version="2025111400")
    assert Origin.SHIPPED is load(Instance.WORLDWIDE, tmp_path).origin


def test_other_instances_are_not_touched_by_a_store(tmp_path: Path, recorded: Reader) -> None:
    """A store of one instance leaves the others with what ships."""
    put(tmp_path, recorded("worldwide-20251114"))
    assert Origin.SHIPPED is load(Instance.CHINA, tmp_path).origin


def test_filtered_document_is_never_taken_for_the_full_one(
    tmp_path: Path, recorded: Reader
) -> None:
    """A document that was fetched with filters is found only by who asks for these filters."""
    put(
        tmp_path,
        recorded("worldwide-20251114"),
        selection={"service_areas": ["Common", "Skype"], "tenant": "", "ipv6": False},
    )
    selection = Selection.parse(service_areas=["Skype"], ipv6=False)
    assert Origin.SHIPPED is load(Instance.WORLDWIDE, tmp_path).origin
    assert load_stored(Instance.WORLDWIDE, EVERYTHING, tmp_path) is None
    assert load_stored(Instance.WORLDWIDE, selection, tmp_path) is not None


def test_damaged_document_is_an_error(tmp_path: Path, recorded: Reader) -> None:
    """A stored file whose digest is not the index's is an error that says how to mend it."""
    put(tmp_path, recorded("worldwide-20251114"))
    with (tmp_path / "worldwide-x.json").open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(EndpointDocumentError, match=r"worldwide-x\.json: not what") as caught:
        load(Instance.WORLDWIDE, tmp_path)
    assert "fetch it again: pacgen fetch --instance Worldwide" == caught.value.tip


def test_missing_document_is_an_error(tmp_path: Path, recorded: Reader) -> None:
    """A file that the index names and nobody finds is an error, not a reason to fall back."""
    put(tmp_path, recorded("worldwide-20251114"))
    (tmp_path / "worldwide-x.json").unlink()
    with pytest.raises(EndpointDocumentError, match=r"missing, though index\.json names it"):
        load(Instance.WORLDWIDE, tmp_path)


@pytest.mark.parametrize("content", [b"[", b"\xff\xfe\x00", b"[" * 100_000, b""])
def test_document_that_is_no_json_is_an_error(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no JSON are refused even where the digest is right."""
    put(tmp_path, content)
    with pytest.raises(EndpointDocumentError, match="no JSON"):
        load(Instance.WORLDWIDE, tmp_path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"instance": "Germany"}, "'Germany' is not a valid Instance"),
        ({"file": "../../etc/passwd"}, "key 'file'"),
        ({"file": "C:\\x.json"}, "key 'file'"),
        ({"version": "new"}, "key 'version'"),
        ({"version": 2027010100}, "key 'version'"),
        ({"sha256": "abc"}, "key 'sha256'"),
        ({"sets": "1"}, "key 'sets'"),
        ({"selection": []}, None),
        ({"selection": [1]}, "key 'selection'"),
    ],
)
def test_index_entries_are_checked(
    tmp_path: Path, recorded: Reader, changes: dict[str, object], words: str | None
) -> None:
    """An entry that says nonsense is an error which names the entry and the key."""
    put(tmp_path, recorded("worldwide-20251114"), **changes)
    if words is None:
        assert 1 == len(read_index(tmp_path))
        return
    with pytest.raises(InputError, match=rf"documents\[0\]: .*{words}") as caught:
        load(Instance.WORLDWIDE, tmp_path)
    assert "pacgen fetch --all" in caught.value.tip


def test_missing_key_of_an_entry_is_named(tmp_path: Path, recorded: Reader) -> None:
    """An entry that lacks a key is an error which names the key."""
    entry = put(tmp_path, recorded("worldwide-20251114"))
    del entry["captured"]
    (tmp_path / "index.json").write_text(json.dumps({"schema": 1, "documents": [entry, 3]}))
    with pytest.raises(InputError, match=r"documents\[0\]: key 'captured' is missing"):
        read_index(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "no JSON"),
        ("[]", "no index of endpoint documents"),
        ('{"schema": 1}', "no index of endpoint documents"),
        ('{"schema": 2, "documents": []}', "its schema is 2, this pacgen reads 1"),
        ('{"schema": 1, "documents": [3]}', "no entry of an index"),
    ],
)
def test_index_that_is_none_is_an_error(tmp_path: Path, content: str, words: str) -> None:
    """An index that cannot be understood is an error which names the file."""
    (tmp_path / "index.json").write_text(content)
    with pytest.raises(InputError, match=rf"index\.json.*{words}"):
        load(Instance.WORLDWIDE, tmp_path)


def test_broken_installation_is_an_error(tmp_path: Path, recorded: Reader) -> None:
    """What the system says about a shipped file that cannot be read reaches the user."""
    put(tmp_path, recorded("worldwide-20251114"))
    (tmp_path / "worldwide-x.json").unlink()
    with pytest.raises(
        InputError, match=r"worldwide-x\.json: cannot be read: No such file"
    ) as caught:
        load_shipped(Instance.WORLDWIDE, tmp_path)
    assert "install pacgen again" == caught.value.tip
    with pytest.raises(InputError, match="no document of China is shipped"):
        load_shipped(Instance.CHINA, tmp_path)


def test_entry_returns_what_it_was_read_from(tmp_path: Path, recorded: Reader) -> None:
    """Reading an entry and writing it again gives the same JSON, with and without a selection."""
    for selection in ({}, {"selection": {"service_areas": [], "tenant": "x", "ipv6": True}}):
        written = put(tmp_path, recorded("worldwide-20251114"), **selection)
        (entry,) = read_index(tmp_path)
        assert isinstance(entry, Entry)
        assert written == entry.to_json()


def test_default_directory_is_the_users_own() -> None:
    """Without ``--endpoints`` the store is in a directory of pacgen's in the user's data."""
    assert ("pacgen", "endpoints") == default_directory().parts[-2:]
