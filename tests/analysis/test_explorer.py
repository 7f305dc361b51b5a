"""Explorations: every host and every environment lies in one leaf or in one gap."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.analysis import (
    Explorer,
    GapKind,
    Language,
    Partition,
    Proven,
    Refuted,
    Wanted,
    prove,
)
from pacgen.engine import Limits, Target
from pacgen.engine.request import Request
from pacgen.routes import Route

from .conftest import below, script

PROXY = "PROXY p.example:1"


def leaves(partition: Partition) -> list[tuple[str, str, str, int | None]]:
    """Return shortest host, condition, answer and line of every leaf."""
    return [
        (leaf.witness.host, str(leaf.condition), str(leaf.answer), leaf.line)
        for leaf in partition.leaves
    ]


def answers(partition: Partition) -> dict[str, str]:
    """Return the answer of every leaf by its shortest host, where nothing but the host matters."""
    assert partition.gaps == ()
    return {leaf.witness.host: str(leaf.answer) for leaf in partition.leaves}


def test_a_chain_of_rules_is_cut_at_each(explorer: Callable[..., Explorer]) -> None:
    """Each rule that can apply has a leaf of its own, with the line that decided."""
    text = script(
        f'  if (shExpMatch(host, "*.a.x.example")) return "{PROXY}";\n'
        f'  if (dnsDomainIs(host, ".never.example")) return "{PROXY}";\n'
        '  if (host == "b.x.example") return "DIRECT";\n'
        f'  return "{PROXY}1";'
    )

    partition = explorer(text).explore(below("x.example"))

    assert leaves(partition) == [
        ("a.x.example", "always", f"{PROXY}1", 5),
        ("b.x.example", "always", "DIRECT", 4),
        ("a.a.x.example", "always", PROXY, 2),
    ]
    assert partition.runs == 3
    assert partition.complete


IDIOMS = {
    "a suffix walk": """
      var t = {"y.x.example": 1, "x.example": 2}, rest = host;
      while (true) {
        if (t[rest] === 1) return "P1";
        if (t[rest] === 2) return "P2";
        if (rest.indexOf(".") < 0) return "P3";
        rest = rest.substring(rest.indexOf(".") + 1);
      }""",
    "positions of dots": """
      for (var dot = host.indexOf("."); dot >= 0; dot = host.indexOf(".", dot + 1)) {
        if (host.substring(dot + 1) == "y.x.example") return "P1";
      }
      return "P2";""",
    "positions of dots from the end": """
      var dot = host.lastIndexOf("."), n = 0;
      while (dot > 0) { if (host.slice(dot + 1) == "y.x.example") return "P1"; dot = host.lastIndexOf(".", dot - 1); n++; }
      return n > 2 ? "P2" : "P3";""",
    "parts that are joined again": """
      var parts = host.split(".");
      for (var i = 0; i < parts.length; i++) { if (parts.slice(i).join(".") == "y.x.example") return "P1"; }
      return parts[0] == "b" ? "P2" : "P3";""",
    "the end, by its length": """
      var end = ".y.x.example";
      return host.length > end.length && host.substring(host.length - end.length) == end ? "P1" : "P2";""",
    "the end, by its place": """
      var end = ".y.x.example", at = host.lastIndexOf(end);
      return at >= 0 && at == host.length - end.length ? "P1" : "P2";""",
    "a switch": """
      switch (host.charAt(0)) { case "a": return "P1"; case "b": case "c": return "P2"; default: return "P3"; }""",
    "a chain of conditionals": """
      return host.length < 12 ? "P1" : /^b[0-9]*[.]/.test(host) ? "P2" : host.indexOf("y") > 3 ? "P3" : "P4";""",
    "load by length": """
      var p = ["P1", "P2", "P3"]; return p[host.length % p.length];""",
    "load by a character": """
      return host.charCodeAt(0) % 2 ? "P1" : "P2";""",
    "a list that is searched": """
      var list = ["a.x.example", "b.x.example", "b.y.x.example"];
      return list.indexOf(host) >= 0 ? "P1" : list.indexOf(host.substring(2)) == -1 ? "P2" : "P3";""",
    "callbacks": """
      return [".y.x.example", ".z.x.example"].some(function (end) { return host.endsWith(end); }) ? "P1" : "P2";""",
    "the URL": """
      return url.substring(0, 5) == "http:" ? "P0" : url == "https://b.x.example/" ? "P1" : url.indexOf("//y.") > 0 ? "P2" : "P3";""",
    "upper case": """
      return host.toUpperCase() == "B.X.EXAMPLE" ? "P1" : host.toUpperCase() == "c.x.example" ? "P0" : "P2";""",
    "a prefix that is cut off": """
      host = host.replace(/^b\\./, ""); return host == "x.example" ? "P1" : host == "y.x.example" ? "P2" : "P3";""",
    "Object.prototype behind a table": """
      var t = {}; return t[host.split(".")[0]] ? "P1" : "P2";""",
    "a set and a map": """
      var s = new Set(["b.x.example"]), m = new Map([["y", "P2"], ["c", "P3"]]);
      return s.has(host) ? "P1" : m.get(host.split(".")[0]) || "P4";""",
    "a method of all strings": """
      String.prototype.below = String.prototype.below || function (d) { return this.slice(-d.length) == d; };
      return host.below(".y.x.example") ? "P1" : "P2";""",
    "numbers of labels": """
      return dnsDomainLevels(host) == 2 ? "P1" : host.split(".").length > 4 ? "P2" : "P3";""",
}
HOSTS = [
    f"{label}.x.example"
    for label in ("a", "b", "c", "y", "b.y", "aa", "b1", "b.b", "c.y", "a.b.c", "y.y.y", "z", "constructor", "b.z", "aaaaaaaa", "y.b", "1.2.3")
]  # fmt: skip


@pytest.mark.parametrize("body", IDIOMS.values(), ids=IDIOMS)
def test_leaves_say_what_the_engine_answers(explorer: Callable[..., Explorer], body: str) -> None:
    """For each idiom of the field every host is in one leaf, and that leaf has its answer."""
    opened = explorer(script(body))

    partition = opened.explore(below("x.example"))

    assert partition.gaps == ()
    for host, decision in zip(
        HOSTS, opened.evaluator.decide([Request.for_host(host) for host in HOSTS]), strict=True
    ):
        found = {str(leaf.answer) for leaf in partition.leaves if host in leaf.hosts}
        assert found == {decision.returned}, host


def test_client_addresses_are_cut_into_networks(explorer: Callable[..., Explorer]) -> None:
    """Rules about the client's address make leaves with conditions, and these cover all addresses."""
    body = """
      var ip = myIpAddress();
      if (isInNet(ip, "10.0.0.0", "255.0.0.0")) return "P1";
      if (ip.substring(0, 8) == "192.168.") return "P2";
      return "P3";"""

    partition = explorer(script(body)).explore(Language.word("a.x.example"))

    assert partition.gaps == ()
    assert {str(leaf.answer) for leaf in partition.leaves} == {"P1", "P2", "P3"}
    for leaf in partition.leaves:
        (client,) = leaf.witness.environment.client_addresses
        expected = (
            "P1" if client.startswith("10.") else "P2" if client.startswith("192.168.") else "P3"
        )
        assert str(leaf.answer) == expected


