"""The PAC file that is in use, linted for ``pacgen probe``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pacgen.cli.asking import parse_targets
from pacgen.cli.inputs import read_pac
from pacgen.cli.lint_files import Job, lint_all
from pacgen.engine import PacFile
from pacgen.errors import InputError
from pacgen.lint import RULES, Severity
from pacgen.policy.expectation import Expectation
from pacgen.probe.parallel import UnfinishedError, within
from pacgen.probe.settings import ProxySetting, without_password
from pacgen.probe.setup import PacJudgement

__all__ = ["judge_of"]

_MOST_PROBLEMS = 5
_PATIENCE = 5.0
"""Seconds to read a PAC file."""


def judge_of(
    given: str | None, settings: Sequence[ProxySetting], expectation: Expectation
) -> Callable[[], PacJudgement | None]:
    """
    Return what lints the PAC file that was named, or else the first that the settings name.

    A file that was named is read at once; one of the settings is read when it is linted, and one
    that cannot be read is judged as that.

    Raises:
        InputError: the file that was named cannot be read.
    """
    if given is not None:
        pac = _read(given)
        return lambda: _judge(pac, expectation)
    url = next((s.pac_url for s in settings if s.pac_url), None)
    if url is None:
        return lambda: None
    return lambda: _judge_url(url, expectation)


def _judge_url(url: str, expectation: Expectation) -> PacJudgement:
    try:
        pac = _read(url)
    except InputError as error:
        return PacJudgement(
            without_password(url), is_good=False, verdict=f"it cannot be read: {error.what}"
        )
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
