from __future__ import annotations

import json
from collections.abc import Callable

from pacgen.lint import Report
from pacgen.reporters.lint_json import render


def test_any_text_survives(make_report: Callable[..., Report]) -> None:
    """Whatever a name or an answer holds, the document is ASCII and can be read back."""
    text = render([make_report(name="gr\xfc\xdfe\x1b\udcff.pac")])

    assert text.isascii()
    assert "gr\xfc\xdfe\x1b\udcff.pac" == json.loads(text)["files"][0]["path"]
