"""Numbers that are none."""

from __future__ import annotations

import pytest

from pacgen.cli import main


@pytest.mark.parametrize(
    "arguments",
    [
        ["coverage", "wpad.dat", "a.example", "--fail-under", "nan"],
        ["eval", "wpad.dat", "a.example", "--live-dns-seconds", "NaN"],
        ["fetch", "--timeout", "nan"],
    ],
)
def test_not_a_number(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What compares with nothing is in no bounds, so it is refused before anything is done."""
    assert main(arguments) == 2
    assert "is no number" in capsys.readouterr().err
