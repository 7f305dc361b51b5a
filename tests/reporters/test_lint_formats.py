"""Every format of a lint report as a whole text, and what its readers rely on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from pacgen.errors import InputError
from pacgen.lint import RULES, Finding, Place, Report, Severity
from pacgen.reporters import (
    lint_checkstyle,
    lint_concise,
    lint_full,
    lint_github,
    lint_gitlab,
    lint_grouped,
    lint_json,
    lint_junit,
    lint_markdown,
    lint_sarif,
    lint_statistics,
)

MakeReport = Callable[..., Report]
Unreadable = list[tuple[str, InputError]]
Golden = Callable[[str, str], str]

SCHEMA = Path(__file__).parents[1] / "data" / "sarif" / "sarif-2.1.0-rtm.5.json"

HOSTILE = "\x1b[31m]]>&<\"'\n::error::\u202e%0A\x00\udcff`|*_[x](y)"


def _people(render: Callable[..., str]) -> Callable[..., str]:
    return lambda reports, _unreadable: render(reports)


FORMATS: dict[str, Callable[..., str]] = {
    "full.txt": _people(lint_full.render),
    "concise.txt": _people(lint_concise.render),
    "grouped.txt": _people(lint_grouped.render),
    "json": lint_json.render,
    "jsonl": lint_json.render_lines,
    "junit.xml": lint_junit.render,
    "github.txt": lint_github.render,
    "gitlab.json": lint_gitlab.render,
    "checkstyle.xml": lint_checkstyle.render,
    "md": lint_markdown.render,
    "statistics.txt": _people(lint_statistics.render),
    "statistics.json": _people(lint_statistics.render_json),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_whole_text(
    name: str, everything: Report, unreadable: Unreadable, golden: Golden
) -> None:
    """A report, and a file that could not be read, give the text of the golden file."""
    text = FORMATS[name]([everything], unreadable)

    assert golden(f"lint.{name}", text) == text


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_no_problem(name: str) -> None:
    """No file at all gives a text that can be read, or none."""
    text = FORMATS[name]([], [])

    if name.endswith("json"):
        json.loads(text)
    if name.endswith("xml"):
        ET.fromstring(text)  # noqa: S314 - our own


@pytest.mark.parametrize("name", [*FORMATS, "sarif"])
def test_hostile_text_stays_text(
    name: str, make_report: MakeReport, thrown: Finding, unreadable: Unreadable
) -> None:
    """Whatever a file holds, the output stays what its readers can read."""
    evidence = replace(thrown.evidence[0], returned=HOSTILE, url=HOSTILE)
    finding = replace(
        thrown, message=HOSTILE, why=HOSTILE, subjects=(HOSTILE,), evidence=(evidence,)
    )
    report = make_report(finding, name=HOSTILE.replace("\x00", ""))
    text = (FORMATS | {"sarif": lint_sarif.render})[name]([report], unreadable)

    assert not {"\x1b", "\u202e", "\x00", "\udcff"} & set(text)
    if name.endswith(("json", "sarif")):
        json.loads(text)
    if name.endswith("xml"):
        ET.fromstring(text)  # noqa: S314 - our own
    if name == "github.txt":
        assert [1, 2] == [
            sum(line.startswith("::") for line in text.splitlines()) - 1,
            text.count("\n::"),
        ]


@pytest.fixture(scope="module")
def valid_sarif() -> Callable[[str], dict[str, Any]]:
    """Return a reader of SARIF that holds it against the schema of the standard."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())

    def read(text: str) -> dict[str, Any]:
        log: dict[str, Any] = json.loads(text)
        assert [] == [error.message for error in validator.iter_errors(log)]
        return log

    return read


