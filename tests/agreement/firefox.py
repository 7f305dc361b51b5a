"""
What Firefox does with PAC files: one headless start for all of them.

Marionette, the browser's own remote control, runs code in the browser's process:
it sets the PAC file and asks the proxy service for the proxies of each URL,
without a single request.
What a script says through ``alert`` is in the browser's console.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.agreement.loopback import PacServer
from tests.agreement.questions import TIME_ZONE, Answer, Script

__all__ = ["ask", "version"]

_PATIENCE = 60
_SETTINGS: Mapping[str, object] = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
_RESOLVE = """
    const dns = Cc["@mozilla.org/network/native-dns-override;1"]
        .getService(Ci.nsINativeDNSResolverOverride);
    for (const [name, address] of Object.entries(arguments[0])) dns.addIPOverride(name, address);
"""
_INSTALL = """
    Services.prefs.setStringPref("network.proxy.autoconfig_url", arguments[0]);
    Services.prefs.setIntPref("network.proxy.type", 2);
"""
_ASK = """
    const [urls, done] = arguments;
    const { NetUtil } = ChromeUtils.importESModule("resource://gre/modules/NetUtil.sys.mjs");
    const service = Cc["@mozilla.org/network/protocol-proxy-service;1"]
        .getService(Ci.nsIProtocolProxyService);
    const said = () => Services.console.getMessageArray()
        .map(entry => entry.message)
        .filter(text => text.startsWith("PAC-alert: ") && !text.includes(".mozilla."));
    const ask = url => new Promise(resolve => {
        const channel = NetUtil.newChannel({ uri: url, loadUsingSystemPrincipal: true });
        service.asyncResolve(channel, 0, {
            QueryInterface: ChromeUtils.generateQI(["nsIProtocolProxyCallback"]),
            onProxyAvailable(request, uri, first, status) {
                const proxies = [];
                for (let info = first; info; info = info.failoverProxy)
                    proxies.push([info.type, info.host, info.port]);
                resolve(proxies);
            },
        });
    });
    (async () => {
        const answers = [];
        for (const url of urls) {
            Services.console.reset();
            const proxies = await ask(url);
            answers.push([proxies, said().map(text => text.slice("PAC-alert: ".length))]);
        }
        return answers;
    })().then(done);
"""
_KEYWORDS = {
    "http": "PROXY",
    "https": "HTTPS",
    "socks": "SOCKS5",
    "socks4": "SOCKS4",
    "direct": "DIRECT",
}


def version() -> str:
    """Return the browser's name and version."""
    command = ["firefox-esr", "--version"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return " ".join(text.split()[1:])


def ask(scripts: Sequence[Script], dns: Mapping[str, str]) -> list[list[Answer]]:
    """Return one answer for each URL of each script; *dns* is all that resolves."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, PacServer() as server:
        browser = _Browser(Path(folder))
        try:
            browser.run(_RESOLVE, dns)
            answers = []
            for i, script in enumerate(scripts):
                server.offer(script.data)
                browser.run(_INSTALL, f"http://127.0.0.1:{server.port}/pac/{i}")
                server.wait_until_asked(_PATIENCE)
                answers.append(
                    [_answer(*found) for found in browser.run(_ASK, list(script.urls), wait=True)]
                )
            return answers
        finally:
            browser.close()


def _answer(proxies: list[tuple[str, str, int]], alerts: list[str]) -> Answer:
    hops = []
    for found, host, port in proxies:
        kind = found
        if not host and kind in {"http", "https"}:
            # An address that Firefox could not read: it connects to the origin itself.
            kind = "direct"
        word = _KEYWORDS[kind]
        shown = f"[{host}]" if ":" in host else host
        hops.append(word if word == "DIRECT" else f"{word} {shown}:{port}")
    # No proxies at all: a direct connection.
    return Answer("; ".join(hops) or "DIRECT", tuple(alerts))


class _Browser:
    """A running browser, steered through Marionette."""

    def __init__(self, home: Path) -> None:
        port = _free_port()
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in {**_SETTINGS, "marionette.port": port}.items()
        ]
        (home / "user.js").write_text("".join(lines), encoding="utf-8")
        self._count = 0
        self._process = subprocess.Popen(
            [  # noqa: S607 - wherever it is installed
                "firefox-esr", "--headless", "--no-remote", "--profile", str(home),
                "--marionette", "--remote-allow-system-access", "about:blank",
            ],
            env=os.environ | {"HOME": str(home), "TZ": TIME_ZONE},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            self._socket = _connect(port)
            self._stream = self._socket.makefile("rb")
            self._receive()
            self._call("WebDriver:NewSession", {"capabilities": {}})
            self._call("Marionette:SetContext", {"value": "chrome"})
        except OSError:
            self._kill()
            raise

    def run(self, script: str, argument: object, *, wait: bool = False) -> Any:
        """Run *script* in the browser's process; with *wait* until it calls its last argument."""
        method = "WebDriver:ExecuteAsyncScript" if wait else "WebDriver:ExecuteScript"
        return self._call(method, {"script": script, "args": [argument], "sandbox": "system"})[
            "value"
        ]

    def close(self) -> None:
        """End the browser and all that it started."""
        self._stream.close()
        self._socket.close()
        self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _call(self, method: str, params: Mapping[str, Any]) -> Any:
        self._count += 1
        data = json.dumps([0, self._count, method, params]).encode()
        self._socket.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self._receive()
        if error:
            raise OSError(f"Firefox refuses {method}: {error}")
        return result

    def _receive(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise OSError("Firefox is gone")
            length += byte
        return json.loads(self._stream.read(int(length)))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _connect(port: int) -> socket.socket:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
