"""Findings: one thing wrong with a PAC file, complete enough to be shown in any format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pacgen.endpoints import Category
from pacgen.engine import Span, Target

__all__ = [
    "Confidence",
    "Edit",
    "Effect",
    "Evidence",
    "Finding",
    "Fix",
    "Place",
    "Related",
    "Severity",
]


class Severity(StrEnum):
    """How much it matters, the worst first."""

    ERROR = "error"
    """Users are affected, or the proxy is off for hosts that need it."""

    WARNING = "warning"
    """Some users are affected, or some day."""

    INFO = "info"
    """Good to know; never makes a run fail."""

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info: lower is worse."""
        return tuple(Severity).index(self)


class Confidence(StrEnum):
    """How sure the rule is."""

    PROVEN = "proven"
    """The file was run, or cannot be run, and this is what came of it."""

    LIKELY = "likely"
    """The text says so; it was not run."""

    POSSIBLE = "possible"
    """The text hints at it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file; line and column are from 1, and not always known."""

    file: str
    """Path or URL as the user gave it."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    """The line in which the piece of text ends; ``None`` where only its beginning is known."""

    end_column: int | None = None
    """The column behind the last character."""

    @classmethod
    def of(cls, file: str, span: Span | None) -> Place:
        """Return the place of *span*; of the whole file where there is none."""
        if span is None:
            return cls(file)
        return cls(file, span.line, span.column, span.end_line, span.end_column)

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.file, *numbers])


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, and what it has to do with it."""

    place: Place
    label: str
    """What stands there, for people: ``this condition held``, ``this line never gets its turn``."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One request that shows the finding, and why another answer was expected."""

    url: str
    host: str
    """As the client hands it to the script."""

    target: Target
    """The client whose behaviour was reproduced."""

    returned: str | None
    """What the script returned, untouched; ``None`` if that was no string."""

    route: str
    """What the client does."""

    fault: str
    """What went wrong while the script ran; empty if nothing did."""

    expected: str
    """``DIRECT`` or ``a proxy``, or what the rule says that is in question; empty: just this."""

    sets: tuple[int, ...] = ()
    """The endpoint sets that expect it, by category, then id; empty for control hosts."""

    category: Category | None = None
    """The highest category among the sets."""

    version: str = ""
    """Version of the endpoint data; empty for control hosts."""

    world: str = ""
    """
    What else had to be so for this answer: ``the name resolves to 10.1.2.3``; empty where
    nothing had.
    """


class Effect(StrEnum):
    """What a fix means to change. It is applied only if, when run, it changes that and no more."""

    NONE = "none"
    """No answer at all: the text alone changes."""

    MEND = "mend"
    """Answers that failed, or of which clients drop a part; afterwards they are sound."""

    SUBJECTS = "subjects"
    """Answers for :attr:`Fix.subjects`."""

    FORM = "form"
    """
    Answers for hosts in upper case or with a final dot; afterwards they are those of the plain
    form.
    """


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of the text, and what to write in its place."""

    span: Span
    """Positions in :attr:`pacgen.engine.PacFile.text`; of no length where text is inserted."""

    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the file that mends a finding; :mod:`pacgen.lint.fix` applies it."""

    title: str
    """What it does, as an order: ``write the mask as 255.252.0.0``."""

    edits: tuple[Edit, ...] = ()
    effect: Effect = Effect.NONE
    subjects: tuple[str, ...] = ()
    """The host patterns, hosts, addresses and networks for which answers may change."""

    is_safe: bool = True
    """Whether nobody can want the old answers; other fixes are applied on request only."""

    drops_bom: bool = False
    """Whether the byte-order mark goes; a UTF-16 file becomes UTF-8."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing wrong, with one cause.

    Made by :meth:`pacgen.lint.rule.Rule.finding`.
    """

    rule: str
    severity: Severity
    place: Place
    message: str
    """The fact: lower case, no full stop."""

    why: str
    """What it means for the people behind the proxy."""

    tip: str
    """The cure. Lines that are indented by four spaces are code, for copying."""

    confidence: Confidence = Confidence.PROVEN
    subjects: tuple[str, ...] = ()
    """All host patterns, hosts or networks concerned, without repetition."""

    evidence: tuple[Evidence, ...] = ()
    """A few of the requests that show it."""

    count: int = 0
    """How many requests showed it; at least as many as there is evidence."""

    targets: tuple[Target, ...] = ()
    """The clients that it holds for; empty where that makes no difference."""

    related: tuple[Related, ...] = ()
    """Other places: the condition that held, the line that wins, the line that loses."""

    fix: Fix | None = None
    """The cure as a change of the file, where one can be made."""

    cause: Place | None = None
    """The test in the text that was meant to prevent this, and never holds."""

    stranger: str = ""
    """A host or URL of nobody's that shows the finding, if it goes DIRECT; to be tried out."""

    absorbed: tuple[Finding, ...] = ()
    """
    What came of it and is told with it: findings of their own again where this one is not wanted.
    """

    @property
    def sort_key(self) -> tuple[int, int, int, str, str]:
        """The worst first, then by place, rule and message."""
        return (
            self.severity.rank,
            self.place.line or 0,
            self.place.column or 0,
            self.rule,
            self.message,
        )
