"""The rule ``inconsistent-proxy-literal``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.program import Program
from pacgen.lint.static import StaticRule
from pacgen.lint.wording import quoted

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["InconsistentProxyLiteral"]


class InconsistentProxyLiteral(StaticRule):
    """
    Checks for the same proxies written in different ways.

    Why is this bad?
        One of them will be forgotten when the proxy changes. A variable has one spelling.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "inconsistent-proxy-literal"
    code: ClassVar[str] = "ST03"
    severity: ClassVar[Severity] = Severity.INFO
    why: ClassVar[str] = "one of them will be forgotten when the proxy changes"
    bad: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "PROXY proxy.contoso.com:8080";
if (host == "news.contoso.com") return "PROXY Proxy.contoso.com:8080";
"""
    good: ClassVar[str] = """\
if (host == "wiki.contoso.com") return "PROXY proxy.contoso.com:8080";
if (host == "news.contoso.com") return "PROXY proxy.contoso.com:8080";
"""

    def inspect(self, context: LintContext, program: Program) -> Iterator[Finding]:
        first: dict[str, tuple[str, Node]] = {}
        for node, text in program.strings:
            if not re.match(r"\s*(PROXY|HTTPS|SOCKS[45]?)\s+\S", text, re.IGNORECASE):
                continue
            spelling = _spelling(text)
            known, place = first.setdefault(spelling.lower(), (spelling, node))
            if known != spelling:
                yield self.at(
                    context,
                    node,
                    f'"{quoted(text)}" is written in another way elsewhere: "{quoted(known)}"',
                    tip="write it once, into a variable",
                    related=((place, "it was written first here"),),
                )


def _spelling(text: str) -> str:
    """Return *text* without what other rules speak of: case of keywords, blanks, a final ``;``."""
    parts = [part.split() for part in text.split(";")]
    return "; ".join(" ".join([part[0].upper(), *part[1:]]) for part in parts if part)
