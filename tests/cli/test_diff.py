"""``pacgen diff`` as users run it: two PAC files, a PAC file and a policy, two documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pacgen.cli import main

OLD = """\
function FindProxyForURL(url, host) {
  if (dnsDomainIs(host, ".teams.microsoft.com")) return "DIRECT";
  if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "PROXY inner:8080";
  return "PROXY proxy.example.com:8080";
}
"""
NEW = OLD.replace(
    "  if (dns", '  if (host == "trap.teams.microsoft.com") return "PROXY t:80";\n  if (dns', 1
).replace("inner:8080", "inner:8080; DIRECT")
DOCUMENT = [
    {
        "id": 12,
        "serviceArea": "Skype",
        "urls": ["*.teams.microsoft.com"],
        "ips": ["52.112.0.0/14"],
        "tcpPorts": "443",
        "category": "Allow",
        "required": True,
    }
]
TEAMS = "*.teams.microsoft.com"
CONFIG = """\
proxy: PROXY proxy.example.com:8080
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a directory with two PAC files, two documents and a configuration."""
    monkeypatch.chdir(tmp_path)
    Path("old.pac").write_text(OLD, encoding="ascii")
    Path("new.pac").write_text(NEW, encoding="ascii")
    Path("a.json").write_text(json.dumps(DOCUMENT), encoding="ascii")
    changed = [
        {**DOCUMENT[0], "urls": ["*.lync.com"]},
        {**DOCUMENT[0], "id": 1, "serviceArea": "X"},
    ]
    Path("b.json").write_text(json.dumps(changed), encoding="ascii")
    Path("pacgen.yaml").write_text(CONFIG, encoding="ascii")


def _json(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = main(["diff", *arguments, "--format", "json"])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, found


def test_each_change_has_hosts_routes_and_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """A change is told with its kind, its hosts, and route and line on both sides."""
    assert main(["diff", "old.pac", "new.pac", "--scope", TEAMS]) == 1
    text = capsys.readouterr().out

    assert text.startswith("old.pac -> new.pac: 1 change of route")
    assert (
        """
*.teams.microsoft.com
  new-proxy: trap.teams.microsoft.com
      old   DIRECT  (old.pac:2)
      new   PROXY t:80  (new.pac:2)
      ask   pacgen why new.pac trap.teams.microsoft.com
            pacgen why old.pac trap.teams.microsoft.com
"""
        in text
    )


def test_what_else_must_be_so_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A change for some clients alone says which, and how to ask as one."""
    scope = ("--scope", "*.lync.com", "--scope", TEAMS)
    assert main(["diff", "old.pac", "new.pac", "--only-new-direct", *scope]) == 1
    text = capsys.readouterr().out

    assert "\n*.lync.com\n  new-direct: *.lync.com\n" in text
    assert "10." in text[text.index("when") :].splitlines()[0]
    assert "pacgen why new.pac a.lync.com --client-ip 10." in " ".join(text.split())
    assert "trap" not in text


def test_equal_files(capsys: pytest.CaptureFixture[str]) -> None:
    """A file does not differ from itself."""
    assert main(["diff", "old.pac", "old.pac"]) == 0
    assert capsys.readouterr().out.startswith("old.pac -> old.pac: no change of route")


