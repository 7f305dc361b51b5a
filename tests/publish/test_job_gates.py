"""Tests of the gates on a whole run: each says no, says why, and what was published stays."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pacgen.data import TEMPLATES
from pacgen.publish.approval import is_approved
from pacgen.publish.outcome import GateName, GateState, Override, Verdict
from tests.publish.site import refusals, shipped_sets, with_names

if TYPE_CHECKING:
    from pacgen.publish.outcome import UpdateOutcome
    from tests.publish.site import JobSite

NEXT = "2027020100"


@pytest.fixture
def published(site: JobSite) -> JobSite:
    """Return a site with one output after its first publication."""
    assert site.with_one_output().run().published
    return site


def refused(site: JobSite, *gates: GateName, **wanted: Any) -> UpdateOutcome:
    """Run the job, which must be refused by *gates* alone and change nothing that is published."""
    before = site.published(), len(site.entries())
    outcome = site.run(**wanted)
    assert list(gates) == refusals(outcome)
    assert (Verdict.REFUSED, 5) == (outcome.verdict, outcome.exit_code)
    assert before == (site.published(), len(site.entries()))
    assert all(g.reason for g in outcome.gates)
    return outcome


def test_shrunken_data(published: JobSite) -> None:
    """Data that lost a third is refused, its loss is told, and the store keeps the old data."""
    published.offer(NEXT, [s for s in shipped_sets() if s["id"] % 2 or s["serviceArea"] == "Skype"])
    outcome = refused(published, GateName.SHRINK)
    assert any(detail.startswith("sets ") for detail in outcome.refusals[0].details)
    assert Override.APPROVE is outcome.refusals[0].override
    assert not any(NEXT in path for path in published.tree())


def test_shrunken_data_shows_its_routes_and_may_be_approved(published: JobSite) -> None:
    """Teams without its names: the route diff is shown, and a person may still say yes."""
    published.gates("lost_direct: off")
    sets = [s for s in shipped_sets() if s["serviceArea"] != "Skype" or s["id"] in {11, 12, 16}]
    published.offer(NEXT, sets)
    outcome = refused(published, GateName.SHRINK)
    assert "*.skype.com" in {str(change.pattern) for change in outcome.route_changes}
    assert "*.skype.com" in outcome.removed_direct
    approved = published.run(approve=True)
    assert (True, NEXT) == (approved.published, approved.version)
    assert [GateState.OVERRIDDEN] == [g.state for g in approved.gates if g.gate is GateName.SHRINK]
    assert any("shrink" in line for line in published.entries()[-1].overridden)


def test_another_percentage(published: JobSite) -> None:
    """The loss that is too much is the site's choice."""
    sets = [s for s in shipped_sets() if s["serviceArea"] == "Skype" or s["id"] % 5]
    published.offer(NEXT, sets)
    published.gates("shrink: 5")
    refused(published, GateName.SHRINK)
    published.configure("shrink: 5", "shrink: 60")
    assert published.run().published


def test_empty_data(published: JobSite) -> None:
    """An empty list is refused, with nothing that could be approved."""
    published.offer(NEXT, [])
    outcome = refused(published, GateName.SHRINK, approve=True, force=True)
    assert "is empty" in outcome.refusals[0].reason


@pytest.mark.parametrize(
    ("key", "entry"), [("urls", "*.com"), ("ips", "0.0.0.0/0"), ("ips", "192.168.0.0/15")]
)
def test_guard(site: JobSite, key: str, entry: str) -> None:
    """A name or range of many owners, or of nobody, never goes DIRECT, whoever approves it."""
    sets = shipped_sets()
    record = next(s for s in sets if s["id"] == 12)
    record[key] = [*record[key], entry]
    site.offer(NEXT, sets)
    outcome = site.run(approve=True, force=True)
    assert [GateName.GUARD] == refusals(outcome)
    assert entry in outcome.refusals[0].reason
    assert "set 12" in outcome.refusals[0].reason
    assert not site.main.exists()
    assert not site.store.exists()


