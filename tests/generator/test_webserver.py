"""
Tests of the web servers' configuration: where a server is installed, it is started and asked.

With ``PACGEN_SERVERS=1`` a server that is missing is a failure.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pacgen.errors import UsageError
from pacgen.generator.webserver import MIME_TYPE, WebServer, snippet, snippet_name

CONTENT = b'function FindProxyForURL(url, host) { return "DIRECT"; }\n' * 50
PATIENCE = 60.0
MODULES = Path("/usr/lib/apache2/modules")

NGINX = """
daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    default_type text/plain;
    gzip on;
    gzip_types *;
    charset utf-8;
    {temporary}
    server {{ listen 127.0.0.1:{port}; root {root}; include {snippet}; }}
}}
"""

APACHE = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile apache.pid
ErrorLog error.log
Mutex default:.
DefaultRuntimeDir .
{modules}
{user}
DocumentRoot {root}
<Directory />
    Require all denied
</Directory>
AddDefaultCharset utf-8
SetOutputFilter DEFLATE
Include {snippet}
"""

CADDY = """
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    import {snippet}
    respond 404
}}
"""

USED_MODULES = ("mpm_event", "authz_core", "alias", "env", "headers", "filter", "deflate")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class Running:
    """A server on loopback."""

    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Make a request of its own connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            shown = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=shown)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())


def free_port() -> int:
    """Return a port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(server: WebServer, directory: Path, port: int) -> list[str]:
    """Write the server's configuration around our snippet and return how it is started."""
    values = {"port": port, "root": directory, "snippet": directory / "snippet"}
    config = directory / "config"
    match server:
        case WebServer.NGINX:
            kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            temporary = " ".join(f"{kind}_temp_path {directory}/{kind};" for kind in kinds)
            config.write_text(NGINX.format(temporary=temporary, **values))
            return ["nginx", "-p", str(directory), "-c", str(config), "-e", "stderr"]
        case WebServer.APACHE:
            modules = "\n".join(
                f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in USED_MODULES
            )
            user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
            config.write_text(APACHE.format(modules=modules, user=user, **values))
            return ["apache2", "-d", str(directory), "-f", str(config), "-DFOREGROUND"]
        case WebServer.CADDY:
            config.write_text(CADDY.format(**values))
            return ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]
        case WebServer.IIS:
            raise NotImplementedError


def is_up(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server answers; say whether it lives."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module", params=[WebServer.NGINX, WebServer.APACHE, WebServer.CADDY])
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    """Start a real server with our snippet."""
    server: WebServer = request.param
    program = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}[server]
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    if shutil.which(program, path=path) is None:
        if os.environ.get("PACGEN_SERVERS") == "1":
            pytest.fail(f"{program} is not installed, and PACGEN_SERVERS=1 demands it")
        pytest.skip(f"{program} is not installed")
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        # A server that gives up root's rights must still reach the file.
        directory.chmod(0o755)
        (directory / "teams file.dat").write_bytes(CONTENT)
        (directory / "snippet").write_text(snippet(server, file=f"{name}/teams file.dat"))
        environment = os.environ | {
            "PATH": path,
            "HOME": name,
            "XDG_DATA_HOME": name,
            "XDG_CONFIG_HOME": name,
        }
        for _ in range(5):
            port = free_port()
            with (directory / "log").open("wb") as log:
                process = subprocess.Popen(
                    command(server, directory, port),
                    cwd=directory,
                    env=environment,
                    stdout=log,
                    stderr=log,
                )
            try:
                if is_up(process, port):
                    yield Running(port)
                    return
            finally:
                process.terminate()
                process.wait(PATIENCE)
        pytest.fail(f"{program} does not start: {(directory / 'log').read_text()}")


