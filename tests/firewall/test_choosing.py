"""Formats by the names that people try."""

from __future__ import annotations

import pytest

from pacgen.errors import UsageError
from pacgen.firewall.choosing import FORMATS, parse_format


def test_every_name() -> None:
    """Every name that is told is taken, and stands for a format of its own."""
    assert len({(type(form), form) for form in map(parse_format, FORMATS)}) == len(FORMATS) == 28


@pytest.mark.parametrize(
    ("text", "tip"),
    [
        ("nftable", "did you mean nftables?"),
        ("Nftables", "did you mean nftables?"),
        ("cisco", "did you mean cisco-ios or cisco-asa or aerleon:cisconx or aerleon:ciscoxr?"),
        ("pan-os", "did you mean palo-alto?"),
        ("paloalto", "did you mean palo-alto?"),
        ("fortigate", "did you mean fortinet?"),
        ("edl", "did you mean list?"),
        ("eos", "did you mean aerleon:arista?"),
        ("aerleon:cisco_nx", "did you mean aerleon:cisconx or aerleon:ciscoxr?"),
        ("aerleon:srx", "use --format juniper-srx"),
        ("aerleon:", "the targets: arista, "),
        ("", "the formats: list, csv, "),
        ("checkpoint", "the formats: list, csv, "),
    ],
)
def test_what_may_be_meant(text: str, tip: str) -> None:
    """A name from elsewhere, a part of a name or a slip of the finger leads to the format."""
    with pytest.raises(UsageError) as told:
        parse_format(text)

    assert told.value.tip.startswith(tip)
