"""Tests of going back, of the command that takes files further, and of how files are replaced."""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pacgen.errors import InputError, RefusedError, UsageError
from pacgen.policy.config_file import load_config
from pacgen.publish.lock import holding
from pacgen.publish.outcome import GateName, Verdict
from pacgen.publish.rollback import Rollback, roll_back
from tests.publish.site import refusals

if TYPE_CHECKING:
    from tests.publish.site import JobSite


def back(site: JobSite, number: int | None = None, *, force: bool = False) -> Rollback:
    """Go back."""
    config = load_config(site.config, {})
    return roll_back(config, site.state, number, force=force, now=lambda: site.time)


@pytest.fixture
def thrice(site: JobSite) -> JobSite:
    """Return a site with three publications, and quick gates."""
    site.with_one_output().gates("lint: off")
    for port in (8080, 8081, 8082):
        site.configure(":8080" if port == 8080 else f":{port - 1}", f":{port}")
        assert site.run(offline=True).published
    return site


def test_back_to_the_one_before(thrice: JobSite) -> None:
    """The files of the former publication are in place, as a publication of their own."""
    done = back(thrice)
    assert (3, 2, 4) == (done.gave_up, done.back_to, done.entry.number)
    assert all(b":8081" in content for content in thrice.published())
    assert "rolled back from 3 to 2" == thrice.entries()[-1].reason


def test_the_job_waits_after_a_rollback(thrice: JobSite) -> None:
    """What was given up is not published again until a person says so; then all is as ever."""
    thrice.gates("approval: approved.txt")
    back(thrice, 1)
    outcome = thrice.run(offline=True)
    assert ([GateName.ROLLED_BACK], 5) == (refusals(outcome), outcome.exit_code)
    # It may have been approved before it turned out to be bad.
    (thrice.root / "approved.txt").write_text(outcome.digest, encoding="utf-8")
    assert [GateName.ROLLED_BACK] == refusals(thrice.run(offline=True))
    assert all(b":8080" in content for content in thrice.published())
    assert thrice.run(offline=True, approve=True).published
    assert Verdict.UNCHANGED is thrice.run(offline=True).verdict
    thrice.configure(":8082", ":8083")
    assert thrice.run(offline=True).published


def test_back_to_what_somebody_wrote(site: JobSite) -> None:
    """The file that pacgen replaced at first, with --force, can be had back."""
    site.main.write_bytes(b"// by hand\n")
    assert site.run(offline=True, force=True).published
    back(site, 1)
    assert b"// by hand\n" == site.main.read_bytes()


def test_edited_files_are_not_rolled_back_over(thrice: JobSite) -> None:
    """A file that was edited since is kept, unless force says otherwise; the history keeps it."""
    thrice.main.write_bytes(b"// mine\n")
    with pytest.raises(RefusedError, match="has been changed"):
        back(thrice)
    assert b"// mine\n" == thrice.main.read_bytes()
    back(thrice, force=True)
    assert b"// mine\n" in [path.read_bytes() for path in thrice.state.rglob("0.pac")]


def test_no_such_publication(thrice: JobSite) -> None:
    """A number that is not kept is told, and nothing changes."""
    before = thrice.published()
    with pytest.raises(UsageError, match="no publication 9"):
        back(thrice, 9)
    assert before == thrice.published()


def test_nothing_to_go_back_to(site: JobSite) -> None:
    """Before the first publication, and after it, there is nothing to go back to."""
    with pytest.raises(UsageError, match="nothing was published"):
        back(site)
    site.run(offline=True)
    with pytest.raises(UsageError, match="nothing before"):
        back(site)


def test_damaged_publication(thrice: JobSite) -> None:
    """A publication whose kept files were damaged is not put in place."""
    kept = thrice.state / "history" / "000002" / "0.pac"
    kept.write_bytes(b"")
    with pytest.raises(InputError, match="no longer what was published"):
        back(thrice)