def test_two_hundred_networks_in_a_loop_are_two_hundred_leaves(
    explorer: Callable[..., Explorer],
) -> None:
    """A table of sites costs one run for each, in a handful of batches."""
    nets = ",".join(f'["10.{i}.0.0","P{i}"]' for i in range(200))
    text = script(
        'for (var i in N) if (isInNet(myIpAddress(), N[i][0], "255.255.0.0")) return N[i][1]; return "P";',
        f"var N = [{nets}];\n",
    )

    partition = explorer(text).explore(below("x.example"))

    assert (len(partition.leaves), partition.runs, partition.gaps) == (201, 201, ())


def test_names_resolve_to_anything_or_to_nothing(explorer: Callable[..., Explorer]) -> None:
    """What DNS may answer makes leaves, and the conditions say which answer leads there."""
    body = """
      if (isInNet(host, "10.0.0.0", "255.0.0.0")) return "P1";
      return isResolvable("proxy.corp.example") ? "P2" : "P3";"""

    partition = explorer(script(body)).explore(Language.word("a.x.example"))

    assert sorted(leaves(partition)) == [
        ("a.x.example", "a.x.example does not resolve and proxy.corp.example does not resolve", "P3", 4),
        ("a.x.example", "a.x.example does not resolve and proxy.corp.example resolves", "P2", 4),
        ("a.x.example", "a.x.example resolves to an address in 10.0.0.0/8", "P1", 3),
        ("a.x.example", "a.x.example resolves to an address not in 10.0.0.0/8 and proxy.corp.example does not resolve", "P3", 4),
        ("a.x.example", "a.x.example resolves to an address not in 10.0.0.0/8 and proxy.corp.example resolves", "P2", 4),
    ]  # fmt: skip


