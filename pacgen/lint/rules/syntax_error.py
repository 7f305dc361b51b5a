"""The rule ``syntax-error``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import Fault, Span
from pacgen.lint.brackets import unclosed
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Confidence, Finding, Severity
from pacgen.lint.loading import syntax_fault
from pacgen.lint.rule import Needs
from pacgen.lint.static import TextRule
from pacgen.lint.wording import quoted

__all__ = ["SyntaxError"]


class SyntaxError(TextRule):  # noqa: A001 - named as the rule
    """
    Checks for files that no client can parse.

    Why is this bad?
        One mistake anywhere, and clients drop the whole file: they go DIRECT for
        everything, silently, or block everything where the PAC is mandatory.

    Known problems
        The place is where the engine gave up; the cause may stand before it.

    References
        Chromium, net/proxy_resolution/configured_proxy_resolution_service.cc.
    """

    name: ClassVar[str] = "syntax-error"
    code: ClassVar[str] = "CO01"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.SCRIPT
    why: ClassVar[str] = (
        "clients drop the whole file and go DIRECT without a word, so the proxy is off for "
        "everything"
    )
    bad: ClassVar[str] = 'if (host == "wiki.contoso.com" return "DIRECT";'
    good: ClassVar[str] = 'if (host == "wiki.contoso.com") return "DIRECT";'

    def check(self, context: LintContext) -> Iterator[Finding]:
        fault = syntax_fault(context)
        if fault is not None:
            cause, tip = _cause(context, fault)
            message = quoted(fault.message.removeprefix("SyntaxError: "))
            yield self.at(
                context,
                _place(context, fault),
                f"the file does not load: {cause or message}",
                tip=tip,
                confidence=Confidence.PROVEN,
            )


_ENTITY = re.compile(r"&(quot|amp|lt|gt|#39|nbsp|colon);")


def _place(context: LintContext, fault: Fault) -> Span | None:
    if fault.line is None:
        return None
    end = len(context.tree.line(fault.line)) + 1
    column = fault.column or 1
    return Span(fault.line, column, fault.line, max(end, column))


def _is_at_end(context: LintContext, fault: Fault) -> bool:
    """Say whether the fault was met behind the last character, where something is missing."""
    lines = context.pac.text.split("\n")[(fault.line or 1) - 1 :]
    lines[0] = lines[0][max(0, (fault.column or 1) - 1) :]
    return not "".join(lines).strip()


def _cause(context: LintContext, fault: Fault) -> tuple[str, str]:
    """Return what is likely to be wrong, ``""`` if that is not known, and the tip."""
    if "already been declared" in fault.message:
        return "", "give it another name: clients define this one themselves"
    line = context.tree.line(fault.line) if fault.line else ""
    for pattern, cause, tip in _CAUSES:
        if pattern.search(line):
            return cause, tip
    word = re.match(r"\s*\}?\s*([A-Za-z]+)\b(?!\s*[=.(,;:])", line)
    near = difflib.get_close_matches(word[1], _WORDS, n=1, cutoff=0.75) if word else []
    if word and near and word[1] not in _WORDS:
        return f"{word[1]} is no word of JavaScript", f"did you mean {near[0]}?"
    before = context.tree.line(fault.line - 1) if fault.line and fault.line > 1 else ""
    if re.match(r"\s*function\b[^{]*\)\s*$", before) and not line.lstrip().startswith("{"):
        return "the { behind the head of the function is missing", "write { behind the )"
    if "return not in a function" in fault.message:
        return (
            "the function has ended before this return",
            "remove the } in front of it, or write it inside of the function",
        )
    opening = unclosed(context.pac.text)
    if opening is not None and _is_at_end(context, fault):
        what = "the comment" if opening.text == "/*" else f"the {opening.text}"
        return (
            f"the file ends, and {what} of line {opening.line} is not closed",
            "look whether the end of the file is missing",
        )
    return _unbalanced(re.sub(r"\\.|//.*", "", line))


_WORDS = ("return", "function", "else", "switch", "case", "default", "while", "break", "var")

_CAUSES = (
    (
        re.compile(r"^\s*(export|import)\b"),
        "export and import are for modules",
        "remove the word: a PAC file is a plain script",
    ),
    (_ENTITY, "there is HTML in it", 'write the characters themselves: " & < >'),
    (re.compile(r"^\s*#"), "# begins no comment here", "write // in front of a comment"),
    (
        re.compile(r"^\s*(\}\s*)?(else\s+)?if\s+[^\s(]"),
        "a condition stands without parentheses",
        "write it as\n    if (condition) {",
    ),
)
"""What a line may look like, what is wrong with it then, and the tip."""


def _unbalanced(line: str) -> tuple[str, str]:
    if line.count('"') % 2 or line.count("'") % 2:
        return "a string is not closed", "close the string in the line where it begins"
    opened, closed = line.count("("), line.count(")")
    if opened > closed:
        return "a parenthesis is not closed", "look for a missing )"
    if closed > opened:
        return "there is a ) too many", "look for a missing ( or remove the )"
    return "", (
        "look at this place and just before it, for a missing bracket, brace or comma, "
        "and for text that is no code"
    )
