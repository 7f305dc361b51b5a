"""The rule ``credentials-in-result``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule

__all__ = ["CredentialsInResult"]


class CredentialsInResult(StaticRule):
    """
    Checks for user names and passwords in front of a proxy's name.

    Why is this bad?
        Everybody who can fetch the PAC file can read them. Chromium refuses such an element
        and goes DIRECT.

    Known problems
        None.

    References
        Chromium, net/base/proxy_string_util.cc.
    """

    name: ClassVar[str] = "credentials-in-result"
    code: ClassVar[str] = "SE10"
    severity: ClassVar[Severity] = Severity.ERROR
    why: ClassVar[str] = "everybody who can fetch the file can read them, and Chromium goes DIRECT"
    bad: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  var gateway = "PROXY user:secret@proxy.contoso.com:8080";
  return gateway;
}
"""
    good: ClassVar[str] = """\
if (host == "unused.contoso.com") {
  var gateway = "PROXY proxy.contoso.com:8080";
  return gateway;
}
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        for node, text in program.strings:
            if re.search(r"\b(PROXY|HTTPS?|SOCKS\d?)\s+(\w+://)?[^\s;@/]+@", text, re.IGNORECASE):
                yield self.at(
                    context,
                    node,
                    "there are credentials in front of the proxy's name",
                    tip="remove them, change them, and let clients sign in to the proxy otherwise",
                )
