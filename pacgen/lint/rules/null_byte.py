"""The rule ``null-byte``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.loading import span_of
from pacgen.lint.rule import SMALLEST_FILE, Needs
from pacgen.lint.static import TextRule
from pacgen.lint.wording import counted

__all__ = ["NullByte"]


class NullByte(TextRule):
    """
    Checks for NUL characters in the text.

    Why is this bad?
        Some clients end the file there, others refuse it. They come from UTF-16 files that
        were cut or joined, and from broken downloads.

    Known problems
        None.

    References
        ECMAScript, "Source Text".
    """

    name: ClassVar[str] = "null-byte"
    code: ClassVar[str] = "PO21"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = "some clients end the file there, others refuse it"
    bad: ClassVar[str] = SMALLEST_FILE
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        text = context.pac.text
        if _NUL in text:
            position = text.index(_NUL)
            yield self.at(
                context,
                span_of(text, position, position + 1),
                f"{counted(text.count(_NUL), 'NUL character')} in the text",
                tip="save the file anew as ASCII, with a plain text editor",
                confidence=Confidence.PROVEN,
            )

    def bad_file(self) -> PacFile:
        """See :meth:`Rule.bad_file`; NUL cannot be seen in the example."""
        return PacFile.from_bytes("wpad.dat", self.bad.encode().replace(b" {\n", b" {\0\n"))


_NUL = "\0"
