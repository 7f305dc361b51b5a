from __future__ import annotations

import os
import shutil
import subprocess
import sys
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


def test_an_owner_without_a_number(tmp_path: Path) -> None:
    """In a name space for users that does not know the file's owner the content is replaced too."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("only root can give a file away here, and only Linux has such name spaces")
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    os.chown(path, 12345, 12345)
    tmp_path.chmod(0o777)
    script = "import pathlib, sys; from pacgen.files import write_atomically as w; "
    script += "w(pathlib.Path(sys.argv[1]), b'new')"
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", sys.executable, "-c", script, path],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare failed" in done.stderr:
        pytest.skip("this machine allows no name spaces for users")
    assert ("", b"new") == (done.stderr, path.read_bytes())
