from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen.cli import main
from pacgen.data import ENDPOINTS

if TYPE_CHECKING:
    from tests.conftest import FakeService

Reader = Callable[[str], bytes]

DATA = Path(__file__).parents[1] / "data"
INSTANCES = ("Worldwide", "China", "USGovDoD", "USGovGCCHigh")
SHIPPED = {
    entry["instance"]: entry["version"]
    for entry in json.loads(ENDPOINTS.joinpath("index.json").read_bytes())["documents"]
}
NEW = "2027010100"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Home:
    """A home directory of its own, in which ``python -m pacgen fetch`` runs."""

    def __init__(self, root: Path, service: FakeService) -> None:
        self.root = root
        self.service = service
        self.store = root / "data" / "pacgen" / "endpoints"
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")},
            "HOME": str(root),
            "USERPROFILE": str(root),
            "LOCALAPPDATA": str(root),
            "XDG_DATA_HOME": str(root / "data"),
            "XDG_STATE_HOME": str(root / "state"),
        }

    def command(self, *arguments: str) -> list[str]:
        """Return the command line."""
        return [sys.executable, "-m", "pacgen", "fetch", "--base-url", self.service.url, *arguments]

    def run(self, *arguments: str) -> Ran:
        """Run the command to its end."""
        ran = subprocess.run(
            self.command(*arguments),
            env=self.env,
            cwd=self.root,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in ran.stderr
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def offer(self, instance: str, version: str, content: bytes = b"[]") -> None:
        """Let the service have a document."""
        self.service.on(f"/version/{instance}", self.service.version(instance, version))
        self.service.on(f"/endpoints/{instance}", self.service.content(content))


@pytest.fixture
def home(tmp_path: Path, service: FakeService) -> Home:
    """Return an empty home directory and its service."""
    return Home(tmp_path, service)


def test_unchanged(home: Home) -> None:
    """If nothing is new one line on stdout says so, and stderr stays empty."""
    home.offer("Worldwide", SHIPPED["Worldwide"])
    expected = f"Worldwide: unchanged at {SHIPPED['Worldwide']} (shipped with pacgen)"
    assert Ran(0, f"{expected}\n", "") == home.run()
    assert Ran(0, f"{expected}; asked within the hour, not asked again\n", "") == home.run()
    assert Ran(0, f"{expected}\n", "") == home.run("--force")
    assert 2 == len(home.service.asked)


def test_update_says_what_changed(home: Home) -> None:
    """A new document is stored, and its changes are printed, Teams first."""
    content = json.loads(ENDPOINTS.joinpath("worldwide.json").read_bytes())
    teams = next(s for s in content if s["id"] == 12)
    teams["urls"] = [*teams["urls"], "new.teams.microsoft.com"]
    home.offer("Worldwide", NEW, json.dumps(content).encode())
    expected = [
        f"Worldwide: updated {SHIPPED['Worldwide']} -> {NEW}",
        "  Teams (Skype):",
        "    + name new.teams.microsoft.com (Allow)",
    ]
    ran = home.run()
    assert (0, expected, "") == (ran.code, ran.out.splitlines(), ran.err)
    assert f"Worldwide: unchanged at {NEW} (fetched)" in home.run("--force").out


def test_one_client_request_id_per_machine(home: Home) -> None:
    """Every question of every run carries the same id."""
    home.offer("Worldwide", SHIPPED["Worldwide"])
    for _ in range(3):
        home.run("--force")
    assert 1 == len({asked.query["clientrequestid"] for asked in home.service.asked})


def test_all_instances_with_one_that_fails(home: Home, recorded: Reader) -> None:
    """An instance that fails does not keep the others back; the code is the worst of all."""
    home.offer("Worldwide", SHIPPED["Worldwide"])
    home.offer("China", NEW, b"<html>")
    small = json.dumps(json.loads(recorded("usgovdod-20251114"))[:5]).encode()
    home.offer("USGovDoD", NEW, small)
    home.offer("USGovGCCHigh", SHIPPED["USGovGCCHigh"])
    ran = home.run("--all")
    assert 5 == ran.code
    assert ["Worldwide", "USGovGCCHigh"] == [x.partition(":")[0] for x in ran.out.splitlines()]
    assert "answered no JSON" in ran.err
    assert "USGovDoD: version 2027010100 is much smaller" in ran.err
    assert "--accept-shrink" in ran.err
    assert not home.store.exists()


def test_accept_shrink(home: Home, recorded: Reader) -> None:
    """``--accept-shrink`` takes a document that lost much."""
    small = json.dumps(json.loads(recorded("worldwide-20251114"))[:5]).encode()
    home.offer("Worldwide", NEW, small)
    assert 5 == home.run().code
    assert 0 == home.run("--accept-shrink").code


def test_filters_are_kept_apart(home: Home, recorded: Reader) -> None:
    """A filtered document is fetched beside the full one, and its line says which it is."""
    home.offer("Worldwide", SHIPPED["Worldwide"], recorded("worldwide-20251114"))
    ran = home.run("--service-areas", "teams,Exchange", "--tenant", "Contoso", "--no-ipv6")
    assert (
        "Worldwide (Common+Exchange+Skype, tenant contoso, no IPv6): "
        f"fetched {SHIPPED['Worldwide']}, 64 sets\n"
    ) == ran.out


def test_own_directory(home: Home, recorded: Reader, tmp_path: Path) -> None:
    """With ``--endpoints`` the documents go there and nowhere else."""
    home.offer("China", NEW, recorded("china-20251114"))
    home.run("--endpoints", str(tmp_path / "own"), "--instance", "china")
    assert ((tmp_path / "own" / "index.json").exists(), False) == (True, home.store.exists())


def test_damage_is_mended_and_said(home: Home, recorded: Reader) -> None:
    """A damaged document is fetched again, and stderr says that it was damaged."""
    home.offer("Worldwide", NEW, recorded("worldwide-20251114"))
    home.run()
    next(home.store.glob("worldwide-*")).write_bytes(b"")
    ran = home.run()
    assert (0, f"Worldwide: mended, now at {NEW}") == (ran.code, ran.out.splitlines()[0])
    assert "not what index.json says" in ran.err


def test_older_version_is_said(home: Home) -> None:
    """A service that offers an older version changes nothing, and the line says so."""
    home.offer("Worldwide", "2020010100")
    ran = home.run()
    assert (0, True) == (ran.code, "the service offers the older 2020010100" in ran.out)


def test_rate_limit_is_respected_by_the_next_run(home: Home) -> None:
    """After a 429 the next run does not ask."""
    home.offer("Worldwide", NEW)
    home.service.on("/endpoints/Worldwide", home.service.status(429))
    first, second = home.run(), home.run()
    assert (3, 3, 2) == (first.code, second.code, len(home.service.asked))
    assert "wants 60 minutes of silence" in first.err
    assert "not asked: it wants" in second.err


def test_timeout_is_a_deadline(home: Home) -> None:
    """``--timeout`` bounds a server that drips for ever."""
    home.service.on("/version/Worldwide", home.service.drip(b"HTTP/1.0 200 OK\r\nA: "))
    begun = time.monotonic()
    ran = home.run("--timeout", "1")
    assert (3, True) == (ran.code, "within 1 seconds" in ran.err)
    assert time.monotonic() - begun < 60


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--all", "--instance", "China"], "exclude each other"),
        (["--instance", "Germany"], "no instance of Microsoft 365"),
        (["--service-areas", "Office"], "no service area"),
        (["--tenant", "a.b"], "no tenant's name"),
        (["--timeout", "0"], "--timeout"),
        (["--ca-bundle", "none.pem"], "--ca-bundle none.pem: No such file"),
        (["--base-url", "x"], "--base-url"),
    ],
)
def test_wrong_usage(home: Home, arguments: list[str], words: str) -> None:
    """Flags that make no sense end with code 2 before anything is asked."""
    ran = home.run(*arguments)
    assert (2, "", []) == (ran.code, ran.out, home.service.asked)
    assert words in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT for a child alone")
