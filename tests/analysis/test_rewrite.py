"""A rewritten script does what the original does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.analysis.answers import answer_of, load_answer, same_answer
from pacgen.analysis.calendar import clock_fields
from pacgen.analysis.rewrite import rewrite
from pacgen.analysis.session import Loaded, Notes, Order, Session
from pacgen.engine import Environment, Evaluator, Limits, PacFile, SyntaxTree, Target
from pacgen.engine.profile import PROFILES
from pacgen.engine.request import Request
from pacgen.engine.script import Script

from .conftest import script

TESTS = Path(__file__).parents[1]
FILES = [
    *sorted((TESTS / "lint" / "corpus" / "valid").glob("*.pac")),
    *sorted((TESTS / "agreement" / "pacs").glob("*.pac")),
]
HOSTS = ["a.teams.microsoft.com", "intranet", "52.112.1.2", "mail.corp.example"]
TARGETS = list(Target)


@pytest.mark.parametrize(
    ("path", "target"),
    [(path, TARGETS[number % len(TARGETS)]) for number, path in enumerate(FILES)],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_the_answers_are_those_of_the_original(path: Path, target: Target) -> None:
    """Over all valid files and all probes of the engine, each for one of the targets."""
    environment = Environment()
    text = PacFile.from_bytes(path.name, path.read_bytes()).seen_by(target)
    parsed = Script(text)
    session = Session(parsed, target, Limits(), int(environment.clock.timestamp() * 1000))
    if session.refusal is not None or parsed.refusal(PROFILES[target]) is not None:
        pytest.skip("nothing of this file is ever run")
    orders = [
        Order(host, "192.0.2.1", {}, clock_fields(environment.clock), {}, plain)
        for host in HOSTS
        for plain in (False, True)
    ]
    try:
        replies = session.run(orders, 20)
        with Evaluator(text, target=target) as evaluator:
            requests = [Request.for_host(order.host) for order in orders]
            decisions = evaluator.decide(requests, environment)
    finally:
        session.close()

    for order, reply, decision in zip(orders, replies, decisions, strict=True):
        assert isinstance(reply, Notes | Loaded)
        result = reply.notes.result if isinstance(reply, Loaded) else reply.result
        if "leak" not in result:
            answer = load_answer(result) if isinstance(reply, Loaded) else answer_of(result, target)
            assert same_answer(answer, decision.outcome), order.host


FORMS = """
"use strict"
var a = 1, b = [1, 2, {c: 3}], i = 0, s = "";
label: for (;;) { if (i++ > 3) break label; else continue label; }
do { i -= 1 } while (i > 0)
for (var k in {x: 1, y: 2}) s += k;
for (const v of [1, 2]) { s += `<${v}${"!"}>`; }
s += typeof nosuch + typeof (a) + (void 0) + (a ? b[0] : b[1]) + -a + +"2" + ~a;
b[2].c += 2; b[0]++; --b[1]; s += b[2].c + "," + b[0] + "," + b[1]
delete b[2].c; s += "c" in b[2];
var [p, q = 5] = [7], {r, ...rest} = {r: 8, t: 9}; s += p + q + r + rest.t;
s += (function (x, y) { return arguments.length + x + y })(1, ...[2]);
s += ((x) => x * 2)(4) + ((x) => ({y: x}))(5).y; var neu = new Date(0), set = new Set; s += set.size
switch (s.length % 2) { case 0: s += "even"; break; default: s += "odd"; case 5: s += "!" }
try { null.x } catch (e) { s += e instanceof TypeError } finally { s += "f" }
try { throw 1 } catch { s += "caught" }
s += [3, 1, 2].sort(function (m, n) { return m - n }).map(String).filter(Boolean).join("") + [1, 2].indexOf(2)
a ||= 5; a &&= 6; var n = null; n ??= 4; s += a + n + (null ?? "d") + (0 || "e") + (1 && "f")
var o = {f() { return this.g }, g: "G", ["h" + 1]: 2}; s += o.f() + o.h1 + o["g"]
x: { if (s) break x; s = "never"; }
s += 2 ** 3 + (7 >>> 1) + (7 >> 1) + (1 << 2) + (5 & 3) + (5 | 3) + (5 ^ 3) + 7 % 4 + 1 / 2
s += (1, 2) + (s != "" && !(s == null)) + (s === s) + (1 < 2 === true) + (2 >= 2) + (3 <= 2)
function FindProxyForURL(url, host) { return s + url.length + host }
"""


def test_every_form_of_statement_and_operator_survives() -> None:
    """A script with one of everything gives the same text, rewritten or not."""
    text = FORMS.replace('"use strict"\n', "")
    session = Session(Script(text), Target.CHROMIUM, Limits(), 0)
    order = Order("a.example", "192.0.2.1", {}, clock_fields(Environment().clock), {}, plain=True)
    try:
        (reply,) = session.run([order], 20)
    finally:
        session.close()
    with Evaluator(text) as evaluator:
        (decision,) = evaluator.decide([Request.for_host("a.example")])

    assert isinstance(reply, Notes)
    assert decision.returned is not None
    assert reply.result == {"text": decision.returned}


CONDITIONS = [
    *(
        "v",
        "(v)",
        "!v",
        "!!v",
        "v && w",
        "v || w",
        "(v ?? w)",
        "v && w.length",
        "v && 0 < w.length",
        "v == w && w",
        "w && !v",
    ),
    *(
        "f(v) && w",
        "w[0] && v",
        "f(v)",
        "(v, w)",
        "(t = v)",
        "typeof v",
        "`${v}`",
        "v ? w : v",
        "(v ?? w) && v",
        "(v || w) && w",
    ),
    *(
        "v + w",
        "-w",
        "v !== w",
        "w.length",
        "w && w[0] && v",
        "v || (w ?? v) || w",
        "'x' in T && v",
        "void v",
        "i < 2 && v",
    ),
]
PLACES = [
    *(
        "if (@) s += 1; else s += 2;",
        "s += (@) ? 3 : 4;",
        "s += !(@);",
        "s += '' + ((@) && 5);",
        "s += '' + ((@) || 6);",
    ),
    *(
        "for (i = 0; @; i++) { s += 7; if (i > 1) break; }",
        "for (i = 0; i < 2 && (@); i++) s += 8;",
        "i = 0; while (@) { s += 9; if (i++ > 1) break; }",
    ),
    *(
        "i = 0; do { s += 'a'; if (i++ > 1) break; } while (@);",
        "switch (@) { case v: s += 'b'; break; case 0: s += 'c'; break; default: s += 'd'; }",
    ),
    *(
        "s += f(@);",
        "s += (function () { return @; })();",
        "s += ((x) => x)(@);",
        "s += (() => @)();",
        "s += [@, 1][0];",
        "s += ((@) ?? 'e');",
    ),
    *(
        "if ((@) && 1) s += 'g';",
        "if (0 || (@)) s += 'h';",
        "if (!((@) || 0)) s += 'j';",
        "while (@) { s += 'k'; break; }",
        "for (; @;) { s += 'l'; break; }",
    ),
]
VALUES = [
    "undefined",
    "null",
    "0",
    "''",
    "'x'",
    "[1]",
    "[]",
    "host",
    "host.length",
    "host.indexOf('zz')",
    "host == 'a.example'",
]


@pytest.mark.parametrize("value", VALUES)
def test_every_condition_in_every_place_means_what_it_meant(value: str) -> None:
    """Truth is asked of the right piece, wherever a condition stands and whatever begins with it."""
    body = "\n".join(place.replace("@", condition) for condition in CONDITIONS for place in PLACES)
    text = (
        "function f(x) { return x; }\nvar T = {x: 1};\nfunction FindProxyForURL(url, host) {\n"
        f"var s = '', t, i = 0, w = [0, 'y'], v = {value};\n{body}\nreturn 'P' + s.length + ' ' + s; }}"
    )
    session = Session(Script(text), Target.CHROMIUM, Limits(), 0)
    clock = clock_fields(Environment().clock)
    orders = [Order("a.example", "192.0.2.1", {}, clock, {}, plain) for plain in (True, False)]
    try:
        replies = session.run(orders, 20)
    finally:
        session.close()
    with Evaluator(text) as evaluator:
        (decision,) = evaluator.decide([Request.for_host("a.example")])

    plain, tagged = replies
    assert isinstance(plain, Notes)
    assert isinstance(tagged, Notes)
    assert decision.returned is not None
    assert plain.result == {"text": decision.returned}
    assert "leak" in tagged.result or tagged.result == {"text": decision.returned}


def test_no_line_moves() -> None:
    """The rewritten script has the lines of the original, so that places stay right."""
    for path in FILES:
        text = PacFile.from_bytes(path.name, path.read_bytes()).text
        rewritten = rewrite(SyntaxTree(text))
        if rewritten.refusal is None:
            assert rewritten.source.count("\n") == text.count("\n"), path.name


def test_thousands_of_terms_need_no_deep_stack() -> None:
    """Long chains of ``||``, ``+`` and else-ifs are not nested any deeper than they were."""
    terms = " || ".join(f'host == "h{i}.example"' for i in range(3000))
    ladder = " else ".join(f'if (host == "l{i}.example") {{ s += {i}; }}' for i in range(1000))
    chain = " + ".join(["host"] * 2000)
    text = script(f'var s = ""; {ladder}\nif ({terms}) return "P1"; return ({chain}).length + "";')
    session = Session(Script(text), Target.CHROMIUM, Limits(), 0)
    order = Order("h7.example", "192.0.2.1", {}, clock_fields(Environment().clock), {}, plain=True)
    try:
        (reply,) = session.run([order], 20)
    finally:
        session.close()

    assert isinstance(reply, Notes)
    assert reply.result == {"text": "P1"}


def test_a_name_that_the_script_uses_is_not_taken() -> None:
    """The runtime hides behind a name that occurs nowhere in the script."""
    rewritten = rewrite(
        SyntaxTree('var pacgenR = 1, pacgenRR; function FindProxyForURL() { return "DIRECT"; }')
    )

    assert rewritten.runtime == "pacgenRRR"