@pytest.mark.parametrize("name", ['a".com', "a\nb.com", "*"])
def test_names_that_are_none(published: JobSite, name: str) -> None:
    """Quotes, line ends and bare stars are no names: the answer is bad, and the old data stays."""
    published.offer(NEXT, with_names(name))
    before = published.published()
    outcome = published.run()
    assert (Verdict.UNCHANGED, 3) == (outcome.verdict, outcome.exit_code)
    assert before == published.published()


def test_broken_expectation(published: JobSite) -> None:
    """A file that breaks an assertion of the site is refused, and the message names the host."""
    published.configure("www.example.com: proxy", "www.example.com: direct")
    published.configure("8080", "8081")
    outcome = refused(published, GateName.EXPECT, GateName.LINT)
    assert "www.example.com" in outcome.refusals[0].reason


def test_lint_findings(published: JobSite) -> None:
    """A file with a finding at the threshold is refused; another threshold lets it pass."""
    levels = "lint: {extend_select: [fail-open-list], severity: {fail-open-list: warning}}"
    published.configure("update:\n", f"{levels}\nupdate:\n")
    published.configure("8080", "8081")
    outcome = refused(published, GateName.LINT)
    assert any("[fail-open-list]" in line for line in outcome.refusals[0].details)
    published.gates("lint: error")
    assert published.run().published


def test_size(published: JobSite) -> None:
    """A file above the limit is refused before it is run thousands of times."""
    published.gates("size: 4 KB")
    published.configure("8080", "8081")
    outcome = refused(published, GateName.SIZE)
    assert any(line.startswith("main: ") for line in outcome.refusals[0].details)
    skipped = {g.gate for g in outcome.gates if g.state is GateState.SKIPPED}
    assert {GateName.EXPECT, GateName.LINT, GateName.LOST_DIRECT, GateName.OUTSIDE} <= skipped


def test_edited_file(published: JobSite) -> None:
    """A published file that somebody edited is not overwritten, unless that is wanted."""
    published.main.write_bytes(published.main.read_bytes() + b"// ours\n")
    outcome = refused(published, GateName.EDITED, approve=True)
    assert "has been changed since" in outcome.refusals[0].details[0]
    assert published.run(force=True).published
    reasons = [entry.reason for entry in published.entries()]
    assert "found here, written by somebody else" in reasons


def test_file_of_somebody_else(site: JobSite) -> None:
    """A file that pacgen did not write is told from one of its own at the very first run."""
    site.main.write_bytes(b"function FindProxyForURL(url, host) { return 'DIRECT'; }\n")
    outcome = site.run()
    assert GateName.EDITED in refusals(outcome)
    assert "pacgen has not published it" in outcome.refusals[0].details[0]
    assert outcome.outputs[0].routes is not None
    assert not site.small.exists()


def test_edit_that_is_what_is_wanted(published: JobSite) -> None:
    """Who writes by hand what the job would write anyway is in nobody's way."""
    old = published.published()
    published.configure("8080", "8081")
    published.run()
    new = published.published()
    published.configure("8081", "8080")
    published.main.write_bytes(old[0])
    outcome = published.run()
    assert (Verdict.UNCHANGED, old, True) == (outcome.verdict, published.published(), new != old)
    assert "was there already" in published.entries()[-1].reason


def test_teams_that_is_lost_by_configuration(published: JobSite) -> None:
    """Whoever excludes a set of Teams is asked whether that is meant."""
    published.configure("outputs:", "sets: {exclude: [12]}\noutputs:")
    published.configure("  teams.microsoft.com: direct\n", "")
    outcome = refused(published, GateName.LOST_DIRECT)
    details = "\n".join(outcome.refusals[0].details)
    assert "teams.microsoft.com" in details
    assert "52.112.0.0/14" not in details
    assert published.run(approve=True).published


