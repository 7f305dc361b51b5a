from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pacgen import __version__
from pacgen.errors import InputError
from pacgen.lint import Finding, Report
from pacgen.reporters.lint_json import render

GOLDEN = Path(__file__).with_name("lint.golden.json")


def test_the_document_is_what_programs_rely_on(
    make_report: Callable[..., Report], required: Finding, thrown: Finding
) -> None:
    """Keys, their order and their values are those of the golden file."""
    error = InputError("b.pac: no such file", tip="did you mean a.pac?")
    text = render([make_report(required, thrown)], [("b.pac", error)])

    assert GOLDEN.read_text(encoding="utf-8").replace("@VERSION@", __version__) == text


def test_any_text_survives(make_report: Callable[..., Report]) -> None:
    """Whatever a name or an answer holds, the document is ASCII and can be read back."""
    text = render([make_report(name="gr\xfc\xdfe\x1b\udcff.pac")])

    assert text.isascii()
    assert "gr\xfc\xdfe\x1b\udcff.pac" == json.loads(text)["files"][0]["path"]
