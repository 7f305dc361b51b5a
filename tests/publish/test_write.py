"""Tests of writing: the old file or the new one, and a message that helps."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pacgen.errors import InputError, UsageError
from pacgen.publish import write_text

needs_posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


def names(directory: Path) -> list[str]:
    """Return what is in a directory."""
    return sorted(path.name for path in directory.iterdir())


def test_new_file(tmp_path: Path) -> None:
    """A new file has the text, byte for byte, and nothing else is left in its directory."""
    count = write_text(tmp_path / "wpad.dat", "a\nb\n")

    assert (tmp_path / "wpad.dat").read_bytes() == b"a\nb\n"
    assert count == 4
    assert names(tmp_path) == ["wpad.dat"]


def test_existing_file(tmp_path: Path) -> None:
    """An existing file is replaced."""
    (tmp_path / "wpad.dat").write_text("something that was longer")
    write_text(tmp_path / "wpad.dat", "a\n")

    assert (tmp_path / "wpad.dat").read_bytes() == b"a\n"
    assert names(tmp_path) == ["wpad.dat"]


@needs_posix
def test_permissions_stay(tmp_path: Path) -> None:
    """The permissions of an existing file stay as they were."""
    path = tmp_path / "wpad.dat"
    path.write_text("old")
    path.chmod(0o640)
    write_text(path, "new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@needs_posix
def test_permissions_of_a_new_file(tmp_path: Path) -> None:
    """A new file has the permissions that any new file gets."""
    (tmp_path / "other").write_text("")
    write_text(tmp_path / "wpad.dat", "new")

    assert (tmp_path / "other").stat().st_mode == (tmp_path / "wpad.dat").stat().st_mode


@needs_posix
def test_link(tmp_path: Path) -> None:
    """A symbolic link stays one, and its target, in another directory, is replaced."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "wpad.dat").write_text("old")
    (tmp_path / "link").symlink_to(Path("real") / "wpad.dat")
    write_text(tmp_path / "link", "new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "wpad.dat").read_text() == "new"


@needs_posix
def test_link_in_a_circle(tmp_path: Path) -> None:
    """A link to itself is an error, not an endless search."""
    (tmp_path / "link").symlink_to("link")

    with pytest.raises((InputError, UsageError), match="link"):
        write_text(tmp_path / "link", "new")

    assert names(tmp_path) == ["link"]


def test_directory(tmp_path: Path) -> None:
    """A directory is wrong usage; the tip asks for a file in it."""
    with pytest.raises(UsageError, match="is a directory") as caught:
        write_text(tmp_path, "x")

    assert "name a file in it" == caught.value.tip


def test_no_directory(tmp_path: Path) -> None:
    """A directory that is not there is wrong usage, and is not created."""
    with pytest.raises(UsageError, match="there is no directory"):
        write_text(tmp_path / "none" / "wpad.dat", "x")

    assert names(tmp_path) == []


def test_file_as_directory(tmp_path: Path) -> None:
    """A file where a directory should be is wrong usage."""
    (tmp_path / "file").write_text("")

    with pytest.raises(UsageError, match="there is no directory"):
        write_text(tmp_path / "file" / "wpad.dat", "x")


@needs_posix
def test_device(tmp_path: Path) -> None:
    """What is no ordinary file is never replaced by one."""
    del tmp_path
    with pytest.raises(UsageError, match="no ordinary file"):
        write_text(Path(os.devnull), "x")


PROTECTED = """
import os, sys
from pathlib import Path
from pacgen.errors import InputError
from pacgen.publish import write_text

path, protected, mode = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3], 8)
if os.geteuid() == 0:
    # Nothing is protected from root.
    for owned in (path, path.parent):
        os.chown(owned, 65534, 65534)
    os.setuid(65534)
protected.chmod(mode)
try:
    write_text(path, "new")
except InputError as error:
    print(error.what, error.usually, sep=": ")
"""


@needs_posix
@pytest.mark.parametrize(("protected", "mode"), [("wpad.dat", "444"), (".", "555")])
def test_protected(protected: str, mode: str) -> None:
    """A file that is protected, or whose directory is, stays as it is, and the error says why."""
    # Not tmp_path, which is closed to all but its owner.
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "wpad.dat"
        path.write_text("old")
        result = subprocess.run(
            [sys.executable, "-B", "-c", PROTECTED, str(path), str(path.parent / protected), mode],
            capture_output=True,
            text=True,
            check=True,
        )

        assert "wpad.dat: it cannot be written: Permission denied: it is protected" in result.stdout
        assert path.read_text() == "old"
        assert names(path.parent) == ["wpad.dat"]


@needs_posix
def test_full_disk(tmp_path: Path) -> None:
    """When there is no room, the old file stays, nothing half-written is left, the error says so."""
    path = tmp_path / "wpad.dat"
    path.write_text("old")
    script = tmp_path.parent / f"{tmp_path.name}.py"
    script.write_text(
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from pacgen.errors import InputError\n"
        "from pacgen.publish import write_text\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_text(Path(sys.argv[1]), 'x' * 100_000)\n"
        "except InputError as error:\n"
        "    print(error.what)\n"
    )
    result = subprocess.run(
        [sys.executable, "-B", str(script), str(path)], capture_output=True, text=True, check=True
    )

    assert "wpad.dat: it cannot be written" in result.stdout
    assert path.read_text() == "old"
    assert names(tmp_path) == ["wpad.dat"]