def test_one_at_a_time(thrice: JobSite) -> None:
    """While somebody holds the lock nothing is done, and the message says who holds it."""
    with (
        holding(thrice.state, lambda: time.time() - 90),
        pytest.raises(InputError, match=rf"process {os.getpid()} on .* UTC \(9\d seconds\)"),
        holding(thrice.state, time.time),
    ):
        pass
    with holding(thrice.state, time.time):
        pass


COPY = """\
import os, pathlib, sys
source, name = map(pathlib.Path, sys.argv[1:])
assert source.is_absolute()
pathlib.Path(f"{name}.copy").write_bytes(source.read_bytes())
assert os.environ["PACGEN_TEST_OTHER"] == "other"
assert "PACGEN_TEST_HOOK" not in os.environ
"""


def with_hook(site: JobSite, *arguments: str, timeout: int = 60) -> None:
    """Let the site run a Python program after each publication."""
    command = ", ".join(f"'{part}'" for part in (sys.executable, *arguments))
    hook = f"  publish: {{command: [{command}], timeout: {timeout}}}\n"
    site.configure("  state: state\n", f"  state: state\n{hook}")


def test_command(site: JobSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs for each file, without a shell or secrets, in the configuration's directory."""
    site.configure("proxy:", "environment: [PACGEN_TEST_HOOK]\nproxy:")
    monkeypatch.setenv("PACGEN_TEST_HOOK", "hunter2")
    monkeypatch.setenv("PACGEN_TEST_OTHER", "other")
    (site.root / "copy.py").write_text(COPY, encoding="utf-8")
    with_hook(site, "copy.py", "{file}", "{name}; touch oops")
    assert 0 == site.run(offline=True).exit_code
    copies = [site.root / f"{name}; touch oops.copy" for name in ("main", "small")]
    assert site.published() == tuple(path.read_bytes() for path in copies)
    copies[0].unlink()
    site.run(offline=True)
    assert not copies[0].exists(), "nothing new, so nothing to copy"


@pytest.mark.parametrize(
    ("program", "timeout"), [("import sys; sys.exit(7)", 60), ("import time; time.sleep(60)", 1)]
)
def test_command_that_fails(site: JobSite, program: str, timeout: int) -> None:
    """The files are published all the same, the failure is told, and the next run tries again."""
    (site.root / "hook.py").write_text(program, encoding="utf-8")
    with_hook(site.with_one_output(), "hook.py", "--password=hunter2", timeout=timeout)
    outcome = site.run(offline=True)
    assert (True, 4) == (outcome.published, outcome.exit_code)
    assert outcome.error is not None
    assert "hunter2" not in str(outcome)
    (site.root / "hook.py").write_text("open('done', 'w')", encoding="utf-8")
    site.configure(f"timeout: {timeout}", "timeout: 60")
    assert (Verdict.UNCHANGED, 0) == (
        (again := site.run(offline=True)).verdict,
        again.exit_code,
    )
    assert (site.root / "done").exists()


def test_command_that_is_not_there(site: JobSite) -> None:
    """A command that cannot be started is told like one that fails."""
    site.configure("  state: state\n", "  state: state\n  publish: {command: ./nonesuch}\n")
    outcome = site.run(offline=True)
    assert outcome.error is not None
    assert "nonesuch cannot be started: No such file" in outcome.error.what


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX links and permissions")
def test_links_permissions_and_attributes_stay(published: JobSite) -> None:
    """What a web server needs to read the file stays: the link to it, mode, owner, attributes."""
    real = published.root / "elsewhere.dat"
    published.main.rename(real)
    published.main.symlink_to(real)
    real.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(real, 12, 34)
    has_attributes = _set_attribute(real)
    published.configure("8080", "8081")
    assert published.run(offline=True).published
    assert published.main.is_symlink()
    assert b"8081" in real.read_bytes()
    status = real.stat()
    assert 0o640 == stat.S_IMODE(status.st_mode)
    if os.geteuid() == 0:
        assert (12, 34) == (status.st_uid, status.st_gid)
    if has_attributes:
        assert b"wpad" == os.getxattr(real, "user.pacgen.test")


def _set_attribute(path: Path) -> bool:
    try:
        os.setxattr(path, "user.pacgen.test", b"wpad")
    except (AttributeError, OSError):
        return False
    return True
