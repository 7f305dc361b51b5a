"""
What a rule is.

One rule, one file, one class in :mod:`pacgen.lint.rules`. From the class come the check, the
tests (its examples) and the documentation (its docstring, in a fixed form: a first line
"Checks for ...", then the sections "Why is this bad?", "Known problems" and "References").
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import ClassVar

from pacgen.engine import Fault, PacFile, Target
from pacgen.lint.answers import Answer
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Place, Related, Severity
from pacgen.lint.winners import condition_that_held
from pacgen.policy.expectation import Assertion

__all__ = ["SMALLEST_FILE", "Needs", "Rule", "example_file"]

_ENTRY_POINT = "FindProxyForURL"

SMALLEST_FILE = """\
function FindProxyForURL(url, host) {
  return "DIRECT";
}
"""
"""An example for rules that look at a file as a whole."""


class Needs(Enum):
    """What there must be for a rule to make sense. Where it is missing, the rule is not asked."""

    ANYTHING = "anything"
    """
    Any bytes: the rule says whether they are a script at all. If they are not, no other rule is
    asked.
    """

    SCRIPT = "script"
    """A script, which may fail to load."""

    ANSWERS = "answers"
    """A script that loads, so that there are answers to judge."""


class Rule(ABC):
    """
    Base of all rules.

    A rule yields findings and does nothing else: it prints nothing, sorts nothing, and knows
    nothing of formats, thresholds and suppression.
    """

    name: ClassVar[str]
    """Kebab case, as the file is named; reads well after "allow"."""

    code: ClassVar[str]
    """A short alias, never reused."""

    severity: ClassVar[Severity]
    """The usual severity; a finding may have another."""

    needs: ClassVar[Needs] = Needs.ANSWERS

    by_default: ClassVar[bool] = True
    """Whether it is asked unless told otherwise; what is a matter of policy or taste is not."""

    needs_proof: ClassVar[bool] = False
    """Whether it has something to say only in runs that prove."""

    why: ClassVar[str]
    """What it means for the people behind the proxy; the same in every finding."""

    bad: ClassVar[str]
    """
    An example with this finding and no other: a whole file, or statements for
    :func:`example_file`.
    """

    good: ClassVar[str]
    """The same, mended: no finding at all."""

    example_before: ClassVar[str] = ""
    """Statements that stand in front of the examples, where those are statements."""

    example_entries: ClassVar[tuple[str, ...]] = ("teams.microsoft.com", "*.teams.microsoft.com")
    """The endpoint list, hosts and networks, that the examples are held against."""

    example_companions: ClassVar[tuple[str, ...]] = ()
    """Hosts of another service among them, which Teams needs."""

    example_proxied: ClassVar[tuple[str, ...]] = ()
    """Hosts of sign-in that must stay on the proxy."""

    example_assertions: ClassVar[tuple[Assertion, ...]] = ()
    """What the site itself says of single requests."""

    @abstractmethod
    def check(self, context: LintContext) -> Iterator[Finding]:
        """Yield one finding for each cause, in any order."""

    def bad_file(self) -> PacFile:
        """Return the bad example as a file."""
        return self._example(self.bad)

    def good_file(self) -> PacFile:
        """Return the good example as a file."""
        return self._example(self.good)

    def _example(self, example: str) -> PacFile:
        text = example_file(example, before=self.example_before)
        return PacFile.from_bytes("wpad.dat", text.encode())

    def finding(
        self,
        context: LintContext,
        message: str,
        *,
        tip: str,
        why: str = "",
        answers: Iterable[Answer] = (),
        shown: Iterable[Answer] = (),
        severity: Severity | None = None,
        confidence: Confidence = Confidence.PROVEN,
        fault: Fault | None = None,
        related: Iterable[Related] = (),
    ) -> Finding:
        """
        Return a finding of this rule.

        Args:
            context: What was checked.
            message: The fact.
            tip: The cure.
            why: What it means, if the class does not say it well enough.
            answers: Those that show it; they give the subjects, the evidence and the count.
            shown: Those of them to take the evidence from, if not any will do.
            severity: If it is not the usual one.
            confidence: How sure this is.
            fault: Gives the place, if it knows one; else the trace of the first answer does.
            related: Further places to show.
        """
        answers = tuple(answers)
        shown = tuple(shown) or answers
        place, condition = _place(context, shown, fault)
        causes = {context.cause(answer) for answer in answers}
        return Finding(
            rule=self.name,
            severity=severity or self.severity,
            confidence=confidence,
            place=place,
            message=message,
            why=why or self.why,
            tip=tip,
            subjects=tuple(dict.fromkeys(answer.probe.subject for answer in answers)),
            evidence=context.evidence(shown),
            count=len({id(answer.probe) for answer in answers}),
            targets=context.targets_of(shown) or _asking(answers),
            related=(*condition, *related),
            cause=causes.pop() if len(causes) == 1 else None,
        )


def _place(
    context: LintContext, shown: Sequence[Answer], fault: Fault | None
) -> tuple[Place, tuple[Related, ...]]:
    """Return where the first of *shown* was decided, and the condition that held there."""
    file = context.pac.name
    if fault is not None and fault.line is not None:
        return Place(file, fault.line, fault.column), ()
    (trace,) = context.trace(context.shown(shown)[:1]) or [None]
    if trace is None or trace.deciding is None:
        return Place(file), ()
    place = Place.of(file, trace.deciding.span)
    held = condition_that_held(trace)
    if held is None:
        return place, ()
    label = f"this held: {' '.join(held.source.split())}"
    return place, (Related(Place.of(file, held.span), label),)


def _asking(answers: Iterable[Answer]) -> tuple[Target, ...]:
    """Return the clients that any of *answers* is of."""
    asked = {answer.target for answer in answers}
    return tuple(target for target in Target if target in asked)


def example_file(example: str, *, before: str = "") -> str:
    """
    Return an example as a whole PAC file.

    Statements are put into a function that has canonicalised the host before, and that sends
    what they do not decide to a proxy, unless their last line returns something;
    *before* are statements to stand in front of them.
    """
    if _ENTRY_POINT in example or not example.startswith(("if ", "return ", "var ")):
        return example
    lines = (before + example).splitlines()
    if not lines[-1].startswith("return "):
        lines.append('return "PROXY proxy.example.com:8080";')
    body = "".join(f"  {line}\n" for line in lines)
    return (
        f"function {_ENTRY_POINT}(url, host) {{\n"
        '  host = host.toLowerCase().replace(/\\.$/, "");\n'
        f"{body}"
        "}\n"
    )
