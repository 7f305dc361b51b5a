"""
A baseline: findings that are known and borne with, so that only new ones count.

It is kept as JSON, sorted, made for review: for each file and rule how many findings there were,
and their fingerprints. Entries without a finding are stale; they are said, so that the baseline
shrinks as the file gets better.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pacgen.errors import InputError
from pacgen.files import write_atomically
from pacgen.lint.fingerprint import fingerprints, portable_path
from pacgen.lint.report import Report

__all__ = ["SCHEMA", "Baseline", "Stale"]

SCHEMA = 1

_Entries = Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Stale:
    """Entries of a baseline that have no finding any more."""

    file: str
    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """Fingerprints by file and rule."""

    entries: _Entries = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Baseline:
        """Return the baseline that knows all findings of *reports*."""
        entries: dict[str, dict[str, frozenset[str]]] = {}
        for report in reports:
            rules: dict[str, frozenset[str]] = {}
            for finding, mark in zip(report.findings, fingerprints(report), strict=True):
                rules[finding.rule] = rules.get(finding.rule, frozenset()) | {mark}
            if rules:
                entries[portable_path(report.pac.name)] = rules
        return cls(entries)

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """
        Read a baseline.

        Raises:
            InputError: the file cannot be read, or is no baseline.
        """
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(
                f"{path}: the baseline cannot be read: {error.strerror or error}",
                tip=f"write one: pacgen lint --write-baseline {path} FILE",
            ) from error
        except (ValueError, RecursionError) as error:
            raise _no_baseline(path, "it is not JSON") from error
        return cls(_checked(path, document))

    def write(self, path: Path) -> None:
        """
        Write the baseline, whole or not at all; the same findings give the same bytes.

        Raises:
            InputError: the file cannot be written.
        """
        files = {
            file: {
                rule: {"count": len(marks), "fingerprints": sorted(marks)}
                for rule, marks in sorted(rules.items())
            }
            for file, rules in sorted(self.entries.items())
        }
        document = {"schema": SCHEMA, "tool": "pacgen", "files": files}
        try:
            write_atomically(path, (json.dumps(document, indent=2) + "\n").encode())
        except OSError as error:
            raise InputError(
                f"{path}: the baseline cannot be written: {error.strerror or error}"
            ) from error

    def apply(self, report: Report) -> Report:
        """Return *report* without the findings that are known."""
        marks = fingerprints(report)
        kept = tuple(
            finding
            for finding, mark in zip(report.findings, marks, strict=True)
            if mark not in self._known(report, finding.rule)
        )
        known = len(report.findings) - len(kept)
        return replace(report, findings=kept, baselined=report.baselined + known)

    def stale(self, reports: Iterable[Report]) -> tuple[Stale, ...]:
        """
        Return the entries for the files of *reports* that have no finding in them.

        Args:
            reports: As they were before :meth:`apply`.
        """
        return tuple(stale for report in reports for stale in self._stale(report))

    def _stale(self, report: Report) -> Iterator[Stale]:
        file = portable_path(report.pac.name)
        present = set(fingerprints(report))
        for rule, marks in sorted(self.entries.get(file, {}).items()):
            gone = marks - present
            if gone:
                yield Stale(file, rule, len(gone))

    def _known(self, report: Report, rule: str) -> frozenset[str]:
        rules = self.entries.get(portable_path(report.pac.name), {})
        return rules.get(rule, frozenset())


def _checked(path: Path, document: Any) -> _Entries:  # noqa: ANN401 - whatever the file holds
    if not isinstance(document, dict) or not isinstance(document.get("files"), dict):
        raise _no_baseline(path, "it has no 'files'")
    if document.get("schema") != SCHEMA:
        raise _no_baseline(path, f"its schema is {document.get('schema')!r}, not {SCHEMA}")
    return {
        file: {rule: _marks(path, file, rule, entry) for rule, entry in _rules(path, file, rules)}
        for file, rules in document["files"].items()
    }


def _rules(path: Path, file: str, rules: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - see above
    if not isinstance(rules, dict):
        raise _no_baseline(path, f"'{file}' holds no rules")
    yield from rules.items()


def _marks(path: Path, file: str, rule: str, entry: Any) -> frozenset[str]:  # noqa: ANN401 - see above
    marks = entry.get("fingerprints") if isinstance(entry, dict) else None
    if not isinstance(marks, list) or not all(isinstance(mark, str) for mark in marks):
        raise _no_baseline(path, f"'{file}', '{rule}' has no list of fingerprints")
    return frozenset(marks)


def _no_baseline(path: Path, reason: str) -> InputError:
    return InputError(
        f"{path}: no baseline: {reason}",
        tip=f"write it anew: pacgen lint --write-baseline {path} FILE",
    )
