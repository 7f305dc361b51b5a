"""Files that do what Teams needs, however they are written: a linter has little to say of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pacgen.endpoints import EndpointDocument, Instance, load
from pacgen.engine import PacFile, Target
from pacgen.generator import render
from pacgen.lint import RULES, lint
from pacgen.lint.proof import Proving
from pacgen.policy import Preset, build_policy
from pacgen.policy.expectation import Expectation, expect
from pacgen.routes import Route

CORPUS = Path(__file__).parent / "corpus" / "valid"
VALID = sorted(CORPUS.glob("*.pac"))
ABOUT_RULES = [
    rule
    for rule in RULES
    if rule.name
    in {"dead-rule", "redundant-rule", "rule-never-decides-for-expected-hosts", "shadowed-rule"}
]
PROVEN = (
    *("branch-by-address", "chain", "default-direct-teams", "else-chain", "five-hundred", "ftp"),
    *("many-exceptions", "microsoft-later", "specific-first", "trusted-first"),
)
"""Files of the corpus in which rules have most to do with each other."""
TEAMS = """\
  if (host == "aka.ms" ||
      host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com") ||
      host == "teams.cloud.microsoft" || dnsDomainIs(host, ".teams.cloud.microsoft") ||
      dnsDomainIs(host, ".lync.com") || dnsDomainIs(host, ".skype.com") ||
      /^52[.](11[2-5]|12[23])[.][0-9]+[.][0-9]+$/.test(host)) {
    return "DIRECT";
  }
"""


def test_there_is_a_corpus() -> None:
    """The valid files are found, so that the test below cannot pass by finding none."""
    assert len(VALID) >= 60


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_file_has_the_findings_beside_it_and_no_others(
    path: Path, teams: Expectation
) -> None:
    """Rule, severity and line of every finding are as expected, and all of Teams is DIRECT."""
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    report = lint(PacFile.from_bytes(path.name, path.read_bytes()), teams)

    assert expected == [
        {"rule": f.rule, "severity": f.severity.value, "line": f.place.line}
        for f in report.findings
    ]
    assert report.tally.hosts == report.tally.hosts_direct


@pytest.mark.parametrize("stem", PROVEN)
def test_no_rule_of_a_valid_file_is_proven_idle(stem: str, teams: Expectation) -> None:
    """The rules about rules are silent on chains that are as they should be."""
    path = CORPUS / f"{stem}.pac"
    report = lint(
        PacFile.from_bytes(path.name, path.read_bytes()),
        teams,
        rules=ABOUT_RULES,
        targets=[Target.CHROMIUM],
        proving=Proving(seconds=60),
    )

    assert report.proof is not None
    assert [] == [(f.rule, f.place.line, f.message) for f in report.findings]


def _long_files() -> Iterator[tuple[str, str]]:
    names = [f"h{n}.example" for n in range(19_980)]
    head = (
        'function FindProxyForURL(url, host) {\n  host = host.toLowerCase().replace(/[.]$/, "");\n'
    )
    tail = '  return "PROXY proxy.corp.example:8080";\n}\n'
    tests = "".join(f'  if (host == "{name}")\n    return "DIRECT";\n' for name in names[:9_990])
    yield "chain", f"{head}{TEAMS}{tests}{tail}"
    table = "".join(f' "{name}":1,\n' for name in names)
    look_up = '  if (TABLE[host] === 1) return "DIRECT";\n'
    yield "table", f'var TABLE = {{\n{table} "z.example":1\n}};\n{head}{TEAMS}{look_up}{tail}'


@pytest.mark.parametrize(("name", "text"), list(_long_files()), ids=lambda value: value[:5])
def test_twenty_thousand_lines_are_no_reason_for_findings(
    name: str, text: str, teams: Expectation
) -> None:
    """A file may be long: it is linted as others are, and is told its size at most."""
    assert len(text.splitlines()) >= 19_990
    report = lint(PacFile.from_bytes(f"{name}.pac", text.encode()), teams)

    assert {"file-too-large", "ip-literal-proxied"} >= {f.rule for f in report.findings}
    assert report.tally.hosts == report.tally.hosts_direct


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("instance", Instance)
def test_what_pacgen_generates_has_no_finding_of_any_rule(
    instance: Instance, preset: Preset
) -> None:
    """Generated files are clean where all rules are asked, those of taste and policy included."""
    document: EndpointDocument = load(instance, None).document
    policy = build_policy(
        document, preset=preset, default=Route.parse("PROXY proxy.example.com:8080")
    )
    pac = PacFile.from_bytes("proxy.pac", render(policy).encode())
    report = lint(pac, expect(document, preset), rules=RULES)

    assert [] == [(f.rule, f.message) for f in report.findings]
    assert report.tally.hosts == report.tally.hosts_direct
