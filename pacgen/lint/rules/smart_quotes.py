"""The rule ``smart-quotes``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.loading import span_of, syntax_fault
from pacgen.lint.rule import Needs
from pacgen.lint.static import TextRule
from pacgen.lint.wording import counted

__all__ = ["SmartQuotes"]


class SmartQuotes(TextRule):
    """
    Checks for quotes and dashes of a word processor in the code.

    Why is this bad?
        Word, Outlook and wikis turn plain quotes into typographic ones. To JavaScript they
        are no quotes: the whole file is dropped.

    Known problems
        None.

    References
        Zscaler, "Best Practices for Writing PAC Files".
    """

    name: ClassVar[str] = "smart-quotes"
    code: ClassVar[str] = "CO02"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "clients drop the whole file and go DIRECT without a word, so the proxy is off for "
        "everything"
    )
    bad: ClassVar[str] = 'if (host == “wiki.contoso.com”) return "DIRECT";'
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def check(self, context: LintContext) -> Iterator[Finding]:
        if syntax_fault(context) is None:
            return
        text = context.pac.text
        for match in _CODE.finditer(text):
            if match["smart"]:
                name, plain = _CHARACTERS[match["smart"]]
                count = sum(1 for m in _CODE.finditer(text) if m["smart"])
                yield self.at(
                    context,
                    span_of(text, match.start(), match.end()),
                    f"{name} in the code ({counted(count, 'such character')})",
                    tip=f"write {plain}, with a plain text editor",
                    confidence=Confidence.PROVEN,
                )
                return


_CHARACTERS = {
    "\u201c": ("a typographic quote", '"'),
    "\u201d": ("a typographic quote", '"'),
    "\u201e": ("a typographic quote", '"'),
    "\u00ab": ("a typographic quote", '"'),
    "\u00bb": ("a typographic quote", '"'),
    "\u2018": ("a typographic quote", "'"),
    "\u2019": ("a typographic quote", "'"),
    "\u2013": ("a dash", "-"),
    "\u2014": ("a dash", "--"),
    "\u2026": ("an ellipsis", "..."),
}
_CODE = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    rf"|(?P<smart>[{''.join(_CHARACTERS)}])",
    re.DOTALL,
)
"""Comments and strings, which may have such characters, and the characters elsewhere."""
