"""The options of ``pacgen lint``: formats, selection, baselines, comments."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from pacgen.cli import main
from pacgen.cli.lint_config import Wishes
from pacgen.cli.lint_formats import LintFormat
from pacgen.policy.config import LintConfig

TEXT = """\
function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, ".lync.com")) return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
NAME = "wpad.dat"


Lint = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Lint:
    """Return a runner of ``pacgen lint`` in a directory with TEXT, with the data that ships."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / NAME).write_text(TEXT)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["lint", *arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return run


def _rules(out: str) -> set[str]:
    (file,) = json.loads(out)["files"]
    return {finding["rule"] for finding in file["findings"]}


@pytest.mark.parametrize("form", LintFormat)
def test_every_format(form: LintFormat, lint: Lint) -> None:
    """Each format is written, and the exit code does not depend on it."""
    code, out, err = lint(NAME, "--format", form.value)

    assert (1, "") == (code, err)
    assert "required-host-proxied" in out


def test_github_actions_get_annotations(
    lint: Lint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing else is asked for, the format is that of the place; paths begin there."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert "\n::error file=wpad.dat" in lint(str(tmp_path / NAME))[1]
    assert "::error" not in lint(NAME, "--format", "full")[1]


def test_a_file_for_the_result(lint: Lint, tmp_path: Path) -> None:
    """The result goes to the file, the verdict to standard output, over what was there."""
    path = tmp_path / "lint.sarif"
    path.write_text("old")
    code, out, _ = lint(NAME, "--format", "sarif", "--output-file", "lint.sarif")

    assert 1 == code
    assert out.startswith("wpad.dat: Teams ")
    assert 1 == len(out.splitlines())
    assert "2.1.0" == json.loads(path.read_text())["version"]


def test_a_file_that_cannot_be_written(lint: Lint) -> None:
    """The error names the file, and nothing is printed."""
    code, out, err = lint(NAME, "--output-file", "no/where.txt")

    assert (4, "") == (code, out)
    assert err.startswith("pacgen: no/where.txt: cannot be written")


def test_selection(lint: Lint) -> None:
    """Rules are chosen by name, code and group; what is not chosen does not count."""
    assert {"required-host-proxied"} == _rules(
        lint(NAME, "--select", "required-host-proxied", "--format", "json")[1]
    )
    assert "required-host-proxied" not in _rules(
        lint(NAME, "--ignore", "RT01", "--format", "json")[1]
    )
    assert 0 == lint(NAME, "--select", "CO03")[0]
    assert 0 == lint(NAME, "--ignore", "ALL")[0]


def test_an_unknown_rule(lint: Lint) -> None:
    """A rule that does not exist is wrong usage, with a guess at what was meant."""
    code, out, err = lint(NAME, "--ignore", "required-host-proxed")

    assert (2, "") == (code, out)
    assert "did you mean required-host-proxied?" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--exit-zero",), 0),
        (("--severity", "ALL=info"), 0),
        (("--severity", "ALL=info", "--fail-on", "info"), 1),
        (("--severity", "ALL=warning", "--fail-on", "error"), 0),
        (("--severity", "ALL=info", "--min-severity", "warning", "--fail-on", "info"), 0),
        (("nowhere.pac", "--exit-zero"), 4),
    ],
)
def test_what_makes_a_run_fail(arguments: tuple[str, ...], code: int, lint: Lint) -> None:
    """Severities, the threshold and ``--exit-zero`` decide; an unreadable file always counts."""
    assert code == lint(NAME, *arguments)[0]


def test_statistics(lint: Lint) -> None:
    """Rules are counted, as text or JSON; other formats have no room for it."""
    assert "RT01" in lint(NAME, "--statistics")[1]
    assert 1 == json.loads(lint(NAME, "--statistics", "--format", "json")[1])["files"]
    assert (2, "") == lint(NAME, "--statistics", "--format", "sarif")[:2]


def test_a_baseline(lint: Lint, tmp_path: Path) -> None:
    """What is known does not count; what is new does; what is gone is said."""
    code, out, err = lint(NAME, "--write-baseline", "base.json")

    assert 0 == code
    assert "known from the baseline" in out
    assert "pacgen: base.json: " in err
    assert (0, "") == (
        lint(NAME, "--baseline", "base.json")[0],
        lint(NAME, "--baseline", "base.json")[2],
    )

    text = TEXT.replace("host, ", "host,  ", 1).replace("proxy.example.com", "new.example.com")
    (tmp_path / NAME).write_text(text)
    code, _, err = lint(NAME, "--baseline", "base.json")

    assert 1 == code
    assert "pacgen: base.json is stale:" in err
    assert "--write-baseline" in err


def test_a_comment_silences(lint: Lint, tmp_path: Path) -> None:
    """A rule that the file says to ignore is ignored, and the summary says so."""
    (tmp_path / NAME).write_text(f"// pacgen: ignore-file[ALL] a lab, CHG-1\n{TEXT}")
    code, out, _ = lint(NAME)

    assert 0 == code
    assert "silenced by comments" in out


def test_standard_input_has_a_name(lint: Lint) -> None:
    """The name of an editor's buffer is that of its file."""
    import io  # noqa: PLC0415 - needed here alone
    import sys  # noqa: PLC0415 - needed here alone

    old = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(TEXT.encode()))
    try:
        _, out, _ = lint("-", "--stdin-filename", "editor.pac", "--format", "concise")
    finally:
        sys.stdin = old

    assert out.startswith("editor.pac: Teams")


