"""The rule ``mixed-line-ends``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.context import LintContext
from pacgen.lint.edits import Offsets
from pacgen.lint.finding import Confidence, Edit, Effect, Finding, Fix, Severity
from pacgen.lint.rule import SMALLEST_FILE, Needs
from pacgen.lint.static import TextRule

__all__ = ["MixedLineEnds"]


class MixedLineEnds(TextRule):
    """
    Checks for files whose lines do not all end alike.

    Why is this bad?
        Two people, or two tools, edited the file in two ways. A diff then shows lines as changed
        that are not. A lone carriage return ends a line for every client, and for hardly any
        editor: what seems to be within a comment may be code.

    Known problems
        None.

    References
        ECMAScript, "Line Terminators".
    """

    name: ClassVar[str] = "mixed-line-ends"
    code: ClassVar[str] = "ST10"
    severity: ClassVar[Severity] = Severity.INFO
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "comparisons show lines as changed that are not, and editors show other lines than "
        "clients read"
    )
    bad: ClassVar[str] = SMALLEST_FILE
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        text = context.pac.text
        ends = Counter(_LINE_END.findall(text))
        if len(ends) < 2:  # noqa: PLR2004 - one kind is what should be
            return
        usual = max(ends, key=lambda end: ends[end])
        offsets = Offsets(text)
        odd = [match for match in _LINE_END.finditer(text) if match[0] != usual]
        spans = [offsets.span(*match.span()) for match in odd]
        counts = ", ".join(f"{ends[end]} with {_NAMES[end]}" for end in _NAMES if ends[end])
        yield self.at(
            context,
            spans[0],
            f"lines end in different ways: {counts}",
            tip=f"save the file with {_NAMES[usual]} throughout",
            severity=Severity.WARNING if "\r" in ends else None,
            confidence=Confidence.PROVEN,
            # "\n" becomes what is usual in the file when it is written.
            fix=Fix(
                f"end every line with {_NAMES[usual]}",
                tuple(Edit(span, "\n") for span in spans),
                Effect.NONE,
            )
            if usual != "\r"
            else None,
        )

    def bad_file(self) -> PacFile:
        """See :meth:`Rule.bad_file`; line ends cannot be seen in the example."""
        return PacFile.from_bytes("wpad.dat", self.bad.replace("\n", "\r\n", 1).encode())


_LINE_END = re.compile("\r\n|\n|\r")
_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "a lone CR"}
