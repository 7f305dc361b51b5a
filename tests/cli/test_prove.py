"""``pacgen prove`` and ``pacgen partition`` as users run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pacgen.cli import main

PAC = """\
function FindProxyForURL(url, host) {
  if (isPlainHostName(host)) return "DIRECT";
  if (shExpMatch(host, "*trap.a.example")) return "PROXY t.example:80; DIRECT";
  if (dnsDomainIs(host, ".a.example")) return "DIRECT";
  if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")) return "PROXY inner.example:80";
  return "PROXY p.example:80";
}
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a directory with a PAC file."""
    monkeypatch.chdir(tmp_path)
    Path("wpad.dat").write_text(PAC, encoding="ascii")


def test_proven(capsys: pytest.CaptureFixture[str]) -> None:
    """What holds for every host is proven, and the exit code says so."""
    assert main(["prove", "wpad.dat", "--pattern", "*.b.a.example", "--route", "DIRECT"]) == 0
    assert (
        capsys.readouterr().out
        == """\
wpad.dat: proven DIRECT for all hosts (chromium; hosts up to 10 labels)

proven     *.b.a.example
"""
    )


def test_refuted(capsys: pytest.CaptureFixture[str]) -> None:
    """The shortest host that refutes it is told, with its line and how to ask again."""
    assert main(["prove", "wpad.dat", "--pattern", "*.a.example", "--route", "DIRECT"]) == 1
    assert (
        capsys.readouterr().out
        == """\
wpad.dat: refuted: DIRECT (chromium; hosts up to 10 labels)

refuted    *.a.example
           trap.a.example gets PROXY t.example:80; DIRECT
           by    wpad.dat:3
           ask   pacgen why wpad.dat trap.a.example
"""
    )


def test_a_condition_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What else must be so is told, with the options that make it so."""
    wanted = ["--pattern", "www.b.example", "--never-route", "PROXY inner.example:80"]
    assert main(["prove", "wpad.dat", *wanted]) == 1
    text = capsys.readouterr().out

    assert "when  the client's address is in 10.0.0.0/8" in text
    assert "ask   pacgen why wpad.dat www.b.example --client-ip 10.0.0.0" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--never-route", "DIRECT"], 1),
        (["--except", "plain", "--never-route", "DIRECT"], 1),
        (["--except", "plain", "--except", "*.a.example", "--never-route", "DIRECT"], 0),
        (["--except", "plain", "--never-route", "PROXY other.example:80"], 0),
    ],
)
def test_all_hosts_but_some(arguments: list[str], code: int) -> None:
    """The question of the security team: does any host outside a list bypass the proxy?"""
    assert main(["prove", "wpad.dat", "--pattern", "all", *arguments]) == code


def test_no_fallback(capsys: pytest.CaptureFixture[str]) -> None:
    """DIRECT behind a proxy is welcome, or not, as one likes."""
    wanted = ["--pattern", "*trap.a.example", "--never-route", "DIRECT"]

    assert main(["prove", "wpad.dat", *wanted]) == 0
    assert main(["prove", "wpad.dat", *wanted, "--no-fallback"]) == 1
    assert "not even as a fallback" in capsys.readouterr().out


