"""WinHTTP drops a file that is newer than its JavaScript; browsers run it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.engine import Decision, FaultKind, SyntaxTree, Target
from pacgen.engine.es3 import newer_syntax

Ask = Callable[..., Decision]

GOLDEN = sorted((Path(__file__).parents[1] / "generator" / "golden").glob("*.pac"))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("let x = 1;", "let and const"),
        ("const x = 1;", "let and const"),
        ("var f = (a) => a;", "an arrow function"),
        ("var s = `a`;", "a template string"),
        ("class A {}", "a class"),
        ("var a = [...[1]];", "a spread"),
        ("function f(a = 1) {}", "a default value"),
        ("function f(...a) {}", "a rest parameter"),
        ("var { a } = {};", "destructuring"),
        ("var [a] = [1];", "destructuring"),
        ("for (var x of [1]) {}", "for-of"),
        ("var a = 2 ** 3;", "the operator **"),
        ("var a = null ?? 1;", "the operator ??"),
        ("var a = host?.length;", "optional chaining"),
        ("var o = { host };", "a shorthand property"),
        ("var o = { get a() { return 1; } };", "a method, getter or setter in an object"),
        ("var o = { ['a' + 1]: 1 };", "a computed property name"),
        ("var r = /a/y;", "the regular expression flags y"),
        ("try { x(); } catch { }", "catch without a name"),
    ],
)
def test_newer_syntax_is_named_and_refused(ask: Ask, body: str, what: str) -> None:
    """The fault says what it is and where; the client goes DIRECT where Chromium has an answer."""
    script = f"{body} return 'PROXY p:1';"

    refused = ask(script, target=Target.WINHTTP)
    run = ask(script, target=Target.CHROMIUM)

    assert refused.fault is not None
    assert (FaultKind.SYNTAX, 1) == (refused.fault.kind, refused.fault.line)
    assert f"SyntaxError: {what} is newer than this client's JavaScript" == refused.fault.message
    assert ("PROXY p:1", True) == (run.returned, refused.is_direct)


@pytest.mark.parametrize(
    "body",
    [
        "var a = { b: 1, 'c': 2 }; for (var k in a) { switch (k) { case 'b': break; } }",
        "var f = function (x) { return x ? /a/gi.test(x) : void 0; }; try { f(1); } catch (e) {}",
        "do { var i = 1; } while (i++ < 0); label: for (;;) { break label; }",
    ],
)
def test_old_syntax_is_run(ask: Ask, body: str) -> None:
    """What ECMAScript 3 has, JScript reads."""
    decision = ask(f"{body} return 'PROXY p:1';", target=Target.WINHTTP)

    assert ("PROXY p:1", None) == (decision.returned, decision.fault)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_generated_files_are_old_enough(path: Path) -> None:
    """What pacgen generates runs in JScript."""
    assert newer_syntax(SyntaxTree(path.read_text(encoding="ascii"))) is None
