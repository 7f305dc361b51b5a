"""``pacgen generate`` with a configuration, templates of one's own, and the small form."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.cli import main

MALFORMED = sorted((Path(__file__).parents[1] / "policy" / "malformed").glob("*.yaml"))

Run = Callable[..., subprocess.CompletedProcess[str]]

CONFIG = """\
proxy: PROXY p:1
locations:
  paris: {networks: 10.1.0.0/16, proxy: PROXY q:2}
  tokyo: {networks: 10.2.0.0/16, proxy: PROXY r:3}
outputs:
  - {name: all, file: all.pac}
  - {name: paris, file: paris.pac, location: paris, minify: true}
  - {name: few, file: few.pac, locations: tokyo}
expect:
  teams.microsoft.com: direct
  https://www.example.com/: proxy
  www.example.org: {route: proxy, client: 10.1.2.3}
"""


@pytest.fixture
def generate(tmp_path: Path) -> Run:
    """Return a function that runs ``pacgen generate`` in a directory with a configuration."""
    (tmp_path / "pacgen.yaml").write_text(CONFIG)
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")

    def generate(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pacgen", "generate", *arguments],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env={**os.environ, **dict.fromkeys(places, str(tmp_path / "home"))},
        )

    return generate


def pacs(directory: Path) -> list[str]:
    """Return the names of the PAC files that were written."""
    return sorted(path.name for path in directory.glob("*.pac"))


class TestOutputs:
    """What a configuration asks for."""

    def test_all_are_written(self, generate: Run, tmp_path: Path) -> None:
        """One run writes every output, each for its places."""
        done = generate()

        assert done.returncode == 0, done.stderr
        assert pacs(tmp_path) == ["all.pac", "few.pac", "paris.pac"]
        texts = {name: (tmp_path / name).read_text() for name in pacs(tmp_path)}
        assert "PROXY q:2" in texts["all.pac"]
        assert "PROXY q:2" not in texts["few.pac"]
        assert "PROXY r:3" in texts["few.pac"]
        assert "myIpAddress" not in texts["paris.pac"]
        assert '="PROXY q:2"' in texts["paris.pac"]
        assert "expected   3 requests" in done.stderr

    def test_flags_count_more(self, generate: Run, tmp_path: Path) -> None:
        """With -o one file is written; --preset and --proxy take the configuration's place."""
        done = generate("-o", "one.pac", "--preset", "m365-optimize", "--proxy", "PROXY z:9")

        assert done.returncode == 5, "the assertions of the configuration still hold it"
        assert "www.example.com/ goes to PROXY z:9, not to PROXY p:1" in done.stderr
        assert pacs(tmp_path) == []
        assert generate("-o", "one.pac", "--preset", "m365-optimize").returncode == 0
        assert pacs(tmp_path) == ["one.pac"]
        assert "preset         m365-optimize\n" in (tmp_path / "one.pac").read_text()

    def test_files_lie_beside_the_configuration(self, generate: Run, tmp_path: Path) -> None:
        """Relative files are seen from the configuration, wherever pacgen is started."""
        site = tmp_path / "site"
        site.mkdir()
        (tmp_path / "pacgen.yaml").rename(site / "pacgen.yaml")

        assert generate("--config", "site/pacgen.yaml").returncode == 0
        assert pacs(site) == ["all.pac", "few.pac", "paris.pac"]

    def test_a_failed_assertion_writes_nothing(self, generate: Run, tmp_path: Path) -> None:
        """If one request goes elsewhere than expected, no file is written and the code is 5."""
        (tmp_path / "all.pac").write_text("the old one")
        (tmp_path / "pacgen.yaml").write_text(f"{CONFIG}  www.example.net: direct\n")
        done = generate()

        assert done.returncode == 5
        assert "www.example.net goes to PROXY p:1, not to DIRECT" in done.stderr
        assert (tmp_path / "all.pac").read_text() == "the old one"
        assert pacs(tmp_path) == ["all.pac"]

    @pytest.mark.skipif(os.name == "nt", reason="limits on the size of files")
    def test_a_full_disk_writes_nothing(self, tmp_path: Path) -> None:
        """If there is room for some files and not for the last, none has changed."""
        config = CONFIG.replace("paris.pac, location: paris, minify: true", "z.pac")
        (tmp_path / "pacgen.yaml").write_text(config.replace("all.pac", "a.pac, minify: true"))
        (tmp_path / "a.pac").write_text("the old one")
        script = (
            "import resource, signal, sys\n"
            "from pacgen.cli import main\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
            "sys.exit(main(['generate']))\n"
        )
        done = subprocess.run(
            [sys.executable, "-B", "-c", script],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            text=True,
        )

        assert done.returncode == 4, done.stderr
        assert "z.pac: it cannot be written" in done.stderr
        assert "none of the files has changed" in done.stderr
        assert (tmp_path / "a.pac").read_text() == "the old one"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pac", "pacgen.yaml"]

    def test_one_bad_place_writes_nothing(self, generate: Run, tmp_path: Path) -> None:
        """If one file cannot be written, none is."""
        (tmp_path / "pacgen.yaml").write_text(CONFIG.replace("few.pac", "nowhere/few.pac"))
        done = generate()

        assert done.returncode == 2
        assert "there is no directory" in done.stderr
        assert pacs(tmp_path) == []

    @pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
    def test_a_wrong_configuration_writes_nothing(
        self,
        path: Path,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A wrong configuration leaves no file, whole or partial, and the old ones as they were."""
        monkeypatch.chdir(tmp_path)
        shutil.copy(path, tmp_path / "pacgen.yaml")
        (tmp_path / "wpad.dat").write_text("the old one")
        before = {file: file.read_bytes() for file in tmp_path.iterdir()}
        for arguments in ((), ("-o", "wpad.dat"), ("-o", "new.pac", "--with", "nginx")):
            code = main(["generate", *arguments])
            output, errors = capsys.readouterr()

            assert (code, output) == (2, "")
            assert re.search(r"^pacgen: pacgen\.yaml:\d+:\d+: ", errors), errors
            assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


class TestTemplates:
    """Templates of one's own."""

    def test_override_a_block(self, generate: Run, tmp_path: Path) -> None:
        """A template extends the shipped one and replaces a block; the result is checked."""
        (tmp_path / "t").mkdir()
        (tmp_path / "t" / "proxy.pac.j2").write_text(
            '{% extends "shipped/proxy.pac.j2" %}\n'
            "{% block notes %}\n// Questions: {{ pac.preset | comment }}\n{% endblock %}\n"
        )
        done = generate("--templates", "t", "-o", "one.pac")

        assert done.returncode == 0, done.stderr
        text = (tmp_path / "one.pac").read_text()
        assert "// Questions: teams\n" in text
        assert "Of all rules that match" not in text

    def test_a_template_that_breaks_the_file(self, generate: Run, tmp_path: Path) -> None:
        """A template that makes the file do something else is caught by the check."""
        (tmp_path / "t").mkdir()
        (tmp_path / "t" / "proxy.pac.j2").write_text(
            '{% extends "shipped/proxy.pac.j2" %}\n'
            '{% block first %}\n    if (name === "www.example.com") { return "DIRECT"; }\n'
            "{% endblock %}\n"
        )
        done = generate("--templates", "t", "-o", "one.pac")

        assert done.returncode == 5
        assert "'www.example.com' gives 'DIRECT'" in done.stderr
        assert pacs(tmp_path) == []

    def test_no_such_template(self, generate: Run, tmp_path: Path) -> None:
        """A directory without the template is wrong usage, with a word on how to begin one."""
        (tmp_path / "t").mkdir()
        done = generate("--templates", "t", "-o", "one.pac")

        assert done.returncode == 2
        assert '{% extends "shipped/proxy.pac.j2" %}' in done.stderr


def test_minify(generate: Run, tmp_path: Path) -> None:
    """The small form is less than half as large, and has its header."""
    generate("-o", "large.pac")
    generate("-o", "small.pac", "--minify")
    large, small = ((tmp_path / name).read_text() for name in ("large.pac", "small.pac"))

    assert len(small) < len(large) / 2
    assert small.startswith("// Sends Microsoft Teams")


def test_too_large(generate: Run, tmp_path: Path) -> None:
    """A file above the limit of some client is written with a warning that names the client."""
    rules = "".join(
        f"  - {{hosts: host-with-a-long-name-{n}.example.com, route: direct}}\n"
        for n in range(3500)
    )
    (tmp_path / "pacgen.yaml").write_text(f"proxy: PROXY p:1\nrules:\n{rules}")
    done = generate("-o", "one.pac")

    assert done.returncode == 0
    assert "warning    one.pac: " in done.stderr
    said = " ".join(done.stderr.split())
    assert "Zscaler, FortiProxy and Forcepoint take no PAC file above 256 KB" in said
    assert "Chromium" not in done.stderr
