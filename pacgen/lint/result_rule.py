"""The base of the rules about results: each owns one flaw of :mod:`pacgen.lint.flaws`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.flaws import Blemish, Flaw, blemishes, consequence
from pacgen.lint.rule import Rule
from pacgen.lint.wording import counted, listing, quoted

__all__ = ["ResultRule"]

_APART = 3
"""With more different pieces than these, they share one finding."""


class ResultRule(Rule):
    """A rule about what the file returns. Subclasses say which flaw they own, and what it is."""

    flaw: ClassVar[Flaw]

    def check(self, context: LintContext) -> Iterator[Finding]:
        """See :meth:`pacgen.lint.rule.Rule.check`."""
        found = blemishes(context, self.flaw)
        if len(found) <= _APART:
            for blemish in found:
                yield self._finding(context, [blemish])
        else:
            yield self._finding(context, found)

    @abstractmethod
    def says(self, text: str) -> str:
        """Return what is wrong with the piece *text*, to follow the text itself in a message."""

    @abstractmethod
    def cure(self, text: str) -> str:
        """Return the tip for the piece *text*."""

    def level(self, context: LintContext, text: str) -> Severity:
        """Return how bad it is."""
        del context, text
        return self.severity

    def _finding(self, context: LintContext, found: Sequence[Blemish]) -> Finding:
        first = found[0]
        answers = [answer for blemish in found for answer in blemish.answers]
        whole = first.answers[0].decision.returned or ""
        effect = consequence(whole, context.targets)
        names = listing([f'"{quoted(blemish.text)}"' for blemish in found])
        number = counted(len({id(answer.probe) for answer in answers}), "request")
        shows = f"{names} {self.says(first.text)}"
        if effect:
            shows += f": {effect}"
        return self.finding(
            context,
            f"{shows} ({number})",
            tip=self.cure(first.text),
            answers=answers,
            severity=min(
                (self.level(context, b.text) for b in found), key=lambda severity: severity.rank
            ),
        )
