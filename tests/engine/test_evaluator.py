"""The evaluator: requests in, decisions out, in order and without surprises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pacgen.engine import Decision, Environment, Evaluator, FaultKind, Request, Target
from pacgen.engine.process import WorkerProcess

Ask = Callable[..., Decision]
AskAll = Callable[..., list[Decision]]

BODY = "function FindProxyForURL(url, host) { %s }"


def test_a_decision_holds_what_was_returned_and_what_the_client_does(ask: Ask) -> None:
    """The returned text stays as it is, the route is what the client understands."""
    decision = ask('return "proxy A.example:8080;DIRECT; "')

    assert decision.returned == "proxy A.example:8080;DIRECT; "
    assert str(decision.route) == "PROXY a.example:8080; DIRECT"
    assert decision.fault is None


def test_decisions_come_in_the_order_of_the_requests(ask_all: AskAll) -> None:
    """A batch of thousands is answered one for one."""
    urls = [f"https://h{number}.example/" for number in range(5000)]

    decisions = ask_all(BODY % 'return "PROXY " + host + ":1"', urls)

    assert [f"PROXY h{n}.example:1" for n in range(5000)] == [d.returned for d in decisions]
    assert urls == [decision.request.url for decision in decisions]


def test_no_request_needs_no_process() -> None:
    """An empty batch has an empty answer."""
    with Evaluator("this is no JavaScript") as evaluator:
        assert evaluator.decide([]) == []


def test_one_evaluator_serves_several_environments() -> None:
    """Each call has its own environment."""
    source = BODY % 'return "PROXY p:" + (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? 1 : 2)'
    request = [Request.for_host("x.example")]

    with Evaluator(source) as evaluator:
        inside = evaluator.decide(request, Environment(client_addresses=("10.1.1.1",)))
        outside = evaluator.decide(request, Environment(client_addresses=("172.16.0.1",)))

    assert [inside[0].returned, outside[0].returned] == ["PROXY p:1", "PROXY p:2"]


def test_nothing_is_carried_from_call_to_call() -> None:
    """A script's variables start afresh with each call."""
    source = "var calls = 0;" + BODY % 'calls += 1; return "PROXY p:" + calls'

    with Evaluator(source) as evaluator:
        answers = [evaluator.decide([Request.for_host("x.example")])[0].returned for _ in range(2)]

    assert answers == ["PROXY p:1", "PROXY p:1"]


@pytest.mark.parametrize(
    ("source", "kind", "message", "place"),
    [
        ("function FindProxyForURL(url, host) {\n  return 1;\n\n  if( }", "syntax-error", "SyntaxError", (4, 3)),
        ("var a = 1;\nnothing();", "load-error", "ReferenceError: nothing is not defined", (2, 1)),
        ('var r = new RegExp("[");', "load-error", "SyntaxError", (1, 9)),
        ("", "no-entry-point", "no function FindProxyForURL", (None, None)),
        ("function findProxyForURL() { return 'DIRECT'; }", "no-entry-point", "no function", (None, None)),
        ("const FindProxyForURL = () => 'DIRECT';", "no-entry-point", "no function", (None, None)),
        ("var FindProxyForURL = 'DIRECT';", "no-entry-point", "is no function but string", (None, None)),
    ],
)  # fmt: skip
def test_a_file_that_does_not_load_says_why_and_where(
    ask_all: AskAll, source: str, kind: str, message: str, place: tuple[int | None, int | None]
) -> None:
    """Every request of such a file has the same fault, and the client goes DIRECT."""
    decisions = ask_all(source, ["https://a.example/", "https://b.example/"])

    for decision in decisions:
        assert decision.fault is not None
        assert (kind, place) == (decision.fault.kind, (decision.fault.line, decision.fault.column))
        assert message in decision.fault.message
        assert decision.is_direct


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("", "not-a-string", "returned undefined, not a string"),
        ("return null", "not-a-string", "returned null, not a string"),
        ("return 42", "not-a-string", "returned number 42, not a string"),
        ("return ['DIRECT']", "not-a-string", "returned array, not a string"),
        ("return {}", "not-a-string", "returned object, not a string"),
        ("return new String('DIRECT')", "not-a-string", "returned object, not a string"),
        ("return Symbol('x')", "not-a-string", "returned symbol, not a string"),
        ("throw 'a text'", "exception", "a text"),
        ("throw {get message() { throw 1 }}", "exception", "an error that cannot be read"),
        ("throw null", "exception", "null"),
        ("throw {}", "exception", "something that is no Error was thrown"),
        ("return nothing()", "exception", "ReferenceError: nothing is not defined"),
        ("return FindProxyForURL(url, host)", "exception", "RangeError"),
        ("return 'HTTP p.example:80'", "invalid-result", "holds nothing that a client can use"),
        ("return 'PROXY pr\\u00f6xy:80'", "invalid-result", "is not ASCII"),
    ],
)
def test_an_answer_that_no_client_can_use_is_a_fault(
    ask: Ask, body: str, kind: str, message: str
) -> None:
    """The decision says what is wrong; the client goes DIRECT."""
    decision = ask(body)

    assert decision.fault is not None
    assert kind == decision.fault.kind
    assert message in decision.fault.message
    assert decision.is_direct


def test_an_exception_says_in_which_line(ask_all: AskAll) -> None:
    """The position is one in the PAC file, not in our own scripts."""
    source = "function FindProxyForURL(url, host) {\n  var x = 1;\n  return shExpMatch(host, x);\n}"

    fault = ask_all(source, ["https://a.example/"])[0].fault

    assert fault is not None
    assert (fault.kind, fault.line) == (FaultKind.EXCEPTION, 3)


