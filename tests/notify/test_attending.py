"""``pacgen update`` with all that surrounds it: others who are told, log lines, running again."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pacgen.cli import main
from pacgen.endpoints import Instance
from pacgen.endpoints.snapshot import load_shipped

if TYPE_CHECKING:
    from tests.conftest import FakeService
    from tests.notify.outcomes import Receiver

VERSION = load_shipped(Instance.WORLDWIDE).version
PATIENCE = 120
CONFIG = """\
environment: [HOOK]
proxy: PROXY proxy.example.com:8080
outputs: [{name: main, file: wpad.dat}]
update: {state: state, gates: {prove: off}}
notify:
  metrics: pacgen.prom
  webhooks:
    - {url: "${HOOK}", format: teams, events: [published, unchanged, refused, failed], attempts: 1}
    - {url: "${HOOK}", format: json, events: [published, unchanged, refused, failed], attempts: 1}
"""


class Site:
    """A directory with a configuration, in which the real command runs."""

    def __init__(
        self, root: Path, service: FakeService, hook: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.root = root
        self._capfd = capfd
        self.service = service
        self.children: list[subprocess.Popen[str]] = []
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
            "HOME": str(root / "home"),
            "LOCALAPPDATA": str(root / "home"),
            "XDG_DATA_HOME": str(root / "home"),
            "XDG_STATE_HOME": str(root / "home"),
            "HOOK": hook,
        }
        (root / "pacgen.yaml").write_text(CONFIG)

    def command(self, *arguments: str) -> list[str]:
        """Return the arguments of the command."""
        return ["update", "--base-url", self.service.url, *arguments]

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end, in this process: to start another takes as long as the run."""
        self._capfd.readouterr()
        with mock.patch.dict(os.environ, {**self.environment, **environment}, clear=True):
            code = main(self.command(*arguments))
        return subprocess.CompletedProcess(arguments, code, *self._capfd.readouterr())

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start the command."""
        child = subprocess.Popen(
            [sys.executable, "-m", "pacgen", *self.command(*arguments)],
            cwd=self.root,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.children.append(child)
        return child

    def metrics(self) -> dict[str, float]:
        """Return the metrics without labels, as Prometheus's parser reads them."""
        text = (self.root / "pacgen.prom").read_text()
        families = text_string_to_metric_families(text)
        return {s.name: s.value for f in families for s in f.samples if not s.labels}

    def everything(self) -> str:
        """Return the content of every file that pacgen has written, and their names."""
        files = [p for p in self.root.rglob("*") if p.is_file() and p.name != "pacgen.yaml"]
        assert len(files) > 4
        return "\n".join(f"{p}\n{p.read_bytes().decode('utf-8', 'replace')}" for p in files)


@pytest.fixture
def site(
    tmp_path: Path,
    service: FakeService,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Site]:
    """Return a site whose service has nothing new, and whose webhook is a real server."""
    service.on("/version/Worldwide", service.version("Worldwide", VERSION))
    monkeypatch.chdir(tmp_path)
    found = Site(tmp_path, service, f"{receiver.url}/hooks/SECRET?sig=SIGNATURE", capfd)
    yield found
    for child in found.children:
        child.kill()
        child.communicate()


def test_everybody_is_told(site: Site, receiver: Receiver) -> None:
    """After a run the metrics are there, each webhook has been posted to, and nothing complains."""
    done = site.run()
    assert (0, "") == (done.returncode, done.stderr)
    card, summary = [data for _, _, data in receiver.posts]
    assert "AdaptiveCard" == card["attachments"][0]["content"]["type"]
    assert ("published", "published") == (summary["event"], summary["verdict"])
    first = site.metrics()
    assert 0 == first["pacgen_last_run_exit_code"]
    assert abs(time.time() - first["pacgen_last_success_timestamp_seconds"]) < PATIENCE
    assert first["pacgen_last_publish_timestamp_seconds"] > 0
    assert 0 == site.run().returncode
    assert "unchanged" == receiver.posts[-1][2]["event"]
    assert (
        first["pacgen_last_publish_timestamp_seconds"]
        == site.metrics()["pacgen_last_publish_timestamp_seconds"]
    )


def test_a_dry_run_tells_nobody(site: Site, receiver: Receiver) -> None:
    """Trying out writes no metrics and posts nothing."""
    assert 0 == site.run("--dry-run").returncode
    assert not receiver.posts
    assert not (site.root / "pacgen.prom").exists()


@pytest.mark.parametrize("arguments", [(), ("--log-format", "logfmt")])
def test_telling_never_fails_the_job(
    site: Site, receiver: Receiver, arguments: tuple[str, ...]
) -> None:
    """Webhooks that refuse and metrics that cannot be written change neither code nor file."""
    receiver.answers = [500, 403]
    (site.root / "pacgen.prom").mkdir()
    done = site.run(*arguments)
    assert 0 == done.returncode
    assert (site.root / "wpad.dat").exists()
    for said in ("metrics: pacgen.prom: not written", "answered 500", "answered 403"):
        assert said in done.stderr