def test_time_windows_are_days_and_seconds(explorer: Callable[..., Explorer]) -> None:
    """Weekdays and hours make leaves; a combination that cannot be makes none."""
    body = """
      if (weekdayRange("MON", "FRI") && weekdayRange("SAT", "SUN")) return "never";
      if (weekdayRange("SAT", "SUN")) return "P1";
      if (timeRange(8, 0, 17, 30)) return "P2";
      return new Date().getHours() < 8 ? "P3" : "P4";"""

    partition = explorer(script(body)).explore(Language.word("a.x.example"))

    assert sorted((str(leaf.answer), str(leaf.condition)) for leaf in partition.leaves) == [
        ("P1", "it is Sunday, Saturday"),
        ("P2", "it is Monday, Tuesday, Wednesday, Thursday, Friday and the time is 08:00 to 17:30"),
        ("P3", "it is Monday, Tuesday, Wednesday, Thursday, Friday and the time is 00:00 to 07:59"),
        ("P4", "it is Monday, Tuesday, Wednesday, Thursday, Friday and the time is 17:31 to 23:59"),
    ]  # fmt: skip


def test_both_ways_of_something_unknown_are_leaves(explorer: Callable[..., Explorer]) -> None:
    """What nothing is known of goes both ways; such leaves do not claim to be exact."""
    body = f'return Math.random() < 0.5 ? "{PROXY}" : "DIRECT";'

    partition = explorer(script(body)).explore(below("x.example"))

    assert sorted((str(leaf.answer), leaf.exact) for leaf in partition.leaves) == [
        ("DIRECT", False),
        (PROXY, False),
    ]


def test_something_unknown_about_one_host(explorer: Callable[..., Explorer]) -> None:
    """A run that turns something unknown takes a single host as the first one did: as a text."""
    body = f"""
      if (~host.indexOf("x") && isResolvable("y.example"))
        return Math.random() < 0.5 ? "{PROXY}" : "PROXY q.example:1";
      return "DIRECT";"""

    partition = explorer(script(body)).explore(Language.word("a.x.example"))

    assert partition.gaps == ()
    assert {str(leaf.answer) for leaf in partition.leaves} == {PROXY, "PROXY q.example:1", "DIRECT"}


def test_a_proof_does_not_need_what_is_unknown(explorer: Callable[..., Explorer]) -> None:
    """Where both ways of something unknown are as wanted, that is a proof."""
    body = f'return Math.random() < 0.5 ? "{PROXY}" : "PROXY q.example:1";'

    result = prove(explorer(script(body)), below("x.example"), Wanted.never_direct())

    assert isinstance(result, Proven)