def test_a_strict_script_is_loaded_as_a_browser_loads_it(ask_all: AskAll) -> None:
    """A 'use strict' neither hides the entry point nor loses its meaning."""
    source = "// first\r/* strict */ 'use strict';\n" + BODY % "typo = 1; return 'DIRECT'"

    fault = ask_all(source, ["https://a.example/"])[0].fault

    assert fault is not None
    assert fault.message.replace("'", "") == "ReferenceError: typo is not defined"


def test_questions_and_alerts_are_noted(ask: Ask) -> None:
    """What the script asked the DNS and what it said stands in the decision."""
    decision = ask(
        "alert('to ' + host); isResolvable('Intranet.Example.'); dnsResolve('10.0.0.1');"
        "return isInNet(host, '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY p:1'"
    )

    assert decision.dns == ("intranet.example", "www.example.com")
    assert decision.alerts == ("to www.example.com",)


def test_floods_are_capped(ask: Ask) -> None:
    """A flood of alerts, of questions or a huge answer stays within bounds."""
    decision = ask(
        "for (var i = 0; i < 5000; i++) { alert('x'.repeat(5000)); isResolvable('h' + i) }"
        "return 'DIRECT;'.repeat(100000)"
    )

    assert (len(decision.alerts), len(decision.alerts[0])) == (100, 1000)
    assert len(decision.dns) == 1000
    assert decision.returned is not None
    assert len(decision.returned) == 65536


def test_results_survive_the_way_back(ask: Ask) -> None:
    """NUL, quotes, line ends and lone surrogates come back as they are."""
    text = '\\u0000\\n\\"\\u2028\\ud800'

    decision = ask(f'return "{text}"')

    assert decision.returned == '\0\n"\u2028\ud800'


def test_the_pacparser_target_keeps_its_own_helpers_and_the_host_as_typed(ask: Ask) -> None:
    """The library's helpers answer, for what other tools show them."""
    decision = ask(
        "return 'PROXY ' + host + ':' + (isPlainHostName('::1') ? 1 : 2)",
        url="https://Www.Example.Com/path",
        target=Target.PACPARSER,
    )

    assert decision.returned == "PROXY Www.Example.Com:1"


def test_helper_calls_are_noted_on_request() -> None:
    """Every call, those which helpers make among themselves included, with arguments and value."""
    source = (
        BODY % "if (isInNet(host, '10.0.0.0', '255.0.0.0')) return 'DIRECT'; shExpMatch(host, '(')"
    )
    with Evaluator(source) as evaluator:
        noted = evaluator.decide([Request.for_host("a.example")], calls=True)[0]
        plain = evaluator.decide([Request.for_host("a.example")])[0]

    assert [
        'dnsResolve("a.example") -> null',
        'isInNet("a.example", "10.0.0.0", "255.0.0.0") -> false',
        'shExpMatch("a.example", "(") -> throws',
    ] == [str(call) for call in noted.calls]
    assert ((), noted.fault) == (plain.calls, plain.fault)


@pytest.mark.parametrize(
    ("url", "target", "asked"),
    [
        ("http://localhost/", Target.CHROMIUM, False),
        ("https://x.LOCALHOST./", Target.CHROMIUM, False),
        ("http://127.1/", Target.CHROMIUM, False),
        ("http://[::1]/", Target.FIREFOX, False),
        ("http://169.254.1.1/", Target.CHROMIUM, False),
        ("http://169.254.1.1/", Target.FIREFOX, True),
        ("http://localhost.example/", Target.CHROMIUM, True),
        ("http://localhost/", Target.WINHTTP, True),
    ],
)
def test_some_hosts_never_reach_the_script(
    ask_all: AskAll,
    url: str,
    target: Target,
    asked: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Browsers connect to themselves directly, whatever the script says."""
    source = "function FindProxyForURL(url, host) { return 'PROXY a:1'; }"
    other, decision = ask_all(source, ["http://a.example/", url], target=target)

    assert "PROXY a:1" == str(other.route)
    assert (asked, None) == (decision.returned == "PROXY a:1", decision.fault)
    assert asked != decision.is_direct


def test_firefox_takes_no_directive_at_the_head(ask_all: AskAll) -> None:
    """Its own helpers stand before the script, so that the script is never strict."""
    source = "'use strict'; function FindProxyForURL() { leak = 1; return 'DIRECT'; }"
    faults = [
        ask_all(source, ["http://a.example/"], target=target)[0].fault
        for target in (Target.FIREFOX, Target.CHROMIUM)
    ]

    assert [True, False] == [fault is None for fault in faults]


def test_what_cannot_be_parsed_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that is no script for the first request is none for the others, who get to know it."""
    begun: list[int] = []
    ask = WorkerProcess.ask

    def counted(worker: WorkerProcess, message: str, **more: Any) -> dict[str, Any]:
        begun.append(worker.pid)
        return ask(worker, message, **more)

    monkeypatch.setattr(WorkerProcess, "ask", counted)
    with Evaluator("function FindProxyForURL(url, host) {", workers=2) as evaluator:
        decisions = evaluator.decide([Request.for_host(f"h{n}.example") for n in range(50)])

    assert [FaultKind.SYNTAX] * 50 == [d.fault.kind for d in decisions if d.fault is not None]
    assert len(begun) <= 2
