from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.lint.program import How, Program, Subject

Read = Callable[[str], Program]


@pytest.mark.parametrize(
    ("text", "how", "pattern"),
    [
        ('if (host == "a") x();', How.EQUAL, "a"),
        ('if ("a" === host) x();', How.EQUAL, "a"),
        ('switch (host) { case "a": x(); }', How.EQUAL, "a"),
        ('if (dnsDomainIs(host, ".a")) x();', How.SUFFIX, ".a"),
        ('if (shExpMatch(host, "*" + ".a")) x();', How.GLOB, "*.a"),
        ('if (localHostOrDomainIs(host, "a.b")) x();', How.LOCAL, "a.b"),
        ('if (host.indexOf("a") >= 0) x();', How.SUBSTRING, "a"),
        ('if (-1 != host.indexOf("a")) x();', How.SUBSTRING, "a"),
        ('if (host.includes("a")) x();', How.SUBSTRING, "a"),
        ('if (host.indexOf("a") === 0) x();', How.PREFIX, "a"),
        ('if (host.startsWith("a")) x();', How.PREFIX, "a"),
        ("if (/a/.test(host)) x();", How.REGEX, "a"),
        ("if (host.match(/a/)) x();", How.REGEX, "a"),
        ("var r = /a/; if (r.test(host)) x();", How.REGEX, "a"),
        ('var h = host.toLowerCase().replace(/\\.$/, ""); if (h == "a") x();', How.EQUAL, "a"),
        ('host = host.toLowerCase(); if (host == "a") x();', How.EQUAL, "a"),
        ('var p = "a"; if (host == p) x();', How.EQUAL, "a"),
        ('if (host == "\\x61") x();', How.EQUAL, "a"),
        ('if (host == /* no */ "a") x();', How.EQUAL, "a"),
        ("if (host == `a`) x();", How.EQUAL, "a"),
    ],
)
def test_all_forms_of_a_comparison_are_one(
    text: str, how: How, pattern: str, program_of: Read
) -> None:
    """However a test is written, the same comparison comes out."""
    (comparison,) = program_of(text).comparisons

    assert (how, pattern, Subject.HOST) == (
        comparison.how,
        comparison.pattern,
        comparison.subject,
    )


@pytest.mark.parametrize(
    "text",
    [
        'if ("." + host == ".a") x();',
        'if (host.toUpperCase() == "A") x();',
        'if (host.split(".")[0] == "a") x();',
        "if (host == other) x();",
        'function f(a) { return a == "a"; }',
        'var n = 1; n = host; if (n == "a") x();',
        "var a = b, b = a; if (host == a) x();",
    ],
)
def test_what_is_not_known_is_no_comparison(text: str, program_of: Read) -> None:
    """Something made of the host is not the host, and a variable with two values is no constant."""
    assert () == program_of(text).comparisons


@pytest.mark.parametrize(
    "text",
    [
        'var L = ["a", "b"]; for (var i = 0; i < L.length; i++) if (host == L[i]) x();',
        'for (var d of ["a", "b"]) if (host == d) x();',
        'var L = ["a", "b"]; L.some(function (d) { return host == d; });',
        '["a", "b"].some((d) => dnsDomainIs(host, d));',
        'var L = ["a", "b"]; for (var i in L) { var d = L[i]; if (host == d) x(); }',
    ],
)
def test_the_elements_of_a_list_are_seen_one_by_one(text: str, program_of: Read) -> None:
    """A loop or a callback over a constant list compares with each element."""
    assert ["a", "b"] == [c.pattern for c in program_of(text).comparisons]


def test_parameters_go_by_position(program_of: Read) -> None:
    """The entry point's second parameter is the host, whatever its name, also in helpers."""
    program = program_of(
        'function f(x) { return x == "a"; }\n'
        'function FindProxyForURL(u, h) { return f(h) || shExpMatch(u, "b") ? "c" : "d"; }'
    )

    assert {("a", Subject.HOST), ("b", Subject.URL)} == {
        (c.pattern, c.subject) for c in program.comparisons
    }


def test_the_result_of_a_test_is_followed(program_of: Read) -> None:
    """Alternatives and conjunctions lead to what is returned; a negation does not."""
    program = program_of(
        'var P = "PROXY p:1"; if (host == "a" || x && host == "b") { return P; }\n'
        'if (!(host == "c")) return "DIRECT"; return host == "d" ? "DIRECT" : P;'
    )

    assert {"a": "PROXY p:1", "b": "PROXY p:1", "c": None, "d": "DIRECT"} == {
        c.pattern: program.outcomes.result(c.node) for c in program.comparisons
    }


def test_long_chains_are_read_in_one_go(program_of: Read) -> None:
    """A condition of many thousand terms neither overflows nor takes long."""
    terms = " ||\n".join(f'dnsDomainIs(host, ".h{i}.example")' for i in range(20_000))
    program = program_of(f'if ({terms}) return "DIRECT";')

    assert 20_000 == len(program.comparisons)
    assert {"DIRECT"} == {program.outcomes.result(c.node) for c in program.comparisons}
