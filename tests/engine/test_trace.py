"""The trace: which conditions held, which return decided, and whether that can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.engine import Decision, Evaluator, Request, StepKind, SyntaxTree, Trace
from pacgen.engine.trace import instrument

TraceOf = Callable[..., Trace]

TESTS = Path(__file__).parents[1]
PACS = sorted([*TESTS.rglob("*.pac"), *TESTS.rglob("*.dat")])
HOSTS = (
    "teams.microsoft.com",
    "a.b.teams.microsoft.com",
    "www.example.com",
    "intranet",
    "10.1.2.3",
)


@pytest.fixture
def trace_of() -> TraceOf:
    """Return a function that traces a whole PAC text for one host."""

    def trace_of(source: str, host: str = "eu.teams.microsoft.com") -> Trace:
        with Evaluator(source) as evaluator:
            trace = evaluator.trace([Request.for_host(host)])[0].trace
        assert trace is not None
        return trace

    return trace_of


CHAIN = """var P = "PROXY p.example.net:8080";
function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (shExpMatch(host, "*.lync.com") ||
      (shExpMatch(host, "*.teams.microsoft.com") && !(host == "trap.teams.microsoft.com")))
    return "DIRECT";
  return P;
}
"""


def test_conditions_come_in_order_with_their_values(trace_of: TraceOf) -> None:
    """Each operand of a condition is a step of its own; what was never looked at is not there."""
    trace = trace_of(CHAIN)

    assert [
        (3, 7, 'isPlainHostName("eu.teams.microsoft.com")', "false"),
        (4, 7, 'shExpMatch("eu.teams.microsoft.com", "*.lync.com")', "false"),
        (5, 8, 'shExpMatch("eu.teams.microsoft.com", "*.teams.microsoft.com")', "true"),
        (5, 55, '"eu.teams.microsoft.com" == "trap.teams.microsoft.com"', "false"),
    ] == [(s.span.line, s.span.column, s.explained, s.value) for s in trace.conditions]


def test_the_deciding_return_has_its_place(trace_of: TraceOf) -> None:
    """Line, column, source text and value of the return that gave the answer."""
    deciding = trace_of(CHAIN, "www.example.com").deciding

    assert deciding is not None
    assert (7, 10, "P", '"PROXY p.example.net:8080"') == (
        deciding.span.line,
        deciding.span.column,
        deciding.source,
        deciding.value,
    )


def test_the_last_condition_that_held(trace_of: TraceOf) -> None:
    """The reason that a person looks for first."""
    last = trace_of(CHAIN).last_true

    assert last is not None
    assert 'shExpMatch(host, "*.teams.microsoft.com")' == last.source


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("switch (host) {\ncase 'x': return 'PROXY a:1';\ndefault:\nreturn 'DIRECT'; }", 4),
        ("return host == 'x'\n? 'PROXY a:1'\n: 'DIRECT';", 1),
        ("for (var i = 0; i < 3; i++) {\nif (i == 1)\nreturn 'DIRECT'; }", 3),
        ("do {\nif (host) break; } while (true);\nreturn 'DIRECT';", 3),
        ("try { throw 1 } catch (e) {\nreturn 'DIRECT'; }", 2),
        ("var f = function () {\nreturn 'DIRECT'; };\nreturn f();", 3),
        ("return (\n'DIRECT'\n);", 1),
        ("if (host)\nreturn;", 2),
    ],
)
def test_every_kind_of_return_is_found(trace_of: TraceOf, body: str, line: int) -> None:
    """Whatever stands around it, the entry point's return is the one that decides."""
    trace = trace_of(f"function FindProxyForURL(url, host) {{{body}\n}}")

    assert trace.deciding is not None
    assert (line, True) == (trace.deciding.span.line, trace.trusted)


@pytest.mark.parametrize(
    "source",
    [
        "var FindProxyForURL = function (u, h) { return 'DIRECT'; };",
        "FindProxyForURL = function (u, h) { return 'DIRECT'; };",
        "globalThis.FindProxyForURL = (u, h) => 'DIRECT';",
        "var FindProxyForURL = (u, h) => h ? 'DIRECT' : 'PROXY a:1';",
        "'use strict'; function FindProxyForURL(u, h) { return 'DIRECT'; }",
    ],
)
def test_every_usual_entry_point_is_recognised(trace_of: TraceOf, source: str) -> None:
    """A function gets the name of what it is assigned to."""
    trace = trace_of(source)

    assert trace.deciding is not None
    assert (1, '"DIRECT"') == (trace.deciding.span.line, trace.deciding.value)


def test_columns_count_characters_not_bytes(trace_of: TraceOf) -> None:
    """An umlaut before the return does not move it."""
    trace = trace_of("function FindProxyForURL(u, h) { /* Büro München */ return 'DIRECT'; }")

    assert trace.deciding is not None
    assert 60 == trace.deciding.span.column


def test_a_script_that_notices_the_rewriting_is_not_trusted(trace_of: TraceOf) -> None:
    """A script that looks at its own text gives another answer, and the trace says so."""
    trace = trace_of(
        "function FindProxyForURL(u, h) {"
        " return String(FindProxyForURL).indexOf('pacgen' + 'Trace') < 0 ? 'DIRECT' : 'PROXY a:1'; }"
    )

    assert not trace.trusted


def test_a_long_story_is_cut(trace_of: TraceOf) -> None:
    """At most so many steps are kept, and the last one; that some are missing is said."""
    trace = trace_of(
        "function FindProxyForURL(u, h) { for (var i = 0; i < 30000; i++) if (i < 0) return 'x';"
        " return 'DIRECT'; }"
    )

    assert not trace.complete
    assert len(trace.steps) <= 20001
    assert trace.deciding is not None
    assert "'DIRECT'" == trace.deciding.source


@pytest.mark.parametrize("path", PACS, ids=lambda path: path.name)
def test_the_rewritten_script_answers_what_the_original_answers(path: Path) -> None:
    """Every PAC file that the tests have: same answers, and a deciding line wherever there is an answer."""
    text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    with Evaluator(text) as evaluator:
        decisions = evaluator.trace([Request.for_host(host) for host in HOSTS])

    assert [] == [d.request.host for d in decisions if d.trace is None or not d.trace.trusted]
    assert [] == [d.request.host for d in decisions if d.returned and not _has_line(d)]


def _has_line(decision: Decision) -> bool:
    return decision.trace is not None and decision.trace.deciding is not None


def test_thousands_of_terms_are_no_problem() -> None:
    """One condition with ten thousand terms is rewritten without recursion."""
    terms = "||".join(f"h=='h{number}.example'" for number in range(10000))
    rewritten = instrument(
        SyntaxTree(f"function FindProxyForURL(u,h){{if({terms})return 'DIRECT'}}")
    )

    assert 10001 == rewritten.source.count("pacgenTraceRecorder(") - 10000


def test_returns_and_conditions_are_told_apart(trace_of: TraceOf) -> None:
    """The steps of a helper function belong to that function."""
    trace = trace_of(
        "function inside(h) { return h == 'x'; }"
        " function FindProxyForURL(u, h) { if (inside(h)) return 'PROXY a:1'; return 'DIRECT'; }"
    )

    assert [
        (StepKind.RETURN, "inside"),
        (StepKind.CONDITION, "FindProxyForURL"),
        (StepKind.RETURN, "FindProxyForURL"),
    ] == [(step.kind, step.function) for step in trace.steps]