def test_teams_that_microsoft_removes(published: JobSite) -> None:
    """A name of category Default that leaves the list goes; one that matters must be approved."""
    sets = shipped_sets()
    published.offer(NEXT, [s for s in sets if s["id"] != 19])
    assert published.run().published
    essential = next(s for s in sets if s["id"] == 12)
    essential["urls"] = [url for url in essential["urls"] if url != "*.teams.microsoft.com"]
    published.offer("2027030100", [s for s in sets if s["id"] != 19])
    refused(published, GateName.LOST_DIRECT)


def test_all_of_teams_is_guarded_if_wanted(published: JobSite) -> None:
    """With ``all``, even a minor name that Microsoft removes must be approved."""
    published.gates("lost_direct: all")
    published.offer(NEXT, [s for s in shipped_sets() if s["id"] != 19])
    refused(published, GateName.LOST_DIRECT)


def test_media_addresses_are_guarded(published: JobSite) -> None:
    """A media prefix that leaves the list is a Teams host that is lost."""
    sets = shipped_sets()
    for record in sets:
        if "ips" in record:
            record["ips"] = [ip for ip in record["ips"] if ip != "52.122.0.0/15"]
    published.offer(NEXT, sets)
    outcome = refused(published, GateName.LOST_DIRECT)
    assert any("52.122.0.0/15" in detail for detail in outcome.refusals[0].details)


def test_change_that_nobody_meant(published: JobSite) -> None:
    """A template that routes other hosts elsewhere, with no rule that says so, is refused."""
    own = published.root / "templates"
    shutil.copytree(str(TEMPLATES), own)
    page = own / "proxy.pac.j2"
    text = page.read_text(encoding="utf-8")
    head = "{% endif %}(url, host) {"
    assert head in text
    line = 'if (host == "bank.example.com") { return "DIRECT"; }'
    page.write_text(text.replace(head, f"{head}\n  {line}"), encoding="utf-8")
    outcome = refused(published, GateName.OUTSIDE, templates=own)
    assert any("bank.example.com" in detail for detail in outcome.refusals[0].details)


def test_many_new_rules(published: JobSite) -> None:
    """More new DIRECT rules than allowed need a person's word; they are listed."""
    names = [f"h{number}.teams.example.net" for number in range(21)]
    published.offer(NEXT, with_names(*names))
    outcome = refused(published, GateName.NEW_DIRECT)
    assert sorted(names) == sorted(outcome.refusals[0].details)
    assert published.run(approve=True).published


def test_approval_file(published: JobSite) -> None:
    """The digest of a change in the approval file lets this change pass, and no other."""
    published.gates("new_direct: 0, approval: approved.txt")
    published.offer(NEXT, with_names("one.teams.example.net"))
    outcome = refused(published, GateName.NEW_DIRECT)
    (published.root / "approved.txt").write_text(f"{outcome.digest}\n", encoding="utf-8")
    assert published.run().published
    published.offer("2027030100", with_names("one.teams.example.net", "two.teams.example.net"))
    refused(published, GateName.NEW_DIRECT)


@pytest.mark.parametrize(
    ("text", "approved"),
    [
        ("# looked at by the proxy team\nabc1\n", True),
        ("sha256:ABC1  change 4711\r\n", True),
        ("# abc1\n", False),
        ("abc\nabc12\nchange abc1\n", False),
        ("", False),
    ],
)
def test_forms_of_approval(tmp_path: Path, text: str, *, approved: bool) -> None:
    """The first word of a line counts, with or without its mark, and not in a comment."""
    path = tmp_path / "approved.txt"
    path.write_text(text, encoding="utf-8", newline="")
    assert approved == is_approved("abc1", path)


def test_refused_data_is_asked_for_again(published: JobSite) -> None:
    """Data that a gate refused is not stored: once the service mends it, all is well."""
    published.offer(NEXT, with_names("*.com"))
    assert [GateName.GUARD] == refusals(published.run())
    published.offer(NEXT, with_names("fine.teams.example.net"))
    assert published.run().published
