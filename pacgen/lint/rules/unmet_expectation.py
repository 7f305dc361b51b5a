"""The rule ``unmet-expectation``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.answers import Answer, grouped
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Place, Related, Severity
from pacgen.lint.rule import Rule
from pacgen.lint.wording import quoted
from pacgen.policy.expectation import Assertion
from pacgen.routes import DIRECT

__all__ = ["UnmetExpectation"]


class UnmetExpectation(Rule):
    """
    Checks for requests that do not go where ``expect`` in ``pacgen.yaml`` says.

    Why is this bad?
        These are the site's own assertions: somebody found them worth writing down, usually after
        a request once went astray.

    Known problems
        Each assertion that is broken is a finding, even where another rule names the cause: the
        list is a test, and a test that fails is told.
        Where no client is given, the client is in no location, and no name resolves.
        The examples are held against ``expect: {www.contoso.example: direct}``.

    References
        The reference of ``pacgen.yaml``, section ``expect``.
    """

    name: ClassVar[str] = "unmet-expectation"
    code: ClassVar[str] = "RT22"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = (
        "the site's own configuration says where this request must go, and this file sends it "
        "elsewhere"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = f'if (host == "www.contoso.example") return "DIRECT";\n{bad}'
    example_assertions: ClassVar[tuple[Assertion, ...]] = (
        Assertion("www.contoso.example", DIRECT, file="pacgen.yaml", line=9, column=3),
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for assertion, answers in grouped(context.asserted, lambda a: a.probe.assertion).items():
            wrong = [answer for answer in answers if not answer.is_as_asserted]
            if assertion is not None and wrong:
                yield self._finding(context, assertion, wrong)

    def _finding(self, context: LintContext, assertion: Assertion, wrong: list[Answer]) -> Finding:
        where = f" from {', '.join(assertion.client)}" if assertion.client else ""
        first = wrong[0]
        failed = first.decision.fault is not None
        what = "gets no answer" if failed else f"goes to {quoted(first.returned)}"
        place = Place(assertion.file, assertion.line, assertion.column)
        label = f"this is expected: {assertion.request}: {assertion.route}"
        return self.finding(
            context,
            f"{assertion.request}{where} {what}, not to {assertion.route}",
            tip=_cure(first, assertion),
            answers=wrong,
            related=[Related(place, label)] if assertion.file else [],
        )


def _cure(answer: Answer, assertion: Assertion) -> str:
    where = f", for clients at {', '.join(assertion.client)}," if assertion.client else ""
    url, host = answer.decision.request.url, answer.decision.request.host
    about = f"host == {_literal(host)}"
    if "://" in assertion.request and url != f"https://{host}/":
        about = f"{about} && url.indexOf({_literal(url)}) == 0"
    return (
        "change what is expected, or above every statement that returns something else for "
        f"it{where} write\n"
        f"    if ({about}) {{\n"
        f"      return {_literal(str(assertion.route))};\n"
        "    }"
    )


def _literal(text: str) -> str:
    """Return *text*, of a host, URL or route, as JavaScript writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
