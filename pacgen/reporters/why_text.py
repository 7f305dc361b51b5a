"""How one answer of a PAC file came about, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pacgen.endpoints import EndpointSet
from pacgen.engine import Decision, FaultKind, PacFile, Step, StepKind, Trace
from pacgen.policy.reasons import endpoint_sets
from pacgen.reporters.answers import Answers, fault_text, meant_otherwise
from pacgen.reporters.excerpt import excerpt
from pacgen.reporters.text import Paint, cut, plural, printable, wrapped

__all__ = ["Expected", "render"]

_FEWEST = 6
"""So many conditions in a row that did not hold are folded into one line, no fewer."""

_LONGEST = 240
"""Characters of a condition that are shown."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What Microsoft's list says of the host."""

    instance: str
    version: str
    preset: str
    sets: tuple[EndpointSet, ...] = ()
    """Those that want it DIRECT; none: nothing is expected of it."""

    others: tuple[EndpointSet, ...] = ()
    """Those which know it, but which the preset leaves alone."""


def render(
    pac: PacFile,
    found: Sequence[Answers],
    expected: Expected,
    *,
    every: bool = False,
    colour: bool = False,
) -> str:
    """
    Return the whole text.

    Args:
        pac: The file.
        found: The answers, with traces.
        expected: What is expected of the host.
        every: Whether to show every step, in place of folding those that led nowhere.
        colour: Whether the terminal shows colours.
    """
    paint = Paint(enabled=colour)
    blocks = [
        "\n".join(_block(pac, answers, decision, expected, every=every, paint=paint))
        for answers in found
        for decision in answers.decisions
    ]
    return "\n\n".join(blocks) + "\n"


def _block(
    pac: PacFile,
    answers: Answers,
    decision: Decision,
    expected: Expected,
    *,
    every: bool,
    paint: Paint,
) -> Iterator[str]:
    route = f"{decision.route}{' (fault)' if decision.fault else ''}"
    first, *more = wrapped(f"{answers.request.url} -> {route}", first="", rest="    ")
    yield paint(first, bold=True)
    yield from more
    where = f" in {answers.environment}" if answers.environment else ""
    yield from _fact("asked", f"{pac.name}, as {decision.target}{where}")
    yield from _expectation(decision, expected, paint)
    yield from _client(decision)
    trace = decision.trace
    if trace is not None:
        yield from _doubts(trace)
        if trace.steps:
            yield ""
            yield from _conditions(trace, every=every)
    yield ""
    yield from _deciding(pac, decision, paint)


def _expectation(decision: Decision, expected: Expected, paint: Paint) -> Iterator[str]:
    if expected.sets:
        yield from _fact("list", f"{endpoint_sets(expected.sets).text} ({_version(expected)})")
        if decision.is_direct and not decision.fault:
            yield from _fact("wanted", "DIRECT, and so it is")
        elif decision.is_direct:
            yield from _fact("wanted", "DIRECT; it is so only because the script fails")
        else:
            first, *more = _fact("wanted", "DIRECT, and it is not")
            yield paint(first, "red")
            yield from more
    elif expected.others:
        text = endpoint_sets(expected.others).text
        yield from _fact("list", f"{text} ({_version(expected)})")
        yield from _fact("wanted", f"nothing, by the preset {expected.preset}")
    else:
        yield from _fact("list", f"no endpoint set has this host ({_version(expected)})")


def _version(expected: Expected) -> str:
    return f"{expected.instance} {expected.version or '(version unknown)'}"


def _client(decision: Decision) -> Iterator[str]:
    """Yield where the client does something else than the script said."""
    returned = meant_otherwise(decision)
    if decision.fault is not None:
        yield from _fact("fault", fault_text(decision.fault))
        yield from _fact("client", f"{decision.target} says nothing and goes {decision.route}")
    elif returned is not None:
        yield from _fact(
            "client", f"{decision.target} takes {cut(returned)!r} for {decision.route}"
        )
    if decision.dropped:
        dropped = ", ".join(repr(cut(element)) for element in decision.dropped)
        yield from _fact("", f"and passes over {dropped}")
    if decision.dns:
        yield from _fact("DNS", _questions(decision))
    for alert in decision.alerts:
        yield from _fact("alert", cut(alert))


