"""A machine with loopback only for the browsers, and a server that hands out PAC files."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

__all__ = ["PacServer", "enter_namespace"]

_INSIDE = "PACGEN_AGREEMENT_NAMESPACE"
_SIOCSIFFLAGS = 0x8914
_UP_AND_RUNNING = 0x1 | 0x40


def enter_namespace() -> bool:
    """
    Start this program again where there is no network but loopback, unless it runs there already.

    Returns:
        Whether there is no network; where the machine allows no namespace, the browsers' own
        switches must do.
    """
    if os.environ.get(_INSIDE):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            request = struct.pack("16sH14x", b"lo", _UP_AND_RUNNING)
            fcntl.ioctl(any_socket, _SIOCSIFFLAGS, request)
        return True
    unshare = shutil.which("unshare")
    for options in (["--net"], ["--net", "--map-root-user"]):
        if (
            unshare
            and subprocess.run(
                [unshare, *options, "true"], check=False, capture_output=True
            ).returncode
            == 0
        ):
            os.environ[_INSIDE] = "yes"
            os.execv(unshare, [unshare, *options, sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves again
    return False


class PacServer:
    """Hands out one PAC file at a time, on loopback, and any other page empty."""

    def __init__(self) -> None:
        self._script = b"function FindProxyForURL() { return 'DIRECT'; }"
        self._asked = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    def offer(self, script: bytes) -> None:
        """From now on hand out *script*."""
        self._script = script
        self._asked.clear()

    def wait_until_asked(self, seconds: float) -> None:
        """
        Wait until a browser has fetched the PAC file on offer.

        Raises:
            TimeoutError: no browser came.
        """
        if not self._asked.wait(seconds):
            raise TimeoutError("the browser did not fetch the PAC file")

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        is_pac = handler.path.startswith("/pac/")
        body = self._script if is_pac else b"<!doctype html><title>page</title>"
        kind = "application/x-ns-proxy-autoconfig" if is_pac else "text/html"
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Cache-Control", "no-store")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
        if is_pac:
            self._asked.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
