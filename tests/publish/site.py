"""A site of its own for tests of the job: configuration, service, store, state and clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pacgen.data import ENDPOINTS
from pacgen.endpoints.client import FIRST_VERSION, EndpointClient
from pacgen.endpoints.state import ServiceState
from pacgen.endpoints.transport import Limits, Transport, make_session
from pacgen.policy.config_file import load_config
from pacgen.publish.history import Entry, History
from pacgen.publish.job import UpdateJob, run_once
from pacgen.publish.outcome import GateName, UpdateOutcome
from pacgen.publish.source import Service
from pacgen.publish.steps import Step
from pacgen.publish.switching import HISTORY

if TYPE_CHECKING:
    from tests.conftest import FakeService

__all__ = ["CONFIG", "FIRST", "JobSite", "shipped_sets", "with_names"]

FIRST = "2027010100"
CONFIG = """\
proxy: PROXY proxy.example.com:8080; DIRECT
outputs:
  - {name: main, file: wpad.dat}
  - {name: small, file: web/small.pac, minify: true}
expect:
  teams.microsoft.com: direct
  www.example.com: proxy
update:
  gates: {prove: off}
  state: state
"""


def shipped_sets() -> list[dict[str, Any]]:
    """Return the Worldwide document that ships with pacgen, as the service sends it."""
    sets: list[dict[str, Any]] = json.loads(ENDPOINTS.joinpath("worldwide.json").read_bytes())
    return sets


def with_names(*names: str, set_id: int = 12) -> list[dict[str, Any]]:
    """Return the same with more names in one set of Teams."""
    sets = shipped_sets()
    for record in sets:
        if record["id"] == set_id:
            record["urls"] = [*record["urls"], *names]
    return sets


class JobSite:
    """One configuration and everything around it, in a directory."""

    def __init__(self, root: Path, service: FakeService) -> None:
        self.root = root
        self.service = service
        self.time = 1_800_000_000.0
        self.steps: list[Step] = []
        self.store = root / "store"
        self.state = root / "state"
        self.config = root / "pacgen.yaml"
        self.main = root / "wpad.dat"
        self.small = root / "web" / "small.pac"
        self.small.parent.mkdir(exist_ok=True)
        self.config.write_text(CONFIG, encoding="utf-8")
        self.offer(FIRST, shipped_sets())

    def configure(self, old: str, new: str) -> None:
        """Change the configuration."""
        text = self.config.read_text(encoding="utf-8")
        assert old in text
        self.config.write_text(text.replace(old, new), encoding="utf-8")

    def gates(self, text: str) -> None:
        """Set gates: ``size: 256 KB``."""
        self.configure("gates: {", f"gates: {{{text}, ")

    def offer(self, version: str, sets: object) -> None:
        """Let the service have a document."""
        self.service.on("/version/Worldwide", self.service.version("Worldwide", version))
        self.service.on("/endpoints/Worldwide", self.service.json(sets))
        for since in (FIRST_VERSION, "2026081400", FIRST):
            self.service.on(f"/changes/Worldwide/{since}", self.service.json([]))

    def run(self, *, offline: bool = False, **wanted: Any) -> UpdateOutcome:
        """Run the job once, two hours after the run before."""
        self.time += 7200
        with make_session(None) as session:
            transport = Transport(session, Limits(total=20), sleep=lambda _: None)
            memory = ServiceState(self.root / "memory")
            client = EndpointClient(
                transport, memory.client_request_id(), base_url=self.service.url
            )
            job = UpdateJob(
                load_config(self.config, {}),
                self.store,
                self.state,
                None if offline else Service(client, memory),
                now=lambda: self.time,
                on_step=self.steps.append,
                **wanted,
            )
            return run_once(job)

    def with_one_output(self) -> JobSite:
        """Leave out the second output: a run takes half the time."""
        self.configure("  - {name: small, file: web/small.pac, minify: true}\n", "")
        return self

    def published(self) -> tuple[bytes, ...]:
        """Return the published files that are there."""
        return tuple(path.read_bytes() for path in (self.main, self.small) if path.exists())

    def entries(self) -> tuple[Entry, ...]:
        """Return the history."""
        return History(self.state / HISTORY).entries()

    def tree(self) -> dict[str, bytes]:
        """Return every file but the service's memory, and what is in it."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and "memory" not in path.parts
        }


def refusals(outcome: UpdateOutcome) -> list[GateName]:
    """Return which gates said no."""
    return [gate.gate for gate in outcome.refusals]
