"""Tests of a run of the job: what is published, what is not, and what the history says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pacgen.errors import UsageError
from pacgen.publish.lock import holding
from pacgen.publish.outcome import GateName, Verdict
from pacgen.publish.steps import Step
from tests.publish.site import FIRST, refusals, shipped_sets, with_names

if TYPE_CHECKING:
    from tests.publish.site import JobSite

NEXT = "2027020100"


def test_first_run(site: JobSite) -> None:
    """The first run publishes every output, and the history begins."""
    outcome = site.run()
    assert (Verdict.PUBLISHED, 0, FIRST, "") == (
        outcome.verdict,
        outcome.exit_code,
        outcome.version,
        outcome.previous_version,
    )
    assert all(b"FindProxyForURL" in content for content in site.published())
    assert [(1, "the first publication")] == [(e.number, e.reason) for e in site.entries()]
    assert 1 == outcome.entry
    assert [output.size for output in outcome.outputs] == [len(c) for c in site.published()]
    assert 2 == len(site.published())


def test_nothing_to_do(published: JobSite) -> None:
    """A run with nothing new writes no file and adds nothing to the history."""
    before = published.tree()
    outcome = published.run()
    assert (Verdict.UNCHANGED, 0, 1) == (outcome.verdict, outcome.exit_code, outcome.entry)
    assert before == published.tree()
    assert 1 == published.steps.count(Step.SWITCH)


def test_new_endpoint_data(published: JobSite) -> None:
    """A name that Microsoft adds to Teams is DIRECT after the next run, and the outcome says so."""
    published.offer(NEXT, with_names("new.teams.example.net"))
    outcome = published.run()
    assert (Verdict.PUBLISHED, FIRST, NEXT) == (
        outcome.verdict,
        outcome.previous_version,
        outcome.version,
    )
    assert ("new.teams.example.net",) == outcome.added_direct
    assert all(b"new.teams.example.net" in content for content in published.published())
    assert f"endpoint data {FIRST} -> {NEXT}" == published.entries()[-1].reason
    assert any("new.teams.example.net" in line for line in published.entries()[-1].changes)


def test_changed_configuration(published: JobSite) -> None:
    """A change of the configuration is published like one of the data."""
    published.configure("8080", "8081")
    outcome = published.run()
    assert (Verdict.PUBLISHED, "the configuration has changed") == (
        outcome.verdict,
        published.entries()[-1].reason,
    )
    assert {"rerouted"} == {change.kind for change in outcome.route_changes}


def test_missing_file_is_put_back(published: JobSite) -> None:
    """A published file that was deleted is there again after the next run."""
    before = published.published()
    published.small.unlink()
    assert Verdict.PUBLISHED is published.run().verdict
    assert before == published.published()


def test_service_that_is_away(published: JobSite) -> None:
    """Without the service a change of the configuration is published all the same, with code 3."""
    published.service.on("/version/Worldwide", published.service.status(503))
    published.configure("8080", "8081")
    outcome = published.run()
    assert (Verdict.PUBLISHED, 3, FIRST) == (outcome.verdict, outcome.exit_code, outcome.version)
    assert outcome.error is not None
    assert "503" in outcome.error.what


def test_another_run_is_at_work(site: JobSite) -> None:
    """Whoever comes second does nothing, and that is no failure of the job."""
    with holding(site.state, lambda: site.time):
        outcome = site.run(offline=True)
    assert (Verdict.BUSY, 4, ()) == (outcome.verdict, outcome.exit_code, site.published())
    assert outcome.error is not None
    assert "another pacgen is at work" in outcome.error.what


def test_offline(site: JobSite) -> None:
    """With nobody to ask, the data at hand is used."""
    outcome = site.run(offline=True)
    assert (True, 0, "", []) == (
        outcome.published,
        outcome.exit_code,
        outcome.offered,
        site.service.asked,
    )


def test_dry_run_changes_nothing_and_tells_all(site: JobSite) -> None:
    """A dry first run writes nothing, and says what a run would do."""
    site.configure(
        "  state: state\n", "  state: state\n  publish: {command: [/bin/copy, secret]}\n"
    )
    before = site.tree()
    outcome = site.run(dry_run=True)
    assert (Verdict.WOULD_PUBLISH, 0) == (outcome.verdict, outcome.exit_code)
    assert before == site.tree()
    told = "\n".join(outcome.notices)
    for part in (
        f"the state directory {site.state} would be made",
        f"version {FIRST} of the endpoint data would be stored",
        f"{site.main} would be made",
        f"{site.small} would be made",
        "it keeps 20 publications",
        "copy would run then",
    ):
        assert part in told
    assert "secret" not in told
    assert {gate.gate for gate in outcome.gates} == set(GateName)


def test_no_outputs(site: JobSite) -> None:
    """A configuration without outputs is told how to name one."""
    site.config.write_text("proxy: PROXY p:1\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no outputs"):
        site.run()


def test_file_that_was_there_just_so(published: JobSite) -> None:
    """If history and state are gone and the files are as wanted, they are taken for published."""
    for path in sorted(published.state.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    outcome = published.run()
    assert (Verdict.UNCHANGED, 1) == (outcome.verdict, outcome.entry)
    assert ["was there already, just as it should be"] == [e.reason for e in published.entries()]


def test_old_publications_are_forgotten(site: JobSite) -> None:
    """Of all publications the newest are kept, as many as the configuration says."""
    site.with_one_output().gates("lint: off")
    site.configure("update:\n", "update:\n  history: 2\n")
    for port in range(8081, 8085):
        site.configure(f":{port - 1}", f":{port}")
        assert site.run(offline=True).published
    assert [3, 4] == [entry.number for entry in site.entries()]


def test_gates_are_not_asked_without_need(published: JobSite) -> None:
    """New data that changes no file is stored, and nothing is published."""
    sets = shipped_sets()
    sets[0]["notes"] = "other words"
    published.offer(NEXT, sets)
    outcome = published.run()
    # The version stands in the head of each file.
    assert (Verdict.PUBLISHED, []) == (outcome.verdict, refusals(outcome))
    assert () == outcome.route_changes


def test_no_directory_for_a_file(site: JobSite) -> None:
    """A file whose directory is missing is told before any gate is asked, in a dry run too."""
    site.configure("web/small.pac", "nowhere/small.pac")
    for dry_run in (True, False):
        outcome = site.run(offline=True, dry_run=dry_run)
        assert (2, False) == (outcome.exit_code, outcome.published)
        assert outcome.error is not None
        assert "there is no directory" in outcome.error.what
        assert not site.main.exists()
