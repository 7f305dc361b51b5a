"""The answers of one client to all questions, and the files in which they are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from tests.agreement import questions
from tests.agreement.questions import Answer, Script

__all__ = ["Browser", "Record", "differences", "load", "record", "save", "told"]

Record = dict[str, Any]

_EVERY = "every URL"


class Browser(Protocol):
    """A module that steers a browser."""

    def version(self) -> str:
        """Return the browser's name and version."""

    def ask(self, scripts: Sequence[Script], dns: Mapping[str, str]) -> list[list[Answer]]:
        """Return one answer for each URL of each script."""


def record(browser: Browser) -> Record:
    """Ask a real browser everything."""
    probing = questions.probe_scripts()
    files = [*questions.results(), *questions.files()]
    names = questions.names()
    scripts = [*probing, questions.arguments(), *names, *files, *map(questions.wrapped, files)]
    asked = [replace(script, data=questions.with_clock(script)) for script in scripts]
    answers = iter(browser.ask(asked, questions.dns()))
    values = {
        probe.name: questions.said(answer, "answer")
        for script in probing
        for probe, answer in zip(questions.probes_of(script), next(answers), strict=True)
    }
    shown = {
        url: json.loads(answer.alerts[-1]) if answer.alerts else None
        for url, answer in zip(questions.arguments().urls, next(answers), strict=True)
    }
    declared = {script.name: next(answers)[0].route for script in names}
    routes = [[answer.route for answer in next(answers)] for _ in files]
    returned = [[questions.said(answer, "returned") for answer in next(answers)] for _ in files]
    decisions = {
        script.name: {
            url: told(route, value if questions.tells(script) else "not told")
            for url, route, value in zip(script.urls, routes[i], returned[i], strict=True)
        }
        for i, script in enumerate(files)
    }
    return {
        "browser": browser.version(),
        "probes": values,
        "arguments": shown,
        "names": declared,
        "results": {
            script.name: decisions[script.name][script.urls[0]] for script in questions.results()
        },
        "files": {script.name: decisions[script.name] for script in questions.files()},
    }


def told(route: str, returned: str | None) -> str:
    """Return one line for what a client does and what the script returned."""
    return f"{route} <- {returned or 'nothing'}"


def load(client: str) -> Record:
    """Return the recorded answers of *client*."""
    answers = dict(json.loads(_path(client).read_text(encoding="utf-8")))
    urls = questions.file_urls()
    answers["files"] = {
        name: {
            url: answer
            for answer, some in by_answer.items()
            for url in (urls if some == _EVERY else some)
        }
        for name, by_answer in answers["files"].items()
    }
    return answers


def save(client: str, answers: Record) -> None:
    """Keep *answers* as those of *client*; of files, each answer once with its URLs."""
    files: dict[str, dict[str, list[str] | str]] = {}
    for name, by_url in answers["files"].items():
        by_answer: dict[str, list[str]] = {}
        for url, answer in by_url.items():
            by_answer.setdefault(answer, []).append(url)
        files[name] = {a: _EVERY if len(by_answer) == 1 else u for a, u in by_answer.items()}
    text = json.dumps(answers | {"files": files}, indent=1)
    _path(client).write_text(text + "\n", encoding="utf-8")


def differences(expected: Record, found: Record) -> dict[str, tuple[Any, Any]]:
    """Return where two records differ: question, and both answers."""
    left, right = _flat(expected), _flat(found)
    return {
        question: (left.get(question), right.get(question))
        for question in [*left, *(question for question in right if question not in left)]
        if left.get(question) != right.get(question)
    }


def _flat(answers: Record) -> dict[str, Any]:
    flat = {f"probe {name}": value for name, value in answers["probes"].items()}
    flat |= {f"arguments {url}": value for url, value in answers["arguments"].items()}
    flat |= {f"name {name}": value for name, value in answers["names"].items()}
    flat |= {f"result {name}": value for name, value in answers["results"].items()}
    for name, by_url in answers["files"].items():
        flat |= {f"file {name} {url}": value for url, value in by_url.items()}
    return flat


def _path(client: str) -> Path:
    return questions.HERE / "answers" / f"{client}.json"
