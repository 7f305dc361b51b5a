"""Scripts that may carry something from call to call are told from those that cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import Decision, Evaluator, Request, SyntaxTree
from pacgen.engine.state import may_keep_state

AskAll = Callable[..., list[Decision]]

STATELESS = [
    "function FindProxyForURL(url, host) { return 'DIRECT'; }",
    "var P = 'PROXY p:1'; function FindProxyForURL(url, host) { host = host.toLowerCase(); return P; }",
    "function FindProxyForURL(url, host) { ip = dnsResolve(host); if (ip == 'x') return 'DIRECT'; return ip; }",
    "var L = ['a', 'b']; function FindProxyForURL(url, host) { for (i = 0; i < L.length; i++) { if (host == L[i]) return 'DIRECT'; } }",
    "var L = ['a', 'b']; function FindProxyForURL(url, host) { for (var i in L) { if (host == L[i]) return 'DIRECT'; } }",
    "function FindProxyForURL(url, host) { var parts = host.split('.'); parts.shift(); return parts.pop(); }",
    "function FindProxyForURL(url, host) { var seen = {}; seen[host] = 1; var n = 0; n += 1; n++; return 'DIRECT'; }",
    "var T = {'a': 1}; T['b'] = 2; function FindProxyForURL(url, host) { return T[host] ? 'DIRECT' : 'PROXY p:1'; }",
    "function FindProxyForURL(url, host) { if (/^a+$/.test(host)) return 'DIRECT'; return 'PROXY p:1'; }",
    "function FindProxyForURL(url, host) { var p = host ? host.split('.') : []; p.push('x'); return p[0]; }",
    "var T = {a: 1}; function FindProxyForURL(url, host) { return Object.prototype.hasOwnProperty.call(T, host) ? 'DIRECT' : 'PROXY p:1'; }",
    "function check(h) { var r = false; if (h) { r = true; } return r; } function FindProxyForURL(u, h) { return check(h); }",
]

STATEFUL = [
    "var n = 0; function FindProxyForURL(url, host) { n++; return 'PROXY p:' + n; }",
    "var n = 0; function FindProxyForURL(url, host) { n = n + 1; return 'PROXY p:' + n; }",
    "var seen = {}; function FindProxyForURL(url, host) { seen[host] = 1; return 'DIRECT'; }",
    "var seen = []; function FindProxyForURL(url, host) { seen.push(host); return 'PROXY p:' + seen.length; }",
    "var seen = []; function FindProxyForURL(url, host) { var s = seen; s.push(host); return 'PROXY p:' + s.length; }",
    "var seen = []; function FindProxyForURL(url, host) { var s = []; s = seen; s.push(host); return 'PROXY p:' + s.length; }",
    "function FindProxyForURL(url, host) { if (typeof n == 'undefined') n = 0; n += 1; return 'PROXY p:' + n; }",
    "function FindProxyForURL(url, host) { if (host == 'x') last = host; return last; }",
    "var re = /a/g; function FindProxyForURL(url, host) { return re.test(host) ? 'DIRECT' : 'PROXY p:1'; }",
    "function FindProxyForURL(url, host) { return Math.random() < 0.5 ? 'DIRECT' : 'PROXY p:1'; }",
    "function FindProxyForURL(url, host) { FindProxyForURL.n = (FindProxyForURL.n || 0) + 1; return 'PROXY p:' + FindProxyForURL.n; }",
    "function FindProxyForURL(url, host) { isInNet = function () { return true; }; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { this.n = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { eval('n = 1'); return 'DIRECT'; }",
    "var c = (function () { var n = 0; return function () { return ++n; }; })(); function FindProxyForURL(u, h) { return 'PROXY p:' + c(); }",
    "var T = {}; function FindProxyForURL(url, host) { delete T[host]; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { for (k in {a: 1}) ; return k; } var k = 5;",
    "function FindProxyForURL(url, host) { ''['con' + 'structor']['x'] = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { Object.prototype.n = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { Object.prototype.hasOwnProperty.call = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { var f = Object.prototype.hasOwnProperty; f.n = (f.n || 0) + 1; return 'PROXY p:' + f.n; }",
    "this is broken",
]


@pytest.mark.parametrize("source", STATELESS)
def test_a_script_without_memory(source: str) -> None:
    """Local variables, fresh values and harmless forgotten declarations are no memory."""
    assert not may_keep_state(SyntaxTree(source))


@pytest.mark.parametrize("source", STATEFUL)
def test_a_script_that_may_remember(source: str) -> None:
    """Whatever is written outside the call, or cannot be followed, counts."""
    assert may_keep_state(SyntaxTree(source))


@pytest.mark.parametrize("source", STATEFUL[:-1])
def test_answers_do_not_depend_on_what_was_asked_before(ask_all: AskAll, source: str) -> None:
    """Asked in any company and order, a request has the answer that it has alone."""
    hosts = [f"h{number}.example" for number in range(6)]

    forwards = ask_all(source, [f"https://{host}/" for host in hosts])
    backwards = ask_all(source, [f"https://{host}/" for host in reversed(hosts)])
    alone = [ask_all(source, [f"https://{host}/"])[0] for host in hosts]

    assert [d.outcome for d in alone] == [d.outcome for d in forwards]
    assert [d.outcome for d in alone] == [d.outcome for d in reversed(backwards)]


def test_a_hang_in_a_script_with_memory_is_one_fault() -> None:
    """Requests that each have an engine of their own share the time that may be lost."""
    source = "var n = 0; function FindProxyForURL(u, h) { n++; while (h == 'h1.example'); return 'PROXY p:' + n; }"
    with Evaluator(source) as evaluator:
        decisions = evaluator.decide([Request.for_host(f"h{n}.example") for n in range(4)])

    assert ["PROXY p:1", None, "PROXY p:1", "PROXY p:1"] == [d.returned for d in decisions]
