"""The check list of ``pacgen probe``: as text, JSON, JUnit and Markdown."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from pacgen.probe.check import Check, Verdict
from pacgen.reporters.markdown import escaped
from pacgen.reporters.probe_terminal import bars
from pacgen.reporters.text import Paint, printable, wrapped
from pacgen.reporters.xml import document

__all__ = ["FORMATS", "render"]

SCHEMA = 1
"""The ``schema`` of the JSON; a new one when a key changes its meaning or goes."""

_COLOURS = {
    Verdict.PASS: "green",
    Verdict.INCONCLUSIVE: "cyan",
    Verdict.WARN: "yellow",
    Verdict.FAIL: "red",
}
_INDENT = " " * 14


def render(
    checks: Sequence[Check],
    form: str,
    *,
    source: str,
    colour: bool = False,
    picture: str = "",
    draws: bool = True,
) -> str:
    """
    Return *checks* in the format *form*, one of :data:`FORMATS`.

    Args:
        checks: In the order of the list.
        form: Which format.
        source: Which endpoint data was used.
        colour: Whether the text is for a terminal that shows colours.
        picture: The name of a file with the chart, which Markdown shows.
        draws: Whether round trips are drawn as bars, in characters beyond ASCII.
    """
    if not draws:
        checks = [dataclasses.replace(check, samples=()) for check in checks]
    if form == "markdown":
        return _markdown(checks, source, picture)
    if form == "full":
        paint = Paint(enabled=colour)
        return "".join(f"{line}\n" for line in _full(checks, source, paint))
    return FORMATS[form](checks, source)


def verdict_line(checks: Sequence[Check]) -> str:
    """Count the verdicts, the worst first: ``1 fail, 6 pass``."""
    counts = [(v, sum(c.verdict is v for c in checks)) for v in reversed(Verdict)]
    return ", ".join(f"{number} {verdict}" for verdict, number in counts if number)


def _full(checks: Sequence[Check], source: str, paint: Paint) -> Iterator[str]:
    yield paint(f"{verdict_line(checks)}; {source}", bold=True)
    for check in checks:
        yield ""
        mark = paint(f"{check.verdict.upper():13}", _COLOURS[check.verdict], bold=True)
        yield f"{mark} {check.name}: {check.title}"
        yield from wrapped(check.summary, first=_INDENT, rest=_INDENT)
        for line in check.evidence:
            if line == check.summary:
                continue
            yield from wrapped(line, first=f"{_INDENT}- ", rest=f"{_INDENT}  ")
        if check.samples:
            for line in bars(check.samples, limit=check.limit):
                yield f"{_INDENT}{line}"
        for word, text in _grounds(check):
            yield from wrapped(text, first=f"{_INDENT}{word:8}", rest=_INDENT + " " * 8)


def _grounds(check: Check) -> Iterator[tuple[str, str]]:
    """Yield what was wanted, who wants it and what to do, as far as there is something to say."""
    grounds = (("wanted", check.threshold), ("source", check.source), ("do", check.advice))
    return ((word, text) for word, text in grounds if text)


def _json(checks: Sequence[Check], source: str) -> str:
    data = {
        "schema": SCHEMA,
        "endpoints": source,
        "counts": {verdict: sum(c.verdict is verdict for c in checks) for verdict in Verdict},
        "checks": [
            {
                "name": check.name,
                "title": check.title,
                "verdict": check.verdict,
                "summary": check.summary,
                "evidence": list(check.evidence),
                "threshold": check.threshold,
                "source": check.source,
                "advice": check.advice,
                **({"measures": dict(check.measures)} if check.measures else {}),
            }
            for check in checks
        ],
    }
    return json.dumps(data, indent=2) + "\n"


def _junit(checks: Sequence[Check], source: str) -> str:
    failures = sum(check.verdict is Verdict.FAIL for check in checks)
    skipped = sum(check.verdict is Verdict.INCONCLUSIVE for check in checks)
    counts = {"tests": len(checks), "failures": failures, "skipped": skipped, "errors": 0}
    numbers = {key: str(number) for key, number in counts.items()}
    root = ET.Element("testsuites", {"name": "pacgen probe", **numbers})
    suite = ET.SubElement(root, "testsuite", {"name": printable(source), **numbers})
    for check in checks:
        name = f"{check.name}: {check.title}"
        case = ET.SubElement(suite, "testcase", classname="pacgen probe", name=name)
        told = (
            *check.evidence,
            *(f"{word}: {text}" for word, text in _grounds(check)),
        )
        body = "\n".join(map(printable, told))
        match check.verdict:
            case Verdict.FAIL:
                message = printable(check.summary)
                ET.SubElement(case, "failure", message=message, type="fail").text = body
            case Verdict.INCONCLUSIVE:
                ET.SubElement(case, "skipped", message=printable(check.summary)).text = body
            case Verdict.WARN | Verdict.PASS:
                text = f"{check.verdict}: {printable(check.summary)}\n{body}"
                ET.SubElement(case, "system-out").text = text
    return document(root)


def _markdown(checks: Sequence[Check], source: str, picture: str = "") -> str:
    lines = [
        f"**{verdict_line(checks)}**; {printable(source)}",
        "",
        "| verdict | check | what was seen | what to do |",
        "| --- | --- | --- | --- |",
    ]
    for check in checks:
        cells = (check.verdict, check.title, check.summary, check.advice)
        lines.append(f"| {' | '.join(escaped(text) for text in cells)} |")
    for check in checks:
        lines += ["", f"## {escaped(check.name)}: {check.verdict}", "", escaped(check.summary), ""]
        lines += [f"- {escaped(line)}" for line in check.evidence if line != check.summary]
        if check.samples:
            lines += ["", "```text", *bars(check.samples, limit=check.limit), "```", ""]
            lines += [f"![round trips](<{picture}>)", ""] if picture else []
        lines += [f"- {word}: {escaped(text)}" for word, text in _grounds(check)]
    return "\n".join(lines) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Check], str], str]] = {
    "full": lambda checks, source: render(checks, "full", source=source),
    "json": _json,
    "junit": _junit,
    "markdown": _markdown,
}
"""The formats by name."""
