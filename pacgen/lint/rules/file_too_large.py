"""The rule ``file-too-large``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.rule import SMALLEST_FILE, Needs
from pacgen.lint.static import TextRule

__all__ = ["FileTooLarge"]


class FileTooLarge(TextRule):
    """
    Checks for files that are too large for clients or for services that serve them.

    Why is this bad?
        Chromium and Windows refuse a PAC file of more than 1 MB, and go DIRECT. Some
        services take no more than 256 kB, which is an info here.

    Known problems
        None.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc. Zscaler, "Writing a PAC
        File".
    """

    name: ClassVar[str] = "file-too-large"
    code: ClassVar[str] = "PO22"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "clients refuse the file and go DIRECT without a word, so the proxy is off for everything"
    )
    bad: ClassVar[str] = SMALLEST_FILE
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        size, cut = len(context.pac.data), context.pac.is_cut
        if size > _SOME or cut:
            refused = size > _ALL or cut
            more = "far more than " if cut else ""
            who, most = ("clients", _ALL) if refused else ("some services", _SOME)
            yield self.at(
                context,
                None,
                f"the file has {more}{size // 1024:,} kB, {who} take no more than {most // 1024:,}",
                tip="check that this is the right file"
                if cut
                else "look names up in a table instead of testing one after the other",
                why="" if refused else "some services that serve PAC files refuse it",
                severity=self.severity if refused else Severity.INFO,
                confidence=Confidence.PROVEN,
            )

    def bad_file(self) -> PacFile:
        """See :meth:`Rule.bad_file`; the example is followed by a very long comment."""
        padding = b"// " + b"x" * _ALL + b"\n"
        return PacFile.from_bytes("wpad.dat", self.bad.encode() + padding)


_ALL = 1_048_576
_SOME = 262_144
