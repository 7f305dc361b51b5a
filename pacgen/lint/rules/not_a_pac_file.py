"""The rule ``not-a-pac-file``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.context import LintContext
from pacgen.lint.finding import Finding, Severity
from pacgen.lint.rule import SMALLEST_FILE, Needs, Rule

__all__ = ["NotAPacFile"]


class NotAPacFile(Rule):
    """
    Checks for files that are something else: a web page, JSON, a PowerShell script, nothing at all.

    Why is this bad?
        Chromium rejects a file without the text ``FindProxyForURL``; other clients fail to run it.
        All of them then go DIRECT for everything, silently, or nowhere where the PAC is mandatory.
        Usually an error page, or the page of a login portal, was saved under the file's name.

    Known problems
        A PAC file whose text is encoded or built at run time is reported: Chromium rejects it too.

    References
        Chromium, net/proxy_resolution/pac_file_decider.cc.
    """

    name: ClassVar[str] = "not-a-pac-file"
    code: ClassVar[str] = "CO03"
    severity: ClassVar[Severity] = Severity.ERROR
    needs: ClassVar[Needs] = Needs.ANYTHING
    why: ClassVar[str] = (
        "clients reject the file and go DIRECT without a word, so the proxy is off for everything"
    )
    bad: ClassVar[str] = "<!DOCTYPE html><title>404 Not Found</title>\n"
    good: ClassVar[str] = SMALLEST_FILE

    def check(self, context: LintContext) -> Iterator[Finding]:
        kind = _kind(context.pac)
        if kind:
            yield self.finding(context, f"this is {kind}", tip=_tip(context.pac))


_ENTRY_POINT = "FindProxyForURL"

_OPENINGS = (
    (r"<#|#requires\b|\[cmdletbinding\b|param\s*\(", "a PowerShell script"),
    (r"<\?xml|<!doctype|<(html|head|body|title|meta|script|pre|div)\b", "a web page or XML"),
    (r"http/[0-9.]+ [0-9]{3}", "a web server's answer with its headers"),
    (r"#!", "a shell script"),
)
"""How other files begin, as regular expressions; case does not matter."""

_POWERSHELL = re.compile(
    r"^[ \t]*"
    r"(\$[\w:]+[ \t]*=|function[ \t]+[a-z]+-\w|(import|set|get|write|new|add)-[a-z]+[ \t])",
    re.IGNORECASE | re.MULTILINE,
)
"""A statement that hardly any script in JavaScript has."""

_HERE_STRING = re.compile(r"\$[\w:]+\s*=\s*@[\"']\s*", re.IGNORECASE)
"""A line that begins a text of many lines: that of a PAC file, say."""

_MISSPELT = re.compile(r"function\s+find_?proxy_?for_?url(ex)?\b", re.IGNORECASE)

_SAMPLE = 4096
_HEAD = 50
"""Lines."""
_RARE = 20
"""One control character among so many is a mistake, more of them are no text."""

_GZIP = b"\x1f\x8b"


def _kind(pac: PacFile) -> str | None:
    """Say what the file is, or return ``None`` if it may be a PAC file."""
    text = pac.text.lstrip()
    if not text:
        return "an empty file"
    if not pac.has_bom and _is_utf16(pac.data):
        return "UTF-16 without a byte-order mark, which no client can read"
    if pac.data.startswith(_GZIP):
        return "a file that is compressed with gzip"
    if _is_binary(text):
        return "a binary file"
    for opening, kind in _OPENINGS:
        if re.match(opening, text, re.IGNORECASE):
            return kind
    if _writes_text(text):
        return "a PowerShell script"
    if text[0] in "[{" and _is_json(text):
        return "JSON"
    # A function whose name is misspelt has a rule of its own.
    if _ENTRY_POINT in text or _MISSPELT.search(text):
        return None
    return "a PowerShell script" if _POWERSHELL.search(text) else f"a file without {_ENTRY_POINT}"


def _writes_text(text: str) -> bool:
    """Say whether the file begins as a script does that sets variables, one to a long text."""
    for line in islice(text.splitlines(), _HEAD):
        statement = line.strip()
        if _HERE_STRING.fullmatch(statement):
            return True
        if statement and not statement.startswith(("#", "$")):
            return False
    return False


def _is_utf16(data: bytes) -> bool:
    name = _ENTRY_POINT.encode("utf-16-le")
    return name in data


def _is_binary(text: str) -> bool:
    """Whether there are more control characters than a few by mistake."""
    control = sum(char < " " and char not in "\t\n\r\f\v" for char in text[:_SAMPLE])
    return control * _RARE > min(len(text), _SAMPLE)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _tip(pac: PacFile) -> str:
    near = re.search(r"find_?proxy_?for_?url(ex)?\b", pac.text, re.IGNORECASE)
    if near and near.group() != _ENTRY_POINT:
        return f"rename {near.group()} to {_ENTRY_POINT}; upper and lower case matter"
    return "fetch the file again, and look at what was saved"
