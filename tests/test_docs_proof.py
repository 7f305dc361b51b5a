"""What docs/proof.md shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pacgen.cli import main

pytestmark = pytest.mark.checkout

PAGE = (Path(__file__).parents[1] / "docs" / "proof.md").read_text(encoding="utf-8")
RUNS = re.findall(r"<!-- run -->\n```console\n\$ pacgen (.*?)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), RUNS, ids=[command for command, _ in RUNS])
def test_the_output_shown_is_the_output(
    command: str,
    shown: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The page's commands print what the page prints, of the file that it shows."""
    ((name, text),) = re.findall(r"<!-- file: (\S+) -->\n```js\n(.*?)```", PAGE, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text, encoding="ascii")

    main(shlex.split(command))
    assert shown == capsys.readouterr().out
