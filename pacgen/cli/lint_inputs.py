"""The files that ``pacgen lint`` is given, and how those that are URLs are served."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pacgen.cli.inputs import STDIN, cut_pac, read_pac
from pacgen.cli.problems import say
from pacgen.engine import PacFile
from pacgen.errors import InputError, UsageError
from pacgen.lint import Finding, Report
from pacgen.lint.delivery import DELIVERY_RULES
from pacgen.reporters.lint_words import Unreadable

__all__ = ["Inputs", "Live", "read_inputs"]

_URL = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Live:
    """
    What ``--live`` means.

    Args:
        local: The file that the URL should serve.
    """

    local: Path | None = None

    @classmethod
    def wanted(cls, names: Sequence[str], local: Path | None, *, live: bool) -> Live | None:
        """
        Return how to judge URLs; ``None`` if that is not wanted.

        Raises:
            UsageError: there is no URL to judge, or more than one to compare with *local*.
        """
        urls = [name for name in names if _URL.match(name)]
        if not live:
            if local is not None:
                raise UsageError("--local needs --live", tip="add --live and a URL")
            return None
        if not urls:
            raise UsageError(
                "--live needs a URL", tip="write for example https://pac.example.com/wpad.dat"
            )
        if local is not None and len(urls) > 1:
            raise UsageError("--local is the copy of one URL", tip="name one URL only")
        return cls(local)

    def load(self, url: str) -> tuple[PacFile, tuple[Finding, ...]]:
        """
        Load the file at *url* as clients do.

        How a file is served that no client takes is of no interest.

        Raises:
            InputError: there is no file.
        """
        # Imported here since it takes longer to load than a lint of a file takes.
        from pacgen.cli.delivery import deliver  # noqa: PLC0415 - see above

        copy = read_pac(str(self.local)) if self.local else None
        delivery = deliver(url)
        if copy is not None:
            delivery = replace(delivery, local=(copy.name, copy.data))
        pac = cut_pac(delivery.asked.url, delivery.final.body)
        if pac.is_cut:
            return pac, ()
        return pac, tuple(f for rule in DELIVERY_RULES for f in rule.check(delivery))


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that could be read, and those that could not."""

    pacs: Sequence[PacFile]
    unreadable: Sequence[Unreadable]
    delivery: Mapping[str, tuple[Finding, ...]]
    """What is wrong with how a file is served, by the file's name."""

    def with_delivery(self, report: Report) -> Report:
        """Return *report* with what is wrong with how its file is served."""
        found = self.delivery.get(report.pac.name, ())
        return replace(report, findings=report.findings + found)


def read_inputs(names: Sequence[str], stdin_filename: str | None, live: Live | None) -> Inputs:
    """
    Read all files: one that cannot be read must not keep the others from being linted.

    Args:
        names: Paths, URLs, ``-``.
        stdin_filename: What standard input is called.
        live: How to judge URLs.
    """
    pacs: list[PacFile] = []
    unreadable: list[Unreadable] = []
    delivery: dict[str, tuple[Finding, ...]] = {}
    for name in names:
        try:
            if live is not None and _URL.match(name):
                pac, found = live.load(name)
                delivery[pac.name] = found
            else:
                pac = read_pac(name, may_cut=True)
        except InputError as error:
            say(error)
            unreadable.append((name, error))
            continue
        called = stdin_filename if name == STDIN and stdin_filename else _from_here(pac.name)
        pacs.append(replace(pac, name=called))
    return Inputs(pacs, unreadable, delivery)


def _from_here(name: str) -> str:
    """Return the path *name* as it is seen from the working directory, if it lies below that."""
    try:
        return str(Path(name).relative_to(Path.cwd()))
    except ValueError:
        return name
