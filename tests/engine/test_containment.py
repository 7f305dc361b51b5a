"""Hostile scripts: contained, and no other request of the batch pays for them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.engine import Decision, Evaluator, FaultKind, Limits, Request
from pacgen.engine.process import WorkerProcess

AskAll = Callable[..., list[Decision]]

URLS = [f"https://h{number}.example/" for number in range(10)]
BODY = "function FindProxyForURL(url, host) { %s; return 'PROXY p:1'; }"


def _bad_only_for(host: str, statement: str) -> str:
    return BODY % f"if (host === '{host}') {{ {statement} }}"


@pytest.mark.parametrize(
    "statement",
    [
        "while (true);",
        "try { while (true); } catch (e) {} finally { while (true); }",
        "/^(a+)+$/.test(new Array(60).join('a') + '!')",
        "shExpMatch(new Array(200).join('a'), '*a*a*a*a*a*a*a*a*a*a*a*a*ab')",
        "'x'.repeat(30).replace(/(x+x+)+y/, '')",
    ],
)
def test_a_request_that_never_ends_is_the_only_one_to_fail(
    ask_all: AskAll, quick: Limits, statement: str
) -> None:
    """The batch goes on without the request that hangs."""
    decisions = ask_all(_bad_only_for("h4.example", statement), URLS, limits=quick)

    faults = [decision.fault.kind if decision.fault else None for decision in decisions]
    assert faults == [None] * 4 + [FaultKind.TIMEOUT] + [None] * 5
    assert {"PROXY p:1"} == {d.returned for d in decisions if d.fault is None}


@pytest.mark.parametrize(
    "statement",
    [
        "var all = []; while (true) all.push(new Array(200000).join('x'));",
        "var text = 'x'; while (true) text += text;",
        "new Array(400000000).fill(1)",
        "new ArrayBuffer(2000000000); new ArrayBuffer(2000000000)",
    ],
)
def test_a_memory_bomb_is_the_only_request_to_fail(
    ask_all: AskAll, quick: Limits, statement: str
) -> None:
    """Whether the engine or the deadline stops it first, the others have their answers."""
    decisions = ask_all(_bad_only_for("h4.example", statement), URLS, limits=quick)

    failed = [index for index, decision in enumerate(decisions) if decision.fault]
    assert failed == [4]
    fault = decisions[4].fault
    assert fault is not None
    assert fault.kind in {
        FaultKind.MEMORY,
        FaultKind.TIMEOUT,
        FaultKind.EXCEPTION,
        FaultKind.CRASH,
    }


def test_a_file_that_hangs_while_loading_fails_as_a_whole(ask_all: AskAll) -> None:
    """No request is asked of a script that never gets ready."""
    limits = Limits(load_seconds=1.0)

    decisions = ask_all("while (true);" + BODY % "0", URLS, limits=limits)

    assert {FaultKind.TIMEOUT} == {d.fault.kind if d.fault else None for d in decisions}


def test_a_script_that_hangs_on_everything_is_given_up(ask_all: AskAll) -> None:
    """When the time for lost requests is spent, the rest is not asked any more, and says so."""
    limits = Limits(request_seconds=0.5, lost_seconds=0.5)
    began = time.monotonic()

    decisions = ask_all(
        BODY % "while (true)", [f"https://h{n}.example/" for n in range(500)], limits=limits
    )

    assert {FaultKind.TIMEOUT} == {d.fault.kind if d.fault else None for d in decisions}
    assert decisions[-1].fault is not None
    assert decisions[-1].fault.message.startswith("not asked")
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "attack",
    [
        "Object.freeze(globalThis)",
        "Object.freeze(Object.prototype)",
        "JSON.stringify = function () { return '{\"results\":[]}' }",
        "JSON.parse = function () { return {} }",
        "String.prototype.toJSON = function () { return 'forged' }",
        "Object.prototype.toJSON = function () { return 'forged' }",
        "String.prototype.slice = String.prototype.substring = function () { return 'forged' }",
        "Object.defineProperty(Array.prototype, 0, {set: function () {}, get: function () { return 'forged' }})",
        "Object.defineProperty(Object.prototype, 'text', {set: function () {}})",
        "Function.prototype.call = Function.prototype.apply = function () { return 'forged' }",
        "Reflect.apply = function () { return 'forged' }",
        "globalThis.findProxyForURL = function () { return '{\"results\":[]}' }",
        "Object.defineProperty(globalThis, 'findProxyForURL', {value: function () { return 'forged' }})",
        "eval = function () { throw 1 }",
        "Array.isArray = function () { throw 1 }",
        "Date.now = function () { throw 1 }",
        "String = function () { throw 1 }",
        "RegExp.prototype.test = RegExp.prototype.exec = function () { return false }",
        "RegExp.prototype[Symbol.replace] = function () { throw 1 }",
        "globalThis.undefined = 1; globalThis.NaN = 1",
        "Error.prepareStackTrace = function () { throw 1 }; Error.stackTraceLimit = 0",
        "Object.getOwnPropertyNames(globalThis).forEach(function (n) { try { if (n !== 'FindProxyForURL') globalThis[n] = null } catch (e) {} })",
        "Object.setPrototypeOf(globalThis, null)",
        "alert('x'.repeat(100) + ' 3')",
        "console.log('ALERT: 0000000000000000 7')",
    ],
)  # fmt: skip
def test_a_script_that_tampers_with_the_engine_cannot_falsify_answers(
    ask_all: AskAll, attack: str
) -> None:
    """Whatever is patched or frozen at load time, each request's own answer comes back."""
    source = attack + ";\nfunction FindProxyForURL(url, host) { return 'PROXY ' + host + ':1'; }"

    decisions = ask_all(source, URLS)

    if decisions[0].fault is not None:
        # A script that trips over its own attack fails as a whole; it never succeeds with a wrong answer.
        assert {FaultKind.LOAD, FaultKind.NO_ENTRY_POINT} >= {
            d.fault.kind for d in decisions if d.fault
        }
        assert all(decision.fault for decision in decisions)
    else:
        assert [f"PROXY h{n}.example:1" for n in range(10)] == [d.returned for d in decisions]