def test_clients_are_chosen(lint: Lint) -> None:
    """The clients asked as are those of ``--target``; an unknown one is wrong usage."""
    (file,) = json.loads(lint(NAME, "--target", "macos,firefox", "--format", "json")[1])["files"]

    assert ["macos", "firefox"] == file["targets"]
    assert 2 == lint(NAME, "--target", "netscape")[0]


def test_many_files_keep_their_order(lint: Lint, tmp_path: Path) -> None:
    """Many files are shared among processes, and reported in the order of the arguments."""
    names = [f"{number:02}.pac" for number in range(9)]
    for name in names:
        (tmp_path / name).write_text(TEXT)
    code, out, err = lint(*names, "--format", "json")

    assert (1, "") == (code, err)
    assert names == [file["path"] for file in json.loads(out)["files"]]


CONFIG = """\
proxy: PROXY proxy.example.com:8080
preset: m365-optimize
lint:
  ignore: [required-host-proxied]
  severity: {ALL: info}
  fail_on: error
"""


def test_the_configuration(lint: Lint, tmp_path: Path) -> None:
    """What pacgen.yaml says holds, unless an option says otherwise."""
    (tmp_path / "pacgen.yaml").write_text(CONFIG)
    code, out, _ = lint(NAME, "--format", "json")
    (file,) = json.loads(out)["files"]

    assert 0 == code
    assert "m365-optimize" == file["endpoints"]["preset"]
    assert "required-host-proxied" not in _rules(out)
    assert {"info"} == {finding["severity"] for finding in file["findings"]}
    assert 1 == lint(NAME, "--fail-on", "info")[0]
    assert 1 == lint(NAME, "--severity", "ALL=error")[0]
    assert "preset teams" in lint(NAME, "--preset", "teams")[1]
    assert "China" in lint(NAME, "--instance", "China")[1]


def test_a_configuration_with_an_unknown_rule(lint: Lint, tmp_path: Path) -> None:
    """The error names the file, and what was probably meant."""
    (tmp_path / "site.yaml").write_text(CONFIG.replace("required-host-proxied", "required-hosts"))
    code, out, err = lint(NAME, "--config", "site.yaml")

    assert (2, "") == (code, out)
    assert "pacgen: site.yaml: lint: there is no rule 'required-hosts'" in err


def test_without_a_configuration_the_defaults_are_those_of_one() -> None:
    """They are known without the library that reads configurations, which is slow to load."""
    assert LintConfig().model_dump() == asdict(Wishes())

    code = "import sys, pacgen.cli.lint; sys.exit('pydantic' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
