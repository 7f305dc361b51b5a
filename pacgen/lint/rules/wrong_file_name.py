"""The rule ``wrong-file-name``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.rule import SMALLEST_FILE
from pacgen.lint.static import TextRule
from pacgen.lint.wording import quoted

__all__ = ["WrongFileName"]


class WrongFileName(TextRule):
    """
    Checks for a name by which Windows does not know a PAC file.

    Why is this bad?
        Windows takes a file that comes without the media type of PAC files only if its name
        ends in .dat, .js, .pac or .jvs. WPAD asks for /wpad.dat.

    Known problems
        None.

    References
        Microsoft, KB 4025058.
    """

    name: ClassVar[str] = "wrong-file-name"
    code: ClassVar[str] = "PO23"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = (
        "where the server does not send the media type of PAC files, Windows ignores the file"
    )
    bad: ClassVar[str] = SMALLEST_FILE
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        name = re.split(r"[?#]", context.pac.name)[0]
        last = re.split(r"[/\\]", name)[-1]
        if not last or last.startswith("<") or last.lower().endswith(_SUFFIXES):
            return
        if "://" in name and "." not in last:
            # What serves it from such a URL will know what it is.
            return
        yield self.at(
            context,
            None,
            f"{quoted(last)} is no name for a PAC file",
            tip="call it wpad.dat or proxy.pac",
            confidence=Confidence.PROVEN,
        )

    def bad_file(self) -> PacFile:
        """See :meth:`Rule.bad_file`; the name is not in the example."""
        return PacFile.from_bytes("proxy.txt", self.bad.encode())


_SUFFIXES = (".dat", ".js", ".pac", ".jvs", ".da")
