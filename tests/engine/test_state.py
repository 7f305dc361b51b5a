"""Scripts that may carry something from call to call are told from those that cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pacgen.engine import Decision, Evaluator, Limits, Request, SyntaxTree
from pacgen.engine.state import find_memory

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
    "function FindProxyForURL(url, host) { return 'PROXY ' + host.replace(/[.]/g, '-').replace(/x/g, 'y') + ':1'; }",
    "function FindProxyForURL(url, host) { return /a/g.test(host) ? 'DIRECT' : 'PROXY p:1'; }",
    "function FindProxyForURL(url, host) { return new RegExp('^a').test(host) || RegExp('B', 'i').test(host) ? 'DIRECT' : 'PROXY p:1'; }",
    "function check(h) { var r = false; if (h) { r = true; } return r; } function FindProxyForURL(u, h) { return check(h); }",
]

IN_GLOBALS = {
    "var n = 0; function FindProxyForURL(url, host) { n++; return 'PROXY p:' + n; }": {"n"},
    "var n = 0; function FindProxyForURL(url, host) { n = n + 1; return 'PROXY p:' + n; }": {"n"},
    "function FindProxyForURL(url, host) { if (typeof n == 'undefined') n = 0; n += 1; return 'PROXY p:' + n; }": {
        "n"
    },
    "function FindProxyForURL(url, host) { if (host == 'h1.example') last = host; return last; }": {
        "last"
    },
    "var n = NaN; function FindProxyForURL(url, host) { if (n == n) return 'DIRECT'; n = 1; throw 'x'; }": {
        "n"
    },
    "var L = ['a']; function FindProxyForURL(url, host) { if (L.length > 1) return 'DIRECT'; L = [host, host]; return 'PROXY p:1'; }": {
        "L"
    },
    "function FindProxyForURL(url, host) { if (host == 'h2.example') isPlainHostName = isResolvable; return '' + isPlainHostName(host); }": {
        "isPlainHostName"
    },
    "function FindProxyForURL(url, host) { FindProxyForURL = null; return 'DIRECT'; }": {
        "FindProxyForURL"
    },
    "function FindProxyForURL(url, host) { for (k in {a: 1}) ; return k; } var k = 5;": {"k"},
    "function count() { n = n + 1; return n; } var n = 0; function FindProxyForURL(u, h) { var m; return 'PROXY p:' + count(); }": {
        "n"
    },
}
"""Scripts that remember in global variables alone, and in which."""

IN_STORES = [
    "var seen = {}; function FindProxyForURL(url, host) { seen[host] = 1; return 'DIRECT'; }",
    "var seen = []; function FindProxyForURL(url, host) { seen.push(host); return 'PROXY p:' + seen.length; }",
    "var T = {'h1.example': 1, 'h2.example': 1}; function FindProxyForURL(url, host) { if (!(host in T)) return 'DIRECT'; delete T['h2.example']; return 'PROXY p:' + T[host]; }",
    "var T = {'__proto__': {a: 1}}; function FindProxyForURL(url, host) { T[host] = 1; T.a += 1; return 'PROXY p:' + T.a; }",
    "if (0) { var T = {}; } function FindProxyForURL(url, host) { T[host] = 1; return 'DIRECT'; }",
    "var L = ['a', ['b']]; L[9] = {}; function FindProxyForURL(url, host) { var n = L.length; L.length = 0; L[host.length] = host; return 'PROXY p:' + n; }",
    "var D = {}; function cached(h) { if (D.hasOwnProperty(h)) return 'DIRECT'; D[h] = dnsResolve(h); for (var k in D) h += k; return 'PROXY ' + h; } function FindProxyForURL(url, host) { return cached(host); }",
    "var n = 0, seen = []; function FindProxyForURL(url, host) { n++; seen.push(n); return 'PROXY p:' + seen.join('.'); }",
]
"""Scripts that fill global lists and tables which nothing but their name leads to."""

UNKNOWN = [
    "var L = ['a', ['b']]; function FindProxyForURL(url, host) { var n = L.length; L.length = 0; L[host.length] = L; return 'PROXY p:' + n; }",
    "var seen = []; function FindProxyForURL(url, host) { var all = seen.sort(); seen.push(host); return 'PROXY p:' + all.length; }",
    "var seen = [[]]; function FindProxyForURL(url, host) { seen[0].push(host); seen[1] = 1; return 'PROXY p:' + seen[0].length; }",
    "var seen = []; var all = seen; function FindProxyForURL(url, host) { seen.push(host); return 'PROXY p:' + all.length; }",
    "var seen = []; var all = {seen}; function FindProxyForURL(url, host) { seen.push(host); return 'PROXY p:' + all.seen.length; }",
    "var seen = {get n() { return 1; }}; function FindProxyForURL(url, host) { seen[host] = 1; return 'PROXY p:' + seen.n; }",
    "function seen() {} function FindProxyForURL(url, host) { seen[host] = 1; return 'DIRECT'; }",
    "var seen = []; function FindProxyForURL(url, host) { seen = seen.length ? seen : ['x']; seen.push(host); return 'PROXY p:' + seen.length; }",
    "var seen = []; function FindProxyForURL(url, host) { var s = seen; s.push(host); return 'PROXY p:' + s.length; }",
    "var seen = []; function FindProxyForURL(url, host) { var s = []; s = seen; s.push(host); return 'PROXY p:' + s.length; }",
    "var seen = []; function FindProxyForURL(url, host) { [].push.call(seen, host); return 'PROXY p:' + seen.length; }",
    "var seen = []; function FindProxyForURL(url, host) { seen['push'](host); return 'PROXY p:' + seen.length; }",
    "var re = /a/g; function FindProxyForURL(url, host) { return re.test(host) ? 'DIRECT' : 'PROXY p:1'; }",
    "var t = {replace: function (r) { return function (h) { return r.test(h); }; }}; var f = t.replace(/h/g); function FindProxyForURL(url, host) { return '' + f(host); }",
    "function make(r) { return function (h) { return r.test(h); }; } var f = make(new RegExp('h', 'g')); function FindProxyForURL(url, host) { return '' + f(host); }",
    "function FindProxyForURL(url, host) { var a = RegExp.$1; /(h.)/.test(host); return 'PROXY p' + a + ':1'; }",
    "function FindProxyForURL(url, host) { FindProxyForURL.n = (FindProxyForURL.n || 0) + 1; return 'PROXY p:' + FindProxyForURL.n; }",
    "function FindProxyForURL(url, host) { this.n = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { eval('n = 1'); return 'DIRECT'; }",
    "var c = (function () { var n = 0; return function () { return ++n; }; })(); function FindProxyForURL(u, h) { return 'PROXY p:' + c(); }",
    "var c = (function (n) { return function () { return ++n; }; })(0); function FindProxyForURL(u, h) { return 'PROXY p:' + c(); }",
    "var c = (function () { function n() {} return function () { n = n + 1; return n; }; })(); function FindProxyForURL(u, h) { return c(); }",
    "let n = 0; function FindProxyForURL(u, h) { n++; return 'PROXY p:' + n; }",
    "{ let n = 0; function FindProxyForURL(u, h) { n++; return 'PROXY p:' + n; } }",
    "if (1) { function n() {} function FindProxyForURL(u, h) { n = n + 1; return n; } }",
    "try { throw 0; } catch (n) { function FindProxyForURL(u, h) { n++; return 'PROXY p:' + n; } }",
    "function FindProxyForURL(url, host) { ''['con' + 'structor']['x'] = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { Object.prototype.n = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { Object.prototype.hasOwnProperty.call = 1; return 'DIRECT'; }",
    "function FindProxyForURL(url, host) { var f = Object.prototype.hasOwnProperty; f.n = (f.n || 0) + 1; return 'PROXY p:' + f.n; }",
    "function dice() { return Math.random(); } var d = dice(); function FindProxyForURL(url, host) { return d < 2 ? 'DIRECT' : 'PROXY p:1'; }",
    "this is broken",
]
"""Scripts that may remember anywhere."""


@pytest.mark.parametrize("source", STATELESS)
def test_a_script_without_memory(source: str) -> None:
    """Local variables, fresh values and harmless forgotten declarations are no memory."""
    assert not find_memory(SyntaxTree(source))


@pytest.mark.parametrize(("source", "names"), IN_GLOBALS.items())
def test_a_script_that_remembers_in_global_variables(source: str, names: set[str]) -> None:
    """It is known which variables to put back."""
    memory = find_memory(SyntaxTree(source))

    assert names == memory.names
    assert not memory.is_unknown


@pytest.mark.parametrize("source", IN_STORES)
def test_a_script_that_fills_lists_and_tables(source: str) -> None:
    """They are made anew for the next request."""
    memory = find_memory(SyntaxTree(source))

    assert memory.stores
    assert not memory.is_unknown


@pytest.mark.parametrize("source", UNKNOWN)
def test_a_script_that_may_remember_anywhere(source: str) -> None:
    """Whatever else outlives a call, or cannot be followed, counts."""
    assert find_memory(SyntaxTree(source)).is_unknown


def test_a_script_that_throws_dice() -> None:
    """Chance is no memory, and it is told all the same: such answers are good for one request."""
    memory = find_memory(SyntaxTree("function FindProxyForURL(u, h) { return Math.random() < 2; }"))

    assert memory
    assert not memory.is_unknown


SPOILED = "var p = ({})['__pro' + 'to__']; p.get = 1; var n = 0; function FindProxyForURL(u, h) { n++; return 'PROXY p:' + n; }"
"""Nothing can be put back in an engine with such a script."""

STRICT = "'use strict'; var n = 0; function FindProxyForURL(u, h) { n++; return 'PROXY p:' + n; }"
"""The variables of such a script are out of reach once it is loaded."""


@pytest.mark.parametrize("source", [*IN_GLOBALS, *IN_STORES, *UNKNOWN[:-1], SPOILED, STRICT])
def test_answers_do_not_depend_on_what_was_asked_before(ask_all: AskAll, source: str) -> None:
    """Asked in any company and order, a request has the answer that it has alone."""
    hosts = [f"h{number}.example" for number in range(6)]

    forwards = ask_all(source, [f"https://{host}/" for host in hosts])
    backwards = ask_all(source, [f"https://{host}/" for host in reversed(hosts)])
    alone = [ask_all(source, [f"https://{host}/"])[0] for host in hosts]

    assert [d.outcome for d in alone] == [d.outcome for d in forwards]
    assert [d.outcome for d in alone] == [d.outcome for d in reversed(backwards)]


def test_a_hang_in_a_script_with_memory_is_one_fault() -> None:
    """Requests that each have an engine of their own are answered, all but the one that hangs."""
    source = "var n = [0], m = n; function FindProxyForURL(u, h) { n[0]++; while (h == 'h1.example'); return 'PROXY p:' + n; }"
    # A busy machine stretches the time that the hang costs.
    with Evaluator(source, limits=Limits(lost_seconds=100.0)) as evaluator:
        decisions = evaluator.decide([Request.for_host(f"h{n}.example") for n in range(4)])

    assert ["PROXY p:1", None, "PROXY p:1", "PROXY p:1"] == [d.returned for d in decisions]
