"""The rule ``trailing-dot-dependent-routing``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.form_rule import FormRule
from pacgen.lint.probes import Variant

__all__ = ["TrailingDotDependentRouting"]


class TrailingDotDependentRouting(FormRule):
    """
    Checks for hosts that are DIRECT as usual and something else with a dot at their end.

    Why is this bad?
        ``teams.microsoft.com.`` is the same name (RFC 1034). Some clients, on iOS with a VPN for
        one, hand it to the script in this form; comparisons of text then fail.

    Known problems
        Few clients do this.

    References
        RFC 1034, section 3.1.
    """

    name: ClassVar[str] = "trailing-dot-dependent-routing"
    code: ClassVar[str] = "RT16"
    severity: ClassVar[Severity] = Severity.INFO
    variant: ClassVar[Variant] = Variant.TRAILING_DOT
    form: ClassVar[str] = "a dot ends the name"
    statement: ClassVar[str] = 'host = host.replace(/\\.$/, "");'
    why: ClassVar[str] = (
        "with the dot it is the same name; the few clients that write it (iOS with a VPN) use the "
        "proxy"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
