"""Faults of the machine, of the service and of its data: the real command, and what it leaves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.publish.faults.bench import NO_LINT, china

if TYPE_CHECKING:
    from tests.conftest import FakeService, Reply
    from tests.publish.faults.bench import Bench

GATES = NO_LINT
"""So the others must keep everything bad out."""

PAGE = 4096
MOUNT, UMOUNT = (shutil.which(name) or name for name in ("mount", "umount"))


def _can_mount() -> bool:
    return os.geteuid() == 0 and shutil.which(MOUNT) is not None


def _can_drop_rights() -> bool:
    return os.geteuid() == 0 and shutil.which("setpriv") is not None


@contextmanager
def _mounted(path: Path, options: str) -> Iterator[None]:
    """Have a small file system of its own at *path*."""
    done = subprocess.run(
        [MOUNT, "-t", "tmpfs", "-o", options, "none", str(path)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no small file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run([UMOUNT, str(path)], check=True)


@pytest.mark.skipif(not _can_mount(), reason="to mount a small file system takes root and mount(8)")
def test_full_disk(bench: Bench) -> None:
    """With room for ever fewer pages every run ends well or says so; with room again all is well."""
    with _mounted(bench.site, "size=2m"):
        bench.reset()
        ballast = bench.site / "ballast"
        codes = []
        for pages in (0, 1, 4, 10):
            free = shutil.disk_usage(bench.site).free
            ballast.write_bytes(b"\0" * (free - pages * PAGE))
            ran = bench.run()
            bench.check(ran)
            codes.append(ran.code)
            assert ran.code in {0, 4}, ran.err
            assert ran.code == 0 or "No space left on device" in ran.err
            assert ran.code == 0 or "make room there" in ran.err
            ballast.unlink()
            bench.heal_once()
            bench.reset()
        assert codes[0] == 4
        assert 4 in codes[1:]


def test_files_that_cannot_grow(bench: Bench) -> None:
    """Every write beyond a size fails, as with a quota: nothing is half written."""
    for largest in (1500, 3000, 5000):
        bench.reset()
        ran = bench.run(largest_file=largest)
        bench.check(ran)
        assert (4, bench.old) == (ran.code, bench.published()), ran.err
        bench.heal_once()


@pytest.mark.skipif(not _can_mount(), reason="to mount a file system takes root and mount(8)")
@pytest.mark.parametrize("place", ["web", "other", "state", "state/history"])
def test_read_only(bench: Bench, place: str) -> None:
    """A directory that nobody may write to stops everything, and the message names it."""
    path = bench.site / place
    with _mounted(path, "size=1m"):
        source = bench.root / "before" / place
        shutil.copytree(source, path, dirs_exist_ok=True)
        subprocess.run([MOUNT, "-o", "remount,ro", str(path)], check=True)
        ran = bench.run()
        bench.check(ran)
        assert (4, bench.old) == (ran.code, bench.published())
        assert "Read-only file system" in ran.err
        assert place in ran.err
    bench.reset()
    bench.heal_once()


@pytest.mark.skipif(not _can_drop_rights(), reason="to drop rights takes root and setpriv(1)")
@pytest.mark.parametrize("place", ["web", "web/wpad.dat", "state"])
def test_without_the_right_to_write(bench: Bench, place: str) -> None:
    """A process that has no right to write somewhere says where, and everything stays."""
    path = bench.site / place
    path.chmod(0o555)
    # Root with no capability left is bound by the permissions of files like everybody else.
    ran = bench.run_for_real("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")
    path.chmod(0o755)
    bench.check(ran)
    assert (4, bench.old) == (ran.code, bench.published()), ran.err
    assert "Permission denied" in ran.err
    assert place in ran.err
    bench.heal_once()


@pytest.mark.skipif(
    shutil.which("faketime") is None, reason="to set the clock back takes Debian's faketime"
)
def test_the_clock_goes_back(bench: Bench) -> None:
    """A clock that the system itself shows two months back changes nothing but the dates told."""
    # Without the command: under faketime time.sleep fails, which waits for its end.
    config = bench.site / "pacgen.yaml"
    config.write_text(re.sub(r"(?m)^  publish: .*\n", "", config.read_text()))
    ran = bench.run_for_real("faketime", "-f", "-60d", FAKETIME_DONT_FAKE_MONOTONIC="1")
    bench.check(ran)
    assert (0, bench.new) == (ran.code, bench.published()), ran.err
    entries = sorted((bench.site / "state" / "history").glob("*/entry.json"))
    before, after = [json.loads(entry.read_bytes())["when"] for entry in entries]
    assert after < before
    again = bench.run()
    assert (0, bench.new) == (again.code, bench.published()), again.err
    assert again.out.startswith("unchanged: ")


@pytest.mark.parametrize(
    "damage",
    [
        shutil.rmtree,
        lambda state: (state / "state.json").unlink(),
        lambda state: (state / "state.json").write_bytes(b""),
        lambda state: (state / "state.json").write_bytes(b'{"schema": 1, "current": "x"}'),
        lambda state: (state / "state.json").write_bytes(b"\xff" * 4096),
        lambda state: (state / "history" / "000001" / "entry.json").write_bytes(b"{"),
        lambda state: shutil.rmtree(state / "history"),
    ],
    ids=["all gone", "gone", "blank", "odd", "noise", "entry", "history"],
)
def test_damaged_state(bench: Bench, damage: Callable[[Path], object]) -> None:
    """What the job remembers may be lost: what is published stays, and nobody's file is lost."""
    damage(bench.site / "state")
    ran = bench.run()
    bench.check(ran)
    if ran.code == 5:
        # Nobody knows any more whether the files were changed by hand: a person must say so.
        assert "edited" in ran.out
        assert bench.old == bench.published()
        ran = bench.run(more=["--force"])
        bench.check(ran)
    assert (0, bench.new) == (ran.code, bench.published()), ran.err
    bench.heal_once()


