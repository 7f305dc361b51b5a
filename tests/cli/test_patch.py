"""``pacgen patch`` as users run it: a process with arguments, files, streams and an exit code."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SIMPLE = (
    b'function FindProxyForURL(url, host) {\r\n    return "PROXY p.example:8080"; // \xe9\r\n}\r\n'
)

needs_posix = pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")


@dataclass(frozen=True, slots=True)
class Result:
    """What a process left."""

    code: int
    stdout: bytes
    stderr: str


Patch = Callable[..., Result]


def command(*arguments: str) -> list[str]:
    """Return the command line of ``pacgen patch``."""
    return [sys.executable, "-m", "pacgen", "patch", *arguments]


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """Return an environment without fetched endpoint data, and put a file to patch in place."""
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "wpad.dat").write_bytes(SIMPLE)
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
    return {**os.environ, **dict.fromkeys(places, str(home))}


@pytest.fixture
def patch(tmp_path: Path, surroundings: dict[str, str]) -> Patch:
    """Return a function that runs ``pacgen patch`` in a directory with a ``wpad.dat``."""

    def patch(*arguments: str, stdin: bytes = b"") -> Result:
        done = subprocess.run(
            command(*arguments),
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env=surroundings,
            input=stdin,
        )
        return Result(done.returncode, done.stdout, done.stderr.decode().replace("\r\n", "\n"))

    return patch


def test_in_place_and_back(patch: Patch, tmp_path: Path) -> None:
    """The file is patched, stays so, says so, and is itself again after removal."""
    path = tmp_path / "wpad.dat"
    codes = [patch("wpad.dat", "--check").code, patch("wpad.dat", "--in-place").code]
    once = path.read_bytes()
    codes += [patch("wpad.dat", "--check").code, patch("wpad.dat", "--in-place").code]
    twice = path.read_bytes()
    codes += [patch("wpad.dat", "--remove", "--in-place").code]

    assert codes == [1, 0, 0, 0, 0]
    assert once == twice != SIMPLE
    assert path.read_bytes() == SIMPLE


def test_to_standard_output(patch: Patch, tmp_path: Path) -> None:
    """Without a place to write, the result, byte for byte, is on standard output."""
    result = patch("wpad.dat")
    back = patch("-", "--remove", stdin=result.stdout)

    assert result.code == 0
    assert result.stdout.startswith(SIMPLE[:30])
    assert b'pacgenIsDirect(host)) { return "DIRECT"; }\r\n' in result.stdout
    assert back.stdout == SIMPLE
    assert (tmp_path / "wpad.dat").read_bytes() == SIMPLE
    assert [line.split()[0] for line in result.stderr.splitlines() if line[0] != " "] == [
        "endpoints",
        "DIRECT",
        "places",
        "checked",
        # The file has an accent in a comment.
        "warning",
        "written",
    ]


def test_to_another_file(patch: Patch, tmp_path: Path) -> None:
    """With -o the file that was read stays as it is."""
    assert patch("wpad.dat", "-o", "new.dat").code == 0
    assert (tmp_path / "wpad.dat").read_bytes() == SIMPLE
    assert b"pacgen >>> list" in (tmp_path / "new.dat").read_bytes()


def test_check(patch: Patch) -> None:
    """--check names the state and the endpoint data; other data is out of date."""
    before = patch("wpad.dat", "--check").stdout
    patch("wpad.dat", "--in-place", "--preset", "m365-optimize")
    other = patch("wpad.dat", "--check").stdout
    patch("wpad.dat", "--in-place")
    after = patch("wpad.dat", "--check").stdout

    assert before.startswith(b"wpad.dat: not patched (Worldwide 20")
    assert other.startswith(b"wpad.dat: out of date (Worldwide 20")
    assert after.startswith(b"wpad.dat: current (Worldwide 20")


def test_a_current_file_is_not_written(patch: Patch, tmp_path: Path) -> None:
    """A run that changes nothing does not touch the file, so no client loads it anew."""
    patch("wpad.dat", "--in-place")
    inode = (tmp_path / "wpad.dat").stat().st_ino
    result = patch("wpad.dat", "--in-place")

    assert (tmp_path / "wpad.dat").stat().st_ino == inode
    assert "nothing: wpad.dat is as it should be" in result.stderr


@needs_posix
def test_permissions_and_links_stay(patch: Patch, tmp_path: Path) -> None:
    """The file keeps its permissions, and a link to it stays a link."""
    (tmp_path / "wpad.dat").chmod(0o640)
    (tmp_path / "link.dat").symlink_to("wpad.dat")

    assert patch("link.dat", "--in-place").code == 0
    assert (tmp_path / "link.dat").is_symlink()
    assert stat.S_IMODE((tmp_path / "wpad.dat").stat().st_mode) == 0o640
    assert b"pacgen >>> list" in (tmp_path / "wpad.dat").read_bytes()


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("function FindProxyForURL(url, host) {\n  return;", 4, "wpad.dat:2:"),
        ("if (1) { function FindProxyForURL(u, h) { return; } }", 5, "wpad.dat:1:10: FindProxyForURL gets a value under a condition"),
        ("function findProxyForURL(url, host) { }", 5, "wpad.dat: there is no function FindProxyForURL"),
    ],
)  # fmt: skip
def test_refused(patch: Patch, tmp_path: Path, text: str, code: int, message: str) -> None:
    """What cannot be patched safely is left alone, and the place is named."""
    (tmp_path / "wpad.dat").write_text(text)
    result = patch("wpad.dat", "--in-place")

    assert result.code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert (tmp_path / "wpad.dat").read_text() == text


def test_refused_after_a_trial(patch: Patch, tmp_path: Path) -> None:
    """A patch that does not do what it should is not written."""
    text = 'function FindProxyForURL(u, h) { return "DIRECT"; }\nthis["Find" + "ProxyForURL"] = function () { return "PROXY p:1"; };'
    (tmp_path / "wpad.dat").write_text(text)
    result = patch("wpad.dat", "--in-place")

    assert result.code == 5
    assert "should get DIRECT" in result.stderr
    assert (tmp_path / "wpad.dat").read_text() == text


@pytest.mark.parametrize(
    "arguments",
    [
        ("wpad.dat", "--in-place", "-o", "x"),
        ("wpad.dat", "--check", "--in-place"),
        ("wpad.dat", "--check", "--remove"),
        ("-", "--in-place"),
        ("https://wpad.example/wpad.dat", "--in-place"),
        (),
    ],
)
def test_flags_that_make_no_sense(patch: Patch, arguments: tuple[str, ...]) -> None:
    """Flags that contradict each other are wrong usage."""
    assert patch(*arguments).code == 2


@needs_posix
def test_killed_at_any_moment(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """Whoever kills the process while it works finds the old file or the new one, whole."""
    path = tmp_path / "wpad.dat"
    done = subprocess.run(
        command("wpad.dat"), capture_output=True, check=True, cwd=tmp_path, env=surroundings
    )
    for step in range(12):
        path.write_bytes(SIMPLE)
        process = subprocess.Popen(
            command("wpad.dat", "--in-place"),
            cwd=tmp_path,
            env=surroundings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.15 * step)
        process.kill()
        process.wait()

        assert path.read_bytes() in {SIMPLE, done.stdout}


CONFIG = """\
proxy: PROXY p.example:8080
preset: m365-optimize
tenant: contoso
town_hall: true
tenant_restrictions: true
sets: {exclude: [19], include: [56]}
rules:
  - {hosts: ours.example, route: direct}
  - {hosts: lab.teams.microsoft.com, route: proxy}
  - {networks: 52.113.0.0/16, route: proxy}
  - {networks: [0.0.0.0/0, "::/0"], route: proxy}
  - {hosts: "*.teams.microsoft.com", ports: 8443, route: proxy}
