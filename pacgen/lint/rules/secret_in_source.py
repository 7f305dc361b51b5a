"""The rule ``secret-in-source``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["SecretInSource"]


class SecretInSource(StaticRule):
    """
    Checks for passwords and tokens in comments.

    Why is this bad?
        PAC files go to everybody, without a password. So do their comments.

    Known problems
        It goes by words such as "password:" with something behind them.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "secret-in-source"
    code: ClassVar[str] = "SE11"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "everybody who can fetch the file can read it"
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") {
  // proxy admin password: hunter2x
  return "DIRECT";
}
"""
    good: ClassVar[str] = """\
if (host == "wiki.contoso.com") {
  // the proxy's password is in the vault
  return "DIRECT";
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node in program.index.nodes("comment"):
            if _SECRET.search(program.index.text(node)):
                yield self.at(
                    context,
                    node,
                    "this comment looks as if it had a password or a token in it",
                    tip="remove it, and change what it names",
                    confidence=Confidence.POSSIBLE,
                )


_SECRET = re.compile(
    r"\b(password|passwd|pwd|pw|passphrase|secret|api[-_ ]?key|token)\s*[:=]\s*(?=\S*\d)\S{5,}",
    re.IGNORECASE,
)