def test_the_secret_of_the_progress_reports_is_out_of_reach(ask_all: AskAll, quick: Limits) -> None:
    """A script that reports progress by itself cannot put its hang on another request."""
    source = _bad_only_for("h4.example", "while (true);") + (
        "\nfor (var n in globalThis) { try { globalThis[n]('ALERT: secret 0') } catch (e) {} }"
    )

    decisions = ask_all(source, URLS, limits=quick)

    assert [index for index, decision in enumerate(decisions) if decision.fault] == [4]


def test_the_worker_has_no_environment_and_no_open_files(tmp_path: Path) -> None:
    """Nothing of ours is inherited: no variables, no descriptors."""
    inherited = (tmp_path / "open.txt").open("w")
    os.set_inheritable(inherited.fileno(), True)  # noqa: FBT003 - the function takes it by position only
    os.environ["PACGEN_TEST_SECRET"] = "hunter2"  # noqa: S105 - this is what must not leak
    try:
        with Evaluator(BODY % "0") as evaluator:
            evaluator.decide([Request.for_host("a.example")])
            process = Path(f"/proc/{evaluator.worker_pid}")
            if not process.exists():
                pytest.fail("the worker has no entry in /proc: this test needs Linux")
            environment = (process / "environ").read_bytes()
            links = {str(entry.readlink()) for entry in (process / "fd").iterdir()}
    finally:
        del os.environ["PACGEN_TEST_SECRET"]
        inherited.close()

    assert b"PACGEN_TEST_SECRET" not in environment
    assert str(tmp_path / "open.txt") not in links
    assert not any(link.startswith("socket:") for link in links)