"""


class TestConfiguration:
    """``pacgen.yaml`` says what of Microsoft's goes into the block."""

    def test_the_site_s_choice(self, patch: Patch, tmp_path: Path) -> None:
        """Preset, tenant, sets, town halls and sign-in are as the site says; its hosts are not in."""
        (tmp_path / "pacgen.yaml").write_text(CONFIG)
        done = patch("wpad.dat")
        text = done.stdout.decode("latin-1")

        assert done.code == 0, done.stderr
        assert "config     pacgen.yaml\n" in done.stderr
        assert "preset m365-optimize\n" in done.stderr
        for key in ("contoso-my.sharepoint.com", ".media.azure.net", "outlook.office365.com"):
            assert f'"{key}": 1' in text
        # The wildcard of sign-in is in by set 56, its hosts stay on the proxy, as does the lab.
        assert '"login.microsoftonline.com": 0' in text
        assert '"lab.teams.microsoft.com": 0' in text
        assert '".teams.microsoft.com": 1' in text
        assert "[0x34700000, 0x3470ffff]" in text
        assert "[0x34720000, 0x3473ffff]" in text
        assert "adl.windows.com" not in text
        assert "ours.example" not in text

    def test_flags_count_more(self, patch: Patch, tmp_path: Path) -> None:
        """--preset and --instance take the configuration's place; --config names another one."""
        (tmp_path / "pacgen.yaml").write_text(CONFIG)
        (tmp_path / "other.yaml").write_text("proxy: PROXY p:1\ninstance: China\n")

        assert "preset teams\n" in patch("wpad.dat", "--preset", "teams").stderr
        assert "endpoints  China " in patch("wpad.dat", "--config", "other.yaml").stderr
        worldwide = patch("wpad.dat", "--config", "other.yaml", "--instance", "worldwide")
        assert "endpoints  Worldwide " in worldwide.stderr

    def test_a_changed_configuration_is_out_of_date(self, patch: Patch, tmp_path: Path) -> None:
        """--check says that the block is not what the configuration wants now."""
        (tmp_path / "pacgen.yaml").write_text("proxy: PROXY p:1\n")
        patch("wpad.dat", "--in-place")
        before = patch("wpad.dat", "--check").code
        (tmp_path / "pacgen.yaml").write_text("proxy: PROXY p:1\ntown_hall: true\n")

        assert (before, patch("wpad.dat", "--check").code) == (0, 1)

    def test_a_wrong_configuration(self, patch: Patch, tmp_path: Path) -> None:
        """A mistake in it is told with its place, and the file stays as it is."""
        (tmp_path / "pacgen.yaml").write_text("proxy: PROXY p:1\npresets: teams\n")
        done = patch("wpad.dat", "--in-place")

        assert done.code == 2
        assert "pacgen.yaml:2:1: " in done.stderr
        assert (tmp_path / "wpad.dat").read_bytes() == SIMPLE
        # Taking the block out needs no configuration.
        assert patch("wpad.dat", "--remove").code == 0
