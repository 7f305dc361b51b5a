"""``pacgen lint`` with a configuration: the site's own expectations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pacgen.cli import main

PAC = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "login.microsoftonline.com") return "DIRECT";
  if (isInNet(myIpAddress(), "10.1.0.0", "255.255.0.0")) return "PROXY paris.example.com:8080";
  return "PROXY hq.example.com:8080;DIRECT";
}
"""
CONFIG = "proxy: PROXY hq.example.com:8080; DIRECT\n"
PARIS = "locations:\n  paris: {networks: 10.1.0.0/16, proxy: PROXY paris.example.com:8080}\n"

Linted = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Linted:
    """Return a linter of PAC under the configuration that it is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "wpad.dat").write_text(PAC)

    def run(config: str, *arguments: str) -> tuple[int, dict[str, Any]]:
        (tmp_path / "pacgen.yaml").write_text(CONFIG + config)
        code = main(["lint", "wpad.dat", "--format", "json", *arguments])
        (file,) = json.loads(capfd.readouterr().out)["files"]
        return code, file

    return run


def _of(file: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [finding for finding in file["findings"] if finding["rule"] == rule]


def test_each_broken_assertion_is_a_finding(lint: Linted) -> None:
    """It has the line of the PAC that decided, the line of the YAML, the request and a cure."""
    config = "expect:\n  www.example.com: proxy\n  intranet.example.com: direct\n"
    code, file = lint(config, "--select", "unmet-expectation")
    (finding,) = file["findings"]

    assert 1 == code
    assert (5, 10) == (finding["line"], finding["column"])
    assert (
        "intranet.example.com goes to PROXY hq.example.com:8080;DIRECT, not to DIRECT"
        == finding["message"]
    )
    (related,) = [one for one in finding["related"] if one["path"] == "pacgen.yaml"]
    assert (4, 3) == (related["line"], related["column"])
    assert "https://intranet.example.com/" == finding["evidence"][0]["url"]
    assert 'if (host == "intranet.example.com") {' in finding["tip"]
    assert file["verdict"].endswith("; own expectations 1/2 met")


def test_an_assertion_is_about_its_client(lint: Linted) -> None:
    """The route 'proxy' is that of the client's location, and the client has the address."""
    right = "expect:\n  www.example.com: {route: proxy, client: 10.1.2.3}\n"
    wrong = "expect:\n  www.example.com: {route: PROXY hq.example.com:8080, client: 10.1.2.3}\n"

    assert [] == _of(lint(PARIS + right)[1], "unmet-expectation")
    (finding,) = _of(lint(PARIS + wrong)[1], "unmet-expectation")
    assert finding["message"].startswith("www.example.com from 10.1.2.3 goes to PROXY paris")


def test_an_assertion_may_be_a_url(lint: Linted) -> None:
    """Scheme and port are asked as they are written."""
    (finding,) = _of(
        lint("expect:\n  http://www.example.com:8080/: direct\n")[1], "unmet-expectation"
    )

    assert "http://www.example.com:8080/" == finding["evidence"][0]["url"]
    assert 'url.indexOf("http://www.example.com:8080/") == 0' in finding["tip"]


def test_tenant_restrictions_keep_sign_in_on_the_proxy(lint: Linted) -> None:
    """With them a host of sign-in that goes DIRECT is an error, and none is asked to be DIRECT."""
    _, file = lint("tenant_restrictions: true\npreset: teams-signin\n")
    (finding,) = _of(file, "sign-in-host-direct")

    assert (3, "error") == (finding["line"], finding["severity"])
    subjects = {subject for one in file["findings"] for subject in one["subjects"]}
    assert "login.windows.net" not in subjects
    assert [] == _of(lint("preset: teams-signin\n")[1], "sign-in-host-direct")


def test_what_the_site_sends_to_the_proxy_need_not_be_direct(lint: Linted) -> None:
    """Its own rules, its split by category and its choice of sets change what is expected."""
    rules = "rules:\n  - {hosts: ['*.skype.com'], route: proxy}\n"
    expectation = "expect: {aka.ms: proxy}\n"

    def subjects(config: str) -> set[str]:
        return {s for one in lint(config)[1]["findings"] for s in one["subjects"]}

    assert {"*.skype.com", "aka.ms", "*.lync.com", "52.112.0.0/14"} <= subjects("")
    assert not {"*.skype.com", "aka.ms"} & subjects(rules + expectation)
    assert "*.skype.com" not in subjects("split: {default: proxy}\n")
    assert "*.skype.com" not in subjects("sets: {exclude: [127]}\n")
    assert "52.112.0.0/14" not in subjects("rules: [{networks: [52.112.0.0/14], route: proxy}]\n")


def test_an_assertion_about_nothing_is_an_error_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is neither a host nor a URL is told with its line before any file is looked at."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wpad.dat").write_text(PAC)
    (tmp_path / "pacgen.yaml").write_text(f"{CONFIG}expect:\n  www.example.com/x: direct\n")

    assert 2 == main(["lint", "wpad.dat"])
    assert "pacgen.yaml:3:22: expect.www.example.com/x: " in capfd.readouterr().err


def test_town_halls_are_demanded_where_the_site_has_them(lint: Linted, tmp_path: Path) -> None:
    """Their hosts are in no endpoint set; that they go to the proxy is a finding of its own."""
    teams = 'if (dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";\n  if (host =='
    (tmp_path / "wpad.dat").write_text(PAC.replace("if (host ==", teams, 1))
    rule = "companion-endpoint-proxied"
    _, without = lint("", "--select", rule)
    code, file = lint("town_hall: true\n", "--select", rule)
    (finding,) = file["findings"]

    assert [] == without["findings"]
    assert 1 == code
    assert finding["message"].startswith("town halls and live events: *.")
    assert "*.media.azure.net" in finding["subjects"]
    assert ([], None) == (finding["evidence"][0]["sets"], finding["evidence"][0]["category"])
