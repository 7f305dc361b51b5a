from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen.data import ENDPOINTS
from pacgen.endpoints import EVERYTHING, Instance, Origin, Selection, load
from pacgen.endpoints.client import EndpointClient
from pacgen.endpoints.snapshot import load_stored, read_index
from pacgen.endpoints.state import ServiceState
from pacgen.endpoints.transport import Transport
from pacgen.endpoints.update import Outcome, Update, Updater
from pacgen.errors import (
    InputError,
    PacgenError,
    RateLimitedError,
    ServiceResponseError,
    ShrunkenDocumentError,
)

if TYPE_CHECKING:
    from tests.conftest import FakeService

Reader = Callable[[str], bytes]
Tree = dict[str, bytes]

SHIPPED = "2026081400"
NEW, NEWER = "2027010100", "2027020100"
VERSION, DOCUMENT = "/version/Worldwide", "/endpoints/Worldwide"
SKYPE = Selection.parse(service_areas=["Skype"])


class Bench:
    """An updater of Worldwide, its service, its store and its clock."""

    def __init__(self, service: FakeService, transport: Transport, root: Path) -> None:
        self.time = 1_800_000_000.0
        self.service = service
        self.store = root / "store"
        self.state = ServiceState(root / "state")
        client = EndpointClient(
            transport, self.state.client_request_id(), base_url=service.url, now=lambda: self.time
        )
        self.updater = Updater(client, self.state, self.store, now=lambda: self.time)

    def offer(self, version: str, content: bytes) -> None:
        """Let the service have a document."""
        self.service.on(VERSION, self.service.version("Worldwide", version))
        self.service.on(DOCUMENT, self.service.content(content))

    def update(
        self,
        selection: Selection = EVERYTHING,
        *,
        force: bool = False,
        accept_shrink: bool = False,
    ) -> Update:
        """Update Worldwide."""
        return self.updater.update(
            Instance.WORLDWIDE, selection, force=force, accept_shrink=accept_shrink
        )

    def files(self) -> Tree:
        """Return every byte of the store."""
        if not self.store.exists():
            return {}
        paths = (p for p in self.store.iterdir() if p.name != ".lock")
        return {path.name: path.read_bytes() for path in paths}


@pytest.fixture
def bench(service: FakeService, transport: Transport, tmp_path: Path) -> Bench:
    """Return an updater with an empty store."""
    return Bench(service, transport, tmp_path)


def test_shipped_version_needs_no_download(bench: Bench) -> None:
    """If the service has what ships with pacgen, only its version is asked for."""
    bench.offer(SHIPPED, b"[]")
    update = bench.update()
    assert (Outcome.UNCHANGED, Origin.SHIPPED) == (update.outcome, update.after.origin)
    assert [VERSION] == bench.service.paths()
    assert {} == bench.files()


def test_new_version_is_fetched_and_used(bench: Bench, recorded: Reader) -> None:
    """A newer document is stored, and everybody loads it from then on."""
    bench.offer(NEW, recorded("worldwide-20251114"))
    update = bench.update()
    assert update.before is not None
    assert (Outcome.UPDATED, SHIPPED, NEW, "2027-01-15") == (
        update.outcome,
        update.before.version,
        update.after.version,
        update.after.captured,
    )
    loaded = load(Instance.WORLDWIDE, bench.store)
    assert (update.after, Origin.STORED) == (loaded, loaded.origin)


def test_version_is_asked_at_most_hourly(bench: Bench) -> None:
    """Within the hour the service is not asked again; after it, it is."""
    bench.offer(SHIPPED, b"[]")
    asked = []
    for pause in (0, 3500, 200):
        bench.time += pause
        update = bench.update()
        asked.append((len(bench.service.asked), update.remembered))
    assert [(1, False), (1, True), (2, False)] == asked


def test_force_asks_within_the_hour(bench: Bench) -> None:
    """With *force* the service is asked again at once."""
    bench.offer(SHIPPED, b"[]")
    bench.update()
    assert not bench.update(force=True).remembered
    assert [VERSION, VERSION] == bench.service.paths()


