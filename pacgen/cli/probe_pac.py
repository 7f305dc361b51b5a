"""The PAC file that is in use, linted for ``pacgen probe``."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pacgen.cli.asking import parse_targets
from pacgen.cli.inputs import read_pac
from pacgen.cli.lint_files import Job, lint_all
from pacgen.engine import PacFile
from pacgen.errors import InputError
from pacgen.lint import RULES, Severity
from pacgen.policy.expectation import Expectation
from pacgen.probe.names import Resolver
from pacgen.probe.parallel import UnfinishedError, within
from pacgen.probe.proxy_setting import ProxySetting, without_password
from pacgen.probe.settings import run_program
from pacgen.probe.setup import PacJudgement
from pacgen.probe.windows import open_registry, windows_domains
from pacgen.probe.wpad import Search, domains_of, names_in, offers_of

__all__ = ["judge_of", "search_of"]

_MOST_PROBLEMS = 5
_PATIENCE = 5.0
"""Seconds to read a PAC file."""


def judge_of(
    given: str | None,
    wpad: Search | None,
    settings: Sequence[ProxySetting],
    expectation: Expectation,
) -> Callable[[], PacJudgement | None]:
    """
    Return what lints the PAC file that was named, or is found by WPAD, or the settings name.

    A file that was named is read at once; another is read when it is linted, and one that cannot
    be read is judged as that.

    Raises:
        InputError: the file that was named cannot be read.
    """
    if given is not None:
        pac = _read(given)
        return lambda: _judge(pac, expectation)
    url = next((s.pac_url for s in settings if s.pac_url), None)

    def judge() -> PacJudgement | None:
        offer = wpad.find() if wpad else None
        if offer is not None:
            found = _judge_url(offer.url, expectation)
            return replace(found, source=f"{found.source} (WPAD by {offer.source})")
        return _judge_url(url, expectation) if url else None

    return judge


def search_of(resolver: Resolver) -> Search:
    """Return where this computer looks for a PAC file by WPAD; only files are read for that."""
    registry = open_registry(sys.platform)
    if registry is not None:
        domains = list(windows_domains(registry))
    else:
        domains = list(domains_of(Path("/etc/resolv.conf"), socket.gethostname()))
    return Search(offers_of(Path("/"), run_program), names_in(domains), resolver)


def _judge_url(url: str, expectation: Expectation) -> PacJudgement:
    try:
        pac = _read(url)
    except InputError as error:
        name = without_password(url)
        reason = error.what.removeprefix(f"{name}: ")
        return PacJudgement(name, is_good=False, verdict=f"it cannot be read: {reason}")
    return _judge(pac, expectation)


def _judge(pac: PacFile, expectation: Expectation) -> PacJudgement:
    job = Job(expectation, RULES, parse_targets(["chromium,winhttp"]))
    (report,) = lint_all(job, [pac])
    errors = [f for f in report.findings if f.severity is Severity.ERROR]
    return PacJudgement(
        pac.name,
        is_good=not errors,
        verdict=report.verdict,
        problems=tuple(f"{f.place}: {f.message}" for f in errors[:_MOST_PROBLEMS]),
    )


def _read(name: str) -> PacFile:
    try:
        return within(_PATIENCE, lambda: read_pac(name))
    except UnfinishedError:
        raise InputError(
            f"{without_password(name)}: no answer in {_PATIENCE:g} s",
            tip="save the file, and name it with --pac FILE",
        ) from None
