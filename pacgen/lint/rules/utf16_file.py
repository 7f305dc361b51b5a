"""The rule ``utf16-file``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.rule import SMALLEST_FILE, Needs
from pacgen.lint.static import TextRule

__all__ = ["Utf16File"]


class Utf16File(TextRule):
    """
    Checks for files in UTF-16, which Notepad calls "Unicode".

    Why is this bad?
        Chromium can read it. Firefox and tools read a NUL between every two letters, which
        is a syntax error.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc. Mozilla,
        netwerk/base/ProxyAutoConfig.cpp.
    """

    name: ClassVar[str] = "utf16-file"
    code: ClassVar[str] = "PO19"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "in Firefox and many tools it cannot be read, and they go DIRECT without a word"
    )
    bad: ClassVar[str] = SMALLEST_FILE
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        if context.pac.encoding == "utf-16":
            yield self.at(
                context,
                None,
                "the file is in UTF-16",
                tip='save it as "UTF-8" without BOM, or as ASCII',
                confidence=Confidence.PROVEN,
            )

    def bad_file(self) -> PacFile:
        """See :meth:`Rule.bad_file`; the encoding cannot be seen in the example."""
        return PacFile.from_bytes("wpad.dat", self.bad.encode("utf-16"))
