"""The base of the rules about hosts that go elsewhere when written in another form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding
from pacgen.lint.probes import Variant
from pacgen.lint.rule import Rule
from pacgen.lint.shortfall import strayed
from pacgen.lint.wording import common_answer, listing, subjects, verb

__all__ = ["FormRule"]


class FormRule(Rule):
    """A rule about one form in which clients write a host. Subclasses say which."""

    variant: ClassVar[Variant]

    form: ClassVar[str]
    """How it is written, to follow "when"."""

    statement: ClassVar[str]
    """What brings ``host`` into its plain form."""

    good: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase().replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""

    def check(self, context: LintContext) -> Iterator[Finding]:
        """See :meth:`pacgen.lint.rule.Rule.check`."""
        answers = strayed(context, self.variant)
        if not answers:
            return
        names = subjects(answers)
        answer = common_answer(answers, "a proxy")
        yield self.finding(
            context,
            f"{listing(names)} {verb(names, 'goes', 'go')} to {answer} when {self.form}",
            tip=f"make this the first statement of FindProxyForURL\n    {self.statement}",
            answers=answers,
        )
