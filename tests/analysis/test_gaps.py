"""What the analysis does not understand is a gap, never a claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.analysis.explorer import Budget, Explorer
from pacgen.analysis.languages import Language
from pacgen.analysis.partition import GapKind
from pacgen.analysis.proof import NotProven, Proven, Refuted, prove
from pacgen.analysis.wanted import Wanted
from pacgen.engine import FaultKind

from .conftest import below, script

HOLES = {
    "a test with the flag g": (
        'var re = /x/g; return re.test(host) ? "PROXY p.example:1" : "DIRECT";',
        "a regular expression with the flag g",
    ),
    "an exec with the flag y": (
        'var re = /x/y; return re.exec(host) ? "PROXY p.example:1" : "DIRECT";',
        "a regular expression with the flag y",
    ),
    "a comparator whose result depends on the host": (
        'return ["a", "b"].sort(function () { return host.indexOf("x"); })[0] == "a" ? "DIRECT" : "PROXY p.example:1";',
        "a function given to a native one",
    ),
    "a list of parts of the host that is sorted": (
        'return [host, "b"].sort()[0] == "b" ? "DIRECT" : "PROXY p.example:1";',
        "Array.prototype.sort",
    ),
    "an object that turns into a text": (
        'return {toString: function () { return host; }} + "" == "x" ? "DIRECT" : "PROXY p.example:1";',
        "an own toString",
    ),
    "a getter": (
        'return {get a() { return host; }}.a == "x" ? "DIRECT" : "PROXY p.example:1";',
        "a getter or setter",
    ),
    "a conversion under a name that is put together": (
        'var o = {}; o["to" + "String"] = function () { return host; }; return o == "x" ? "DIRECT" : "PROXY p.example:1";',
        "an own toString",
    ),
    "eval": (
        'return eval("host") == "x" ? "DIRECT" : "PROXY p.example:1";',
        "code made at run time",
    ),
    "the constructor of functions": (
        'return "".constructor.constructor("return 1")() ? "DIRECT" : "PROXY p.example:1";',
        "code made at run time",
    ),
    "optional chaining": (
        'return host?.length > 3 ? "DIRECT" : "PROXY p.example:1";',
        "optional chaining",
    ),
    "a native that keeps what it gets": (
        'var m = new Map(); m.set(host, 1); return m.size ? "DIRECT" : "PROXY p.example:1";',
        "set",
    ),
    "a set that holds the host": (
        'return new Set([host]).has("x") ? "DIRECT" : "PROXY p.example:1";',
        "has",
    ),
    "JSON of the host": (
        'return JSON.stringify({h: host}) == "x" ? "DIRECT" : "PROXY p.example:1";',
        "stringify",
    ),
    "characters of the host, one by one": (
        'for (var c of host) { if (c == "x") return "DIRECT"; } return "PROXY p.example:1";',
        "a native function",
    ),
    "the host spread out": (
        'return [...host].length ? "DIRECT" : "PROXY p.example:1";',
        "a native function",
    ),
    "a template with a function": (
        'return String.raw`${host}` == "x" ? "DIRECT" : "PROXY p.example:1";',
        "raw",
    ),
    "a part of the host as a name to write to": (
        'var o = {}; o[host] = 1; return o.x ? "DIRECT" : "PROXY p.example:1";',
        "an assignment",
    ),
    "this as a text": (
        'String.prototype.is = function (t) { return this === t; }; return host.is("x") ? "DIRECT" : "PROXY p.example:1";',
        "this",
    ),
    "an expression made of the host": (
        'return new RegExp(host).test("x") ? "DIRECT" : "PROXY p.example:1";',
        "new RegExp",
    ),
    "endless recursion": (
        'function f() { return f(); } try { return f(); } catch (e) { return "DIRECT"; }',
        "deep recursion",
    ),
    "a loop without an end that catches everything": (
        'while (true) { try { host.indexOf("x"); } catch (e) {} }',
        "a loop",
    ),
    "with": ('with ({}) { return "DIRECT"; }', "with"),
    "a generator": (
        'function* g() { yield host; } return g().next().value == "x" ? "DIRECT" : "PROXY p.example:1";',
        "a generator",
    ),
    "a proxy object": ('return new Proxy({}, {}) ? "DIRECT" : "PROXY p.example:1";', "Proxy"),
    "a built-in that is replaced": (
        'String.prototype.indexOf = function () { return 1; }; return "DIRECT";',
        "the built-in indexOf",
    ),
}


@pytest.mark.parametrize(("body", "construct"), HOLES.values(), ids=HOLES)
def test_what_is_not_understood_is_named(
    explorer: Callable[..., Explorer], body: str, construct: str
) -> None:
    """A construct that hides what depends on the request makes a gap of its name, and no leaf."""
    partition = explorer(script(body)).explore(below("x.example"))

    assert [gap.construct for gap in partition.gaps] == [construct]
    assert partition.leaves == ()


def test_a_catch_does_not_hide_what_is_not_understood(explorer: Callable[..., Explorer]) -> None:
    """A script that swallows every exception is not understood all the same."""
    body = 'try { return eval("host") } catch (e) { return "DIRECT"; } finally { return "DIRECT"; }'

    result = prove(explorer(script(body)), below("x.example"), Wanted.direct())

    assert isinstance(result, NotProven)
    assert result.gaps[0].construct == "code made at run time"


def test_understood_operators_that_once_were_holes(explorer: Callable[..., Explorer]) -> None:
    """``??``, ``||=``, ``&&=`` and ``??=`` see through the tagged values that they get."""
    body = """
      var a, b = host, c = "x", d = null;
      a ??= host; b &&= host.substring(0); c ||= host; d = d ?? host;
      return a == "a.x.example" && b == a && c == "x" && d == a ? "PROXY p.example:1" : "DIRECT";
    """
    partition = explorer(script(body)).explore(below("x.example"))

    assert partition.gaps == ()
    assert {(leaf.witness.host, str(leaf.answer)) for leaf in partition.leaves} >= {
        ("a.x.example", "PROXY p.example:1")
    }


def test_an_empty_text_is_false(explorer: Callable[..., Explorer]) -> None:
    """A piece of the host that is empty is false in a condition, as in JavaScript."""
    body = 'return host.substring(300) ? "PROXY p.example:1" : "DIRECT";'

    assert isinstance(prove(explorer(script(body)), below("x.example"), Wanted.direct()), Proven)


def test_a_gap_is_sampled(explorer: Callable[..., Explorer]) -> None:
    """Where the analysis stops, a concrete host with a wrong answer is still a counterexample."""
    body = 'return eval("host.length") > 3 ? "PROXY p.example:1" : "DIRECT";'

    result = prove(explorer(script(body)), below("x.example"), Wanted.direct())

    assert isinstance(result, Refuted)
    assert str(result.counterexample.answer) == "PROXY p.example:1"


def test_a_spent_budget_is_a_gap(explorer: Callable[..., Explorer]) -> None:
    """What is left when the time is over is said to be left."""
    partition = explorer(script('return "DIRECT";')).explore(below("x.example"), budget=Budget(0))

    assert [gap.kind for gap in partition.gaps] == [GapKind.BUDGET]


def test_hosts_that_the_script_forgets_are_known(explorer: Callable[..., Explorer]) -> None:
    """A single host is explored as a plain text: nothing about it is unknown."""
    body = 'return host.split("").reverse().join("") == "elpmaxe.x.a" ? "PROXY p.example:1" : "DIRECT";'

    partition = explorer(script(body)).explore(Language.word("a.x.example"))

    assert [str(leaf.answer) for leaf in partition.leaves] == ["PROXY p.example:1"]


_UNREADABLE = "for (async of => {}; false;) ;"
"""The engine can read it, the parser of syntax trees cannot."""


def test_a_file_that_does_not_parse_answers_all_hosts_alike(
    explorer: Callable[..., Explorer],
) -> None:
    """A SyntaxError of the file is proven for every host, with its place."""
    partition = explorer(script("if (host return;")).explore(below("x.example"))

    assert partition.complete
    (leaf,) = partition.leaves
    assert leaf.answer.fault is not None
    assert (leaf.answer.fault.kind, leaf.answer.fault.line) == (FaultKind.SYNTAX, 2)


@pytest.mark.parametrize(
    "text",
    [
        _UNREADABLE,
        # An error that looks as if the file did not parse, for some clients only.
        f"""{_UNREADABLE}
        var error = new SyntaxError("no");
        Object.defineProperty(error, "stack", {{value: ""}});
        if (myIpAddress() != "10.1.2.3") throw error;
        """,
    ],
    ids=["readable", "pretended"],
)
def test_a_file_that_only_seems_broken_is_a_gap(
    explorer: Callable[..., Explorer], text: str
) -> None:
    """What pacgen cannot read is not taken for what clients cannot, whatever the file throws."""
    partition = explorer(text + script('return "DIRECT";')).explore(below("x.example"))

    assert [gap.construct for gap in partition.gaps] == ["the syntax"]
    assert partition.leaves == ()
