"""Requests as a user names them: URLs or hosts, as arguments or one a line in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv6Address
from pathlib import Path
from typing import IO

import click

from pacgen.cli.inputs import STDIN
from pacgen.engine import Request
from pacgen.errors import InputError, UsageError
from pacgen.reporters.text import plural, printable

__all__ = ["RequestList", "check_sources", "parse_request", "say_problems"]

_MAX_LINE = 64 * 1024
_MAX_SAID = 5


def check_sources(pac: str, urls: Sequence[str], lists: Sequence[str], logs: Sequence[str]) -> None:
    """
    See that there is something to ask about, and that standard input is wanted once at most.

    Args:
        pac: The name of the PAC file.
        urls: Arguments.
        lists: Names given by ``--urls``.
        logs: Names given by ``--access-log``.

    Raises:
        UsageError: it is not so.
    """
    if not (urls or lists or logs):
        raise UsageError(
            "there is nothing to ask about",
            tip="name URLs or hosts, --urls FILE or --access-log FILE",
        )
    if [pac, *lists, *logs].count(STDIN) > 1:
        raise UsageError("standard input can be read only once", tip="name '-' only once")


def parse_request(text: str) -> Request:
    """
    Read a URL, or a host (with port and path, if need be) which is asked about over https.

    Raises:
        UsageError: it is neither.
    """
    written = text.strip()
    if not written or not written.isprintable() or any(char.isspace() for char in written):
        raise UsageError(
            f"{text!r} is no URL and no host", tip="write for example https://teams.microsoft.com/"
        )
    if "://" in written:
        return _with_host(Request.for_url(written), text)
    if _is_ipv6(written):
        return Request.for_host(written)
    slash = "" if any(char in written for char in "/?#") else "/"
    return _with_host(Request.for_url(f"https://{written}{slash}"), text)


class RequestList:
    """
    A file with a URL or a host on each line; blank lines and those that begin with ``#`` count for
    nothing.

    Args:
        name: Path, or ``-`` for standard input.
        stdin: Stands for standard input.
    """

    def __init__(self, name: str, *, stdin: IO[bytes] | None = None) -> None:
        self._name = name
        self._stdin = stdin
        self.problems: list[str] = []
        """What is wrong with the first few lines that hold no request."""
        self.problem_count = 0
        """How many lines hold no request."""

    def __iter__(self) -> Iterator[Request]:
        """
        Read on, line by line; a line without a request is noted and passed over.

        Raises:
            InputError: the file cannot be read.
        """
        try:
            if self._name == STDIN:
                yield from self._requests(self._stdin or sys.stdin.buffer, "<stdin>")
            else:
                with Path(self._name).open("rb") as stream:
                    yield from self._requests(stream, self._name)
        except OSError as error:
            raise InputError(f"{self._name}: cannot be read: {error.strerror or error}") from None

    def _requests(self, stream: IO[bytes], name: str) -> Iterator[Request]:
        number = 0
        while line := stream.readline(_MAX_LINE):
            number += 1
            text = line.decode("utf-8-sig", "replace").strip()
            if not text or text.startswith("#"):
                continue
            try:
                request = parse_request(text[:_MAX_LINE])
            except UsageError as error:
                self.problem_count += 1
                if len(self.problems) < _MAX_SAID:
                    self.problems.append(f"{name}:{number}: {error.what}")
            else:
                yield request


def say_problems(lists: Iterable[RequestList]) -> int:
    """Say on standard error which lines hold no request; return how many there are."""
    count = 0
    for each in lists:
        count += each.problem_count
        for problem in each.problems:
            click.echo(f"pacgen: {printable(problem)}", err=True)
        if each.problem_count > len(each.problems):
            more = each.problem_count - len(each.problems)
            click.echo(f"pacgen: and {plural(more, 'more such line')}", err=True)
    return count


def _with_host(request: Request, text: str) -> Request:
    if not request.host:
        raise UsageError(f"{text!r} has no host", tip="write for example teams.microsoft.com")
    return request


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
