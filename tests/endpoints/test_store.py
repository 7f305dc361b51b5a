from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from pacgen.endpoints import EVERYTHING, EndpointDocument, Instance, Selection, parse_document
from pacgen.endpoints.snapshot import load_shipped, load_stored, read_index
from pacgen.endpoints.store import losses, refuse_shrunken, store
from pacgen.errors import InputError, ShrunkenDocumentError

Reader = Callable[[str], bytes]

OLD, NEW = "2027010100", "2027020100"


def document(
    content: bytes, version: str = OLD, instance: Instance = Instance.WORLDWIDE
) -> EndpointDocument:
    """Parse a document."""
    return parse_document(json.loads(content), instance=instance, version=version, source="f")


def put(
    directory: Path, content: bytes, version: str, selection: Selection = EVERYTHING
) -> EndpointDocument:
    """Store a document of Worldwide."""
    whole = document(content, version)
    store(directory, whole, content, captured="2027-01-02", selection=selection)
    return whole


def test_stored_document_is_read_again(tmp_path: Path, recorded: Reader) -> None:
    """What is stored is what the service sent, byte for byte, and is read back equal."""
    content = recorded("worldwide-20251114")
    whole = put(tmp_path / "a" / "b", content, OLD)
    snapshot = load_stored(Instance.WORLDWIDE, EVERYTHING, tmp_path / "a" / "b")
    assert snapshot is not None
    assert (whole, "2027-01-02") == (snapshot.document, snapshot.captured)
    (entry,) = read_index(tmp_path / "a" / "b")
    assert content == (tmp_path / "a" / "b" / entry.file).read_bytes()


def test_new_document_takes_the_place_of_the_old(tmp_path: Path, recorded: Reader) -> None:
    """After an update the index names the new document, and the old file is gone."""
    put(tmp_path, recorded("worldwide-20251201-with-MEM"), OLD)
    put(tmp_path, recorded("worldwide-20251114"), NEW)
    (entry,) = read_index(tmp_path)
    documents = sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("worldwide"))
    assert ([entry.file], NEW) == (documents, entry.version)


def test_selections_are_stored_side_by_side(tmp_path: Path, recorded: Reader) -> None:
    """A filtered document takes the place of no other, even where the bytes are the same."""
    filtered = Selection.parse(tenant="contoso")
    put(tmp_path, recorded("worldwide-20251114"), OLD)
    put(tmp_path, recorded("worldwide-20251114"), OLD, filtered)
    put(tmp_path, recorded("worldwide-20251114"), NEW, filtered)
    entries = {str(e.selection): e.version for e in read_index(tmp_path)}
    assert {"everything": OLD, "tenant contoso": NEW} == entries
    assert load_stored(Instance.WORLDWIDE, EVERYTHING, tmp_path) is not None


def test_leftovers_are_swept_and_strangers_are_not(tmp_path: Path, recorded: Reader) -> None:
    """Unfinished files and documents without an entry go; a user's own files stay."""
    leftovers = [".worldwide-x.json.abcd.pacgen-tmp", f"china-{OLD}-0123456789ab.json"]
    strangers = ["notes.json", "china.json", "worldwide-mine.json"]
    for name in leftovers + strangers:
        (tmp_path / name).write_text("x")
    put(tmp_path, recorded("worldwide-20251114"), OLD)
    names = {p.name for p in tmp_path.iterdir()}
    assert (set(), set(strangers)) == (names & set(leftovers), names & set(strangers))


def test_instances_have_a_settled_order(tmp_path: Path, recorded: Reader) -> None:
    """The index has the same bytes in whatever order instances were fetched."""
    indexes = []
    for order in ((Instance.CHINA, Instance.WORLDWIDE), (Instance.WORLDWIDE, Instance.CHINA)):
        directory = tmp_path / order[0].value
        for instance in order:
            content = recorded("china-20251114")
            whole = document(content, instance=instance)
            store(directory, whole, content, captured="2027-01-02", selection=EVERYTHING)
        indexes.append((directory / "index.json").read_bytes())
    assert indexes[0] == indexes[1]


