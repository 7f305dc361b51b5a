"""``pacgen rule``: pages that come from the rules themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pacgen.cli import main
from pacgen.lint import RULES
from pacgen.lint.catalogue import catalogue

DOCS = Path(__file__).parents[2] / "docs" / "rules.md"


def _run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["rule", *arguments])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    """A page has what a rule checks for, why, and both examples; a code means the same."""
    code, out, err = _run(capfd, "apex-not-covered")

    assert (0, "") == (code, err)
    assert out.startswith("apex-not-covered\nRT03, routing, error\n\nChecks for ")
    for title in ("Why is this bad?", "Known problems", "References", "Bad", "Good"):
        assert f"\n{title}\n" in out
    assert out == _run(capfd, "rt03")[1]


def test_the_list_names_every_rule(capfd: pytest.CaptureFixture[str]) -> None:
    """Without a name there is one line for each rule."""
    lines = _run(capfd)[1].splitlines()
    names = {line.split()[1] for line in lines if line.startswith("  ")}

    assert names == {rule.name for rule in catalogue()} >= {rule.name for rule in RULES}


def test_json_has_everything(capfd: pytest.CaptureFixture[str]) -> None:
    """Programs get every rule with its examples as whole files."""
    document = json.loads(_run(capfd, "--format", "json")[1])
    rules = {rule["name"]: rule for rule in document["rules"]}

    assert 1 == document["schema"]
    assert {rule.name for rule in RULES} <= set(rules)
    assert "function FindProxyForURL" in rules["apex-not-covered"]["bad"]


def test_a_group_is_all_its_rules(capfd: pytest.CaptureFixture[str]) -> None:
    """A group gives a page for each of its rules."""
    rules = json.loads(_run(capfd, "style", "--format", "json")[1])["rules"]

    assert {"ST"} == {rule["code"][:2] for rule in rules}


def test_an_unknown_rule(capfd: pytest.CaptureFixture[str]) -> None:
    """A rule that does not exist is wrong usage, with a guess."""
    code, out, err = _run(capfd, "apex-not-coverd")

    assert (2, "") == (code, out)
    assert "did you mean apex-not-covered?" in err
    assert 2 == _run(capfd, "--all", "RT03")[0]


def test_every_page_fits_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    """Prose is wrapped at eighty columns; code is left as it is."""
    for rule in catalogue():
        code = set((rule.bad + rule.good).splitlines())
        lines = _run(capfd, rule.name)[1].splitlines()

        assert [] == [
            line
            for line in lines
            if len(line) > 80 and line[2:] not in code and " " in line.strip()
        ]


@pytest.mark.checkout
def test_the_documentation_is_what_the_rules_say(capfd: pytest.CaptureFixture[str]) -> None:
    """docs/rules.md is the output of ``pacgen rule --all --format markdown``."""
    out = _run(capfd, "--all", "--format", "markdown")[1]

    assert out == DOCS.read_text(encoding="utf-8")
