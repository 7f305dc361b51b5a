"""The formats of ``pacgen lint``, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from pacgen.errors import UsageError
from pacgen.lint import Report, Severity
from pacgen.reporters import (
    lint_checkstyle,
    lint_concise,
    lint_full,
    lint_github,
    lint_gitlab,
    lint_grouped,
    lint_json,
    lint_junit,
    lint_markdown,
    lint_overview,
    lint_sarif,
    lint_statistics,
)
from pacgen.reporters.lint_words import Unreadable
from pacgen.reporters.text import printable

__all__ = ["LintFormat", "Run", "overview", "render", "statistics", "verdicts"]


class LintFormat(StrEnum):
    """How the result is written."""

    FULL = "full"
    CONCISE = "concise"
    GROUPED = "grouped"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    CHECKSTYLE = "checkstyle"
    MARKDOWN = "markdown"

    @classmethod
    def wanted(cls, name: str | None, environment: Mapping[str, str]) -> LintFormat:
        """Return the format called *name*; without a name what suits the environment."""
        if name is not None:
            return cls(name)
        return cls.GITHUB if environment.get("GITHUB_ACTIONS") == "true" else cls.FULL


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a lint run."""

    reports: Sequence[Report]
    unreadable: Sequence[Unreadable]
    fail_on: Severity
    """Findings of at least this severity make the run fail."""

    @property
    def has_failed(self) -> bool:
        """Whether there is a finding that counts."""
        return any(
            finding.severity.rank <= self.fail_on.rank
            for report in self.reports
            for finding in report.findings
        )


def render(form: LintFormat, run: Run, *, colour: bool) -> str:  # noqa: C901 - an arm for each
    """Return *run* in the format *form*."""
    match form:
        case LintFormat.FULL:
            return lint_full.render(run.reports, colour=colour)
        case LintFormat.CONCISE:
            return lint_concise.render(run.reports)
        case LintFormat.GROUPED:
            return lint_grouped.render(run.reports, colour=colour)
        case LintFormat.JSON:
            return lint_json.render(run.reports, run.unreadable)
        case LintFormat.JSONL:
            return lint_json.render_lines(run.reports, run.unreadable)
        case LintFormat.SARIF:
            return lint_sarif.render(run.reports, run.unreadable)
        case LintFormat.JUNIT:
            return lint_junit.render(run.reports, run.unreadable, fail_on=run.fail_on)
        case LintFormat.GITHUB:
            return lint_github.render(run.reports, run.unreadable)
        case LintFormat.GITLAB:
            return lint_gitlab.render(run.reports, run.unreadable)
        case LintFormat.CHECKSTYLE:
            return lint_checkstyle.render(run.reports, run.unreadable)
        case LintFormat.MARKDOWN:
            return lint_markdown.render(run.reports, run.unreadable)
        case _:
            assert_never(form)


def overview(run: Run, text: str, *, height: int, colour: bool) -> str:
    """Return *text*, which is *run* in full; where it is higher than *height* lines, less of it."""
    if not run.reports or text.count("\n") < height:
        return text
    return lint_overview.render(run.reports, height=height, colour=colour)


def statistics(form: LintFormat, run: Run) -> str:
    """
    Return how often each rule was broken.

    Raises:
        UsageError: there are no statistics in the format *form*.
    """
    match form:
        case LintFormat.JSON:
            return lint_statistics.render_json(run.reports)
        case LintFormat.FULL | LintFormat.CONCISE | LintFormat.GROUPED | LintFormat.GITHUB:
            return lint_statistics.render(run.reports)
        case _:
            raise UsageError(
                f"--statistics has no form in {form}",
                tip="use it without --format, or with --format json",
            )


def verdicts(run: Run) -> str:
    """Return the verdict on each file, a line each."""
    return "".join(f"{printable(f'{r.pac.name}: {r.verdict}')}\n" for r in run.reports)