def test_directory_that_cannot_be_made_is_an_error(tmp_path: Path, recorded: Reader) -> None:
    """A store whose directory is a file is refused with a message, not a traceback."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be written"):
        put(tmp_path / "file" / "store", recorded("worldwide-20251114"), OLD)


def test_damaged_index_is_not_written_over(tmp_path: Path, recorded: Reader) -> None:
    """An index that cannot be understood may name good documents; it is left to the user."""
    (tmp_path / "index.json").write_text("{")
    with pytest.raises(InputError, match="no JSON"):
        put(tmp_path, recorded("worldwide-20251114"), OLD)
    assert "{" == (tmp_path / "index.json").read_text()


def test_two_writers_do_not_meet(tmp_path: Path, recorded: Reader) -> None:
    """While another pacgen writes, a store waits, and says so if that takes too long."""
    content = recorded("worldwide-20251114")
    with (
        FileLock(str(tmp_path / ".lock")),
        pytest.raises(InputError, match=r"another pacgen has been writing there for 0\.1 seconds"),
    ):
        store(
            tmp_path,
            document(content),
            content,
            captured="2027-01-02",
            selection=EVERYTHING,
            patience=0.1,
        )


_WRITER = """
import itertools, json, sys
from pathlib import Path
from pacgen.endpoints import EVERYTHING, Instance, parse_document
from pacgen.endpoints.store import store

contents = [Path(name).read_bytes() for name in sys.argv[2:]]
for i in itertools.count():
    content = contents[i % 2]
    document = parse_document(
        json.loads(content), instance=Instance.WORLDWIDE, version=f"{2027010100 + i}", source="f"
    )
    store(Path(sys.argv[1]), document, content, captured="2027-01-02", selection=EVERYTHING)
    print(i, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("documents", range(1, 5))
def test_killed_writer_leaves_a_whole_store(tmp_path: Path, documents: int) -> None:
    """A pacgen that is killed while it writes leaves a store that can be read and written."""
    data = Path(__file__).parents[1] / "data" / "endpoints"
    files = [str(data / f"{n}.json") for n in ("worldwide-20251114", "worldwide-20251201-with-MEM")]
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path), *files], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for _ in range(documents):
            writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
    snapshot = load_stored(Instance.WORLDWIDE, EVERYTHING, tmp_path)
    assert snapshot is not None
    put(tmp_path, Path(files[0]).read_bytes(), "2028010100")
    assert 1 == len([p for p in tmp_path.iterdir() if p.name.startswith("worldwide")])


@pytest.mark.parametrize(
    ("name", "instance"),
    [
        ("worldwide-20251114", Instance.WORLDWIDE),
        ("china-20251114", Instance.CHINA),
        ("usgovdod-20251114", Instance.USGOV_DOD),
    ],
)
def test_true_changes_of_nine_months_are_no_loss(
    recorded: Reader, name: str, instance: Instance
) -> None:
    """What really changed between recorded documents passes, in both directions."""
    before, after = document(recorded(name), instance=instance), load_shipped(instance).document
    assert () == losses(before, after)
    assert () == losses(after, before)


def test_loss_is_refused_with_the_figures() -> None:
    """A document that lost much is refused, and the message has each figure, Teams first."""
    whole = load_shipped(Instance.WORLDWIDE).document
    half = EndpointDocument(whole.instance, NEW, whole.sets[:30])
    with pytest.raises(ShrunkenDocumentError, match=r"sets 63 -> 30, names 190 -> ") as caught:
        refuse_shrunken(whole, half)
    assert "--accept-shrink" in caught.value.tip
    assert 5 == caught.value.exit_code


def test_teams_alone_may_be_the_loss() -> None:
    """A document without Teams is refused though nearly everything else is there."""
    whole = load_shipped(Instance.WORLDWIDE).document
    rest = EndpointDocument(whole.instance, NEW, tuple(s for s in whole.sets if not s.is_teams))
    assert ["Teams sets 7 -> 0", "Teams names 12 -> 0", "Teams prefixes 9 -> 0"] == [
        str(loss) for loss in losses(whole, rest)
    ][:3]


def test_service_area_that_vanishes_is_a_loss() -> None:
    """A small service area counts as much as a large one when nothing of it is left."""
    whole = load_shipped(Instance.WORLDWIDE).document
    rest = tuple(s for s in whole.sets if s.service_area != "SharePoint")
    lost = losses(whole, EndpointDocument(whole.instance, NEW, rest))
    assert "sets of SharePoint" in [loss.what for loss in lost]


def test_growth_is_no_loss(recorded: Reader) -> None:
    """A document may grow by any measure."""
    small, large = (
        document(recorded(n)) for n in ("worldwide-20251114", "worldwide-20251201-with-MEM")
    )
    assert () == losses(small, large)
    assert losses(large, small)