def test_a_counterexample_has_its_environment_and_line(explorer: Callable[..., Explorer]) -> None:
    """A refutation names the shortest host, the address that leads there, and the line."""
    body = f"""
      if (isInNet(myIpAddress(), "10.8.0.0", "255.255.0.0") && dnsDomainIs(host, ".y.x.example"))
        return "{PROXY}";
      return "DIRECT";"""

    result = prove(explorer(script(body)), below("x.example"), Wanted.direct())

    assert isinstance(result, Refuted)
    leaf = result.counterexample
    assert (leaf.witness.host, leaf.line, str(leaf.answer)) == ("a.y.x.example", 4, PROXY)
    assert leaf.witness.environment.client_addresses == ("10.8.0.0",)
    assert str(leaf.condition) == "the client's address is in 10.8.0.0/16"


def test_falling_off_the_end_is_no_direct(explorer: Callable[..., Explorer]) -> None:
    """A script without an answer refutes DIRECT, although every client would connect directly."""
    result = prove(explorer(script("")), below("x.example"), Wanted.direct())

    assert isinstance(result, Refuted)
    assert str(result.counterexample.answer) == "FindProxyForURL returned undefined, not a string"


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        (Wanted.route(Route.parse("PROXY a.example:8080; DIRECT")), Proven),
        (Wanted.route(Route.parse("PROXY a.example:8080")), Refuted),
        (Wanted.never_direct(), Proven),
        (Wanted.never_route(Route.parse("DIRECT")), Proven),
        (Wanted.never_route(Route.parse("PROXY a.example:8080; DIRECT")), Refuted),
        (Wanted.direct(), Refuted),
        (Wanted.direct_first(), Refuted),
    ],
)
def test_any_route_can_be_wanted(
    explorer: Callable[..., Explorer], wanted: Wanted, kind: type
) -> None:
    """What is wanted may be a route, or the absence of one."""
    opened = explorer(script('return "PROXY a.example:8080; DIRECT";'))

    assert isinstance(prove(opened, below("x.example"), wanted), kind)


def test_the_client_s_own_hosts_never_reach_the_script(explorer: Callable[..., Explorer]) -> None:
    """Chromium connects to localhost by itself, WinHTTP asks the script."""
    text, hosts = script(f'return "{PROXY}";'), Language.words(["localhost", "a.x.example"])

    chromium = explorer(text).explore(hosts)
    windows = explorer(text, Target.WINHTTP).explore(hosts)

    assert [str(leaf.answer.route) for leaf in chromium.leaves] == ["DIRECT", PROXY]
    assert [str(leaf.answer.route) for leaf in windows.leaves] == [PROXY]


def test_targets_read_patterns_in_their_own_way(explorer: Callable[..., Explorer]) -> None:
    """A pattern with ``|`` is an alternative to browsers, and plain text to Windows."""
    text = script(f'return shExpMatch(host, "(*.x.example|*.y.example)") ? "DIRECT" : "{PROXY}";')

    assert isinstance(prove(explorer(text), below("x.example"), Wanted.direct()), Proven)
    windows = prove(explorer(text, Target.WINHTTP), below("x.example"), Wanted.direct())
    assert isinstance(windows, Refuted)


def test_a_file_that_remembers_is_run_in_fresh_engines(explorer: Callable[..., Explorer]) -> None:
    """A counter starts anew for every run, as it does when a client loads the file."""
    text = script(
        f'n += 1; return n > 1 ? "{PROXY}" : host == "b.x.example" ? "P1" : "P2";', "var n = 0;\n"
    )

    assert answers(explorer(text).explore(below("x.example"))) == {
        "a.x.example": "P2",
        "b.x.example": "P1",
    }


def test_what_is_asked_while_loading_counts(explorer: Callable[..., Explorer]) -> None:
    """An address that is asked for at the top level makes leaves like any other."""
    text = script(
        'return site ? "P1" : "P2";',
        'var site = isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0");\n',
    )

    partition = explorer(text).explore(below("x.example"))

    assert partition.gaps == ()
    assert {str(leaf.answer) for leaf in partition.leaves} == {"P1", "P2"}


def test_a_file_that_does_not_load_gives_one_answer(explorer: Callable[..., Explorer]) -> None:
    """Every host meets the same fault, as in the engine."""
    partition = explorer('nosuch();\nfunction FindProxyForURL() { return "DIRECT"; }').explore(
        below("x.example")
    )

    (leaf,) = partition.leaves
    assert leaf.answer.fault is not None
    assert str(leaf.answer) == "ReferenceError: nosuch is not defined"


