"""
The outcome of a run as a file for Prometheus's textfile collector.

Source of the form: Prometheus, "Exposition formats", text format 0.0.4.
Times are seconds since the epoch, so that an alert can say how long ago something was; what a run
that ended early does not come to know is carried on from the file that is there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pacgen import __version__
from pacgen.publish.outcome import GateName, GateState, UpdateOutcome, Verdict

__all__ = ["Carried", "read_carried", "render"]

_SUCCESS = "pacgen_last_success_timestamp_seconds"
_PUBLISH = "pacgen_last_publish_timestamp_seconds"
_VERSION = "pacgen_endpoint_version"
_GATE_STATE = "pacgen_gate_state"
_GATE_ASKED = "pacgen_gate_asked_timestamp_seconds"
_DIRECT = "pacgen_output_direct_entries"
_SIZE = "pacgen_output_size_bytes"
_UPCOMING = "pacgen_upcoming_additions"
_CARRIED = (_VERSION, _GATE_STATE, _GATE_ASKED, _DIRECT, _SIZE, _UPCOMING)
_NEVER_WRITTEN = {Verdict.WOULD_PUBLISH, Verdict.BUSY}
_LABEL = r'(\w+)="((?:[^"\\\n]|\\.)*)"'

_Samples = tuple[tuple[Mapping[str, str], float], ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What an earlier run left."""

    success: float = 0
    """When one ended well, in seconds since the epoch; 0 for never."""

    publish: float = 0
    samples: Mapping[str, _Samples] = field(default_factory=dict)
    """By metric: what a run that ends early does not come to know."""

    def of(self, name: str) -> _Samples:
        """Return the samples of a metric."""
        return self.samples.get(name, ())


@dataclass(frozen=True, slots=True)
class _Metric:
    name: str
    help: str
    samples: _Samples = ()


def read_carried(text: str) -> Carried:
    """Return what an earlier file of ours says; nothing of a file that says something else."""
    found = {name: samples for name in _CARRIED if (samples := _samples(text, name))}
    return Carried(_value(text, _SUCCESS), _value(text, _PUBLISH), found)


def render(outcome: UpdateOutcome, carried: Carried) -> str:
    """Return the file. The run was none that was only tried out."""
    return "".join(f"{line}\n" for metric in _metrics(outcome, carried) for line in _lines(metric))


def _value(text: str, name: str) -> float:
    return next((value for labels, value in _samples(text, name) if not labels), 0)


def _samples(text: str, name: str) -> _Samples:
    line = rf"^{name}(?:\{{((?:{_LABEL},?)+)\}})? ([0-9]+(?:\.[0-9]+)?)$"
    return tuple(
        (
            {key: _unescaped(value) for key, value in re.findall(_LABEL, found[1] or "")},
            float(found[4]),
        )
        for found in re.finditer(line, text, re.MULTILINE)
    )


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)


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
        [(v.value, v is outcome.verdict) for v in Verdict if v not in _NEVER_WRITTEN],
    )
    yield from _endpoints(outcome, carried, now)
    yield from _gates(outcome, carried, now)
    yield from _outputs(outcome, carried)
    yield from _upcoming(outcome, carried)


def _endpoints(outcome: UpdateOutcome, carried: Carried, now: float) -> Iterator[_Metric]:
    # The target's own label is called "instance", so Microsoft's word cannot be used.
    cloud = outcome.instance.value
    former = next(
        (value for labels, value in carried.of(_VERSION) if labels.get("cloud") == cloud), 0
    )
    version = outcome.version or (f"{former:.0f}" if former else "")
    for name, text, number in (
        (_VERSION, "The version of the endpoint data in use.", version),
        (
            "pacgen_endpoint_offered_version",
            "The version that the web service calls the latest.",
            outcome.offered,
        ),
    ):
        if number.isdecimal():
            yield _one(name, text, int(number), cloud=cloud)
    published = _day(version)
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


def _gates(outcome: UpdateOutcome, carried: Carried, now: float) -> Iterator[_Metric]:
    known = dict(_former_gates(carried))
    if outcome.verdict is Verdict.UNCHANGED and not outcome.exit_code:
        # What is published is what is wanted: no gate that was not asked has anything against it.
        known = dict.fromkeys(GateName, (GateState.SKIPPED, now))
    known |= {gate.gate: (gate.state, now) for gate in outcome.gates}
    gates = [gate for gate in GateName if gate in known]
    if gates:
        yield _Metric(
            _GATE_STATE,
            "What each gate said when it was last asked: 1 for the state that it came to.",
            tuple(
                ({"gate": gate.value, "state": state.value}, float(known[gate][0] is state))
                for gate in gates
                for state in GateState
            ),
        )
        yield _Metric(
            _GATE_ASKED,
            "When that was, or when a run last had nothing to do and needed no gate (skipped).",
            tuple(({"gate": gate.value}, known[gate][1]) for gate in gates),
        )


def _former_gates(carried: Carried) -> Iterator[tuple[GateName, tuple[GateState, float]]]:
    asked = {labels.get("gate"): value for labels, value in carried.of(_GATE_ASKED)}
    for labels, value in carried.of(_GATE_STATE):
        gate, state = labels.get("gate"), labels.get("state")
        if value and gate in asked and gate in set(GateName) and state in set(GateState):
            yield GateName(gate), (GateState(state), asked[gate])


def _outputs(outcome: UpdateOutcome, carried: Carried) -> Iterator[_Metric]:
    entries: _Samples = tuple(
        ({"output": output.name, "kind": kind}, count)
        for output in outcome.outputs
        for kind, count in (
            ("hosts", output.direct_hosts),
            ("networks", output.direct_networks),
        )
    )
    sizes: _Samples = tuple(({"output": output.name}, output.size) for output in outcome.outputs)
    for name, text, samples in (
        (_DIRECT, "Host patterns and address ranges that a file sends DIRECT.", entries),
        (_SIZE, "The size of a file.", sizes),
    ):
        if samples := samples or carried.of(name):
            yield _Metric(name, text, samples)


def _upcoming(outcome: UpdateOutcome, carried: Carried) -> Iterator[_Metric]:
    teams = sum(item.is_teams for item in outcome.upcoming)
    counted: _Samples = (
        ({"teams": "true"}, teams),
        ({"teams": "false"}, len(outcome.upcoming) - teams),
    )
    yield _Metric(
        _UPCOMING,
        "Names, prefixes and sets that Microsoft has announced and does not use yet.",
        # Without a version the run ended before anybody could know.
        counted if outcome.version else carried.of(_UPCOMING) or counted,
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
