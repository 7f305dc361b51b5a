"""Every recorded version of every instance goes through the job, one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pacgen.data import ENDPOINTS
from pacgen.endpoints import Instance
from pacgen.publish.outcome import Verdict

if TYPE_CHECKING:
    from tests.publish.site import JobSite

Sets = list[dict[str, Any]]

RECORDED = Path(__file__).parents[1] / "data" / "endpoints"


def recorded(instance: str) -> Iterator[Sets]:
    """Yield the recorded documents, the oldest first."""
    for path in sorted(RECORDED.glob(f"{instance.lower()}-*.json")):
        # The one with Intune's sets was asked for with another question.
        yield [s for s in json.loads(path.read_bytes()) if s["serviceArea"] != "MEM"]
    yield json.loads(ENDPOINTS.joinpath(f"{instance.lower()}.json").read_bytes())


def names_of_teams(sets: Sets) -> set[str]:
    """Return the names of Teams that a browser may ask about, told from the raw JSON."""
    return {
        url for s in sets if s["serviceArea"] == "Skype" and _is_web(s) for url in s.get("urls", [])
    }


def _is_web(record: dict[str, Any]) -> bool:
    ports = f"{record.get('tcpPorts', '')},{record.get('udpPorts', '')}"
    numbers = {port.strip() for port in ports.split(",")} - {""}
    return not numbers or bool(numbers & {"80", "443"})


@pytest.mark.parametrize("instance", Instance)
def test_recorded_versions(site: JobSite, instance: Instance) -> None:
    """What the job says of new and lost rules is what the service's own data says."""
    site.with_one_output().configure("proxy:", f"instance: {instance}\nproxy:")
    site.configure("  teams.microsoft.com: direct\n", "")
    names: set[str] = set()
    versions = []
    for number, sets in enumerate(recorded(instance)):
        versions.append(f"20270{number + 1}0100")
        site.service.on(f"/version/{instance}", site.service.version(instance, versions[-1]))
        site.service.on(f"/endpoints/{instance}", site.service.json(sets))
        site.service.on(f"/changes/{instance}/0000000000", site.service.json([]))
        # What Microsoft has removed of Teams' own is lost, and a person says that it may be.
        outcome = site.run(approve=True)
        assert (Verdict.PUBLISHED, 0) == (outcome.verdict, outcome.exit_code), outcome.gates
        wanted = names_of_teams(sets)
        if number:
            told = outcome.added_direct, outcome.removed_direct
            added, removed = ([rule for rule in rules if "/" not in rule] for rules in told)
            assert (sorted(wanted - names), sorted(names - wanted)) == (added, removed)
        names = wanted
        text = site.main.read_text(encoding="ascii")
        assert all(name.removeprefix("*.") in text for name in names)
    assert versions == [entry.version for entry in site.entries()]