def test_a_file_that_does_not_parse(capsys: pytest.CaptureFixture[str]) -> None:
    """It says where and why, and what to do, also where nothing changed; what it does is proven."""
    Path("broken file.pac").write_text(NEW.replace('"))', '")', 1), "ascii")

    assert main(["diff", "old.pac", "broken file.pac", "--scope", TEAMS]) == 1
    text = " ".join(capsys.readouterr().out.split())
    assert "old DIRECT (old.pac:2) new no answer (SyntaxError: Unexpected token 'return')" in text
    assert "and no other: proven for every host of the scope" in text
    assert "ask pacgen why 'broken file.pac' a.teams.microsoft.com" in text

    assert main(["diff", "broken file.pac", "broken file.pac", "--scope", TEAMS]) == 0
    assert (
        "broken file.pac:3:48: does not load: SyntaxError: Unexpected token 'return'; "
        "pacgen lint 'broken file.pac' says what is likely to be wrong"
    ) in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "new-proxy", "--scope", TEAMS], 1),
        (["--fail-on", "new-direct", "--scope", "*.lync.com"], 1),
        (["--fail-on", "new-direct", "--scope", TEAMS], 0),
        (["--fail-on", "new-proxy", "--only-new-direct", "--scope", TEAMS], 0),
        (["--scope", "*.lync.com"], 1),
        (["--scope", "*.lync.com", "--fail-on", "new-proxy"], 0),
    ],
)
def test_what_makes_it_fail(arguments: list[str], code: int) -> None:
    """The exit code depends on scope and kind."""
    assert main(["diff", "old.pac", "new.pac", *arguments]) == code


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """A change request gets a table for each pattern."""
    assert main(["diff", "old.pac", "new.pac", "--scope", TEAMS, "--format", "markdown"]) == 1
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "## `old.pac` → `new.pac`"
    assert (
        "| new-proxy | `trap.teams.microsoft.com` |  | `DIRECT`<br>old.pac:2 | "
        "`PROXY t:80`<br>new.pac:2 | `pacgen why new.pac trap.teams.microsoft.com`<br>"
        "`pacgen why old.pac trap.teams.microsoft.com` |"
    ) in lines


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get everything."""
    code, found = _json("old.pac", "new.pac", "--scope", TEAMS, capsys=capsys)

    assert (code, found["schema"], found["target"]) == (1, 1, "chromium")
    assert found["changes"] == [
        {
            "kind": "new-proxy",
            "pattern": "*.teams.microsoft.com",
            "hosts": ["trap.teams.microsoft.com"],
            "condition": None,
            "url": "https://trap.teams.microsoft.com/",
            "host": "trap.teams.microsoft.com",
            "environment": {
                "client": ["192.0.2.1"],
                "clock": "2026-01-07T12:00:00+00:00",
                "dns": {},
            },
            "ask": {
                "old": "pacgen why old.pac trap.teams.microsoft.com",
                "new": "pacgen why new.pac trap.teams.microsoft.com",
            },
            "old": {
                "route": "DIRECT",
                "returned": "DIRECT",
                "fault": None,
                "line": 2,
                "column": None,
                "reason": None,
            },
            "new": {
                "route": "PROXY t:80",
                "returned": "PROXY t:80",
                "fault": None,
                "line": 2,
                "column": None,
                "reason": None,
            },
        }
    ]


def test_a_policy(capsys: pytest.CaptureFixture[str]) -> None:
    """A PAC file is compared with what the configuration wants, rule by rule."""
    assert main(["diff", "new.pac", "--policy", "pacgen.yaml", "--scope", "*.lync.com"]) == 1
    text = capsys.readouterr().out

    assert text.startswith("policy pacgen.yaml -> new.pac: ")
    assert "old   DIRECT  (Teams set 12, Allow, required)" in text


def test_documents(capsys: pytest.CaptureFixture[str]) -> None:
    """Two answers of the web service are compared as such."""
    assert main(["diff", "a.json", "b.json"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("a.json -> b.json:\n  Teams (Skype):\n    + name *.lync.com (Allow)\n")
    assert "  X:\n" in text

    code, found = _json("a.json", "b.json", "--scope", "teams", "--only-new-direct", capsys=capsys)
    areas = found["areas"]
    assert code == 1
    assert isinstance(areas, list)
    assert [area["service_area"] for area in areas] == ["Skype"]
    assert areas[0]["names"] == {
        "added": [{"entry": "*.lync.com", "category": "Allow"}],
        "removed": [],
        "moved": [],
    }

    assert main(["diff", "a.json", "b.json", "--format", "markdown"]) == 1
    assert "### Teams (Skype)\n\n- + name \\*.lync.com (Allow)" in capsys.readouterr().out
    assert main(["diff", "a.json", "a.json"]) == 0
    assert main(["diff", "b.json", "a.json", "--fail-on", "new-direct", "--scope", "teams"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["old.pac"], 2, "there is nothing to compare with"),
        (["old.pac", "nix.pac"], 4, "nix.pac: no such file"),
        (["old.pac", "a.json"], 2, "one is a PAC file, the other an endpoint document"),
        (["-", "-"], 2, "standard input can be read only once"),
        (["old.pac", "new.pac", "--policy", "pacgen.yaml"], 2, "is compared with one PAC file"),
        (["old.pac", "--policy", "nix.yaml"], 4, "nix.yaml"),
        (["old.pac", "new.pac", "--scope", "https://x.example/"], 2, "it has a scheme"),
        (["old.pac", "new.pac", "--prove-budget", "soon"], 2, "'soon' is no length of time"),
        (["old.pac", "new.pac", "--target", "all"], 2, "this is about one client"),
        (["a.json", "c.json"], 4, "c.json: set 12: the id is there twice"),
    ],
)
def test_what_goes_wrong(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake is told in a sentence, with its exit code."""
    Path("c.json").write_text(json.dumps(DOCUMENT * 2), encoding="ascii")

    assert main(["diff", *arguments]) == code
    assert said in capsys.readouterr().err
