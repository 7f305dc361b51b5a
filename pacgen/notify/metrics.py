"""
The outcome of a run as a file for Prometheus's textfile collector.

Source of the form: Prometheus, "Exposition formats", text format 0.0.4.
Times are seconds since the epoch, so that an alert can say how long ago something was; what only a
successful run knows is carried on from the file that is there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pacgen import __version__
from pacgen.publish.outcome import GateName, GateState, UpdateOutcome, Verdict

__all__ = ["Carried", "read_carried", "render"]

_SUCCESS = "pacgen_last_success_timestamp_seconds"
_PUBLISH = "pacgen_last_publish_timestamp_seconds"


@dataclass(frozen=True, slots=True)
class Carried:
    """What an earlier run left, in seconds since the epoch; 0 for never."""

    success: float = 0
    publish: float = 0


@dataclass(frozen=True, slots=True)
class _Metric:
    name: str
    help: str
    samples: tuple[tuple[dict[str, str], float], ...] = field(default=())


def read_carried(text: str) -> Carried:
    """Return what an earlier file of ours says; nothing of a file that says something else."""
    return Carried(_value(text, _SUCCESS), _value(text, _PUBLISH))


def render(outcome: UpdateOutcome, carried: Carried) -> str:
    """Return the file. The run was none that was only tried out."""
    return "".join(f"{line}\n" for metric in _metrics(outcome, carried) for line in _lines(metric))


def _value(text: str, name: str) -> float:
    match = re.search(rf"^{name} ([0-9]+(?:\.[0-9]+)?)$", text, re.MULTILINE)
    return float(match[1]) if match else 0


def _metrics(outcome: UpdateOutcome, carried: Carried) -> Iterator[_Metric]:
    now = outcome.when.timestamp()
    yield _one("pacgen_info", "The pacgen that ran.", 1, version=__version__)
    yield _one("pacgen_last_run_timestamp_seconds", "When pacgen update last ran.", now)
    yield _one(
        _SUCCESS,
        "When it last ended with exit code 0; 0 for never.",
        carried.success if outcome.exit_code else now,
    )
    yield _one(
        _PUBLISH,
        "When it last put new files in place; 0 for never.",
        now if outcome.published else carried.publish,
    )
    yield _one("pacgen_last_run_exit_code", "How the last run ended.", outcome.exit_code)
    yield _choice(
        "pacgen_last_run_verdict",
        "What became of the last run: 1 for the verdict that it came to.",
        "verdict",
        [(v.value, v is outcome.verdict) for v in Verdict if v is not Verdict.WOULD_PUBLISH],
    )
    yield from _endpoints(outcome, now)
    yield from _gates(outcome)
    yield from _outputs(outcome)
    yield from _upcoming(outcome)


def _endpoints(outcome: UpdateOutcome, now: float) -> Iterator[_Metric]:
    # The target's own label is called "instance", so Microsoft's word cannot be used.
    cloud = outcome.instance.value
    for name, text, version in (
        ("pacgen_endpoint_version", "The version of the endpoint data in use.", outcome.version),
        (
            "pacgen_endpoint_offered_version",
            "The version that the web service calls the latest.",
            outcome.offered,
        ),
    ):
        if version.isdecimal():
            yield _one(name, text, int(version), cloud=cloud)
    published = _day(outcome.version)
    if published is not None:
        yield _one(
            "pacgen_endpoint_version_timestamp_seconds",
            "The day of the version in use.",
            published,
            cloud=cloud,
        )
        yield _one(
            "pacgen_endpoint_age_seconds",
            "How old the version in use was when pacgen update last ran.",
            max(now - published, 0),
            cloud=cloud,
        )


def _gates(outcome: UpdateOutcome) -> Iterator[_Metric]:
    if not outcome.gates:
        return
    states = {gate.gate: gate.state for gate in outcome.gates}
    yield _Metric(
        "pacgen_gate_state",
        "What each gate said in the last run: 1 for the state that it came to.",
        tuple(
            ({"gate": gate.value, "state": state.value}, float(states[gate] is state))
            for gate in GateName
            if gate in states
            for state in GateState
        ),
    )


def _outputs(outcome: UpdateOutcome) -> Iterator[_Metric]:
    if not outcome.outputs:
        return
    yield _Metric(
        "pacgen_output_direct_entries",
        "Host patterns and address ranges that a file sends DIRECT.",
        tuple(
            ({"output": output.name, "kind": kind}, count)
            for output in outcome.outputs
            for kind, count in (
                ("hosts", output.direct_hosts),
                ("networks", output.direct_networks),
            )
        ),
    )
    yield _Metric(
        "pacgen_output_size_bytes",
        "The size of a file.",
        tuple(({"output": output.name}, output.size) for output in outcome.outputs),
    )


def _upcoming(outcome: UpdateOutcome) -> Iterator[_Metric]:
    teams = [item for item in outcome.upcoming if item.is_teams]
    others = len(outcome.upcoming) - len(teams)
    yield _Metric(
        "pacgen_upcoming_additions",
        "Names, prefixes and sets that Microsoft has announced and does not use yet.",
        (({"teams": "true"}, len(teams)), ({"teams": "false"}, others)),
    )


def _one(name: str, text: str, value: float, **labels: str) -> _Metric:
    return _Metric(name, text, ((labels, value),))


def _choice(name: str, text: str, label: str, choices: Iterable[tuple[str, bool]]) -> _Metric:
    return _Metric(name, text, tuple(({label: value}, float(on)) for value, on in choices))


def _day(version: str) -> float | None:
    try:
        day = dt.datetime.strptime(version[:8], "%Y%m%d")  # noqa: DTZ007 - it gets its zone below
    except ValueError:
        return None
    return day.replace(tzinfo=dt.UTC).timestamp()


def _lines(metric: _Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.help}"
    yield f"# TYPE {metric.name} gauge"
    for labels, value in metric.samples:
        inner = ",".join(f'{name}="{_label(text)}"' for name, text in labels.items())
        number = str(int(value)) if float(value).is_integer() else f"{value:.3f}"
        yield f"{metric.name}{f'{{{inner}}}' if inner else ''} {number}"


def _label(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
