"""Tests of several files that change together: all of them, or none."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacgen.errors import InputError, UsageError
from pacgen.files import switch
from pacgen.publish import together, write_together

needs_posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


def contents(directory: Path) -> dict[str, bytes]:
    """Return every file below *directory*, hidden ones too."""
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def failing_at(number: int, error: BaseException) -> Callable[[Path, Path], None]:
    """Return a switch that does its work, but for the one with *number*, counted from 0."""
    calls = iter(range(1000))

    def failing(temporary: Path, path: Path) -> None:
        if next(calls) == number:
            raise error
        switch(temporary, path)

    return failing


def test_all_change(tmp_path: Path) -> None:
    """New files and old ones, in several directories, have what they should, and nothing is left."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "old.pac").write_bytes(b"something longer")
    write_together({tmp_path / "a" / "old.pac": b"1\n", tmp_path / "new.pac": b"2\r\n"})

    assert contents(tmp_path) == {"a/old.pac": b"1\n", "new.pac": b"2\r\n"}


def test_nothing() -> None:
    """No files at all is no error."""
    write_together({})


FILES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=4)


@given(files=FILES, number=st.integers(0, 3), by_hand=st.booleans(), can_link=st.booleans())
def test_whatever_fails_nothing_has_changed(
    *, files: list[tuple[bool, bool]], number: int, by_hand: bool, can_link: bool
) -> None:
    """Whichever file cannot switch, of files that were there and that were not: all is as before."""
    error = KeyboardInterrupt() if by_hand else OSError(30, "Read-only file system")
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        directory = Path(name)
        (directory / "sub").mkdir()
        wanted = {}
        for index, (was_there, is_below) in enumerate(files):
            path = directory / ("sub" if is_below else "") / f"{index}.pac"
            wanted[path] = f"new {index}".encode()
            if was_there:
                path.write_bytes(f"old {index}".encode())
        before = contents(directory)
        inodes = {path: path.stat().st_ino for path in wanted if path.exists()}
        patch.setattr(together, "switch", failing_at(number, error))
        if not can_link:
            patch.setattr(os, "link", _no_link)
        if number < len(files):
            with pytest.raises((InputError, KeyboardInterrupt)):
                write_together(wanted)
            assert contents(directory) == before
            if can_link:
                assert inodes == {path: path.stat().st_ino for path in inodes}
        else:
            write_together(wanted)
            assert {p: p.read_bytes() for p in wanted} == wanted
            assert len(contents(directory)) == len(wanted)


def _no_link(old: Path, new: Path) -> None:
    del old, new
    raise PermissionError(1, "Operation not permitted")


def test_the_file_that_failed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the file, the cause, and says that nothing has changed."""
    monkeypatch.setattr(together, "switch", failing_at(1, OSError(30, "Read-only file system")))
    with pytest.raises(InputError, match=r"b\.pac: it cannot be written: Read-only") as caught:
        write_together({tmp_path / "a.pac": b"1", tmp_path / "b.pac": b"2"})

    assert caught.value.tip.startswith("none of the files has changed")


def test_what_cannot_be_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If even the way back fails, the message says which file is new and where its old content is."""
    (tmp_path / "a.pac").write_bytes(b"old")
    calls = iter(range(1000))

    def failing(temporary: Path, path: Path) -> None:
        if next(calls) > 0:
            raise OSError(5, "Input/output error")
        switch(temporary, path)

    monkeypatch.setattr(together, "switch", failing)
    with pytest.raises(InputError, match=r"a\.pac could not be put back") as caught:
        write_together({tmp_path / "a.pac": b"1", tmp_path / "b.pac": b"2"})

    kept = caught.value.what.rpartition("old content is in ")[2]
    assert kept.endswith(together.BACKUP_SUFFIX)
    assert Path(kept).read_bytes() == b"old"
    assert (tmp_path / "a.pac").read_bytes() == b"1"


def test_one_file_twice(tmp_path: Path) -> None:
    """Two names of one file are wrong usage, and nothing is written."""
    (tmp_path / "sub").mkdir()
    with pytest.raises(UsageError, match="are the same file"):
        write_together({tmp_path / "a": b"1", tmp_path / "sub" / ".." / "a": b"2"})

    assert contents(tmp_path) == {}


def test_bad_path(tmp_path: Path) -> None:
    """A path that cannot be a file is found before anything is written."""
    with pytest.raises(UsageError, match="there is no directory"):
        write_together({tmp_path / "a": b"1", tmp_path / "none" / "b": b"2"})

    assert contents(tmp_path) == {}


CHILD = """
import os, resource, signal, sys
from pathlib import Path
from pacgen.errors import PacgenError
from pacgen.publish import together

first, second, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if os.geteuid() == 0:
    # Nothing is protected from root.
    for owned in (first, first.parent, second, second.parent):
        os.chown(owned, 65534, 65534)
    os.setuid(65534)
size = 1
if how == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    size = 100_000
elif how == "protected":
    second.chmod(0o444)
elif how == "closed":
    second.parent.chmod(0o555)
else:
    really = together.switch
    def switch(temporary, path):
        # What somebody else does between two files.
        if path == second:
            second.parent.chmod(0o555)
        really(temporary, path)
    together.switch = switch
try:
    together.write_together({first: b"new", second: b"x" * size})
except PacgenError as error:
    print(error.what, error.usually, error.tip, sep=": ")
"""


@needs_posix
@pytest.mark.parametrize("how", ["full", "protected", "closed", "closed in between"])
def test_the_system_refuses(how: str) -> None:
    """A full disk, a protected file or directory, even one that closes half-way: nothing changes."""
    # Not tmp_path, which is closed to all but its owner.
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        directory.chmod(0o755)
        paths = [directory / "a" / "first.pac", directory / "b" / "second.pac"]
        for path in paths:
            path.parent.mkdir()
            path.write_bytes(b"old")
        result = subprocess.run(
            [sys.executable, "-B", "-c", CHILD, *map(str, paths), how],
            capture_output=True,
            text=True,
            check=True,
        )
        for path in paths:
            path.parent.chmod(0o755)

        assert "second.pac: it cannot be written" in result.stdout
        assert "none of the files has changed" in result.stdout
        left = dict.fromkeys(("a/first.pac", "b/second.pac"), b"old")
        assert _without_unremovable(contents(directory)) == left


def _without_unremovable(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out what could not be deleted, since its directory was closed when that was due."""
    return {
        name: content
        for name, content in found.items()
        if not (name.startswith("b/.") and name.endswith((".pacgen-tmp", ".pacgen-old")))
    }


@needs_posix
def test_owner_and_permissions_stay(tmp_path: Path) -> None:
    """Permissions of files that are replaced stay, and owners, where we may give files away."""
    paths = [tmp_path / "a", tmp_path / "b"]
    for path, mode in zip(paths, (0o640, 0o604), strict=True):
        path.write_bytes(b"old")
        if os.geteuid() == 0:
            os.chown(path, 65534, 65533)
        path.chmod(mode)
    before = [_rights(path) for path in paths]
    write_together(dict.fromkeys(paths, b"new"))

    assert [_rights(path) for path in paths] == before


def _rights(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mode, status.st_uid, status.st_gid


@needs_posix
def test_links_stay(tmp_path: Path) -> None:
    """A symbolic link stays one: its target changes."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_together({tmp_path / "link": b"new"})

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