@pytest.mark.parametrize("form", ["logfmt", "json"])
def test_log_lines_in_place_of_prose(site: Site, form: str) -> None:
    """With log lines every line of standard error is one, and standard output stays empty."""
    done = site.run("--log-format", form)
    assert "" == done.stdout
    lines = done.stderr.splitlines()
    if form == "json":
        found = [json.loads(line) for line in lines]
        assert ("end", "published", 0) == tuple(
            found[-1][key] for key in ("event", "verdict", "exit_code")
        )
    else:
        assert all(re.match(r"time=\S+Z level=\w+ event=\w+ ", line) for line in lines)
        assert " event=end verdict=published exit_code=0 " in lines[-1]


def test_log_lines_of_a_broken_configuration(site: Site) -> None:
    """What keeps a run from beginning is a line too."""
    (site.root / "pacgen.yaml").write_text("proxi: x\n")
    done = site.run("--log-format", "json")
    error, end = [json.loads(line) for line in done.stderr.splitlines()]
    assert 2 == done.returncode == end["exit_code"]
    assert "did you mean 'proxy'" in error["what"]


def test_the_summary_beside_log_lines(site: Site) -> None:
    """The summary goes to standard output, and what could not be told is in it."""
    done = site.run("--format", "json", "--log-format", "logfmt", HOOK="")
    summary = json.loads(done.stdout)
    assert ("published", 0) == (summary["verdict"], summary["exit_code"])
    assert 2 == len([p for p in summary["problems"] if "variable HOOK is not set" in p])


def test_no_secret_gets_out(site: Site, receiver: Receiver) -> None:
    """
    Neither the webhook's URL nor the proxy's password is in any stream or file, whether all goes
    well, the webhook refuses, or the proxy is not there; in each form of log.
    """
    proxies = dict.fromkeys(
        ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"),
        "http://user:PASSWORD@127.0.0.1:9",
    )
    said = ""
    for form, answer, environment, code in (
        ("logfmt", 200, {}, 0),
        ("text", 403, {}, 0),
        ("json", 0, {}, 0),
        ("text", 200, {**proxies, "NO_PROXY": "", "no_proxy": ""}, 3),
        ("json", 200, {"HOOK": "http://h\x7f/SECRET", **proxies}, 3),
    ):
        receiver.answers = [answer]
        done = site.run("--log-format", form, "-v", **environment)
        assert code == done.returncode, done.stderr
        said += done.stdout + done.stderr
        (site.root / "home" / "pacgen" / "service.json").unlink(missing_ok=True)
    done = site.run("--format", "json", HOOK="SECRET")
    said += done.stdout + done.stderr + site.everything()
    assert "not sent" in said
    for secret in ("SECRET", "SIGNATURE", "PASSWORD"):
        assert secret not in said


def test_the_resident_job(site: Site, manager: socket.socket) -> None:
    """It is ready, runs, says what became of it, lives through a broken configuration, and stops."""
    child = site.start(
        "--every", "1s", "--jitter", "0s", "--log-format", "logfmt",
        NOTIFY_SOCKET=manager.getsockname(),
    )  # fmt: skip
    assert manager.recv(4096).startswith(b"READY=1")
    assert manager.recv(4096).startswith(f"STATUS=published at {VERSION}; next run in".encode())
    (site.root / "pacgen.yaml").write_text("proxi: x\n")
    while not (heard := manager.recv(4096)).startswith(b"STATUS=failed with exit code 2"):
        assert heard.startswith(f"STATUS=unchanged at {VERSION};".encode())
    (site.root / "pacgen.yaml").write_text(CONFIG.replace("proxy.example", "proxy2.example"))
    while not (heard := manager.recv(4096)).startswith(b"STATUS=published"):
        assert heard.startswith(b"STATUS=failed")
    child.send_signal(signal.SIGTERM)
    _, err = child.communicate(timeout=PATIENCE)
    assert 0 == child.returncode
    while manager.recv(4096) != b"STOPPING=1":
        pass
    assert "Traceback" not in err
    assert "PROXY proxy2.example.com:8080" in (site.root / "wpad.dat").read_text()
    assert 2 <= err.count(" event=end verdict=published exit_code=0 ")
    assert 2 <= err.count(" level=info event=wait until=")


def test_ctrl_c_ends_the_resident_job(site: Site, manager: socket.socket) -> None:
    """Ctrl-C says so in one line, with code 130; before it stands when the next run is due."""
    child = site.start("--every", "1h", NOTIFY_SOCKET=manager.getsockname())
    manager.recv(4096)
    manager.recv(4096)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=PATIENCE)
    assert 130 == child.returncode
    assert re.fullmatch(r"next run   [0-9: -]+ UTC\n\n\n?pacgen: interrupted\n", err)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--every", "soon"), "'soon' is no length of time"),
        (("--every", "0s"), "is not between 1s and"),
        (("--every", "1h", "--dry-run"), "--every and --dry-run exclude each other"),
        (("--every", "1h", "--once"), "--every and --once exclude each other"),
        (("--every", "1h", "--approve"), "--every and --approve exclude each other"),
        (("--every", "1h", "--force"), "--every and --force exclude each other"),
        (("--jitter", "1m"), "--jitter is for --every"),
        (("--every", "1m", "--jitter", "1m"), "--jitter must be shorter than --every"),
    ],
)
def test_wrong_use(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """What cannot be meant is said, and nothing is done."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pacgen.yaml").write_text(CONFIG)
    assert 2 == main(["update", *arguments])
    out, err = capfd.readouterr()
    assert (message in err, out) == (True, "")
    assert ["pacgen.yaml"] == [path.name for path in tmp_path.iterdir()]
