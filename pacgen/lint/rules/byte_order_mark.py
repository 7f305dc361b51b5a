"""The rule ``byte-order-mark``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile, Span
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Fix, Severity
from pacgen.lint.rule import SMALLEST_FILE
from pacgen.lint.static import TextRule

__all__ = ["ByteOrderMark"]


class ByteOrderMark(TextRule):
    """
    Checks for a byte-order mark at the beginning of the file.

    Why is this bad?
        Old engines and simple parsers take it for a character they do not know; others show
        it as three odd letters. Editors on Windows add it unasked.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "byte-order-mark"
    code: ClassVar[str] = "PO18"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "old engines and other readers of the file stumble over it"
    bad: ClassVar[str] = SMALLEST_FILE
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        if context.pac.has_bom and context.pac.encoding == "utf-8":
            yield self.at(
                context,
                Span(1, 1, 1, 1),
                "the file begins with a byte-order mark",
                tip='save it as "UTF-8" without BOM, or as ASCII',
                confidence=Confidence.PROVEN,
                fix=Fix("remove the byte-order mark", drops_bom=True),
            )

    def bad_file(self) -> PacFile:
        """See :meth:`Rule.bad_file`; the mark cannot be seen in the example."""
        return PacFile.from_bytes("wpad.dat", self.bad.encode("utf-8-sig"))
