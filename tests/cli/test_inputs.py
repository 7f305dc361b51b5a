from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pacgen.cli.inputs import MAX_SIZE, read_pac
from pacgen.errors import InputError


def test_a_file_keeps_the_name_that_the_user_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are not made absolute: output must not depend on where it was made."""
    (tmp_path / "a.pac").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)

    assert ("./a.pac", b"x") == (read_pac("./a.pac").name, read_pac("./a.pac").data)


def test_standard_input_may_be_empty() -> None:
    """Nothing on standard input is a file with nothing in it, which lint reports."""
    assert b"" == read_pac("-", stdin=io.BytesIO()).data


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed, one byte more is not."""
    path = tmp_path / "a.pac"
    path.write_bytes(b" " * MAX_SIZE)
    assert MAX_SIZE == len(read_pac(str(path)).data)

    path.write_bytes(b" " * (MAX_SIZE + 1))
    with pytest.raises(InputError, match="larger than 10 MB"):
        read_pac(str(path))


def test_standard_input_without_end_is_refused() -> None:
    """The limit holds for streams too."""
    with pytest.raises(InputError, match="standard input: larger than 10 MB"):
        read_pac("-", stdin=io.BytesIO(b" " * (MAX_SIZE + 1)))


def test_a_missing_file_suggests_its_like(tmp_path: Path) -> None:
    """A misspelt name is met with the nearest names in the same directory."""
    (tmp_path / "wpad.dat").write_bytes(b"")
    (tmp_path / "unrelated").write_bytes(b"")
    with pytest.raises(InputError) as caught:
        read_pac(str(tmp_path / "wpda.dat"))

    assert f"did you mean {tmp_path / 'wpad.dat'}?" == caught.value.tip


def test_a_missing_file_without_its_like(tmp_path: Path) -> None:
    """Where nothing is near, the tip says how URLs are written."""
    with pytest.raises(InputError) as caught:
        read_pac(str(tmp_path / "example.com"))

    assert "http://" in caught.value.tip


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    """If even the directory is not there, that is the thing to say."""
    with pytest.raises(InputError) as caught:
        read_pac(str(tmp_path / "no" / "wpad.dat"))

    assert f"there is no directory {tmp_path / 'no'}; check the path" == caught.value.tip


def test_a_directory_of_many_files(tmp_path: Path) -> None:
    """A few files are named, of more the endings: the shell finds the rest."""
    for name in ("a.pac", "b.pac", "wpad.dat", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError) as few:
        read_pac(str(tmp_path))
    (tmp_path / "c.pac").write_bytes(b"")
    with pytest.raises(InputError) as many:
        read_pac(str(tmp_path))

    assert few.value.tip.endswith(
        f" {tmp_path / 'a.pac'} {tmp_path / 'b.pac'} {tmp_path / 'wpad.dat'}"
    )
    assert many.value.tip.endswith(f"pacgen lint {tmp_path / '*.dat'} {tmp_path / '*.pac'}")


def test_an_empty_directory(tmp_path: Path) -> None:
    """With nothing likely in it, the tip still shows what to write."""
    with pytest.raises(InputError, match="a directory, not a PAC file") as caught:
        read_pac(str(tmp_path))

    assert caught.value.tip.endswith("wpad.dat")


@contextlib.contextmanager
def _unprivileged() -> Iterator[None]:
    """Be nobody for a while where we are root, who may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_that_may_not_be_read() -> None:
    """Permissions are named as the reason."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o755)
        path = Path(directory, "a.pac")
        path.write_bytes(b"")
        path.chmod(0)
        with _unprivileged(), pytest.raises(InputError, match="Permission denied"):
            read_pac(str(path))


def test_a_name_that_no_file_can_have() -> None:
    """A NUL in a name is refused in words."""
    with pytest.raises(InputError, match="no path"):
        read_pac("a\0b")


@pytest.mark.parametrize("url", ["ftp://example.com/wpad.dat", "file:///etc/wpad.dat"])
def test_other_schemes_are_refused(url: str) -> None:
    """Only http and https are asked; clients do the same."""
    with pytest.raises(InputError, match="over http and https only"):
        read_pac(url)


@pytest.mark.parametrize("url", ["http://", "http://[", "https://exa mple/", "http://a:b/"])
def test_a_url_that_is_none(url: str) -> None:
    """A broken URL is an input that cannot be read, never a traceback."""
    with pytest.raises(InputError):
        read_pac(url)
