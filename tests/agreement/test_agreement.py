"""pacgen's profiles against the recorded answers of the real browsers."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pacgen.engine import Target
from tests.agreement import questions
from tests.agreement.pacgen_answers import pacgen_answers
from tests.agreement.record import differences, load

HERE = Path(__file__).parent
KNOWN = yaml.safe_load((HERE / "differences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("target", [Target.CHROMIUM, Target.FIREFOX])
def test_pacgen_decides_as_the_browser(target: Target) -> None:
    """Every answer is the browser's, but for the differences which are known by name."""
    known = {entry["question"] for entry in KNOWN if target in entry["clients"]}
    found = differences(load(target), pacgen_answers(target))

    assert {} == {question: both for question, both in found.items() if question not in known}
    assert known == set(found)


def test_few_differences_are_known() -> None:
    """At most five, each with a name of its own."""
    assert len({entry["name"] for entry in KNOWN}) == len(KNOWN) <= 5


@pytest.mark.checkout
def test_the_documentation_names_every_difference() -> None:
    """Nobody has to find out for themselves."""
    page = (HERE.parents[1] / "docs" / "engines.md").read_text(encoding="utf-8")

    assert [] == [entry["name"] for entry in KNOWN if entry["name"].lower() not in page.lower()]


def test_the_questions_are_many() -> None:
    """Enough helper probes and whole files that agreement means something."""
    assert len(questions.probes()) >= 150
    assert len(questions.files()) >= 60
    assert len({probe.name for probe in questions.probes()}) == len(questions.probes())
