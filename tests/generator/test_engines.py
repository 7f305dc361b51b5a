"""
Every golden PAC file in engines of others: Duktape, which WinHTTP's age of JavaScript fits, and
Node's V8.

They need Debian's packages ``duktape`` and ``nodejs``. Without them the tests are skipped, unless
``PACGEN_ENGINES=1`` says that they must be there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pacgen.engine import Evaluator, Request, Target

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.pac"))
ENGINES = {"duk": "duktape", "node": "nodejs"}

HOSTS = [
    "teams.microsoft.com",
    "A.Teams.Microsoft.COM.",
    "www.example.com",
    "intranet",
    "localhost",
    "constructor",
    "__proto__",
    "52.112.0.1",
    "[2603:1063::1]",
    "::ffff:10.0.0.1",
    "10.1.2.3",
    "h0.d0.example",
    "",
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Return the path of an engine."""
    name: str = request.param
    path = shutil.which(name)
    if path is None and os.environ.get("PACGEN_ENGINES") == "1":
        pytest.fail(f"{name} is missing: install the package {ENGINES[name]}")
    if path is None:
        pytest.skip(f"{name} is not installed (package {ENGINES[name]})")
    return path


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_same_answers(engine: str, path: Path, tmp_path: Path) -> None:
    """The engine loads the file and answers what pacgen's own engine does."""
    text = path.read_text(encoding="ascii")
    script = tmp_path / "script.js"
    script.write_text(
        'function myIpAddress() { return "10.1.2.3"; }\n'
        f"{text}\n"
        f"var hosts = {json.dumps(HOSTS)}, i, line;\n"
        "for (i = 0; i < hosts.length; i += 1) {\n"
        '    line = FindProxyForURL("https://" + hosts[i] + ":8443/", hosts[i]);\n'
        '    if (typeof print === "function") { print(line); } else { console.log(line); }\n'
        "}\n",
        encoding="ascii",
    )
    done = subprocess.run([engine, str(script)], capture_output=True, text=True, check=False)
    hidden = (
        f"{text}\nmyIpAddressEx = undefined; myIpAddress = function () {{ return '10.1.2.3'; }};"
    )
    with Evaluator(hidden, target=Target.PACPARSER) as evaluator:
        requests = [Request(f"https://{host}:8443/", host) for host in HOSTS]
        expected = [decision.returned for decision in evaluator.decide(requests)]

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == expected
