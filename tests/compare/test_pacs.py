"""Two PAC files become the hosts whose route changed."""

from __future__ import annotations

from pacgen.compare import ChangeKind, compare_pacs
from pacgen.compare.samples import by_requests
from pacgen.compare.sources import PacSource
from pacgen.engine import Target
from pacgen.patterns import HostPattern

TEAMS = tuple(HostPattern.parse(text) for text in ("teams.microsoft.com", "*.teams.microsoft.com"))
OLD = """\
function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, "teams.microsoft.com")) return "DIRECT";
  if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "PROXY inner:8080";
  return "PROXY proxy.example.com:8080";
}
"""
TRAPPED = OLD.replace(
    "  if (dns", '  if (host == "trap.teams.microsoft.com") return "PROXY p:8080";\n  if (dns', 1
)


def test_equal_files_do_not_differ() -> None:
    """A file compared with itself has no change, nor one with another comment."""
    diff = compare_pacs(OLD, f"{OLD}// today's\n", hosts=TEAMS)

    assert (bool(diff), diff.changes, diff.proven) == (False, (), True)


def test_the_same_text_needs_no_proof() -> None:
    """Where nothing can be said of one file, two that are the same still answer alike."""
    text = "function FindProxyForURL(url, host) { return new Array(5).join(host); }"

    assert not compare_pacs(text, f"{text}\n", hosts=TEAMS).proven
    assert compare_pacs(text, text, hosts=TEAMS).proven


def test_an_exception_is_found_by_its_name() -> None:
    """A host that one of the files names is compared, and both lines that decided are told."""
    (change,) = compare_pacs(OLD, TRAPPED, hosts=TEAMS).changes

    assert change.kind is ChangeKind.NEW_PROXY
    assert change.request.host == "trap.teams.microsoft.com"
    assert (change.old.text, change.old.line) == ("DIRECT", 2)
    assert (change.new.text, change.new.line) == ("PROXY p:8080", 2)


def test_a_file_that_fails_is_new_direct() -> None:
    """Clients go DIRECT where a script throws: that is a change, and what kind of one is clear."""
    broken = "function FindProxyForURL(url, host) { return nothing; }"
    (change,) = compare_pacs(OLD, broken, hosts=(HostPattern.parse("www.example.com"),)).changes[:1]

    assert change.kind is ChangeKind.NEW_DIRECT
    assert "nothing" in change.new.text


def test_requests_are_compared_alone() -> None:
    """Where no proof is wanted, what the files name is compared, and nothing is called proven."""
    target = Target.CHROMIUM
    with PacSource(OLD, target) as old, PacSource(TRAPPED, target) as new:
        diff = by_requests(old, new, TEAMS, target)

    assert ["trap.teams.microsoft.com"] == [change.request.host for change in diff.changes]
    assert {"no proof was asked for"} == {unproven.reason for unproven in diff.unproven}
    assert (False, True) == (diff.proven, diff.samples > 0)
