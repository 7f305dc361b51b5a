"""The PAC file that is in use, linted for ``pacgen probe``."""

from __future__ import annotations

from collections.abc import Sequence

from pacgen.cli.asking import parse_targets
from pacgen.cli.inputs import read_pac
from pacgen.cli.lint_files import Job, lint_all
from pacgen.errors import InputError
from pacgen.lint import RULES, Severity
from pacgen.policy.expectation import Expectation
from pacgen.probe.settings import ProxySetting, without_password
from pacgen.probe.setup import PacJudgement

__all__ = ["judge_pac"]

_MOST_PROBLEMS = 5


def judge_pac(
    given: str | None, settings: Sequence[ProxySetting], expectation: Expectation
) -> PacJudgement | None:
    """
    Lint the PAC file that was named, or else the first that the system's settings name.

    Returns:
        ``None`` if there is none.

    Raises:
        InputError: the file that was named cannot be read.
    """
    name = given or next((s.pac_url for s in settings if s.pac_url), None)
    if name is None:
        return None
    try:
        pac = read_pac(name)
    except InputError as error:
        if given:
            raise
        return PacJudgement(
            without_password(name), is_good=False, verdict=f"it cannot be read: {error.what}"
        )
    job = Job(expectation, RULES, parse_targets(["chromium,winhttp"]))
    (report,) = lint_all(job, [pac])
    errors = [f for f in report.findings if f.severity is Severity.ERROR]
    return PacJudgement(
        pac.name,
        is_good=not errors,
        verdict=report.verdict,
        problems=tuple(f"{f.place}: {f.message}" for f in errors[:_MOST_PROBLEMS]),
    )