def test_a_script_that_hangs_is_a_gap() -> None:
    """A loop inside the engine's own functions is ended from outside."""
    body = 'return /^(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") ? "DIRECT" : "P";'

    with Explorer(script(body), limits=Limits(request_seconds=0.5)) as opened:
        partition = opened.explore(Language.word("a.x.example"))

    assert [(gap.kind, gap.reason) for gap in partition.gaps] == [
        (GapKind.SCRIPT, "it takes too long")
    ]


def test_regions_of_another_exploration_can_be_explored(explorer: Callable[..., Explorer]) -> None:
    """A leaf of one script is the base for the next: its hosts, and its condition."""
    body = 'return isInNet(myIpAddress(), "10.{}.0.0", "255.255.0.0") ? "P1" : "P2";'
    first = explorer(script(body.format(1))).explore(below("x.example"))
    second = explorer(script(body.format(2)))

    parts = {
        str(leaf.answer): [
            str(other.answer)
            for other in second.explore(leaf.hosts, condition=leaf.condition).leaves
        ]
        for leaf in first.leaves
    }

    assert {answer: sorted(found) for answer, found in parts.items()} == {
        "P1": ["P2"],
        "P2": ["P1", "P2"],
    }


OCTETS = {
    "a number made of the octets": """
      var p = myIpAddress().split(".");
      var n = ((p[0] * 256 + +p[1]) * 256 + +p[2]) * 256 + +p[3];
      return n >= 0x0a010000 && n <= 0x0a01ffff ? "P1" : n < 0x0a010000 ? "P2" : "P3";""",
    "octets one by one": """
      var p = myIpAddress().split(".");
      return p[0] == 10 && p[1] == "1" ? "P1" : p[0] < 10 || p[0] == 10 && p[1] < 1 ? "P2" : "P3";""",
    "octets joined again": """
      var p = myIpAddress().split("."), a = p[0] >>> 0, b = p[1] >>> 0, c = p[2] >>> 0, d = p[3] >>> 0;
      if (a + "." + b + "." + c + "." + d !== myIpAddress()) return "P0";
      return isInNet(p.join("."), "10.1.0.0", "255.255.0.0") ? "P1" : a * 256 + b < 2561 ? "P2" : "P3";""",
}


@pytest.mark.parametrize("body", OCTETS.values(), ids=OCTETS)
def test_addresses_that_are_taken_apart_are_understood(
    explorer: Callable[..., Explorer], body: str
) -> None:
    """Scripts that compare addresses as numbers or octets have leaves that are networks."""
    partition = explorer(script(body)).explore(below("x.example"))

    assert partition.gaps == ()
    firsts = {
        str(leaf.answer): leaf.witness.environment.client_addresses[0] for leaf in partition.leaves
    }
    assert firsts["P1"] == "10.1.0.0"
    assert set(firsts) == {"P1", "P2", "P3"}


def test_hosts_that_are_addresses_are_compared_as_addresses(
    explorer: Callable[..., Explorer],
) -> None:
    """A host that is an IPv4 address lies in networks, whether isInNet says so or arithmetic."""
    body = """
      if (isInNet(host, "52.112.0.0", "255.252.0.0")) return "P1";
      var p = host.split(".");
      return p.length == 4 && p[0] == 10 && p[3] >= 128 ? "P2" : "P3";"""
    quads = Language.hosts() & Language.from_regexp(r"^\d+\.\d+\.\d+\.\d+$", "")

    partition = explorer(script(body)).explore(quads)

    assert partition.gaps == ()
    for host, answer in {
        "52.112.0.0": "P1",
        "52.115.255.255": "P1",
        "52.116.0.0": "P3",
        "10.0.0.127": "P3",
        "10.9.9.200": "P2",
    }.items():
        assert [str(leaf.answer) for leaf in partition.leaves if host in leaf.hosts] == [answer]
