"""What was asked for, entry by entry, and whether the file gives it: an acceptance test."""

from __future__ import annotations

from dataclasses import dataclass

from pacgen.endpoints import Category
from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.probes import Role

__all__ = ["Check", "checks"]


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the endpoint list, control host or claim of the site, and what became of it."""

    subject: str
    """A host pattern, a network, a control host, or the request that the site speaks of."""

    expected: str
    """``DIRECT`` or ``a proxy``, or a route."""

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
    Return one check for each entry, in the order of the list, then one for each control host, then
    one for each claim of the site.

    Where DIRECT is what the file is for, control hosts are not checked.
    """
    answers = context.select(Role.HOST, Role.ADDRESS, Role.SIGN_IN_HOST)
    if not context.default_is_direct:
        answers += context.select(Role.CONTROL_HOST)
    by_subject = grouped(answers, lambda answer: answer.probe.subject)
    claims = grouped(context.asserted, lambda answer: answer.probe.assertion)
    return (
        *(_check(subject, members) for subject, members in by_subject.items()),
        *(_check(_claim(members[0]), members) for members in claims.values()),
    )


def _claim(answer: Answer) -> str:
    where = answer.probe.world.label.rpartition(" ")[2]
    return f"{answer.probe.host} from {where}" if where else answer.probe.host


def _check(subject: str, answers: list[Answer]) -> Check:
    wrong = [answer for answer in answers if not _is_right(answer)]
    shown = (wrong or answers)[0]
    wanted = shown.probe.wanted
    return Check(
        subject,
        shown.probe.expected,
        not wrong,
        len(answers),
        shown.decision.request.url,
        shown.returned,
        tuple(s.id for s in wanted.sets) if wanted else (),
        wanted.category if wanted and wanted.sets else None,
    )


def _is_right(answer: Answer) -> bool:
    if answer.probe.assertion is not None:
        return answer.is_as_asserted
    return answer.is_direct if answer.probe.must_be_direct else answer.is_proxied
