"""The rule ``subnet-narrower-than-published``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.cure import direct_if, network_test
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.published import narrower
from pacgen.lint.rule import Rule
from pacgen.lint.wording import common_answer, listing

__all__ = ["SubnetNarrowerThanPublished"]


class SubnetNarrowerThanPublished(Rule):
    """
    Checks for networks in the file that cover a part of a published one only.

    Why is this bad?
        52.112.0.0/14 has the mask 255.252.0.0. With 255.255.0.0 a quarter of it is covered: the
        first address passes every test, calls to the rest cross the proxy.

    Known problems
        None.

    References
        Microsoft, "Microsoft 365 URLs and IP address ranges".
    """

    name: ClassVar[str] = "subnet-narrower-than-published"
    code: ClassVar[str] = "RT10"
    severity: ClassVar[Severity] = Severity.ERROR
    example_entries: ClassVar[tuple[str, ...]] = ("teams.microsoft.com", "52.112.0.0/14")
    why: ClassVar[str] = (
        "a test with the first address finds nothing, and calls to the other addresses cross "
        "the proxy"
    )
    bad: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || isInNet(host, "52.112.0.0", "255.255.0.0"))\n'
        '  return "DIRECT";'
    )
    good: ClassVar[str] = (
        'if (host == "teams.microsoft.com" || isInNet(host, "52.112.0.0", "255.252.0.0"))\n'
        '  return "DIRECT";'
    )

    def check(self, context: LintContext) -> Iterator[Finding]:
        for narrow in narrower(context):
            answers = narrow.astray
            yield self.finding(
                context,
                f"{narrow.published} is covered in part only, by {listing(narrow.named)}; "
                f"{answers[0].probe.host} goes to {common_answer(answers, 'a proxy')}",
                tip=f"cover the whole network\n{direct_if([network_test(narrow.published)])}",
                answers=answers,
            )