def test_json_and_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """Programs and change requests get the same."""
    wanted = ["prove", "wpad.dat", "--pattern", "*.a.example", "--route", "DIRECT"]
    assert main([*wanted, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["proven"], found["wanted"]) == (1, False, "DIRECT")
    (pattern,) = found["patterns"]
    assert (pattern["pattern"], pattern["status"]) == ("*.a.example", "refuted")
    assert pattern["counterexample"]["host"] == "trap.a.example"
    assert pattern["counterexample"]["line"] == 3

    assert main([*wanted, "--format", "markdown"]) == 1
    assert (
        "| `*.a.example` | refuted | `trap.a.example` | `PROXY t.example:80; DIRECT` | 3 |  |"
        in capsys.readouterr().out.splitlines()
    )


def test_partition(capsys: pytest.CaptureFixture[str]) -> None:
    """Every host is in a region, with its route, its line and its condition."""
    scope = ["--pattern", "*.a.example", "--pattern", "www.b.example"]
    assert main(["partition", "wpad.dat", *scope]) == 0
    text = capsys.readouterr().out

    assert text.startswith("wpad.dat: 4 regions of *.a.example, www.b.example, complete")
    assert (
        """
line 3: PROXY t.example:80; DIRECT
    hosts trap.a.example, *trap.a.example
""".replace("trap.a.example, *", "*")
        in text
    )
    assert "line 4: DIRECT\n    hosts *.a.example except " in text
    assert "line 5: PROXY inner.example:80\n    hosts www.b.example\n    when  the client" in text

    assert main(["partition", "wpad.dat", *scope, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [region["line"] for region in found["regions"]] == [3, 4, 5, 6]
    assert found["complete"]

    assert main(["partition", "wpad.dat", *scope, "--format", "markdown"]) == 0
    assert "| line | route | hosts | when |" in capsys.readouterr().out


def test_a_file_that_does_not_parse(capsys: pytest.CaptureFixture[str]) -> None:
    """It gives no host an answer: that is proven, with the place and what to do."""
    Path("wpad.dat").write_text(PAC.replace("(host))", "(host)"), encoding="ascii")
    scope = ["--pattern", "*.a.example"]

    assert main(["partition", "wpad.dat", *scope]) == 0
    assert (
        """
line 2, column 28: no answer (SyntaxError: Unexpected token 'return'), so DIRECT
    hosts *.a.example
    fix   pacgen lint wpad.dat says what is likely to be wrong
"""
        in capsys.readouterr().out
    )
    assert main(["partition", "wpad.dat", *scope, "--format", "json"]) == 0
    (region,) = json.loads(capsys.readouterr().out)["regions"]
    assert (region["line"], region["column"]) == (2, 28)

    assert main(["prove", "wpad.dat", *scope, "--route", "DIRECT"]) == 1
    assert (
        """
           by    wpad.dat:2:28
           ask   pacgen why wpad.dat a.a.example
           fix   pacgen lint wpad.dat says what is likely to be wrong
"""
        in capsys.readouterr().out
    )


def test_another_client_is_named_in_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """What one client does is asked again as that client."""
    wanted = ["--pattern", "*.a.example", "--route", "DIRECT", "--target", "winhttp"]

    assert main(["prove", "wpad.dat", *wanted]) == 1
    assert "pacgen why wpad.dat trap.a.example --target winhttp" in capsys.readouterr().out


def test_what_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    """A gap is told with its line, and makes the exit code 1."""
    Path("wpad.dat").write_text(
        "function FindProxyForURL(url, host) {\n"
        '  return /^(?=a)/.test(host) ? "PROXY a.example:80" : "PROXY a.example:80; DIRECT";\n'
        "}\n",
        encoding="ascii",
    )

    arguments = ["--pattern", "*.a.example", "--never-route", "DIRECT"]
    assert main(["prove", "wpad.dat", *arguments]) == 1
    assert main(["partition", "wpad.dat", "--pattern", "*.a.example"]) == 1
    assert "not proven: line 2: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["prove", "wpad.dat"], 2, "say what is to be proven, once"),
        (["prove", "wpad.dat", "--route", "DIRECT", "--never-route", "DIRECT"], 2, "once"),
        (["prove", "wpad.dat", "--route", "PROXI a:80"], 2, "no keyword that clients know"),
        (["prove", "wpad.dat", "--route", "DIRECT", "--no-fallback"], 2, "--no-fallback belongs"),
        (["prove", "wpad.dat", "--route", "DIRECT", "--except", "all"], 2, "leaves no host"),
        (["prove", "wpad.dat", "--route", "DIRECT", "--target", "all"], 2, "about one client"),
        (["prove", "wpad.dat", "--route", "DIRECT", "--pattern", "a b"], 2, "no host pattern"),
        (
            ["prove", "wpad.dat", "--route", "DIRECT", "--pattern", "teamz"],
            2,
            "did you mean teams?",
        ),
        (["prove", "nix.dat", "--route", "DIRECT"], 4, "nix.dat: no such file"),
        (["partition", "nix.dat"], 4, "nix.dat: no such file"),
    ],
)
def test_what_goes_wrong(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each mistake is told in a sentence, with its exit code."""
    assert main(arguments) == code
    assert said in capsys.readouterr().err