def test_state_is_found_again(bench: Bench) -> None:
    """With the state gone and the history there, nothing need be asked."""
    (bench.site / "state" / "state.json").unlink()
    ran = bench.run()
    assert (0, bench.new) == (ran.code, bench.published())
    assert "state.json was missing; it was made anew" in ran.out


@pytest.mark.parametrize("name", ["index.json", "china-*.json"])
@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff\xfe{"])
def test_damaged_snapshot(bench: Bench, name: str, content: bytes) -> None:
    """Damaged endpoint data is fetched again, and the damage is told."""
    next((bench.site / "store").glob(name)).write_bytes(content)
    ran = bench.run()
    bench.check(ran)
    assert (0, bench.new) == (ran.code, bench.published()), ran.err
    assert "notice" in ran.out
    bench.heal_once()


def test_twenty_at_once(bench: Bench) -> None:
    """Of many runs at the same time one works; the others say who, and since when."""
    rans = bench.run_many([bench.order(number=number) for number in range(20)])
    bench.check(*rans)
    assert {0, 4} >= {ran.code for ran in rans}
    late = [ran.err for ran in rans if ran.code == 4]
    assert late
    assert all("another pacgen is at work" in err for err in late)
    assert any(" UTC (" in err for err in late)
    assert bench.new == bench.published()
    bench.heal_once()


FAULTS: dict[str, Callable[[FakeService], Reply]] = {
    "500": lambda s: s.status(500),
    "429": lambda s: s.status(429),
    "404": lambda s: s.status(404),
    "reset": lambda s: s.reset(b"HTTP/1.0 200 OK\r\nContent-Length: 99\r\n\r\n["),
    "cut gzip": lambda s: s.gzipped(json.dumps(china()).encode(), cut=30),
    "captive portal": lambda s: s.status(200, b"<html>", Content_Type="text/html"),
    "redirect": lambda s: s.status(302, Location="http://portal.example/"),
    "invalid JSON": lambda s: s.content(b"["),
    "object": lambda s: s.json({}),
    "null": lambda s: s.json(None),
    "one set": lambda s: s.json([{"id": 1, "serviceArea": "Skype", "category": "Allow"}]),
    "100 MB": lambda s: s.raw(b"HTTP/1.0 200 OK\r\nContent-Length: 104857600\r\n\r\n"),
    "bomb": lambda s: s.gzipped(b" " * 30_000_000),
    "drip": lambda s: s.drip(b"HTTP/1.0 200 OK\r\nA: "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_service(bench: Bench, fault: str) -> None:
    """Whatever the service answers in place of a document, what is published stays."""
    bench.service.on("/endpoints/China", FAULTS[fault](bench.service))
    ran = bench.run(more=["--timeout", "2"])
    bench.check(ran)
    assert bench.old == bench.published()
    assert ran.code in {3, 5}, ran.err
    bench.offer_new()
    bench.heal_once()


def _teams(**changed: list[str]) -> list[dict[str, Any]]:
    sets = china()
    first = next(s for s in sets if s["serviceArea"] == "Skype" and "urls" in s)
    for key, entries in changed.items():
        first[key] = [*first.get(key, []), *entries]
    return sets


def _set(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "serviceArea": "Skype",
        "urls": [f"h{number}.teams.microsoftonline.cn"],
        "tcpPorts": "443",
        "category": "Allow",
        "required": True,
    }


HOSTILE = {
    "quotes": _teams(urls=["a\"'.com"]),
    "line end": _teams(urls=["a.com\nreturn 'DIRECT';//"]),
    "everything": _teams(urls=["*"]),
    "a whole domain": _teams(urls=["*.com"]),
    "a country's domain": _teams(urls=["*.com.cn"]),
    "all addresses": _teams(ips=["0.0.0.0/0"]),
    "all addresses, version 6": _teams(ips=["::/0"]),
    "RFC 1918": _teams(ips=["8.0.0.0/6"]),
    "RFC 1918, inside": _teams(ips=["10.20.0.0/16"]),
    "loopback": _teams(ips=["127.0.0.0/8"]),
    "link-local": _teams(ips=["169.254.0.0/16"]),
    "a host within the site": _teams(urls=["intranet"]),
    "50,000 sets": [*china(), *map(_set, range(1000, 51_000))],
}


BETWEEN = "2027011500"


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_data(bench: Bench, what: str) -> None:
    """Well-formed data that means harm never reaches a file, and a person is told why."""
    # Between the two versions: what mends data at its source comes under a newer one.
    bench.offer(BETWEEN, HOSTILE[what])
    ran = bench.run()
    bench.check(ran)
    assert bench.old == bench.published()
    assert ran.code in {3, 5}
    assert ran.err or "REFUSED" in ran.out
    bench.offer_new()
    bench.heal_once()
