"""Two PAC files become the hosts whose route changed."""

from __future__ import annotations

import pytest

from pacgen.analysis.scope import EVERY_HOST
from pacgen.compare import ChangeKind, compare_pacs
from pacgen.compare.samples import by_requests
from pacgen.compare.sources import PacSource
from pacgen.engine import Environment, Limits, Request, Target
from pacgen.patterns import HostPattern
from pacgen.routes import Route

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
    """A file compared with one that says the same in another way has no change."""
    diff = compare_pacs(OLD, OLD.replace(" (isInNet", " (true && isInNet"), hosts=TEAMS)

    assert (bool(diff), diff.changes, diff.proven) == (False, (), True)


UNKNOWN = (
    "// made on Monday\nvar n = 5; // times\n"
    "function FindProxyForURL(url, host) { return new Array(n).join(host); }\n"
)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("", "", True),
        ("Monday", "Tuesday", True),
        ("var n = 5; // times", "/* How\noften */\nvar n =  5 ;", True),
        ("var n = 5;", "var n = 6;", False),
        ("var n = 5;", "var m = 1, n = 5;", False),
        ("{ return", "{ /* here */ return", False),
        ("var n = 5;", "var n = new Error().lineNumber;\n", False),
    ],
)
def test_one_program_needs_no_proof(old: str, new: str, same: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Where nothing can be said of a file, it still answers as itself with other comments."""
    other = UNKNOWN.replace(old, new)

    assert compare_pacs(UNKNOWN, other, hosts=TEAMS).proven == same


def test_where_a_program_stands_may_count() -> None:
    """A script that looks at its own lines is not the same with a line more."""
    text = (
        "function FindProxyForURL(url, host) {\n"
        "  return /:2:/.test(new Error().stack) ? 'DIRECT' : 'PROXY p:1';\n}\n"
    )

    assert compare_pacs(text, f"// one line\n{text}", hosts=TEAMS).changes


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


def test_files_with_many_rules_are_compared_for_all_hosts() -> None:
    """Each rule takes a part of all hosts, which must not make the next one more expensive."""
    rules = "".join(
        f'  if (dnsDomainIs(host, ".d{n}.example") || host == "www.e{n}.example") return "PROXY p{n % 3}:1";\n'
        for n in range(60)
    )
    old = f'function FindProxyForURL(url, host) {{\n{rules}  return "DIRECT";\n}}\n'
    new = old.replace('".d40.example"', '".d40.other"')
    diff = compare_pacs(old, new, hosts=[EVERY_HOST])

    assert diff.proven
    assert {"a.d40.example", "a.d40.other"} == {c.request.host for c in diff.changes}


def test_requests_that_were_never_asked_are_no_change() -> None:
    """A script that hangs costs its time once; what was not asked then is not compared."""
    hanging = "function FindProxyForURL(url, host) { while (true) {} }"
    requests = [Request.for_host(f"{label}.example.com") for label in "abc"]
    limits = Limits(request_seconds=0.2, load_seconds=1, lost_seconds=0.1)
    with PacSource(hanging, Target.CHROMIUM, limits) as source:
        first = source.meanings(requests, Environment())
        second = source.meanings(requests, Environment(client_addresses=("10.1.2.3",)))
        (side,) = source.sides(requests[:1], Environment())

    assert (first, second) == ([(Route.parse("DIRECT"), False), None, None], [None] * 3)
    assert "no answer in time" in side.text
