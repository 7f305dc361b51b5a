"""PAC files as a user names them: a path, a URL, or ``-`` for standard input."""

from __future__ import annotations

import difflib
import errno
import re
import sys
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import IO

from pacgen.engine import PacFile
from pacgen.errors import InputError, PacgenError

__all__ = ["MAX_SIZE", "STDIN", "cut_pac", "read_pac"]

STDIN = "-"

MAX_SIZE = 10 * 1024 * 1024
"""Bytes. Chromium and WinHTTP give up at one megabyte, so nothing in use comes near this."""

_BEGINNING = 1024 * 1024
"""Bytes; enough to say what sort of file this is."""

_SECONDS = 30.0
"""How long an answer from a URL may take, all in all; so long Chromium waits too."""

_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_LIKELY = re.compile(r"\.(pac|dat)(\.js)?$", re.IGNORECASE)
_NAMED = 3


def read_pac(name: str, *, stdin: IO[bytes] | None = None, may_cut: bool = False) -> PacFile:
    """
    Read a PAC file; what it holds does not matter here.

    Args:
        name: Path, ``http`` or ``https`` URL, or ``-``.
        stdin: Stands for standard input.
        may_cut: Whether the beginning is enough of a file that is far too large.

    Raises:
        InputError: it cannot be read, or is far too large.
    """
    if name == STDIN:
        source = stdin or sys.stdin.buffer
        return _limited(source, "<stdin>", "standard input", may_cut=may_cut)
    if _URL.match(name):
        return _read_url(name, may_cut=may_cut)
    return _read_file(Path(name), name, may_cut=may_cut)


def cut_pac(name: str, data: bytes) -> PacFile:
    """Return the file *name*; of one that is far too large only the beginning is kept."""
    if len(data) <= MAX_SIZE:
        return PacFile.from_bytes(name, data)
    return replace(PacFile.from_bytes(name, data[:_BEGINNING]), is_cut=True)


def _read_file(path: Path, name: str, *, may_cut: bool) -> PacFile:
    try:
        with path.open("rb") as stream:
            return _limited(stream, name, str(path), may_cut=may_cut)
    except (OSError, ValueError) as error:
        # Windows says "permission denied" of a directory.
        if path.is_dir():
            raise _directory(path) from error
        raise _unreadable(path, error) from error


def _limited(stream: IO[bytes], name: str, called: str, *, may_cut: bool) -> PacFile:
    try:
        data = stream.read(MAX_SIZE + 1)
    except IsADirectoryError:
        raise
    except OSError as error:
        raise InputError(f"{called}: cannot be read: {error.strerror or error}") from error
    if len(data) > MAX_SIZE and not may_cut:
        raise InputError(
            f"{called}: larger than {MAX_SIZE // 1024**2} MB",
            usually="this is no PAC file; clients refuse those of more than 1 MB",
            tip="check the name of the file",
        )
    return cut_pac(name, data)


def _directory(path: Path) -> InputError:
    likely = [name for name in _names(path) if _LIKELY.search(name)]
    named = [str(path / name) for name in likely]
    if len(likely) > _NAMED:
        # The shell writes them out.
        named = [str(path / f"*{ending}") for ending in sorted({Path(n).suffix for n in likely})]
    return InputError(
        f"{path}: a directory, not a PAC file",
        tip=f"name the files in it: pacgen lint {' '.join(named) or path / 'wpad.dat'}",
    )


def _unreadable(path: Path, error: OSError | ValueError) -> InputError:
    if not isinstance(error, OSError):
        # A NUL character, which no path has.
        return InputError(f"{str(path)!r}: no path: {error}")
    if error.errno != errno.ENOENT:
        tip = "check who may read it" if error.errno == errno.EACCES else ""
        return InputError(f"{path}: cannot be read: {error.strerror or error}", tip=tip)
    if not path.parent.is_dir():
        return InputError(
            f"{path}: no such file", tip=f"there is no directory {path.parent}; check the path"
        )
    near = difflib.get_close_matches(path.name, _names(path.parent), n=_NAMED)
    return InputError(
        f"{path}: no such file",
        tip=f"did you mean {' or '.join(str(path.parent / name) for name in near)}?"
        if near
        else "check the path; a URL begins with http:// or https://",
    )


def _names(directory: Path) -> list[str]:
    """Return the names of the files in *directory*, sorted; none if it cannot be looked into."""
    try:
        return sorted(entry.name for entry in directory.iterdir() if entry.is_file())
    except OSError:
        return []


def _read_url(url: str, *, may_cut: bool) -> PacFile:
    shown = re.sub(r"(?<=://)[^/?#]*@", "", url)
    if not url.lower().startswith(("http://", "https://")):
        raise InputError(
            f"{shown}: PAC files are read over http and https only",
            tip="download it and name the file",
        )
    # Imported here since it takes longer to load than a lint of a file takes.
    from pacgen.endpoints.transport import (  # noqa: PLC0415 - see above
        Limits,
        Transport,
        make_session,
    )

    limits = Limits(total=_SECONDS, size=MAX_SIZE, may_cut=may_cut, attempts=2)
    with make_session() as session:
        session.headers["Accept"] = "application/x-ns-proxy-autoconfig, */*"
        try:
            answer = Transport(session, limits).get(url, {})
        except PacgenError as error:
            raise InputError(
                error.what.replace(url, shown),
                usually="the server cannot be reached from here, or wants a proxy or none",
                tip="try the URL in a browser; HTTPS_PROXY, HTTP_PROXY and NO_PROXY are obeyed",
            ) from error
    if answer.status != HTTPStatus.OK:
        raise InputError(
            f"{shown}: the server answered {answer.status}",
            usually="clients load a PAC file only from an answer 200",
            tip="check the URL in a browser",
        )
    return cut_pac(shown, answer.body)
