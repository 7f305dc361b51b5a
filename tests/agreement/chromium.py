"""
What Chromium does with PAC files: one headless start for all of them.

The browser fetches a script anew when its net-internals page asks for it;
a page then requests the URLs.
Which proxies it chose, and what the script said, stands in the browser's own network log.
Every URL carries a fragment with the number of the question: scripts never see fragments,
the log does.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.agreement.loopback import PacServer
from tests.agreement.questions import TIME_ZONE, Answer, Script

__all__ = ["ask", "version"]

_PATIENCE = 60
_SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-domain-reliability",
    "--disable-features=LocalNetworkAccessChecks,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
    "--no-pings",
    "--net-log-capture-mode=Everything",
    "--remote-debugging-pipe",
)
_LITERALS = ("127.*", "10.*", "172.*", "192.168.*", "1.2.3", "0*", "*::*")
"""Addresses are resolved as ever."""

_LAUNCH = """
import fcntl, os, sys
high = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
os.dup2(high[0], 3)
os.dup2(high[1], 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""
"""Becomes the browser, with the two ends of the pipe where the browser expects them."""

_FETCH = """Promise.all({urls}.map(url =>
    fetch(url, {{mode: "no-cors", cache: "no-store"}}).then(() => 1, () => 0)))"""


def version() -> str:
    """Return the browser's name and version."""
    command = ["chromium", "--version"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(text.split()[:2])


def ask(scripts: Sequence[Script], dns: Mapping[str, str]) -> list[list[Answer]]:
    """Return one answer for each URL of each script; *dns* is all that resolves."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, PacServer() as server:
        home = Path(folder)
        browser = _Browser(home, server.port, dns)
        try:
            browser.ask_all(scripts, server)
        finally:
            browser.close()
        found = _read_log(home / "net.json")
    return [
        [
            found.get(f"{i}.{j}", _Found()).answer(f"{script.name} {url}")
            for j, url in enumerate(script.urls)
        ]
        for i, script in enumerate(scripts)
    ]


class _Browser:
    """A running browser, steered through the pipe of its debugging protocol."""

    def __init__(self, home: Path, port: int, dns: Mapping[str, str]) -> None:
        self._port = port
        self._count = 0
        self._pending = b""
        commands, self._commands = os.pipe()
        self._replies, replies = os.pipe()
        rules = [
            *(
                f"MAP {name} {f'[{address}]' if ':' in address else address}"
                for name, address in dns.items()
            ),
            "MAP * ^NOTFOUND",
            *(f"EXCLUDE {literal}" for literal in _LITERALS),
        ]
        self._process = subprocess.Popen(
            [
                sys.executable, "-c", _LAUNCH, str(commands), str(replies), "chromium", *_SWITCHES,
                f"--user-data-dir={home}",
                f"--log-net-log={home / 'net.json'}",
                f"--proxy-pac-url=http://127.0.0.1:{port}/pac/",
                f"--host-resolver-rules={', '.join(rules)}",
                "about:blank",
            ],
            env=os.environ | {"HOME": str(home), "TZ": TIME_ZONE},
            pass_fds=(commands, replies),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        os.close(commands)
        os.close(replies)

    def ask_all(self, scripts: Sequence[Script], server: PacServer) -> None:
        """Request all URLs of all scripts."""
        settings = self._open("chrome://net-internals/#proxy")
        page = self._open(f"http://127.0.0.1:{self._port}/")
        tab = self._open("about:blank")
        for session in (settings, page):
            self._evaluate(
                session, "new Promise(r => document.readyState == 'complete' ? r() : onload = r)"
            )
        for i, script in enumerate(scripts):
            server.offer(script.data)
            self._evaluate(settings, 'chrome.send("reloadProxySettings")')
            server.wait_until_asked(_PATIENCE)
            urls = [f"{url}#{i}.{j}" for j, url in enumerate(script.urls)]
            # A page cannot request URLs with credentials, a person can.
            self._evaluate(
                page, _FETCH.format(urls=json.dumps([url for url in urls if "@" not in url]))
            )
            for url in urls:
                if "@" in url:
                    self._call("Page.navigate", {"url": url}, tab)

    def close(self) -> None:
        """End the browser in peace, so that its log is whole; then end all that it started."""
        try:
            self._call("Browser.close")
            self._process.wait(_PATIENCE)
        except (OSError, subprocess.TimeoutExpired):
            pass
        finally:
            _kill_group(self._process)
            os.close(self._commands)
            os.close(self._replies)

    def _open(self, url: str) -> str:
        target = self._call("Target.createTarget", {"url": url})["targetId"]
        session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})
        return str(session["sessionId"])

    def _evaluate(self, session: str, expression: str) -> None:
        self._call("Runtime.evaluate", {"expression": expression, "awaitPromise": True}, session)

    def _call(
        self, method: str, params: Mapping[str, Any] | None = None, session: str | None = None
    ) -> Any:
        self._count += 1
        message = {"id": self._count, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            reply = self._receive()
            if reply.get("id") == self._count:
                if "error" in reply:
                    raise OSError(f"Chromium refuses {method}: {reply['error']}")
                return reply["result"]

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._pending:
            data = os.read(self._replies, 65536)
            if not data:
                raise OSError("Chromium is gone")
            self._pending += data
        message, _, self._pending = self._pending.partition(b"\0")
        return dict(json.loads(message))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@dataclass(slots=True)
class _Found:
    """What the log says about one question."""

    route: str | None = None
    alerts: list[str] = field(default_factory=list)

    def answer(self, question: str) -> Answer:
        if self.route is None:
            raise LookupError(f"Chromium's log says nothing about {question}")
        return Answer(self.route, tuple(self.alerts))


def _read_log(path: Path) -> dict[str, _Found]:
    log = json.loads(path.read_text(encoding="utf-8"))
    names = {number: name for name, number in log["constants"]["logEventTypes"].items()}
    questions: dict[int, str] = {}
    found: dict[str, _Found] = {}
    for event in log["events"]:
        source, params = event["source"]["id"], event.get("params") or {}
        match names[event["type"]]:
            case "HTTP_STREAM_JOB_CONTROLLER" if "url" in params:
                questions[source] = params["url"].rpartition("#")[2]
            case "PAC_JAVASCRIPT_ALERT" if source in questions:
                found.setdefault(questions[source], _Found()).alerts.append(params["message"])
            case "PROXY_RESOLUTION_SERVICE_RESOLVED_PROXY_LIST" if source in questions:
                # An error of the script has a number instead of proxies, and means DIRECT.
                route = params.get("proxy_info", "DIRECT").replace(";", "; ")
                found.setdefault(questions[source], _Found()).route = route
    return found