def test_remembered_new_version_is_still_fetched(bench: Bench, recorded: Reader) -> None:
    """A version that could not be fetched is fetched by the next run, without asking again."""
    bench.offer(NEW, b"no JSON")
    with pytest.raises(ServiceResponseError):
        bench.update()
    bench.service.on(DOCUMENT, bench.service.content(recorded("worldwide-20251114")))
    assert Outcome.UPDATED is bench.update().outcome
    assert [VERSION, DOCUMENT, DOCUMENT] == bench.service.paths()


def test_older_version_is_not_taken(bench: Bench, recorded: Reader) -> None:
    """A service that goes back to an older version changes nothing."""
    bench.offer(NEWER, recorded("worldwide-20251114"))
    bench.update()
    before = bench.files()
    bench.offer(NEW, recorded("worldwide-20251201-with-MEM"))
    update = bench.update(force=True)
    assert (Outcome.OLDER, NEW, NEWER) == (update.outcome, update.offered, update.after.version)
    assert before == bench.files()


def test_selection_is_fetched_beside_the_full_document(bench: Bench, recorded: Reader) -> None:
    """A filtered document is fetched though the version is known, and replaces nothing."""
    bench.offer(SHIPPED, recorded("worldwide-20251114"))
    assert Outcome.FIRST is bench.update(SKYPE).outcome
    assert Outcome.UNCHANGED is bench.update(SKYPE).outcome
    assert Origin.SHIPPED is load(Instance.WORLDWIDE, bench.store).origin
    assert load_stored(Instance.WORLDWIDE, SKYPE, bench.store) is not None
    assert "Common,Skype" == bench.service.asked[1].query["ServiceAreas"]


def test_small_selection_is_no_shrunken_document(bench: Bench, recorded: Reader) -> None:
    """A filtered document is compared with its like alone."""
    content = json.loads(recorded("worldwide-20251114"))
    small = json.dumps([s for s in content if s["serviceArea"] in SKYPE.service_areas]).encode()
    bench.offer(NEW, recorded("worldwide-20251114"))
    bench.update()
    bench.service.on(DOCUMENT, bench.service.content(small))
    assert Outcome.FIRST is bench.update(SKYPE).outcome
    assert [EVERYTHING, SKYPE] == sorted(
        (e.selection for e in read_index(bench.store)), key=lambda s: s.service_areas
    )


@pytest.mark.parametrize("stored", [False, True])
def test_much_smaller_document_is_refused(bench: Bench, recorded: Reader, *, stored: bool) -> None:
    """A document that lost much is refused, whether the good one is stored or shipped."""
    if stored:
        bench.offer(NEW, recorded("worldwide-20251201-with-MEM"))
        bench.update()
    before = bench.files()
    bench.offer(NEWER, json.dumps(json.loads(recorded("worldwide-20251114"))[:20]).encode())
    with pytest.raises(ShrunkenDocumentError, match=r"sets \d+ -> 20"):
        bench.update(force=True)
    assert before == bench.files()


def test_smaller_document_is_taken_if_that_is_meant(bench: Bench, recorded: Reader) -> None:
    """With *accept_shrink* the smaller document is stored."""
    bench.offer(NEW, json.dumps(json.loads(recorded("worldwide-20251114"))[:20]).encode())
    assert 20 == len(bench.update(accept_shrink=True).after.document.sets)


def test_empty_document_is_never_stored(bench: Bench) -> None:
    """An empty document is refused even with *accept_shrink*."""
    bench.offer(NEW, b"[]")
    with pytest.raises(ServiceResponseError, match="is empty"):
        bench.update(accept_shrink=True)
    assert {} == bench.files()