def _questions(decision: Decision) -> str:
    environment = decision.environment
    unknown = set(environment.unanswered(decision.dns))
    names = (
        f"{name} (no answer given)" if name in unknown else name
        for name in dict.fromkeys(decision.dns)
    )
    return ", ".join(names)


def _doubts(trace: Trace) -> Iterator[str]:
    if not trace.trusted:
        yield from _fact(
            "doubt",
            "the steps below cannot be trusted: watched, the script did not answer what it answers "
            "unwatched",
        )
    if not trace.complete:
        yield from _fact("doubt", f"only the first {len(trace.steps)} steps were kept")


def _conditions(trace: Trace, *, every: bool) -> Iterator[str]:
    """Yield the conditions with their numbers; those that led nowhere are folded."""
    steps = [s for s in trace.steps if every or s.kind is StepKind.CONDITION]
    width = len(str(len(steps)))
    last = {step.span: number for number, step in enumerate(steps)}
    folded: list[tuple[int, Step]] = []
    for number, step in enumerate(steps):
        # In a loop the same condition comes again: only its last time can have decided.
        if not every and (not step.holds or last[step.span] != number):
            folded.append((number + 1, step))
            continue
        yield from _folded(folded, width)
        folded = []
        yield from _condition(number + 1, step, width)
    yield from _folded(folded, width)


def _folded(run: Sequence[tuple[int, Step]], width: int) -> Iterator[str]:
    if len(run) < _FEWEST:
        for number, step in run:
            yield from _condition(number, step, width)
        return
    lines = [step.span.line for _, step in run]
    true = sum(step.holds for _, step in run)
    held = f", {true} held in a loop" if true else ""
    place = f"line {lines[0]}" if min(lines) == max(lines) else f"lines {min(lines)}-{max(lines)}"
    false = plural(len(run) - true, "condition")
    was = "was" if len(run) - true == 1 else "were"
    text = f"{false} {was} false{held} ({place}); see --all"
    yield from wrapped(text, first=f"{'...':>{width + 2}} ", rest=" " * (width + 3))


def _condition(number: int, step: Step, width: int) -> list[str]:
    inside = f" in {step.function}" if step.function and not step.is_in_entry_point else ""
    verb = "return " if step.kind is StepKind.RETURN else ""
    text = f"line {step.span.line}{inside}: {verb}{cut(step.explained, _LONGEST)} -> {step.value}"
    return wrapped(text, first=f"{number:>{width + 1}}. ", rest=" " * (width + 5))


def _deciding(pac: PacFile, decision: Decision, paint: Paint) -> Iterator[str]:
    """Yield the line that decided, or that failed."""
    fault = decision.fault
    step = decision.trace.deciding if decision.trace else None
    if fault is not None and fault.line is not None:
        yield from _place("failed", pac, fault.line, fault.column, paint)
    elif fault is not None and fault.kind in {
        FaultKind.SYNTAX,
        FaultKind.LOAD,
        FaultKind.NO_ENTRY_POINT,
    }:
        yield "the file never got so far as to look at the request"
    elif step is not None:
        yield from _place("decided", pac, step.span.line, step.span.column, paint)
    elif fault is not None and fault.kind is FaultKind.NOT_A_STRING:
        yield "no return was reached: the function ended without one"
    else:
        yield "the line that decided is not known"


def _place(what: str, pac: PacFile, line: int, column: int | None, paint: Paint) -> Iterator[str]:
    at = f"{pac.name}:{line}" + (f":{column}" if column is not None else "")
    yield paint(f"{what} at {printable(at)}", bold=True)
    yield from excerpt(pac.text, line, column, paint=lambda caret: paint(caret, "red", bold=True))


def _fact(label: str, text: str) -> list[str]:
    return wrapped(text, first=f"  {label:7} ", rest=" " * 10)