def test_interrupt_leaves_the_store_whole(home: Home, recorded: Reader) -> None:
    """Ctrl-C while the service is silent ends the command at once, with the store untouched."""
    home.offer("Worldwide", NEW, recorded("worldwide-20251114"))
    home.run()
    before = {p.name: p.read_bytes() for p in home.store.iterdir()}
    home.offer("Worldwide", "2027020100")
    home.service.on("/endpoints/Worldwide", home.service.silence())
    count = len(home.service.asked)
    # A shell that starts tests in the background lets them ignore Ctrl-C, and their children too.
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from pacgen.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, *home.command("--force")[3:]],
        env=home.env,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        limit = time.monotonic() + 60
        while len(home.service.asked) < count + 2 and time.monotonic() < limit:
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        _, err = child.communicate(timeout=60)
    assert 130 == child.returncode
    assert "interrupted" in err
    assert "Traceback" not in err
    assert before == {p.name: p.read_bytes() for p in home.store.iterdir()}


def test_ca_bundle(
    tls_service: FakeService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Behind an inspecting proxy ``--ca-bundle`` makes the difference."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    tls_service.on("/version/Worldwide", tls_service.version("Worldwide", SHIPPED["Worldwide"]))
    arguments = ["fetch", "--base-url", tls_service.url]
    assert 3 == main(arguments)
    assert "--ca-bundle FILE" in capsys.readouterr().err
    assert 0 == main([*arguments, "--ca-bundle", str(DATA / "tls" / "ca.pem")])
    assert capsys.readouterr().out.startswith("Worldwide: unchanged at")


def test_progress_is_for_terminals_only(
    service: FakeService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On a terminal stderr shows what is waited for; the result on stdout is the same."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("TERM", "xterm")
    service.on("/version/Worldwide", service.version("Worldwide", SHIPPED["Worldwide"]))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert 0 == main(["fetch", "--base-url", service.url])
    assert capsys.readouterr().out.startswith("Worldwide: unchanged at")
