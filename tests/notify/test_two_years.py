"""
Two years of mornings with a fake clock: every recorded version, then a change each month, and all
that goes wrong in two years. History, metrics and notices must tell what happened.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prometheus_client.parser import text_string_to_metric_families

from pacgen.cli.attending import tell
from pacgen.notify import Recent
from pacgen.policy.config_file import load_config
from pacgen.publish.outcome import UpdateOutcome
from tests.publish.site import JobSite, refusals, shipped_sets

if TYPE_CHECKING:
    from tests.conftest import FakeService
    from tests.notify.outcomes import Receiver

RECORDED = Path(__file__).parents[1] / "data" / "endpoints"
CONFIG = """\
proxy: PROXY proxy.example.com:8080
outputs: [{name: main, file: wpad.dat}]
expect: {teams.microsoft.com: direct, www.example.com: proxy}
update: {state: state, history: 200, gates: {prove: off, lint: off}}
notify:
  metrics: pacgen.prom
  webhooks:
    - {url: "HOOK/all", events: [published, unchanged, refused, failed]}
    - {url: "HOOK/people", format: teams}
"""
MONTHS = [dt.date(2027 + n // 12, n % 12 + 1, 1) for n in range(24)]
DAY = dt.timedelta(days=1)


def recorded(name: str) -> list[dict[str, Any]]:
    """Return a recorded document, without what a full one does not have (Intune)."""
    sets: list[dict[str, Any]] = json.loads((RECORDED / f"{name}.json").read_bytes())
    return [record for record in sets if record["serviceArea"] != "MEM"]


class World:
    """Microsoft, the site, and everybody who is told."""

    def __init__(self, root: Path, service: FakeService, receiver: Receiver) -> None:
        self.site = JobSite(root, service)
        self.service = service
        self.receiver = receiver
        self.site.config.write_text(CONFIG.replace("HOOK", receiver.url))
        self.sets: list[dict[str, Any]] = recorded("worldwide-20251114")
        self.versions: list[str] = []
        self.feed: list[dict[str, Any]] = []
        self.told: list[tuple[str, str]] = []
        self.success = self.publish = 0.0
        self.is_clock_right = True

    def offer(self, month: dt.date, sets: list[dict[str, Any]] | None = None) -> str:
        """Let the service have the version of *month*, and the feed that belongs to it."""
        version = f"{month:%Y%m%d}00"
        if version not in self.versions:
            self.versions.append(version)
        self.service.on("/version/Worldwide", self.service.version("Worldwide", version))
        content = self.sets if sets is None else sets
        self.service.on("/endpoints/Worldwide", self.service.json(content))
        for since in ("0000000000", "2026081400", *self.versions):
            records = [record for record in self.feed if since < record["version"] <= version]
            self.service.on(f"/changes/Worldwide/{since}", self.service.json(records))
        return version

    def teams(self) -> dict[str, Any]:
        """Return the set of Teams that changes."""
        return next(record for record in self.sets if record["id"] == 12)

    def add(self, month: dt.date, *names: str) -> None:
        """Let Microsoft add names to Teams, to be used in thirty days."""
        self.teams()["urls"] = [*self.teams()["urls"], *names]
        effective = month + 30 * DAY
        self.feed.append(
            {
                "id": len(self.feed) + 1,
                "endpointSetId": 12,
                "disposition": "Change",
                "impact": "AddedUrl",
                "version": f"{month:%Y%m%d}00",
                "add": {"effectiveDate": f"{effective:%Y%m%d}", "urls": list(names)},
            }
        )

    def morning(self, day: dt.date, **wanted: bool) -> UpdateOutcome:
        """Run the job at six in the morning of *day*, and look at what everybody was told."""
        six = dt.datetime.combine(day, dt.time(6), dt.UTC).timestamp()
        self.site.time = six - 7200
        outcome = self.site.run(**wanted)
        config = load_config(self.site.config, {})
        assert () == tell(config, outcome, None, Recent())
        self._check_metrics(outcome, six)
        self._check_notices(day)
        text = self.site.main.read_text() if self.site.main.exists() else ""
        assert '"*.com"' not in text
        return outcome

    def _check_metrics(self, outcome: UpdateOutcome, now: float) -> None:
        families = text_string_to_metric_families((self.site.root / "pacgen.prom").read_text())
        found = {(s.name, *s.labels.values()): s.value for f in families for s in f.samples}
        self.success = self.success if outcome.exit_code else now
        self.publish = now if outcome.published else self.publish
        assert self.success == found["pacgen_last_success_timestamp_seconds",]
        assert self.publish == found["pacgen_last_publish_timestamp_seconds",]
        assert outcome.exit_code == found["pacgen_last_run_exit_code",]
        assert 1 == found["pacgen_last_run_verdict", outcome.verdict]
        today = dt.datetime.fromtimestamp(now, dt.UTC).date()
        # What Microsoft has announced by this version, if a gate let the version in.
        coming = sum(
            len(record["add"]["urls"])
            for record in self.feed
            if record["add"]["effectiveDate"] > f"{today:%Y%m%d}"
            and record["version"] <= outcome.version
        )
        if self.is_clock_right:
            assert coming == found["pacgen_upcoming_additions", "true"], today
        for gate in outcome.gates:
            assert 1 == found["pacgen_gate_state", gate.gate, gate.state]

    def _check_notices(self, day: dt.date) -> None:
        """Everybody who wants all is told once; people are not woken for nothing."""
        posts = {path: data for path, _, data in self.receiver.posts}
        assert len(posts) == len(self.receiver.posts)
        event = posts["/all"]["event"]
        assert ("/people" in posts) == (event != "unchanged")
        self.told.append((f"{day}", event))
        self.receiver.posts.clear()


class TwoYears(World):
    """What happens, month by month."""

    def __init__(self, root: Path, service: FakeService, receiver: Receiver) -> None:
        super().__init__(root, service, receiver)
        self.published: list[str] = []

    def see(self, day: dt.date, event: str, **wanted: bool) -> UpdateOutcome:
        """Run on a morning that must come to *event*."""
        outcome = self.morning(day, **wanted)
        assert (f"{day}", event) == self.told[-1], outcome
        if event == "published":
            self.published.append(outcome.version)
        return outcome

    def half_a_document(self, month: dt.date) -> None:
        """Microsoft publishes half, and mends it a day later."""
        self.offer(month, self.sets[::2])
        assert "shrink" in refusals(self.see(month, "refused"))
        self.offer(month)
        self.see(month + DAY, "published")

    def a_name_that_opens_everything(self, month: dt.date) -> None:
        """So does ``*.com``."""
        good = copy.deepcopy(self.sets)
        self.teams()["urls"].append("*.com")
        self.offer(month)
        assert ["guard"] == refusals(self.see(month, "refused"))
        self.sets = good
        self.offer(month)
        self.see(month + DAY, "published")

    def the_service_is_away(self, month: dt.date) -> None:
        """It comes back a day later."""
        self.service.on("/version/Worldwide", self.service.status(503))
        assert 3 == self.see(month, "failed").exit_code
        self.offer(month)
        self.see(month + DAY, "published")

    def the_clock_goes_back(self, month: dt.date) -> None:
        """For one morning it is two months earlier."""
        self.see(month, "published")
        self.is_clock_right = False
        self.see(month - 60 * DAY, "unchanged")
        self.is_clock_right = True

    def many_names(self, month: dt.date) -> None:
        """Many new names at once: a person looks, and approves."""
        self.add(month, *(f"many{n}.teams.example.net" for n in range(25)))
        self.offer(month)
        assert ["new_direct"] == refusals(self.see(month, "refused"))
        self.see(month + DAY, "refused")
        self.see(month + 2 * DAY, "published", approve=True)

    def an_edit_by_hand(self, month: dt.date) -> None:
        """Somebody edits the published file."""
        self.site.main.write_text(self.site.main.read_text() + "// mine\n")
        assert ["edited"] == refusals(self.see(month, "refused"))
        self.see(month + DAY, "published", force=True)

    def another_proxy(self, month: dt.date) -> None:
        """The site gets another proxy."""
        self.site.configure("proxy.example.com", "proxy2.example.com")
        self.see(month, "published")

    def a_name_less(self, month: dt.date) -> None:
        """Microsoft takes a name of Teams away."""
        self.teams()["urls"].remove("*.teams.cloud.microsoft")
        self.offer(month)
        assert ["lost_direct"] == refusals(self.see(month, "refused"))
        self.see(month + DAY, "published", approve=True)

    def nothing_special(self, month: dt.date) -> None:
        """As in most months."""
        self.see(month, "published")


INCIDENTS: dict[int, Callable[[TwoYears, dt.date], None]] = {
    5: TwoYears.half_a_document,
    8: TwoYears.a_name_that_opens_everything,
    9: TwoYears.the_clock_goes_back,
    11: TwoYears.the_service_is_away,
    14: TwoYears.many_names,
    17: TwoYears.an_edit_by_hand,
    19: TwoYears.another_proxy,
    21: TwoYears.a_name_less,
}


def test_two_years(tmp_path: Path, service: FakeService, receiver: Receiver) -> None:
    """What is published, told and counted is right on every morning that matters."""
    world = TwoYears(tmp_path, service, receiver)
    for number, month in enumerate(MONTHS):
        if number == 1:
            world.sets = recorded("worldwide-20251201-with-MEM")
        elif number == 2:
            world.sets = shipped_sets()
        elif number > 2 and number not in {14, 21}:
            world.add(month, f"m{number}.teams.example.net")
        world.offer(month)
        INCIDENTS.get(number, TwoYears.nothing_special)(world, month)
        world.see(month + 14 * DAY, "unchanged")

    history = world.site.entries()
    kept = [entry for entry in history if "somebody else" not in entry.reason]
    assert world.published == [entry.version for entry in kept]
    assert world.versions == list(dict.fromkeys(world.published))
    assert 1 == len(history) - len(kept), "what was edited by hand is kept"
    assert sorted(e.number for e in history) == [e.number for e in history]
    overridden = [line.split(":")[0] for entry in history for line in entry.overridden]
    assert ["new_direct", "edited", "lost_direct"] == overridden
    assert "the first publication" == history[0].reason
    text = world.site.main.read_text()
    assert "PROXY proxy2.example.com:8080" in text
    assert "m23.teams.example.net" in text
