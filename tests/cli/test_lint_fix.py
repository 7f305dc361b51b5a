"""``pacgen lint --fix`` and ``--diff``: files that mend themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pacgen.cli import main

TEXT = """\
function FindProxyForURL(url, host) {
\tif (isInNet(host, "10.1.0.0", "/16")) return "DIRECT";
\tif (shExpMatch(host, "*.Contoso.com")) return "DIRECT";
\treturn "PROXY proxy.example.com:8080; ";
}
"""

Lint = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Lint:
    """Return a runner of ``pacgen lint`` in a directory with TEXT."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "wpad.dat").write_text(TEXT)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["lint", *arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return run


RULES = ("--select", "invalid-subnet-mask,trailing-separator,uppercase-pattern")


def test_fix_writes_the_file(lint: Lint, tmp_path: Path) -> None:
    """What can be mended safely is, what is left is reported, and the rest of the file stays."""
    code, out, err = lint("wpad.dat", "--fix", *RULES)
    expected = TEXT.replace('"/16"', '"255.255.0.0"').replace("8080; ", "8080")

    assert expected == (tmp_path / "wpad.dat").read_text()
    assert 1 == code
    assert "uppercase-pattern" in out
    assert "invalid-subnet-mask" not in out
    assert "pacgen: wpad.dat: 2 findings mended: invalid-subnet-mask, trailing-separator" in err


def test_unsafe_fixes_are_asked_for(lint: Lint, tmp_path: Path) -> None:
    """With ``--unsafe-fixes`` nothing of the three is left, and a second run finds nothing to do."""
    assert 0 == lint("wpad.dat", "--unsafe-fixes", *RULES)[0]
    assert '"*.contoso.com"' in (tmp_path / "wpad.dat").read_text()

    once = (tmp_path / "wpad.dat").stat().st_mtime_ns
    assert 0 == lint("wpad.dat", "--unsafe-fixes", *RULES)[0]
    assert once == (tmp_path / "wpad.dat").stat().st_mtime_ns


def test_diff_writes_nothing(lint: Lint, tmp_path: Path) -> None:
    """The change is shown as a diff, the exit code says that there is one, the file stays."""
    code, out, _ = lint("wpad.dat", "--diff", *RULES)

    assert 1 == code
    assert TEXT == (tmp_path / "wpad.dat").read_text()
    assert out.startswith("--- a/wpad.dat\n+++ b/wpad.dat\n@@ ")
    assert '-\tif (isInNet(host, "10.1.0.0", "/16")) return "DIRECT";\n' in out
    assert '+\tif (isInNet(host, "10.1.0.0", "255.255.0.0")) return "DIRECT";\n' in out
    assert (0, "") == lint("wpad.dat", "--diff", "--select", "CO03")[:2]


def test_what_is_ignored_is_not_mended(lint: Lint, tmp_path: Path) -> None:
    """Rules that are not wanted, or that a comment silences, change nothing."""
    lint("wpad.dat", "--fix", "--ignore", "ALL")
    assert TEXT == (tmp_path / "wpad.dat").read_text()

    silent = f"// pacgen: ignore-file[CO34, ST04] by CHG-1\n{TEXT}"
    (tmp_path / "wpad.dat").write_text(silent)
    lint("wpad.dat", "--fix", *RULES)
    assert silent == (tmp_path / "wpad.dat").read_text()


@pytest.mark.parametrize("name", ["-", "http://127.0.0.1:1/wpad.dat"])
def test_only_files_can_be_mended(name: str, lint: Lint) -> None:
    """What cannot be written is refused before anything is read."""
    code, out, err = lint(name, "--fix")

    assert (2, "") == (code, out)
    assert "--fix cannot write to" in err


def test_a_file_that_cannot_be_written(lint: Lint, tmp_path: Path) -> None:
    """A directory that refuses ends with the error for files, and the file as it was."""
    import os  # noqa: PLC0415 - needed here alone

    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    try:
        code, _, err = lint("wpad.dat", "--fix", *RULES)
    finally:
        tmp_path.chmod(0o700)

    assert 4 == code
    assert "pacgen: wpad.dat: cannot be written" in err