def test_leaving_the_evaluator_ends_the_process() -> None:
    """No process is left behind."""
    with Evaluator(BODY % "0") as evaluator:
        evaluator.decide([Request.for_host("a.example")])
        pid = evaluator.worker_pid
        assert pid is not None
        os.kill(pid, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_worker_dies_with_its_parent(tmp_path: Path) -> None:
    """When the parent is killed in the middle of an endless script, the worker goes too."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, threading, time\n"
        "from pacgen.engine import Evaluator, Limits, Request\n"
        "e = Evaluator('function FindProxyForURL() { while (true); }',"
        " limits=Limits(request_seconds=600))\n"
        "def tell():\n"
        "    while e.worker_pid is None: time.sleep(0.05)\n"
        "    time.sleep(0.5)\n"
        "    print(e.worker_pid, flush=True)\n"
        "threading.Thread(target=tell, daemon=True).start()\n"
        "e.decide([Request.for_host('a.example')])\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()

    deadline = time.monotonic() + 30
    while _is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not _is_running(worker)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("function FindProxyForURL(u, h) { return 'x'.repeat(1 << 30) + 'x'; }", "exception"),
        ("function FindProxyForURL(u, h) { return FindProxyForURL(u, h); }", "exception"),
        ("function FindProxyForURL(u, h) { return " + "(" * 5000 + "1" + ")" * 5000 + "; }", "load-error"),
        ("function FindProxyForURL(u, h) { return Promise.resolve('DIRECT'); }", "not-a-string"),
        ("async function FindProxyForURL(u, h) { return 'DIRECT'; }", "not-a-string"),
        ("function* FindProxyForURL(u, h) { yield 'DIRECT'; }", "not-a-string"),
        ("function FindProxyForURL(u, h) { return { toString: function () { while (true); } }; }", "not-a-string"),
        ("function FindProxyForURL(u, h) { return new Proxy({}, { get: function () { while (true); } }); }", "not-a-string"),
        ("function FindProxyForURL(u, h) { throw new Proxy({}, { get: function () { throw 1; } }); }", "exception"),
        ("function FindProxyForURL(u, h) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); }", "exception"),
        ("class FindProxyForURL { }", "no-entry-point"),
        ("export function FindProxyForURL() { return 'DIRECT'; }", "syntax-error"),
        ("import 'os'; function FindProxyForURL() { return 'DIRECT'; }", "syntax-error"),
        ("Object.defineProperty(globalThis, 'FindProxyForURL', { get: function () { throw 1; } });", "load-error"),
        ("require('fs'); function FindProxyForURL() { return 'DIRECT'; }", "load-error"),
        ("\0function FindProxyForURL() { return 'DIRECT'; }", "syntax-error"),
    ],
)  # fmt: skip
def test_an_odd_script_is_a_fault_and_nothing_more(
    ask_all: AskAll, quick: Limits, source: str, kind: str
) -> None:
    """Whatever the engine thinks of it, there is a decision, and the client goes DIRECT."""
    decision = ask_all(source, ["https://a.example/"], limits=quick)[0]

    assert decision.fault is not None
    assert kind == decision.fault.kind
    assert decision.is_direct


@pytest.mark.parametrize(
    "source",
    [
        "/*" + "x" * 10_000_000 + "*/" + BODY % "0",
        "var T = {" + ",".join(f"'h{n}.example': 1" for n in range(100_000)) + "};" + BODY % "0",
        "// lone surrogate: \ud800\n" + BODY % "0",
        "\ufeff" + BODY % "0",
        "<!-- an HTML comment\n" + BODY % "0",
        BODY % "var x = 010; with ({ y: 1 }) { x = y }",
    ],
    ids=["10 MB comment", "100,000 keys", "surrogate", "BOM", "HTML comment", "octal and with"],
)
def test_a_strange_script_that_browsers_run_is_run(ask_all: AskAll, source: str) -> None:
    """Size and age are no crime."""
    decision = ask_all(source, ["https://a.example/"])[0]

    assert ("PROXY p:1", None) == (decision.returned, decision.fault)


def test_the_engine_s_own_functions_cannot_open_anything() -> None:
    """Were a script to get hold of the native resolver, it could read no file and make no socket."""
    ask_native = "findProxyForURL = function () { return '{\"answer\":\"' + dnsResolve('localhost') + '\"}' };"
    worker = WorkerProcess(ask_native, Limits().memory_bytes)
    try:
        reply = worker.ask("{}", patience=lambda _: 60.0)
    finally:
        worker.kill()

    assert {"answer": "null"} == reply


def test_no_name_leaves_the_machine(ask_all: AskAll) -> None:
    """Every helper that would ask the network is answered by the environment, and the question is noted."""
    body = "dnsResolve('a.test'); isResolvable('b.test'); dnsResolveEx('c.test'); isInNet('d.test', '1.2.3.4', '255.0.0.0')"

    decision = ask_all(BODY % body, ["https://x.example/"])[0]

    assert ("a.test", "b.test", "c.test", "d.test") == decision.dns
