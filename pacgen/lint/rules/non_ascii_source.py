"""The rule ``non-ascii-source``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.loading import span_of
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["NonAsciiSource"]


class NonAsciiSource(StaticRule):
    """
    Checks for characters beyond ASCII.

    Why is this bad?
        A PAC file that comes without a charset is decoded as Latin-1 by Chromium, as UTF-8
        by Firefox; some services accept ASCII alone. In strings that changes what is
        compared and returned.

    Known problems
        In comments it is an info.

    References
        Chromium, "Proxy support in Chrome", section "Encoding". Palo Alto Networks, "PAC
        File Guidelines".
    """

    name: ClassVar[str] = "non-ascii-source"
    code: ClassVar[str] = "PO20"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "clients decode it differently, so what is compared and returned differs too"
    )
    bad: ClassVar[str] = 'if (host == "münchen.contoso.com") return "DIRECT";'
    good: ClassVar[str] = 'if (host == "xn--mnchen-3ya.contoso.com") return "DIRECT";'

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        if context.pac.encoding == "utf-16":
            return
        data = context.tree.data
        comments = [(n.start_byte, n.end_byte) for n in program.index.nodes("comment")]
        places = [m.span() for m in re.finditer(rb"[\x80-\xff]+", data)]
        if not places:
            return
        code = _outside(places, comments)
        start, end = (code or places)[0]
        text = data[:start].decode(), data[start:end].decode()
        yield self.at(
            context,
            span_of("".join(text), len(text[0]), len(text[0]) + len(text[1])),
            f"{'the code has' if code else 'comments have'} characters beyond ASCII: {text[1]}",
            tip="write plain ASCII: hosts in their xn-- form, comments without accents",
            why="" if code else "some services accept ASCII alone",
            severity=self.severity if code else Severity.INFO,
        )


def _outside(
    places: list[tuple[int, int]], comments: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the first of *places* that is in no comment; both are sorted."""
    remaining = iter([*comments, (1 << 62, 1 << 62)])
    start, end = next(remaining)
    for place in places:
        while end <= place[0]:
            start, end = next(remaining)
        if place[0] < start:
            return [place]
    return []
