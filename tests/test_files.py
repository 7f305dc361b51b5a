from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.files import write_atomically


def test_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """The file has the new content, and nothing else is left in its directory."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert (b"new", [path]) == (path.read_bytes(), list(tmp_path.iterdir()))


def test_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """If the last step fails there is no temporary file, and the target is untouched."""
    path = tmp_path / "directory"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_atomically(path, b"new")
    assert [path] == list(tmp_path.iterdir())


def test_missing_directory_is_an_error(tmp_path: Path) -> None:
    """A directory is not made in passing."""
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "none" / "a.txt", b"new")
