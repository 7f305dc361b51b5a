"""What pacgen writes is plain enough to be proven, for every host and not for samples alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.analysis import Explorer, Language, Proven, Wanted, prove
from pacgen.patterns import HostPattern

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    "name",
    ["worldwide-teams", "site-locations-small"],
)
def test_all_of_teams_is_direct(name: str) -> None:
    """Each host of Teams, of which there are endlessly many, goes DIRECT by a golden file."""
    text = (GOLDEN / f"{name}.pac").read_text(encoding="ascii")
    with Explorer(text) as explorer:
        for pattern in ("teams.microsoft.com", "*.teams.microsoft.com", "*.lync.com"):
            hosts = Language.hosts() & Language.from_pattern(HostPattern.parse(pattern))

            assert isinstance(prove(explorer, hosts, Wanted.direct()), Proven), pattern
