"""``pacgen nat`` as users run it."""

from __future__ import annotations

import pytest

from pacgen.cli import main


def test_nat(capsys: pytest.CaptureFixture[str]) -> None:
    """Microsoft's own example: 6,000 devices behind an address."""
    assert main(["nat", "--devices", "6001"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2 addresses for 6001 devices",
        "(64000 - 4000 ports) / (6 + 4) = 6000 devices for each address",
    ]


def test_nat_that_fits_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers with which no device fits are refused."""
    assert main(["nat", "--devices", "1", "--restricted", "63995"]) == 2

    assert "not even one device fits: 5 ports are left" in capsys.readouterr().err
