"""The rule ``case-dependent-routing``."""

from __future__ import annotations

from typing import ClassVar

from pacgen.lint.finding import Severity
from pacgen.lint.form_rule import FormRule
from pacgen.lint.probes import Variant

__all__ = ["CaseDependentRouting"]


class CaseDependentRouting(FormRule):
    """
    Checks for hosts that are DIRECT in lower case and something else in upper case.

    Why is this bad?
        Browsers hand the host to the script in lower case. WinHTTP, which services, updaters and
        Office add-ins use, hands it over as the application wrote it, and all comparisons in a
        PAC file tell case apart.

    Known problems
        It is checked only where WinHTTP is among the clients.

    References
        Microsoft, "Managing Microsoft 365 endpoints" (the switch -Lowercase of Get-PacFile).
    """

    name: ClassVar[str] = "case-dependent-routing"
    code: ClassVar[str] = "RT15"
    severity: ClassVar[Severity] = Severity.WARNING
    variant: ClassVar[Variant] = Variant.UPPER_CASE
    form: ClassVar[str] = "written in upper case"
    statement: ClassVar[str] = "host = host.toLowerCase();"
    why: ClassVar[str] = (
        "browsers hand the host over in lower case, WinHTTP clients as the application wrote it, "
        "so some programs use the proxy"
    )
    bad: ClassVar[str] = """\
function FindProxyForURL(url, host) {
  host = host.replace(/\\.$/, "");
  if (host == "teams.microsoft.com" || dnsDomainIs(host, ".teams.microsoft.com"))
    return "DIRECT";
  return "PROXY proxy.example.com:8080";
}
"""
