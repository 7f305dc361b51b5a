"""Tests of ``--with``: which files are written for which PAC file, and none over somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pacgen.cli.webservers import plan_snippets
from pacgen.errors import RefusedError, UsageError


def test_nothing_is_asked_for() -> None:
    """Without --with nothing is planned, wherever the PAC file goes."""
    assert plan_snippets([], "-") == {}


def test_several_outputs(tmp_path: Path) -> None:
    """Each output has its own file; IIS, which finds it by name, one for all in a directory."""
    a, b = str(tmp_path / "a.pac"), str(tmp_path / "b.pac")

    assert [path.name for path in plan_snippets(["nginx"], a, b)] == [
        "a.nginx.conf",
        "b.nginx.conf",
    ]
    assert [path.name for path in plan_snippets(["iis"], a, b)] == ["web.config"]
    with pytest.raises(UsageError, match=r"wpad\.nginx\.conf would be .* of two PAC files"):
        plan_snippets(["nginx"], str(tmp_path / "wpad.dat"), str(tmp_path / "wpad.pac"))


def test_beside_the_pac_file(tmp_path: Path) -> None:
    """Each server's file is beside the PAC file, once, and names where that is."""
    output = str(tmp_path / "teams.dat")
    plan = plan_snippets(["nginx", "iis", "nginx"], output)

    assert [path.name for path in plan] == ["teams.nginx.conf", "web.config"]
    assert {path.parent for path in plan} == {tmp_path}


def test_a_relative_name_is_served_from_the_usual_place() -> None:
    """The snippet for a relative name does not depend on the working directory."""
    text = plan_snippets(["nginx"], "out/wpad.dat")[Path("out/wpad.nginx.conf")]

    assert 'alias "/var/www/pac/wpad.dat";' in text


def test_standard_output() -> None:
    """There is no place beside standard output."""
    with pytest.raises(UsageError, match="--with needs a file"):
        plan_snippets(["nginx"], "-")


def test_our_own_file_is_written_anew(tmp_path: Path) -> None:
    """A snippet from before is replaced."""
    output = str(tmp_path / "wpad.dat")
    for path, text in plan_snippets(["iis"], output).items():
        path.write_text(text)

    assert len(plan_snippets(["iis"], output)) == 1


def test_somebody_else_s_file_stays(tmp_path: Path) -> None:
    """A web.config with a site's own settings is never overwritten."""
    (tmp_path / "web.config").write_text("<configuration/>")

    with pytest.raises(RefusedError, match="is there already"):
        plan_snippets(["iis"], str(tmp_path / "wpad.dat"))