def test_sarif_is_valid(
    everything: Report, unreadable: Unreadable, valid_sarif: Callable[[str], dict[str, Any]]
) -> None:
    """The log obeys the official schema, and says what the report says."""
    (run,) = valid_sarif(lint_sarif.render([everything], unreadable))["runs"]
    results = run["results"]
    rules = run["tool"]["driver"]["rules"]

    assert ["error", "warning", "note"] == [result["level"] for result in results]
    assert [r["ruleId"] for r in results] == [rules[r["ruleIndex"]]["id"] for r in results]
    assert {rule.name for rule in RULES} <= {rule["id"] for rule in rules}
    assert {"startLine": 2, "startColumn": 6, "endLine": 2, "endColumn": 25} == (
        results[2]["locations"][0]["physicalLocation"]["region"]
    )
    assert "this line wins" == results[2]["relatedLocations"][0]["message"]["text"]
    assert (
        "x.example"
        == (
            results[2]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"][
                "text"
            ]
        )
    )
    assert not run["invocations"][0]["executionSuccessful"]


def test_sarif_explains_each_rule(valid_sarif: Callable[[str], dict[str, Any]]) -> None:
    """The page of a rule is in the log, for readers with and without Markdown: it leads nowhere."""
    (run,) = valid_sarif(lint_sarif.render([]))["runs"]

    for rule in run["tool"]["driver"]["rules"]:
        assert "helpUri" not in rule
        assert all("Why is this bad?" in rule["help"][kind] for kind in ("text", "markdown"))
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}\n")


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("wpad.dat", "wpad.dat"),
        ("./a b/wpad.dat", "a%20b/wpad.dat"),
        ("<stdin>", "stdin"),
        ("/etc/wpad.dat", "file:///etc/wpad.dat"),
        ("http://h.example/wpad.dat", "http://h.example/wpad.dat"),
    ],
)
def test_sarif_calls_files_by_uri(name: str, uri: str, make_report: MakeReport) -> None:
    """Paths are relative as they were given, and escaped."""
    finding = Finding("evaluation-error", Severity.ERROR, Place(name, 1), "m", "w", "t")
    (run,) = json.loads(lint_sarif.render([make_report(finding, name=name)]))["runs"]

    assert uri == run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_sarif_fingerprints_do_not_know_line_numbers(
    make_report: MakeReport, thrown: Finding
) -> None:
    """A line above changes the place of a result and not its fingerprint."""

    def marks(report: Report) -> Sequence[Any]:
        (run,) = json.loads(lint_sarif.render([report]))["runs"]
        return [result["partialFingerprints"] for result in run["results"]]

    before = make_report(thrown)
    moved = replace(thrown, place=Place("wpad.dat", 3, 34))
    after = make_report(moved, data=b"// new\n" + before.pac.data)

    assert marks(before) == marks(after)


@pytest.mark.parametrize(
    ("fail_on", "failures"), [(Severity.ERROR, 2), (Severity.WARNING, 3), (Severity.INFO, 4)]
)
def test_junit_counts(fail_on: Severity, failures: int, everything: Report) -> None:
    """Each entry of the list is a case, each finding too; what counts as a failure can be said."""
    root = ET.fromstring(lint_junit.render([everything], fail_on=fail_on))  # noqa: S314 - our own
    cases = [case.get("name") for case in root.iter("testcase")]

    assert ("7", str(failures)) == (root.get("tests"), root.get("failures"))
    assert "teams.microsoft.com -> DIRECT" == cases[0]
    assert failures == len(list(root.iter("failure")))


def test_a_piece_of_text_is_underlined(make_report: MakeReport, thrown: Finding) -> None:
    """The marks are as long as the piece; of several lines the first is marked to its end."""

    def marks(*place: int) -> str:
        text = lint_full.render([make_report(replace(thrown, place=Place("wpad.dat", *place)))])
        return text.split("\n    defined\n")[1].splitlines()[3].partition("| ")[2]

    assert "^" * 8 == marks(1, 1, 1, 9)
    assert " " * 9 + "^" * 15 == marks(1, 10, 1, 25)
    assert " " * 9 + "^" * 28 == marks(1, 10, 3, 2)
    assert "^" == marks(1, 1, 1, 1)


def test_statistics_are_sorted(make_report: MakeReport, thrown: Finding, required: Finding) -> None:
    """The most frequent rule comes first; files and fixes are counted."""
    text = lint_statistics.render(
        [make_report(thrown, required, name="a.pac"), make_report(thrown, name="b.pac")]
    )

    assert ["2  CO08", "1  RT01", "1 error,"] == [line[:8].strip() for line in text.splitlines()]
    assert "2 files" in text.splitlines()[0]
