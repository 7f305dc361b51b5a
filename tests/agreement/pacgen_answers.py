"""The answers of pacgen's profiles to all questions, in the form of the browsers' record."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from pacgen.engine import (
    Decision,
    DnsRecord,
    Environment,
    Evaluator,
    FaultKind,
    PacFile,
    Request,
    Target,
)
from tests.agreement import questions
from tests.agreement.questions import Answer, Script
from tests.agreement.record import told

__all__ = ["pacgen_answers"]

_HERE = timezone(timedelta(hours=5, minutes=30))
_SOME_MOMENT = datetime(2026, 1, 7, 12, tzinfo=_HERE)


def pacgen_answers(target: Target) -> dict[str, Any]:
    """Ask pacgen everything."""
    values: dict[str, str | None] = {}
    for script in questions.probe_scripts():
        answers = [_answer(decision) for decision in _decide(script, target)]
        for probe, answer in zip(questions.probes_of(script), answers, strict=True):
            values[probe.name] = questions.said(answer, "answer")
    shown = {
        decision.request.url: json.loads(decision.alerts[-1]) if decision.alerts else None
        for decision in _decide(questions.arguments(), target)
    }
    names = {
        script.name: _route(decision)
        for script in questions.names()
        for decision in _decide(script, target)
    }
    results = {
        script.name: told(_route(decision), _returned(decision))
        for script in questions.results()
        for decision in _decide(script, target)
    }
    files = {
        script.name: {
            decision.request.url: told(
                _route(decision), _returned(decision) if questions.tells(script) else "not told"
            )
            for decision in _decide(script, target)
        }
        for script in questions.files()
    }
    return {
        "probes": values,
        "arguments": shown,
        "names": names,
        "results": results,
        "files": files,
    }


def _decide(script: Script, target: Target) -> list[Decision]:
    text = PacFile.from_bytes(script.name, script.data).seen_by(target)
    # pacgen knows by itself that names are the same in every spelling.
    names = {name.lower().removesuffix("."): address for name, address in questions.dns().items()}
    world = Environment(
        dns=tuple(DnsRecord(name, (address,)) for name, address in names.items()),
        clock=script.clock or _SOME_MOMENT,
    )
    with Evaluator(text, target=target) as evaluator:
        return evaluator.decide([Request.for_url(url) for url in script.urls], world)


def _answer(decision: Decision) -> Answer:
    return Answer(str(decision.route), decision.alerts)


def _route(decision: Decision) -> str:
    """Return the route as the browser's own log would name it."""
    words = {"HTTP": "PROXY"}
    if decision.target is Target.FIREFOX:
        words["SOCKS"] = "SOCKS4"
    else:
        words["SOCKS4"] = "SOCKS"
    hops = [str(hop).partition(" ") for hop in decision.route.hops]
    return "; ".join(f"{words.get(word, word)}{blank}{rest}" for word, blank, rest in hops)


def _returned(decision: Decision) -> str | None:
    if decision.returned is not None:
        return f"string {decision.returned}"
    kinds = {FaultKind.NOT_A_STRING: "no string", FaultKind.EXCEPTION: "throws"}
    return kinds.get(decision.fault.kind) if decision.fault else None
