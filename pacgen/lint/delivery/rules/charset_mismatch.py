"""The rule ``charset-mismatch``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pacgen.engine import PacFile
from pacgen.lint.delivery.exchange import Delivery
from pacgen.lint.delivery.rule import GOOD_ANSWER, MIME_TYPE, DeliveryRule
from pacgen.lint.finding import Finding, Severity

__all__ = ["CharsetMismatch"]

_NAMES = {"latin-1": {"iso-8859-1", "latin1", "windows-1252"}, "utf-16": {"utf-16"}}


class CharsetMismatch(DeliveryRule):
    """
    Checks for answers whose declared character set is not that of the file.

    Why is this bad?
        Clients that believe the header read another text: a comment at best, a host or a syntax
        error at worst.

    Known problems
        A file in ASCII is the same in all of them but UTF-16.

    References
        Chromium, net/proxy_resolution/pac_file_fetcher_impl.cc.
    """

    name: ClassVar[str] = "charset-mismatch"
    code: ClassVar[str] = "DE07"
    severity: ClassVar[Severity] = Severity.WARNING
    why: ClassVar[str] = "clients that believe the header read another text"
    tip: ClassVar[str] = "write the file in ASCII, and leave the charset out"
    bad: ClassVar[str] = GOOD_ANSWER.replace(MIME_TYPE, f"{MIME_TYPE}; charset=utf-16")
    good: ClassVar[str] = GOOD_ANSWER

    def check(self, delivery: Delivery) -> Iterator[Finding]:
        said = delivery.final.charset
        encoding = PacFile.from_bytes("", delivery.final.body).encoding
        fits = said in _NAMES.get(encoding, {encoding})
        if encoding == "ascii":
            fits = not said.startswith(("utf-16", "utf16", "utf-32"))
        if said and not fits and not re.match(f"{re.escape(encoding)}(le|be|-le|-be)?$", said):
            yield self.finding(delivery, f"the server says {said}, the file is {encoding}")
