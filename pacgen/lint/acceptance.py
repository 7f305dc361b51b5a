"""What was asked for, entry by entry, and whether the file gives it: an acceptance test."""

from __future__ import annotations

from dataclasses import dataclass

from pacgen.endpoints import Category
from pacgen.lint.context import Answer, LintContext, grouped
from pacgen.lint.probes import Role

__all__ = ["Check", "checks"]


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the endpoint list, or one control host, and what became of it."""

    subject: str
    """A host pattern, a network, or a control host."""

    expected: str
    """``DIRECT`` or ``a proxy``."""

    passed: bool
    asked: int
    """How many requests were made for it, all in plain form."""

    url: str
    """Of the first request that went wrong, or of the first."""

    returned: str
    """What the script answered to that."""

    sets: tuple[int, ...] = ()
    """The endpoint sets that expect it."""

    category: Category | None = None


def checks(context: LintContext) -> tuple[Check, ...]:
    """
    Return one check for each entry, in the order of the list, then one for each control host.

    Where DIRECT is what the file is for, control hosts are not checked.
    """
    answers = context.select(Role.HOST, Role.ADDRESS)
    if not context.default_is_direct:
        answers += context.select(Role.CONTROL_HOST)
    by_subject = grouped(answers, lambda answer: answer.probe.subject)
    return tuple(_check(subject, members) for subject, members in by_subject.items())


def _check(subject: str, answers: list[Answer]) -> Check:
    wrong = [answer for answer in answers if not _is_right(answer)]
    shown = (wrong or answers)[0]
    wanted = shown.probe.wanted
    return Check(
        subject,
        "DIRECT" if shown.probe.must_be_direct else "a proxy",
        not wrong,
        len(answers),
        shown.decision.request.url,
        shown.returned,
        tuple(s.id for s in wanted.sets) if wanted else (),
        wanted.category if wanted else None,
    )


def _is_right(answer: Answer) -> bool:
    return answer.is_direct if answer.probe.must_be_direct else answer.is_proxied
