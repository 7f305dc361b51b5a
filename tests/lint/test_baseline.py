from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pacgen.engine import PacFile
from pacgen.errors import InputError
from pacgen.lint import Report
from pacgen.lint.baseline import Baseline, Stale

BAD = 'function FindProxyForURL(url, host) {\n  return "PROXY proxy.example.com:8080";\n}\n'


@pytest.fixture
def report(lint_text: Callable[..., Report]) -> Report:
    """Return a report with findings."""
    made = lint_text(BAD)
    assert made.findings
    return made


def test_what_is_known_is_left_out(report: Report, tmp_path: Path) -> None:
    """A baseline that was written and read knows every finding, and counts them."""
    path = tmp_path / "baseline.json"
    Baseline.of([report]).write(path)
    after = Baseline.read(path).apply(report)

    assert ((), len(report.findings)) == (after.findings, after.baselined)
    assert () == Baseline.read(path).stale([report])


def test_what_is_new_stays(report: Report) -> None:
    """A finding of another line is not known."""
    old = Baseline.of([replace(report, findings=report.findings[1:])])

    assert report.findings[:1] == old.apply(report).findings


def test_another_file_is_not_known(report: Report) -> None:
    """A baseline is about files by their paths; ``./`` makes no difference."""
    baseline = Baseline.of([report])
    other = replace(report, pac=PacFile.from_bytes("other.pac", report.pac.data))
    same = replace(report, pac=PacFile.from_bytes("./wpad.dat", report.pac.data))

    assert other.findings == baseline.apply(other).findings
    assert () == baseline.apply(same).findings


def test_what_is_gone_is_stale(report: Report) -> None:
    """Entries without a finding are named, with their number; files not linted are let be."""
    baseline = Baseline.of([report])
    rule = report.findings[0].rule
    number = sum(finding.rule == rule for finding in report.findings)
    without = replace(report, findings=tuple(f for f in report.findings if f.rule != rule))

    assert (Stale("wpad.dat", rule, number),) == baseline.stale([without])
    assert () == baseline.stale([])


def test_the_file_is_sorted_and_counts(report: Report, tmp_path: Path) -> None:
    """The same findings give the same bytes, in whatever order they come."""
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    Baseline.of([report]).write(first)
    Baseline.of([replace(report, findings=report.findings[::-1])]).write(second)
    document = json.loads(first.read_text())

    assert first.read_bytes() == second.read_bytes()
    assert [1, ["wpad.dat"]] == [document["schema"], list(document["files"])]
    assert len(report.findings) == sum(
        entry["count"] for entry in document["files"]["wpad.dat"].values()
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "it is not JSON"),
        ("[]", "it has no 'files'"),
        ('{"files": {}}', "its schema is None, not 1"),
        ('{"schema": 2, "files": {}}', "its schema is 2, not 1"),
        ('{"schema": 1, "files": {"a": 1}}', "'a' holds no rules"),
        ('{"schema": 1, "files": {"a": {"b": {}}}}', "'a', 'b' has no list of fingerprints"),
    ],
)
def test_another_file_is_no_baseline(content: str, reason: str, tmp_path: Path) -> None:
    """The error says what is missing, and how to write a baseline."""
    path = tmp_path / "baseline.json"
    path.write_text(content)

    with pytest.raises(InputError) as caught:
        Baseline.read(path)

    assert f"{path}: no baseline: {reason}" == caught.value.what
    assert "--write-baseline" in caught.value.tip


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Reading and writing say which file, and why not."""
    path = tmp_path / "no" / "baseline.json"

    with pytest.raises(InputError, match="the baseline cannot be read"):
        Baseline.read(path)
    with pytest.raises(InputError, match="the baseline cannot be written"):
        Baseline().write(path)
