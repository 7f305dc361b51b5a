from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.engine import PacFile
from pacgen.lint import Severity, lint
from pacgen.policy.expectation import Expectation

VALID = sorted(Path(__file__).parent.glob("corpus/valid/*.pac"))


def test_there_is_a_corpus() -> None:
    """The valid files are found, so that the test below cannot pass by finding none."""
    assert len(VALID) >= 7


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_file_is_not_blamed(path: Path, teams: Expectation) -> None:
    """A file that does what Teams needs has no errors and no warnings, however it is written."""
    report = lint(PacFile.from_bytes(path.name, path.read_bytes()), teams)

    assert [] == [f.message for f in report.findings if f.severity is not Severity.INFO]
    assert report.tally.hosts == report.tally.hosts_direct