FAILURES = {
    "500": lambda s: s.status(500),
    "429": lambda s: s.status(429),
    "304": lambda s: s.status(304),
    "reset": lambda s: s.reset(b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n["),
    "cut gzip": lambda s: s.gzipped(ENDPOINTS.joinpath("worldwide.json").read_bytes(), cut=30),
    "captive portal": lambda s: s.status(200, b"<html>", Content_Type="text/html"),
    "redirect": lambda s: s.status(302, Location="http://portal.example/"),
    "invalid JSON": lambda s: s.content(b"["),
    "object": lambda s: s.json({}),
    "empty list": lambda s: s.json([]),
    "one set": lambda s: s.json([{"id": 1, "serviceArea": "Skype", "category": "Allow"}]),
    "another instance": lambda s: s.content(ENDPOINTS.joinpath("china.json").read_bytes()),
    "100 MB": lambda s: s.raw(b"HTTP/1.0 200 OK\r\nContent-Length: 104857600\r\n\r\n"),
    "bomb": lambda s: s.gzipped(b" " * 30_000_000),
}


@pytest.mark.parametrize("path", [VERSION, DOCUMENT])
@pytest.mark.parametrize("what", FAILURES)
def test_no_failure_touches_the_store(bench: Bench, recorded: Reader, what: str, path: str) -> None:
    """Whatever goes wrong with either question, the store keeps every byte."""
    bench.offer(NEW, recorded("worldwide-20251114"))
    bench.update()
    before = bench.files()
    bench.offer(NEWER, recorded("worldwide-20251114"))
    bench.service.on(path, FAILURES[what](bench.service))
    with pytest.raises(PacgenError):
        bench.update(force=True)
    assert before == bench.files()
    assert NEW == load(Instance.WORLDWIDE, bench.store).version


@pytest.mark.parametrize("path", [VERSION, DOCUMENT])
def test_wish_for_silence_is_remembered(bench: Bench, recorded: Reader, path: str) -> None:
    """After a 429 the service is left alone for as long as it wants, and then asked again."""
    bench.offer(NEW, recorded("worldwide-20251114"))
    bench.service.on(path, bench.service.status(429, Retry_After="600"))
    with pytest.raises(RateLimitedError, match="too many requests"):
        bench.update()
    count = len(bench.service.asked)
    bench.time += 300
    with pytest.raises(RateLimitedError, match="it wants 300 more seconds of silence") as caught:
        bench.update()
    assert (300, count) == (caught.value.retry_after, len(bench.service.asked))
    bench.offer(NEW, recorded("worldwide-20251114"))
    bench.time += 300
    assert Outcome.UPDATED is bench.update().outcome


def test_force_breaks_the_silence(bench: Bench, recorded: Reader) -> None:
    """With *force* the service is asked in spite of its wish."""
    bench.offer(NEW, recorded("worldwide-20251114"))
    bench.service.on(DOCUMENT, bench.service.status(429))
    with pytest.raises(RateLimitedError):
        bench.update()
    bench.offer(NEW, recorded("worldwide-20251114"))
    assert Outcome.UPDATED is bench.update(force=True).outcome


@pytest.mark.parametrize("missing", [False, True])
def test_damaged_document_is_mended(bench: Bench, recorded: Reader, *, missing: bool) -> None:
    """A stored document that is damaged or gone is fetched again though no version is new."""
    content = recorded("worldwide-20251114")
    bench.offer(NEW, content)
    bench.update()
    (entry,) = read_index(bench.store)
    path = bench.store / entry.file
    if missing:
        path.unlink()
    else:
        path.write_bytes(b"x")
    update = bench.update()
    assert (Outcome.MENDED, True) == (update.outcome, entry.file in update.damage)
    assert content == path.read_bytes()


def test_damaged_index_is_left_to_the_user(bench: Bench) -> None:
    """An index that cannot be understood stops the update before anything is asked."""
    bench.store.mkdir()
    (bench.store / "index.json").write_text("{")
    with pytest.raises(InputError, match="no JSON"):
        bench.update()
    assert [] == bench.service.asked


def test_newer_pacgen_beats_an_old_store(bench: Bench, recorded: Reader) -> None:
    """If what ships is newer than what was fetched, that is what an update starts from."""
    bench.offer("2025111400", recorded("worldwide-20251114"))
    assert Outcome.OLDER is bench.update().outcome
    assert [VERSION] == bench.service.paths()