@pytest.mark.parametrize("path", ["/wpad.dat", "/proxy.pac"])
def test_a_real_server(running: Running, path: str) -> None:
    """The file comes under both names, whole, with the type that WinHTTP wants."""
    answer = running.ask(path, Accept_Encoding="gzip")

    assert answer.status == 200
    assert answer.body == CONTENT
    assert answer.headers.get("Content-Type") == MIME_TYPE
    assert answer.headers.get("Cache-Control") == "max-age=3600, must-revalidate"
    assert answer.headers.get("Content-Encoding") is None


def test_a_real_server_sends_it_once(running: Running) -> None:
    """Who has the file already gets 304."""
    first = running.ask("/wpad.dat")
    tag = first.headers.get("ETag") or ""
    again = running.ask("/wpad.dat", If_None_Match=tag)

    assert tag
    assert again.status == 304
    assert again.body == b""


def test_a_real_server_does_nothing_else(running: Running) -> None:
    """Other paths are the server's own business, and HEAD works."""
    head = running.ask("/wpad.dat", "HEAD")

    assert running.ask("/other").status in {403, 404}
    assert head.status == 200
    assert head.headers.get("Content-Type") == MIME_TYPE


def test_iis() -> None:
    """The configuration for IIS is XML, and says for both names what the others say."""
    root = ET.fromstring(snippet(WebServer.IIS, file="C:\\pac\\wpad.dat"))  # noqa: S314 - our own
    places = {place.get("path"): place for place in root.findall("location")}
    kinds = {path: place.find(".//mimeMap") for path, place in places.items()}
    cache = places["wpad.dat"].find(".//clientCache")

    assert list(places) == ["wpad.dat", "proxy.pac"]
    assert [
        (k.get("fileExtension"), k.get("mimeType")) for k in kinds.values() if k is not None
    ] == [
        (".dat", MIME_TYPE),
        (".pac", MIME_TYPE),
    ]
    assert cache is not None
    assert cache.get("cacheControlMaxAge") == "0.01:00:00"


@pytest.mark.parametrize("server", WebServer)
def test_age(server: WebServer) -> None:
    """How long clients may keep the file can be said."""
    text = snippet(server, file="/srv/wpad.dat", max_age=90061)

    assert ("1.01:01:01" if server is WebServer.IIS else "max-age=90061") in text


@pytest.mark.parametrize("server", WebServer)
@pytest.mark.parametrize("character", ['"', "$", "{", "\n", "%", "\\", "\u00e9", "\0", "*", "`"])
def test_no_path_can_break_out(server: WebServer, character: str) -> None:
    """A path with a character that some server reads as more than itself is refused."""
    with pytest.raises(UsageError, match="has a character that means something"):
        snippet(server, file=f"/srv/a{character}b/wpad.dat")


@pytest.mark.parametrize("file", ["wpad.dat", "../wpad.dat", "", "~/wpad.dat"])
def test_paths_must_be_absolute(file: str) -> None:
    """A web server has no working directory that a path could start from."""
    with pytest.raises(UsageError, match="is no absolute path"):
        snippet(WebServer.NGINX, file=file)


def test_windows_paths() -> None:
    """Servers on Windows take slashes, which mean the same everywhere."""
    for server in (WebServer.NGINX, WebServer.APACHE):
        assert '"D:/pac files/wpad.dat"' in snippet(server, file="D:\\pac files\\wpad.dat")


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (WebServer.NGINX, "teams.nginx.conf"),
        (WebServer.APACHE, "teams.apache.conf"),
        (WebServer.IIS, "web.config"),
        (WebServer.CADDY, "teams.Caddyfile"),
    ],
)
def test_names(server: WebServer, expected: str) -> None:
    """The snippet is called after the PAC file and the server; IIS knows one name only."""
    assert snippet_name(server, "/srv/pac/teams.eu.dat") == expected


@pytest.mark.parametrize("server", WebServer)
def test_the_same_every_time(server: WebServer) -> None:
    """The same wishes give the same text, in ASCII, with a line end at its end."""
    texts = {snippet(server, file="/srv/wpad.dat") for _ in range(3)}

    assert len(texts) == 1
    assert texts.pop().encode("ascii").endswith(b"\n")
